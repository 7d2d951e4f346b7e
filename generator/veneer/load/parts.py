"""The values of a description in, the same as several smaller ones, which have all that may be wrong in it, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from veneer.load.forgiving.schemas import is_plain

_AT_A_TIME = 20


def parts(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what is no path and no component, apart from the security schemes; then some of the others at a time.

    What is not as OpenAPI has it stays in the first. Every part stands where it stands in the description. Named
    schemas are without the properties that fit the specification for sure, which most do.
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
    """Return a schema without the properties that fit for sure, at any depth of objects."""
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict):
        return schema
    return {**schema, "properties": {name: _doubtful(node) for name, node in properties.items() if not _fits(node)}}


def _fits(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    if "$ref" in node:
        return isinstance(node["$ref"], str)
    return (
        is_plain(node)
        and isinstance(node.get("format", ""), str)
        and isinstance(node.get("deprecated", False), bool)
        and node.get("enum") != []
    )
