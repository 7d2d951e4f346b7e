"""A text -> the Python literal of it, in double quotes, as the formatter leaves it."""

from __future__ import annotations

import json


def text_literal(value: str) -> str:
    """Return the Python literal of a text, in which what a reader cannot see is escaped."""
    if value.isascii() and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'  # nearly all of them, sooner
    # What a reader cannot see has to stay on the wire, but not as it is in the source.
    return json.dumps(value, ensure_ascii=False) if value.isprintable() else ascii(value)
