"""The values of a description in, the same as several smaller descriptions, which together have all of it, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

_AT_A_TIME = 20


def parts(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what is no path and no component, apart from the security schemes; then some of the others at a time.

    What is not as OpenAPI has it stays in the first. Every part stands where it stands in the description.
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
        more += [{"components": {name: some}} for name, node in sections.items() for some in _some(node)]
    yield first
    head = {"info": {"title": "", "version": ""}, "openapi": content.get("openapi"), "paths": {}}
    yield from ({**head, **part} for part in more)


def _some(nodes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    items = iter(nodes.items())
    while some := dict(islice(items, _AT_A_TIME)):
        yield some
