"""Untrusted values -> Python literals: the only place where a value of a description becomes an expression."""

from __future__ import annotations

import math
from typing import Any

from veneer.text_literal import text_literal
from veneer.upstream import UntrustedString, in_f_string_literal
from veneer.views.view import Code

_SPECIAL = frozenset('"\\{}')


def literal(value: Any) -> str:
    """Return the Python literal of a scalar.

    Args:
        value: Untrusted or plain text, a number, a truth value or ``None``.

    Returns:
        Source code that evaluates to exactly this value.

    Raises:
        TypeError: For anything that is no scalar.
    """
    if isinstance(value, UntrustedString):
        value = value.get_untrusted_value()
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise TypeError(f"no literal for {type(value).__name__}")


def quoted(value: Any) -> Code:
    """Return the literal of a scalar as a snippet, so that braces in it mean nothing when snippets are joined."""
    return Code(literal(value))


def f_string_part(value: UntrustedString | str) -> str:
    """Return text for the inside of a double-quoted f-string, where none of it is an expression."""
    text = value.get_untrusted_value() if isinstance(value, UntrustedString) else value
    if text.isascii() and text.isprintable() and _SPECIAL.isdisjoint(text):
        return text  # nearly all of them, sooner
    return in_f_string_literal(value)
