"""A constant, or the types of an array's places, goes in, what reads and writes such values comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .decoding import Decoder, mismatch
from .encoding import Encoder, refuse
from .errors import DecodeError, EncodeError
from .steps import item_step


def const_of(constant: Any, read: Decoder[Any] | None = None) -> Callable[[object], Any]:
    """Make the decoder of one fixed string, number or boolean; a ``DecodeError`` for anything else.

    Args:
        constant: The value.
        read: What reads a string, where strings differ that mean the same; ``None`` takes each as it is.
    """
    meant = None if read is None else read(constant)

    def decode(value: object) -> Any:
        if read is not None and read(value) == meant:
            return constant
        if value != constant or isinstance(value, bool) != isinstance(constant, bool):
            mismatch(f"the constant {constant!r}", value)
        return constant

    return decode


def encode_const(constant: Any) -> Callable[[Any], Any]:
    """Make the encoder of one fixed string, number or boolean; an ``EncodeError`` for anything else."""

    def encode(value: Any) -> Any:
        if value != constant or isinstance(value, bool) != isinstance(constant, bool):
            refuse(f"the constant {constant!r}", value)
        return constant

    return encode


def tuple_of(*decoders: Decoder[Any], rest: Decoder[Any] | None = None) -> Callable[[object], list[Any]]:
    """Make the decoder for an array whose first items have types of their own; it may be shorter.

    Args:
        decoders: One for each of the first items.
        rest: The decoder of each item that follows; ``None``: none may.
    """

    def decode(value: object) -> list[Any]:
        if not isinstance(value, list):
            mismatch("an array", value)
        found: list[Any] = []
        try:
            for index, item in enumerate(value):
                found.append(_place(decoders, rest, index, item, DecodeError)(item))
        except DecodeError as error:
            raise error.under(item_step(len(found))) from None
        return found

    return decode


def encode_tuple(*encoders: Encoder[Any], rest: Encoder[Any] | None = None) -> Callable[[Sequence[Any]], list[Any]]:
    """Make the encoder for an array whose first items have types of their own; as ``tuple_of``, from any sequence."""

    def encode(value: Sequence[Any]) -> list[Any]:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray, memoryview)):
            refuse("a list", value)
        found: list[Any] = []
        try:
            for index, item in enumerate(value):
                found.append(_place(encoders, rest, index, item, EncodeError)(item))
        except EncodeError as error:
            raise error.under(item_step(len(found))) from None
        return found

    return encode


def _place(
    firsts: tuple[Callable[[Any], Any], ...],
    rest: Callable[[Any], Any] | None,
    index: int,
    item: object,
    fault: type[DecodeError | EncodeError],
) -> Callable[[Any], Any]:
    if index < len(firsts):
        return firsts[index]
    if rest is None:
        raise fault("$", f"expected an array of at most {len(firsts)} items")
    return rest
