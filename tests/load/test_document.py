"""Files, versions, the way from 3.0 to 3.1, and how problems are gathered."""

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veneer.diagnostics import Diagnostic, InputError
from veneer.load import load, load_text

Refused = Callable[[str | bytes], list[Diagnostic]]


def test_a_file_is_shown_as_the_user_named_it(tmp_path: Path) -> None:
    path = tmp_path / "api.txt"
    path.write_text('{"openapi": "3.1.0"}')

    assert load(path).name == path.as_posix()
    assert str(load(path, "spec/api.txt").locate("/openapi")) == "spec/api.txt:1:13"


@pytest.mark.parametrize("name", ["gone.json", ".", "nul\0.json"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path / name, "api.json")

    (found,) = caught.value.diagnostics
    assert (found.id, str(found.location)) == ("unreadable-file", "api.json")


@pytest.mark.parametrize(
    ("text", "place", "problem", "message"),
    [
        ("", "1:1", "not-an-object", "the description is empty, not an object"),
        ("\n# nothing\n", "1:1", "not-an-object", "the description is empty, not an object"),
        ('\n ["a"]', "2:2", "not-an-object", "the description is a list, not an object"),
        ("just text", "1:1", "not-an-object", "the description is the text `just text`, not an object"),
        ("12", "1:1", "not-an-object", "the description is the number `12`, not an object"),
        ("info: {}", "1:1", "unsupported-version", "there is no `openapi` key: this is not an OpenAPI description"),
        ('{\n "swagger": "1.2"}', "2:13", "unsupported-version", "Swagger `1.2` is not read"),
        ("swagger: true", "1:10", "unsupported-version", "Swagger `True` is not read"),
        ("openapi: 3.7", "1:10", "unsupported-version", "the OpenAPI version is the number `3.7`, not a text"),
        ("openapi: 3.3.0", "1:10", "unsupported-version", "OpenAPI `3.3.0` is not read"),
        ('{"openapi": "4.0.0"}', "1:13", "unsupported-version", "OpenAPI `4.0.0` is not read"),
        ("openapi: 3.1.0\\n", "1:10", "unsupported-version", "OpenAPI `3.1.0\\n` is not read"),
    ],
)
def test_what_is_not_openapi_3(refused: Refused, text: str, place: str, problem: str, message: str) -> None:
    (found,) = refused(text)

    assert (found.id, str(found.location)) == (problem, f"api:{place}")
    assert found.message.startswith(message)
    assert found.fix


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.1.0-rc0"])
def test_versions_that_are_read(version: str) -> None:
    assert load_text(json.dumps({"openapi": version}), "api").version == version


def upgraded(schema: Any, version: str = "3.0.3") -> Any:
    document = {"openapi": version, "components": {"schemas": {"A": schema, "B": {}}}}
    return load_text(json.dumps(document), "api").resolve("/components/schemas/A")


REF = {"$ref": "#/components/schemas/B"}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"nullable": True, "enum": ["a"], "type": "string"}, {"enum": ["a", None], "type": ["string", "null"]}),
        ({"type": "string", "nullable": True, "enum": [None]}, {"type": ["string", "null"], "enum": [None]}),
        ({"nullable": True, "enum": [1]}, {"enum": [1, None]}),
        ({"nullable": True, "allOf": [REF]}, {"nullable": True, "allOf": [REF]}),
        ({"nullable": True, **REF}, {"nullable": True, **REF}),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 1.5, "exclusiveMaximum": True}, {"exclusiveMaximum": 1.5}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"exclusiveMinimum": 3}, {"exclusiveMinimum": 3}),
        ({"type": "string", "format": "byte", "example": "x"}, {"type": "string", "format": "byte", "example": "x"}),
        (
            {"properties": {"nullable": {"type": "string", "nullable": True}}},
            {"properties": {"nullable": {"type": ["string", "null"]}}},
        ),
        (
            {"additionalProperties": {"items": {"not": {"type": "string", "nullable": True}}}},
            {"additionalProperties": {"items": {"not": {"type": ["string", "null"]}}}},
        ),
    ],
)
def test_schemas_of_3_0_take_the_shape_of_3_1(schema: Any, expected: Any) -> None:
    assert upgraded(schema) == expected
    assert upgraded(schema, "3.1.0") == expected  # with a warning


