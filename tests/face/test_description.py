"""The vendored description: upstream's facts, every one of them, and words of our own at every place."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .description import DOCUMENT, METHODS, OPERATIONS, ROOT, SPEC

PROSE = ("summary", "description")
SHARED = Path(os.environ.get("VENEER_SHARED") or ROOT.parent / "shared")
UPSTREAM = SHARED / "face-api" / "v1.1-preview.1.json"
# Keywords whose members are named by the API, so that a member called "description" is one of its facts.
NAMED = ("properties", "schemas", "parameters", "responses", "headers", "paths", "variables", "content")


def facts(value: Any, named: bool = False) -> Any:
    """Return a description without its prose; the members of ``properties`` and the like all stay."""
    if isinstance(value, list):
        return [facts(item) for item in value]
    if not isinstance(value, dict):
        return value
    dropped = () if named else (*PROSE, "x-enum-descriptions")
    return {
        key: facts(item, not named and key in NAMED and isinstance(item, dict))
        for key, item in value.items()
        if key not in dropped
    }


def places() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object that a person may read about, with the place where it stands."""
    for path, item in DOCUMENT["paths"].items():
        for verb, operation in item.items():
            where = f"{verb} {path}"
            yield where, operation
            for overload in operation.get("x-overloads", []):
                yield f"{where} {overload['operationId']}", overload
            for parameter in operation.get("parameters", []):
                yield f"{where} ?{parameter['name']}", parameter
            for status, response in operation["responses"].items():
                yield f"{where} {status}", response
                yield from (
                    (f"{where} {status} {name}", header) for name, header in response.get("headers", {}).items()
                )
            if "requestBody" in operation:
                yield f"{where} body", operation["requestBody"]
                for kind, media in operation["requestBody"]["content"].items():
                    yield from bodies(f"{where} {kind}", media["schema"])
    for name, schema in DOCUMENT["components"]["schemas"].items():
        yield name, schema
        yield from properties(name, schema)
    for name, scheme in DOCUMENT["components"]["securitySchemes"].items():
        yield name, scheme
    yield "info", DOCUMENT["info"]
    for server in DOCUMENT["servers"]:
        yield server["url"], server
        yield from server["variables"].items()


def bodies(where: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from properties(where, schema)
    for index, option in enumerate(schema.get("anyOf", [])):
        yield from bodies(f"{where} {index}", option)


def properties(where: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in schema.get("properties", {}).items():
        yield f"{where}.{name}", value
        yield from properties(f"{where}.{name}", value)
    if isinstance(schema.get("items"), dict):
        yield from properties(f"{where}[]", schema["items"])


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of the document."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(item)


def test_structure_is_upstreams() -> None:
    if not UPSTREAM.is_file():
        pytest.skip(f"no {UPSTREAM.name} in a folder `shared` beside the repository, nor in VENEER_SHARED")
    assert facts(DOCUMENT) == facts(json.loads(UPSTREAM.read_text("utf-8")))


def test_facts_keep_what_the_api_calls_description() -> None:
    schema = {"description": "prose", "properties": {"description": {"type": "string", "description": "prose"}}}
    assert facts(schema) == {"properties": {"description": {"type": "string"}}}


def test_counts_are_those_of_the_published_contract() -> None:
    items = DOCUMENT["paths"].values()
    verbs = [operation for item in items for verb, operation in item.items() if verb in METHODS]
    overloads = [overload for operation in verbs for overload in operation.get("x-overloads", [])[1:]]
    assert (len(items), len(verbs), len(overloads), len(OPERATIONS)) == (46, 84, 17, 101)
    assert len(DOCUMENT["components"]["schemas"]) == 79
    assert len({operation.id for operation in OPERATIONS}) == 101


def test_every_part_has_a_description() -> None:
    silent = [where for where, part in places() if not str(part.get("description", "")).strip()]
    assert silent == []


def test_every_operation_and_overload_has_a_summary_of_one_line() -> None:
    for item in DOCUMENT["paths"].values():
        for operation in item.values():
            for part in (operation, *operation.get("x-overloads", [])):
                summary = part["summary"]
                assert summary.strip() == summary
                assert 0 < len(summary) < 120
                assert "\n" not in summary


def test_every_enum_value_has_a_description() -> None:
    enums = [node for node in nodes(DOCUMENT["components"]["schemas"]) if isinstance(node.get("enum"), list)]
    assert len(enums) == 19
    for enum in enums:
        words = enum["x-enum-descriptions"]
        assert len(words) == len(enum["enum"]), enum
        assert all(word.strip() for word in words), enum


def test_lock_has_the_sha256_of_the_file() -> None:
    lock = tomllib.loads((ROOT / "spec" / "spec.lock.toml").read_text("utf-8"))
    entry = lock["azure_face"]["v1.1-preview.1"]
    assert ROOT / "spec" / entry["file"] == SPEC
    assert entry["sha256"] == hashlib.sha256(SPEC.read_bytes()).hexdigest()
