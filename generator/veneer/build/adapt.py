"""SpecDocument -> the same as the front end takes it: some of what OpenAPI 3.1 allows is unknown to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from veneer.load.document import SpecDocument
from veneer.load.forgiving.document import INFO
from veneer.load.walk import LEADING, Place, walk

_GONE = object()
_ONE_SCHEMA = frozenset({"items", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedProperties"})
_SCHEMA_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_SCHEMA_MAPS = frozenset({"properties", "patternProperties", "$defs", "dependentSchemas"})
_ADAPTED = frozenset({"enum", "const"}) | _ONE_SCHEMA | _SCHEMA_LISTS | _SCHEMA_MAPS
_LOOKED_INTO = _ADAPTED | LEADING

_Edit = tuple[tuple[str, ...], Any]


def adapt(document: SpecDocument) -> SpecDocument:
    """Adapt a description to the front end; where nothing has to change, it is returned as it is.

    Boolean schemas become objects, an empty `enum` and a `const` that is no scalar go (they are checked nowhere), and
    so do extensions beside paths and statuses. A missing title or version gets a value. OpenAPI 3.1
    leaves out `paths` and `responses`: they become empty.

    Args:
        document: The loaded description; it is not changed.

    Returns:
        The adapted description; every pointer leads to the same place as before.
    """
    content: Any = document.content
    edits = [edit for place in walk(content, to="schema", skip=_LOOKED_INTO.isdisjoint) for edit in _edits(place)]
    if document.version.startswith(("3.1", "3.2")):
        edits += [edit for place in walk(content, to="operation") for edit in _left_out(place)]
    if document.version.startswith("3.2"):
        edits.append((("openapi",), "3.1.1"))
    if not edits:
        return document
    copied: set[int] = set()
    content = _copy(content, copied)
    for tokens, value in edits:
        _apply(content, tokens, value, copied)
    return evolve(document, content=content)


def _edits(place: Place) -> Iterator[_Edit]:
    kind, node = place.kind, place.node
    if kind == "document":
        if isinstance(node.get("paths"), dict):
            yield from ((("paths", name), _GONE) for name in node["paths"] if name.startswith("x-"))
        yield from _info(node.get("info"))
    elif kind == "components" and isinstance(node.get("schemas"), dict):
        yield from _booleans((*place.tokens, "schemas"), node["schemas"])
    elif kind == "operation" and isinstance(node.get("responses"), dict):
        yield from (((*place.tokens, "responses", name), _GONE) for name in node["responses"] if name.startswith("x-"))
    elif kind in ("parameter", "header", "media type") and isinstance(node.get("schema"), bool):
        yield (*place.tokens, "schema"), _schema(node["schema"])
    elif kind == "schema":
        yield from _schema_edits(place)


def _info(info: Any) -> Iterator[_Edit]:
    if info is None:
        yield ("info",), INFO
    elif isinstance(info, dict):
        yield from ((("info", name), value) for name, value in INFO.items() if info.get(name) is None)


def _schema_edits(place: Place) -> Iterator[_Edit]:
    for name, value in place.node.items():
        if (name == "enum" and value == []) or (name == "const" and isinstance(value, dict | list)):
            yield (*place.tokens, name), _GONE
        elif name in _ONE_SCHEMA and isinstance(value, bool):
            yield (*place.tokens, name), _schema(value)
        elif name in _SCHEMA_LISTS and isinstance(value, list) and bool in map(type, value):
            yield from _booleans((*place.tokens, name), {str(index): item for index, item in enumerate(value)})
        elif name in _SCHEMA_MAPS and isinstance(value, dict) and bool in map(type, value.values()):
            yield from _booleans((*place.tokens, name), value)


def _booleans(tokens: tuple[str, ...], nodes: Mapping[str, Any]) -> Iterator[_Edit]:
    return (((*tokens, name), _schema(node)) for name, node in nodes.items() if isinstance(node, bool))


def _schema(allows: bool) -> dict[str, Any]:
    return {} if allows else {"not": {}}


def _left_out(place: Place) -> Iterator[_Edit]:
    if place.kind == "document" and "paths" not in place.node:
        yield ("paths",), {}
    if place.kind == "operation" and "responses" not in place.node:
        yield (*place.tokens, "responses"), {}


def _apply(content: Any, tokens: tuple[str, ...], value: Any, copied: set[int]) -> None:
    """Change one place, copying what leads there."""
    node = content
    for token in tokens[:-1]:
        key: Any = int(token) if isinstance(node, list) else token
        if id(node[key]) not in copied:
            node[key] = _copy(node[key], copied)
        node = node[key]
    last: Any = int(tokens[-1]) if isinstance(node, list) else tokens[-1]
    if value is _GONE:
        del node[last]
    else:
        node[last] = value


def _copy(node: Any, copied: set[int]) -> Any:
    fresh = list(node) if isinstance(node, list) else dict(node)
    copied.add(id(fresh))
    return fresh
