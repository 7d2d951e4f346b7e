"""A number of seconds goes in, the same number comes out once it makes sense."""

from __future__ import annotations

import math


def checked_seconds(name: str, value: float, *, more_than_none: bool = False) -> float:
    """Pass a number of seconds.

    Args:
        name: What it is called, for messages.
        value: The seconds: finite, >= 0.
        more_than_none: Whether 0 is refused as well.

    Raises:
        TypeError: If it is no int or float.
        ValueError: If it is negative, not finite, or 0 where that is refused.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name} must be seconds, got {type(value).__name__}")
    if not 0 <= value < math.inf or (more_than_none and value == 0):
        raise ValueError(f"{name} must be {'more than 0' if more_than_none else '0 or more'} seconds, got {value}")
    return value
