"""Each object of a document is looked at once, and no more of it than what may lead to what is looked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from veneer.load.forgiving.fields import _KNOWN
from veneer.load.forgiving.schemas import _JUDGES, PLAIN, is_plain
from veneer.load.grammar import GRAMMAR
from veneer.load.walk import LEADING, walk

_SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"$ref": "#/x-parts/b"}}}
_CONTENT = {"application/json": {"schema": _SCHEMA, "encoding": {"a": {"headers": {"h": {"content": {"text/a": {}}}}}}}}
_OPERATION = {
    "parameters": [{"name": "q", "schema": {"type": "string"}}],
    "responses": {"200": {"content": _CONTENT}, "404": {"$ref": "#/x-parts/answer"}},
}
_SHARING = {
    "paths": {
        "/a": {"post": {**_OPERATION, "callbacks": {"done": {"{$url}": {"put": _OPERATION}}}}},
        "/b": {"$ref": "#/x-parts/path"},
    },
    "components": {"schemas": {"A": _SCHEMA}, "callbacks": {"c": {"{$url}": {"get": {}}}}},
    "x-parts": {
        "b": {"type": "integer"},
        "answer": {"content": {"text/plain": {}}},
        "path": {"get": {"callbacks": {"more": {"{$url}": {"patch": {}}}}}},
    },
}
DOCUMENT: dict[str, Any] = json.loads(json.dumps(_SHARING))


def test_objects_come_in_the_order_of_the_file_and_then_those_of_references() -> None:
    schemas = ["/".join(place.tokens) for place in walk(DOCUMENT) if place.kind == "schema"]

    assert schemas[0] == "paths//a/post/parameters/0/schema"
    assert schemas[-1] == "x-parts/b"
    assert schemas.index("components/schemas/A") > schemas.index(
        "paths//a/post/responses/200/content/application/json/schema"
    )


@pytest.mark.parametrize("kind", sorted(GRAMMAR))
def test_what_leads_to_a_kind_leads_to_all_of_it(kind: str) -> None:
    whole = [place for place in walk(DOCUMENT) if place.kind == kind]

    assert [place for place in walk(DOCUMENT, to=kind) if place.kind == kind] == whole


def test_what_leads_to_no_such_kind_is_left_out() -> None:
    found = {place.kind for place in walk(DOCUMENT, to="callback")}

    assert found == {"document", "components", "path item", "operation", "callback"}


def test_a_change_of_an_object_is_seen_below_it() -> None:
    document = {"components": {"schemas": {"A": {"properties": {"old": {}}}}}}
    seen = []
    for place in walk(document):
        if place.tokens[-1:] == ("A",):
            place.node["properties"] = {"new": {}}
        seen.append(place.tokens[-1:])

    assert ("new",) in seen
    assert ("old",) not in seen


def test_nothing_is_judged_of_a_plain_schema() -> None:
    assert all(keys & PLAIN <= {"type", "enum", "example"} for keys, _ in _JUDGES)
    assert _KNOWN["schema"] >= PLAIN
    assert PLAIN.isdisjoint(LEADING)
    for plain in ({}, {"type": "string", "description": "A name"}, {"type": "integer", "enum": [1], "example": 1}):
        assert is_plain(plain)
    faulty: list[Any] = [{"type": "text"}, {"type": ["string"]}, {"enum": "a"}, {"enum": None}, {"type": "array"}]
    for schema in (*faulty, {"type": "integer", "example": "1"}, {"type": "string", "example": True}):
        assert not is_plain(schema)


def test_what_is_skipped_is_not_shown() -> None:
    def is_text(schema: dict[str, Any]) -> bool:
        return schema == {"type": "string"}

    plain = [place for place in walk(DOCUMENT) if not (place.kind == "schema" and is_text(place.node))]

    assert [*walk(DOCUMENT, skip=is_text)] == plain
    assert len(plain) < len([*walk(DOCUMENT)])
