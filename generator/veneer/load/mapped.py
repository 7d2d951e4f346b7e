"""A Discriminator Object in, the places in it that name a schema out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def mapped_places(discriminator: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, tuple[str, ...]]]:
    """Yield what holds each name or reference, its key there, and the keys that lead to it.

    These are the values of `mapping`, and `defaultMapping` (OpenAPI 3.2, Discriminator Object).
    """
    mapping: Any = discriminator.get("mapping")
    for value in list(mapping) if isinstance(mapping, dict) else ():
        yield mapping, value, ("mapping", value)
    if "defaultMapping" in discriminator:
        yield discriminator, "defaultMapping", ("defaultMapping",)
