"""A raw schema in, the same without what its properties hold, out: typed, it takes a fraction of time and memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_SOME: dict[str, Any] = {"": {}}
"""Stands for properties that nobody looks at: all that is asked of these is whether there are any."""

_ONE = ("additionalProperties", "items", "not")
_PARTS = ("allOf", "anyOf", "oneOf")
_HOLDERS = frozenset({*_ONE, *_PARTS, "prefixItems", "properties"})


def outlined(node: Any) -> Any:
    """Return a schema with a stand-in for its properties, if it has some, and for those of the schemas in it."""
    if not _can_change(node):
        return node
    changed = _around(node)
    if changed.get("properties"):
        changed["properties"] = _SOME
    for name in _PARTS:
        if name in changed:
            changed[name] = [*map(outlined, changed[name])]
    return changed


def opened(node: Any, of_property: Callable[[Any], Any] = outlined) -> Any:
    """Return a schema with all its properties, and with those of what it is put together from.

    Args:
        node: The schema.
        of_property: Makes what stands for the schema of a property; an outline of it will do.
    """
    if not _can_change(node):
        return node
    changed = _around(node)
    if changed.get("properties"):
        changed["properties"] = {name: of_property(inner) for name, inner in changed["properties"].items()}
    for name in _PARTS:
        if name in changed:
            changed[name] = [opened(inner, of_property) for inner in changed[name]]
    return changed


def _can_change(node: Any) -> bool:
    if not isinstance(node, dict) or "$ref" in node or _HOLDERS.isdisjoint(node):
        return False
    return not ("allOf" in node and "nullable" in node)  # the front end makes a `oneOf` of these, which stands nowhere


def _around(node: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a schema with outlines of the schemas of its items and of other values."""
    changed = dict(node)
    for name in _ONE:
        if name in changed:
            changed[name] = outlined(changed[name])
    if "prefixItems" in changed:
        changed["prefixItems"] = [*map(outlined, changed["prefixItems"])]
    return changed
