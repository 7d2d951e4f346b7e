"""Decoders of a union's options go in, a decoder that takes the first one that fits comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .decoding import mismatch
from .errors import DecodeError


def one_of(*decoders: Callable[[object], Any]) -> Callable[[object], Any]:
    """Decode a value that is one of several types: the first that fits, in the description's order.

    Args:
        decoders: One for each option.

    Returns:
        The decoder of the union; it raises a ``DecodeError`` when none fits.
    """

    def decode(value: object) -> Any:
        for option in decoders:
            try:
                return option(value)
            except DecodeError:
                continue
        return mismatch(f"one of {len(decoders)} types", value)

    return decode
