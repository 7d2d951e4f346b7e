"""An object of OpenAPI or Swagger in; the objects in it that may be references to a file, with their kinds, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veneer.load.grammar import GRAMMAR, Form
from veneer.load.walk import Path

_Child = tuple[str, Path, dict[str, Any]]

Homes = dict[str, tuple[str, ...]]
# Where a part of a file goes that is referred to; what is not here is put in the place of the reference.
HOMES: Homes = {
    "schema": ("components", "schemas"),
    "response": ("components", "responses"),
    "parameter": ("components", "parameters"),
    "example": ("components", "examples"),
    "request body": ("components", "requestBodies"),
    "header": ("components", "headers"),
    "security scheme": ("components", "securitySchemes"),
    "link": ("components", "links"),
}
SWAGGER_HOMES: Homes = {"schema": ("definitions",), "response": ("responses",), "parameter": ("parameters",)}

_PLAIN = ("info", "tags", "servers", "externalDocs", "description", "summary")
_SWAGGER: dict[str, dict[str, tuple[Form, str]]] = {
    "document": {
        "paths": ("open", "path item"),
        "x-ms-paths": ("open", "path item"),
        "definitions": ("map", "schema"),
        "parameters": ("map", "parameter"),
        "responses": ("map", "response"),
    },
    "path item": GRAMMAR["path item"],
    "operation": {"parameters": ("list", "parameter"), "responses": ("open", "response")},
    "parameter": {"schema": ("one", "schema")},
    "response": {"schema": ("one", "schema"), "headers": ("map", "header")},
    "schema": {name: form for name, form in GRAMMAR["schema"].items() if name != "discriminator"},
}


def children(kind: str, node: dict[str, Any]) -> Iterator[_Child]:
    """Yield what stands in an object of OpenAPI 3."""
    if kind == "callback":
        yield from _each("open", "path item", None, node)
    yield from _children(GRAMMAR, kind, node)


def swagger_children(kind: str, node: dict[str, Any]) -> Iterator[_Child]:
    """Yield what stands in an object of Swagger 2.0."""
    yield from _children(_SWAGGER, kind, node)


def _children(grammar: dict[str, dict[str, tuple[Form, str]]], kind: str, node: dict[str, Any]) -> Iterator[_Child]:
    if kind.startswith("map of "):
        form, _, of = kind.removeprefix("map of ").partition(" ")
        yield from _each(form, of, None, node)
        return
    fields = grammar.get(kind, {})
    for key, value in node.items():
        if key in fields:
            yield from _each(*fields[key], (None, key), value)
        elif kind == "plain" or (key in _PLAIN and kind != "schema"):
            yield from _plain((None, key), value)


def _each(form: str, kind: str, path: Path, value: Any) -> Iterator[_Child]:
    if isinstance(value, list) and form == "list":
        yield from ((kind, (path, str(index)), item) for index, item in enumerate(value) if isinstance(item, dict))
    elif isinstance(value, dict) and form == "one":
        yield kind, path, value
    elif isinstance(value, dict) and form != "list":
        if isinstance(value.get("$ref"), str) and path is not None:
            yield f"map of {form} {kind}", path, value
            return
        for name, item in value.items():
            if isinstance(item, dict) and not (form == "open" and name.startswith("x-")):
                yield kind, (path, name), item


def _plain(path: Path, value: Any) -> Iterator[_Child]:
    if isinstance(value, dict):
        yield "plain", path, value
    elif isinstance(value, list):
        yield from (("plain", (path, str(index)), item) for index, item in enumerate(value) if isinstance(item, dict))
