"""The values of a description in, the same as several smaller ones, which have all that may be wrong in it, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from veneer.load.forgiving.schemas import PLAIN, TYPES

_AT_A_TIME = 20
_PARTS = ("allOf", "anyOf", "oneOf")
_HOLDERS = frozenset(("properties", "required", "items", *_PARTS))
_SIMPLE = PLAIN | {"items"}


def parts(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what is no path and no component, apart from the security schemes; then some of the others at a time.

    What is not as OpenAPI has it stays in the first. Every part stands where it stands in the description. Named
    schemas are without the properties and options that fit the specification for sure, which most do.
    """
    paths, components = content.get("paths"), content.get("components")
    first, more = dict(content), []
    if isinstance(paths, dict):
        first["paths"] = {}
        more += [{"paths": some} for some in _some(paths)]
    if isinstance(components, dict):
        sections = {name: node for name, node in components.items() if isinstance(node, dict)}
        sections.pop("securitySchemes", None)
        first["components"] = {name: node for name, node in components.items() if name not in sections}
        if "schemas" in sections:
            sections["schemas"] = {name: _doubtful(node) for name, node in sections["schemas"].items()}
        more += [{"components": {name: some}} for name, node in sections.items() for some in _some(node)]
    yield first
    head = {"info": {"title": "", "version": ""}, "openapi": content.get("openapi"), "paths": {}}
    yield from ({**head, **part} for part in more)


def _some(nodes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    items = iter(nodes.items())
    while some := dict(islice(items, _AT_A_TIME)):
        yield some


def _doubtful(schema: Any) -> Any:
    """Return a schema without what fits for sure: properties, names of required ones, options; so those in it."""
    if not isinstance(schema, dict) or _HOLDERS.isdisjoint(schema):
        return schema
    left = dict(schema)
    if isinstance(properties := left.get("properties"), dict):
        left["properties"] = {name: _doubtful(node) for name, node in properties.items() if not _fits(node)}
    if isinstance(required := left.get("required"), list) and all(isinstance(name, str) for name in required):
        del left["required"]
    if "items" in left:
        left["items"] = _doubtful(left["items"])
    for name in _PARTS:
        if isinstance(parts := left.get(name), list):
            left[name] = [{} if _fits(part) else _doubtful(part) for part in parts]
    return left


def _fits(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    if "$ref" in node:
        return isinstance(node["$ref"], str)
    if not _SIMPLE.issuperset(node):
        return False
    kind = node.get("type")
    return (
        (kind in TYPES if isinstance(kind, str) else kind is None or _are_types(kind))
        and isinstance(node.get("description", ""), str)
        and isinstance(node.get("title", ""), str)
        and isinstance(node.get("format", ""), str)
        and isinstance(node.get("deprecated", False), bool)
        and ("enum" not in node or _is_list(node["enum"]))
        and ("items" not in node or _fits(node["items"]))
    )


def _are_types(kinds: Any) -> bool:
    return isinstance(kinds, list) and all(isinstance(kind, str) and kind in TYPES for kind in kinds)


def _is_list(values: Any) -> bool:
    return isinstance(values, list) and bool(values)
