"""A value goes in, the name of its kind for a message comes out, without showing the value."""

from __future__ import annotations

_JSON: dict[type, str] = {
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
    type(None): "null",
}


def kind_of(value: object) -> str:
    """Name a JSON value's kind: ``an object``, ``a string``, ``null``."""
    return _JSON.get(type(value)) or type(value).__name__


def type_name(value: object) -> str:
    """Name an argument's type: ``dict``, ``None``."""
    return "None" if value is None else type(value).__name__
