"""Descriptions that nest or refer without end, through the whole pipeline: a diagnostic, or a client, and soon."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from veneer.diagnostics import InputError
from veneer.pipeline import Generated, generate_description

SOON = 5  # seconds; well under one on a quiet machine
HEAD = '{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "x": '


def generate(text: str | dict[str, Any], folder: Path, name: str = "api.json") -> Generated:
    """Generate a description's package."""
    file = folder / name
    file.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return generate_description(file, "pkg", lambda _: None)


def loop(kind: str, operation: dict[str, Any]) -> dict[str, Any]:
    """Return a description with an operation that refers to two components which refer to one another."""
    components = {kind: {"A": {"$ref": f"#/components/{kind}/B"}, "B": {"$ref": f"#/components/{kind}/A"}}}
    paths = {"/a": {"get": {"operationId": "call", "responses": {}, **operation}}}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths, "components": components}


REFUSED = {
    "lists": (HEAD + "[" * 100_000 + "]" * 100_000 + "}", "api.json", "too-deep"),
    "unfinished lists": (HEAD + "[" * 100_000, "api.json", "too-deep"),
    "objects": (HEAD + '{"a": ' * 100_000 + "1" + "}" * 100_001, "api.json", "too-deep"),
    "YAML lists": ("openapi: 3.1.0\nx: " + "[" * 50_000, "api.yaml", "too-deep"),
    "YAML blocks": (
        "openapi: 3.1.0\nx:\n" + "".join(" " * n + "a:\n" for n in range(1, 1500)),
        "api.yaml",
        "too-deep",
    ),
    "parameters": (loop("parameters", {"parameters": [{"$ref": "#/components/parameters/A"}]}), "api.json", None),
    "responses": (loop("responses", {"responses": {"200": {"$ref": "#/components/responses/A"}}}), "api.json", None),
    "bodies": (loop("requestBodies", {"requestBody": {"$ref": "#/components/requestBodies/A"}}), "api.json", None),
    "schemas": (
        loop("schemas", {"parameters": [{"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/A"}}]}),
        "api.json",
        None,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_diagnostic_and_soon(name: str, tmp_path: Path) -> None:
    description, file, id = REFUSED[name]
    start = perf_counter()
    with pytest.raises(InputError) as caught:
        generate(description, tmp_path, file)

    assert perf_counter() - start < SOON
    assert [item.id for item in caught.value.diagnostics] == [id or "reference-loop"]
    assert caught.value.diagnostics[0].location.line


def used(schemas: dict[str, Any]) -> dict[str, Any]:
    """Return a description whose one operation takes and gives the schema `A0` wherever it can."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A0"}}}
    operation = {
        "operationId": "call",
        "parameters": [{"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/A0"}}],
        "requestBody": {"content": content},
        "responses": {"200": {"description": "", "content": content}},
    }
    paths = {"/a": {"put": operation}}
    components = {"schemas": schemas}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths, "components": components}


def to(number: int) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/A{number}"}


SCHEMAS = {
    "a list of itself": {"A0": {"type": "array", "items": to(0)}},
    "a map of itself": {"A0": {"type": "object", "additionalProperties": to(0)}},
    "a union of itself": {"A0": {"oneOf": [to(0), {"type": "string"}]}},
    "its own parent": {"A0": {"allOf": [to(0)]}},
    "its own required property": {"A0": {"type": "object", "required": ["a"], "properties": {"a": to(0)}}},
    "lists and maps": {"A0": {"type": "array", "items": to(1)}, "A1": {"additionalProperties": to(0)}},
    "a chain of lists": {f"A{n}": {"type": "array", "items": to(n + 1)} for n in range(300)} | {"A300": {}},
    "a chain of references": {f"A{n}": to(n + 1) for n in range(300)} | {"A300": {"type": "string"}},
    "a long chain of references": {f"A{n}": to(n + 1) for n in range(1000)} | {"A1000": {"type": "string"}},
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_client_and_soon(name: str, tmp_path: Path) -> None:
    start = perf_counter()
    files = generate(used(SCHEMAS[name]), tmp_path).files

    assert perf_counter() - start < SOON
    for path, text in files.items():
        if path.endswith(".py"):
            compile(text, path, "exec")
