"""Properties, items and encoders go in, JSON-ready objects and arrays come out; an error gets its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from .encoding import Encoder, refuse
from .errors import EncodeError
from .model import Model
from .steps import item_step, property_step
from .unset import UNSET, Unset

T = TypeVar("T")
M = TypeVar("M", bound=Model)


def encode_model(cls: type[M]) -> Callable[[M], dict[str, Any]]:
    """Make the encoder for a model.

    Args:
        cls: The model's class; instances of its subclasses are fine too.

    Returns:
        An encoder that gives the model's JSON-ready dict.
    """

    def encode(value: M) -> dict[str, Any]:
        if not isinstance(value, cls):
            refuse(cls.__name__, value)
        return value.to_dict()

    return encode


def encode_list(item: Encoder[T]) -> Callable[[Sequence[T]], list[Any]]:
    """Make the encoder for an array from its items' encoder; it takes any sequence but ``str`` and ``bytes``."""

    def encode(value: Sequence[T]) -> list[Any]:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray, memoryview)):
            refuse("a list", value)
        result: list[Any] = []
        try:
            for element in value:
                result.append(item(element))
        except EncodeError as error:
            raise error.under(item_step(len(result))) from None
        return result

    return encode


def encode_map(item: Encoder[T]) -> Callable[[Mapping[str, T]], dict[str, Any]]:
    """Make the encoder for an object of any keys from its values' encoder; keys are strings."""

    def encode(value: Mapping[str, T]) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            refuse("a dict", value)
        result: dict[str, Any] = {}
        for key, element in value.items():
            if not isinstance(key, str):
                refuse("keys that are str", key)
            put(result, key, element, item)
        return result

    return encode


def encode_nullable(encode: Encoder[T]) -> Callable[[T | None], Any]:
    """Make an encoder that writes null for ``None`` and leaves the rest to the one given."""
    return lambda value: None if value is None else encode(value)


def put(data: dict[str, Any], wire_name: str, value: T, encode: Encoder[T]) -> None:
    """Write a required property.

    Args:
        data: The object that gets it.
        wire_name: Its name there.
        value: Its value; ``None`` only where the encoder takes it.
        encode: What makes it JSON-ready.

    Raises:
        EncodeError: If the value does not fit; the path names the property.
    """
    try:
        data[wire_name] = encode(value)
    except EncodeError as error:
        raise error.under(property_step(wire_name)) from None


def put_optional(data: dict[str, Any], wire_name: str, value: T | None, encode: Encoder[T]) -> None:
    """Write an optional property; ``None`` leaves it out. Raises as ``put`` does."""
    if value is not None:
        put(data, wire_name, value, encode)


def put_additional(data: dict[str, Any], properties: Mapping[str, Any]) -> None:
    """Put the properties that the description does not name; they never replace one that it does."""
    for name, value in properties.items():
        data.setdefault(name, value)


def put_nullable(data: dict[str, Any], wire_name: str, value: T | None, encode: Encoder[T]) -> None:
    """Write a required property that may be null; ``None`` is a null. Raises as ``put`` does."""
    if value is None:
        data[wire_name] = None
    else:
        put(data, wire_name, value, encode)


def put_optional_nullable(data: dict[str, Any], wire_name: str, value: T | Unset | None, encode: Encoder[T]) -> None:
    """Write an optional property that may be null; ``UNSET`` leaves it out, ``None`` is a null. Raises as ``put``."""
    if value is not UNSET:
        put_nullable(data, wire_name, value, encode)
