"""The vendored descriptions: upstream's facts, every one of them, and words of our own at every place."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .description import METHODS, ROOT, VERSIONS, Version

PROSE = ("summary", "description")
SHARED = Path(os.environ.get("VENEER_SHARED") or ROOT.parent / "shared")
# Keywords whose members are named by the API, so that a member called "description" is one of its facts.
NAMED = ("properties", "schemas", "parameters", "responses", "headers", "paths", "variables", "content")

# Paths, operations with a path and a method of their own, overloads beside these, all operations, schemas, enums.
COUNTS = {
    "v1.1-preview.1": (46, 84, 17, 101, 79, 19),
    "v1.2-preview.1": (47, 85, 18, 103, 84, 19),
    "v1.2": (36, 63, 14, 77, 76, 19),
    "v1.3-preview.1": (37, 65, 14, 79, 81, 20),
}

every_version = pytest.mark.parametrize("version", VERSIONS, ids=repr)


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


def places(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object that a person may read about, with the place where it stands."""
    shared = document["components"].get("parameters", {})
    yield from shared.items()
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            where = f"{verb} {path}"
            yield where, operation
            for overload in operation.get("x-overloads", []):
                yield f"{where} {overload['operationId']}", overload
            for parameter in operation.get("parameters", []):
                if "$ref" in parameter:
                    assert parameter["$ref"].removeprefix("#/components/parameters/") in shared
                    continue
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
    for name, schema in document["components"]["schemas"].items():
        yield name, schema
        yield from properties(name, schema)
    for name, scheme in document["components"]["securitySchemes"].items():
        yield name, scheme
    yield "info", document["info"]
    for server in document["servers"]:
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


@every_version
def test_structure_is_upstreams(version: Version) -> None:
    upstream = SHARED / "face-api" / f"{version.name}.json"
    if not upstream.is_file():
        pytest.skip(f"no {upstream.name} in a folder `shared` beside the repository, nor in VENEER_SHARED")
    assert facts(version.published) == facts(json.loads(upstream.read_text("utf-8")))


def test_facts_keep_what_the_api_calls_description() -> None:
    schema = {"description": "prose", "properties": {"description": {"type": "string", "description": "prose"}}}
    assert facts(schema) == {"properties": {"description": {"type": "string"}}}


@every_version
def test_counts_are_those_of_the_published_contract(version: Version) -> None:
    items = version.published["paths"].values()
    verbs = [operation for item in items for verb, operation in item.items() if verb in METHODS]
    overloads = [overload for operation in verbs for overload in operation.get("x-overloads", [])[1:]]
    schemas = version.published["components"]["schemas"]
    enums = [node for node in nodes(schemas) if isinstance(node.get("enum"), list)]
    found = (len(items), len(verbs), len(overloads), len(version.operations), len(schemas), len(enums))
    assert found == COUNTS[version.name]
    assert len(version.by_id) == len(version.operations)


@every_version
def test_every_part_has_a_description(version: Version) -> None:
    silent = [where for where, part in places(version.published) if not str(part.get("description", "")).strip()]
    assert silent == []


@every_version
def test_every_operation_and_overload_has_a_summary_of_one_line(version: Version) -> None:
    for item in version.published["paths"].values():
        for operation in item.values():
            for part in (operation, *operation.get("x-overloads", [])):
                summary = part["summary"]
                assert summary.strip() == summary
                assert 0 < len(summary) < 120
                assert "\n" not in summary


@every_version
def test_every_enum_value_has_a_description(version: Version) -> None:
    for enum in nodes(version.published["components"]["schemas"]):
        if not isinstance(enum.get("enum"), list):
            continue
        words = enum["x-enum-descriptions"]
        assert len(words) == len(enum["enum"]), enum
        assert all(word.strip() for word in words), enum


@every_version
def test_lock_has_the_sha256_of_the_file(version: Version) -> None:
    lock = tomllib.loads((ROOT / "spec" / "spec.lock.toml").read_text("utf-8"))
    entry = lock["azure_face"][version.name]
    assert ROOT / "spec" / entry["file"] == version.spec
    assert entry["sha256"] == hashlib.sha256(version.spec.read_bytes()).hexdigest()


def test_lock_and_folder_have_these_versions_and_no_others() -> None:
    names = {version.name for version in VERSIONS}
    lock = tomllib.loads((ROOT / "spec" / "spec.lock.toml").read_text("utf-8"))
    assert set(lock["azure_face"]) == names
    assert {path.stem for path in (ROOT / "spec" / "azure_face").iterdir()} == names
