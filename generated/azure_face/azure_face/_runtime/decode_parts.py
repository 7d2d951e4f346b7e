"""Objects, arrays and decoders go in, typed parts come out; an error gets its path on the way up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import length_hint
from typing import Any, TypeVar, cast

from .decode_lists import LIST_READERS
from .decoding import Decoder, mismatch
from .errors import DecodeError
from .steps import item_step, property_step
from .unset import GIVEN, UNSET, Unset

T = TypeVar("T")

_IN_ONE_PASS: dict[Decoder[Any], Callable[[object], list[Any]]] = {}
"""What ``list_of`` made for the few decoders of ``LIST_READERS``: a model asks for it each time that it is read."""


def list_of(decode: Decoder[T]) -> Callable[[object], list[T]]:
    """Make the decoder for an array from its items' decoder."""
    if (known := _IN_ONE_PASS.get(decode)) is not None:
        return known
    read_list = LIST_READERS.get(decode)

    def decode_list(value: object) -> list[T]:
        if not isinstance(value, list):
            mismatch("an array", value)
        items: list[object] = value
        if read_list is not None and (read := read_list(items)) is not None:
            return read
        left = iter(items)
        try:
            return list(map(decode, left))
        except DecodeError as error:
            raise error.under(item_step(len(items) - length_hint(left) - 1)) from None

    if read_list is not None:
        _IN_ONE_PASS[decode] = decode_list
    return decode_list


def map_of(decode: Decoder[T]) -> Callable[[object], dict[str, T]]:
    """Make the decoder for an object of any keys from its values' decoder."""

    def decode_map(value: object) -> dict[str, T]:
        data = take_object(value, "")
        return {key: take(data, key, decode) for key in list(data)}

    return decode_map


def nullable(decode: Decoder[T]) -> Callable[[object], T | None]:
    """Make a decoder that reads null as ``None`` and leaves the rest to the one given."""
    return lambda value: None if value is None else decode(value)


def take_object(value: object, name: str) -> dict[str, Any]:
    """Begin to read an object.

    Args:
        value: The parsed JSON value.
        name: The model's name, for the message.

    Returns:
        A shallow copy; each ``take`` removes what it reads, so what is left in the end is what nobody knows.

    Raises:
        DecodeError: If the value is no object.
    """
    if type(value) is dict:  # what a JSON parser gives, and several times quicker to ask than for a Mapping
        return value.copy()
    if not isinstance(value, Mapping):
        mismatch(f"an object ({name})" if name else "an object", value)
    return dict(value)


def take(data: dict[str, Any], wire_name: str, decode: Decoder[T]) -> T:
    """Read and remove a required property.

    Args:
        data: The object, from ``take_object``.
        wire_name: The property's name there.
        decode: What makes it a typed value.

    Returns:
        The typed value.

    Raises:
        DecodeError: If it is missing or does not fit; the path names the property.
    """
    try:
        value = data.pop(wire_name)
    except KeyError:
        raise DecodeError(f"${property_step(wire_name)}", "the required property is missing") from None
    try:
        return decode(value)
    except DecodeError as error:
        raise error.under(property_step(wire_name)) from None


def take_optional(data: dict[str, Any], wire_name: str, decode: Decoder[T]) -> T | None:
    """Read and remove an optional property; ``None`` where it is missing or null. Raises as ``take`` does."""
    value = data.pop(wire_name, None)
    if value is None:
        return None
    try:
        return decode(value)
    except DecodeError as error:
        raise error.under(property_step(wire_name)) from None


def take_nullable(data: dict[str, Any], wire_name: str, decode: Decoder[T]) -> T | None:
    """Read and remove a required property that may be null; ``None`` for null. Raises as ``take`` does."""
    if wire_name in data and data[wire_name] is None:
        del data[wire_name]
        return None
    return take(data, wire_name, decode)


def take_given(data: dict[str, Any], wire_name: str, decode: Decoder[T]) -> T:
    """Read and remove a property that the service sets; ``GIVEN`` where it is missing. Raises as ``take`` does."""
    return take(data, wire_name, decode) if wire_name in data else cast("T", GIVEN)


def take_optional_nullable(data: dict[str, Any], wire_name: str, decode: Decoder[T]) -> T | Unset | None:
    """Read and remove an optional property that may be null; ``UNSET`` where it is missing. Raises as ``take`` does."""
    return take_nullable(data, wire_name, decode) if wire_name in data else UNSET
