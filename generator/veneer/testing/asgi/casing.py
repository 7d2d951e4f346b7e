"""A JSON value and its schema -> the value with the names of its properties in the case that the schema has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .node import Node

_COMBINATIONS = ("allOf", "anyOf", "oneOf")


def described_case(value: Any, schema: Node) -> Any:
    """Return ``value`` with each property's name as described, where it differs from that in case alone.

    Args:
        value: A JSON value.
        schema: Its schema.

    Returns:
        The value; a name that is not described, or that the value also has in the right case, is left as it is.
    """
    forms = list(_forms(schema))
    if isinstance(value, list):
        items = [form.get("items") for form in forms if form.get("items")]
        return [described_case(item, items[0]) for item in value] if items else value
    if not isinstance(value, dict):
        return value
    described = {name: node for form in forms for name, node in form.get("properties").items()}
    names = {name.lower(): name for name in described}
    result: dict[str, Any] = {}
    for sent, item in value.items():
        name = names.get(str(sent).lower(), str(sent))
        name = sent if sent in described or name in value else name
        result[name] = described_case(item, described[name]) if name in described else item
    return result


def _forms(schema: Node) -> Iterator[Node]:
    seen: set[str] = set()
    waiting = [schema]
    while waiting:
        node = waiting.pop().followed()
        if node.pointer in seen:
            continue
        seen.add(node.pointer)
        yield node
        waiting += [part for keyword in _COMBINATIONS for _, part in node.get(keyword).items()]