@pytest.mark.parametrize("keyword", ["example", "default", "const", "x-note"])
def test_payloads_stay_as_they_are(keyword: str) -> None:
    schema = {keyword: {"type": "string", "nullable": True, "exclusiveMinimum": True}}

    assert upgraded(schema) == schema


def test_schemas_are_upgraded_wherever_they_stand() -> None:
    schema = {"schema": {"type": "string", "nullable": True}}
    content = {"application/json": {**schema, "example": schema}}
    operation = {
        "parameters": [{"name": "p", "in": "query", **schema}],
        "requestBody": {"content": content},
        "responses": {"200": {"description": "", "headers": {"x-h": schema}, "content": content}},
        "callbacks": {"done": {"{$request.body#/url}": {"post": {"requestBody": {"content": content}}}}},
    }
    document = {
        "openapi": "3.0.0",
        "paths": {"/a": {"get": operation, "parameters": [{"$ref": "#/x-shared/P"}]}},
        "x-shared": {"P": {"name": "p", "in": "query", **schema}},
    }
    found = json.dumps(load_text(json.dumps(document), "api").content)

    assert found.count('{"type": ["string", "null"]}') == 6
    assert found.count('"example": {"schema": {"type": "string", "nullable": true}}') == 3


def test_problems_are_sorted_and_at_most_fifty(refused: Refused) -> None:
    lines = [f'"k{number}": {{"a": 1, "a": 2}}' for number in range(60)]
    found = refused('{"openapi": "3.1.0",\n' + ",\n".join(lines) + "}")

    assert [each.location.line for each in found[:50]] == list(range(2, 52))
    assert (found[50].id, found[50].message, str(found[50].location)) == ("and-more", "and 10 more", "api")
    assert len(found) == 51


LINES = ["openapi: 3.1.0\n", '{"openapi": "3.0.0",', "---\n", "...\n", "%YAML 1.2\n", "- ", ": ", "&a ", "!!str "]
WORDS = ["<<", "*a", "\ufeff", "\u2028", "\\u", "d800", "$ref", "#/a", "e999", ".inf", "NaN", "0x", "a", "é", "1", "€"]
PIECES = st.sampled_from([*"{}[]:,\"'\\-?!&*|>%@`#~<= \n\r\t", *LINES, *WORDS])
NAMES = [
    "$ref",
    "schemas",
    "A",
    "properties",
    "allOf",
    "type",
    "enum",
    "nullable",
    "exclusiveMinimum",
    "minimum",
    "discriminator",
    "mapping",
    "get",
    "callbacks",
    "responses",
    "content",
    "schema",
    "items",
    "x-a",
]
SHAPES = st.recursive(
    st.sampled_from([None, True, 0, 1.5, "#/components/schemas/A", "#", "x", "#/a~2", "#/%ff", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=15,
)


def said_about(text: str | bytes) -> tuple[Diagnostic, ...]:
    try:
        load_text(text, "api")
    except InputError as error:
        return error.diagnostics
    return ()


@settings(deadline=None, max_examples=500)
@given(st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join) | st.binary(max_size=30))
def test_any_text_is_read_or_refused_with_a_place(text: str | bytes) -> None:
    assert all(found.location.line and found.location.column for found in said_about(text))
    assert gc.isenabled()


@settings(deadline=None, max_examples=300)
@given(SHAPES, st.sampled_from(["components", "paths", "webhooks"]), st.sampled_from(["3.0.0", "3.1.0"]))
def test_any_shape_is_read_or_refused_with_a_place(value: Any, key: str, version: str) -> None:
    text = json.dumps({"openapi": version, key: value, "a": {"get": value}})

    assert all(found.location.line and found.location.column for found in said_about(text))
