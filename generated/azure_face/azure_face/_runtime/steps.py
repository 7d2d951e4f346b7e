"""A property's name or an item's index goes in, its step in a path such as ``$.result[3].status`` comes out."""

from __future__ import annotations

import json


def property_step(name: str) -> str:
    """``.name``, or ``["a name"]`` where the name is no plain word."""
    return f".{name}" if name.isidentifier() else f"[{json.dumps(name, ensure_ascii=False)}]"


def item_step(index: int) -> str:
    """``[3]``; the index counts from 0."""
    return f"[{index}]"
