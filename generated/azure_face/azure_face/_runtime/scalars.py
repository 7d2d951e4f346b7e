"""A parameter's value goes in, its text comes out: the part that path, query, header and cookie have in common."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias, TypeVar

from .encoding import encode_date, encode_datetime, encode_duration, encode_time
from .errors import EncodeError
from .json_text import dumps
from .kinds import type_name
from .model import Model
from .read_only import as_sent

T = TypeVar("T")
Encode: TypeAlias = Callable[[Any], object]
_WITH_PARTS = (Mapping, Model, list, tuple)


def required(name: str, value: T | None) -> T:
    """Pass a required argument.

    Args:
        name: The parameter's name, for the message.
        value: The argument.

    Returns:
        The argument.

    Raises:
        TypeError: If it is ``None``.
    """
    if value is None:
        raise TypeError(f"{name} is required and must not be None")
    return value


def scalar_text(name: str, value: object) -> str:
    """Write one value as text.

    Args:
        name: The parameter's name, for messages.
        value: A str, bool (``true``, ``false``), int, finite float (no exponent), Decimal, Enum (its value), UUID,
            aware datetime (RFC 3339), date, time or timedelta (ISO 8601).

    Returns:
        The text, not yet percent-encoded.

    Raises:
        TypeError: If the value is of another type.
        ValueError: If a number is not finite or a datetime has no time zone.
    """
    if type(value) is str:
        return value
    if isinstance(value, Enum):
        return scalar_text(name, value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    try:
        if isinstance(value, datetime.datetime):
            return encode_datetime(value)
        if isinstance(value, datetime.date):
            return encode_date(value)
        if isinstance(value, datetime.time):
            return encode_time(value)
        if isinstance(value, datetime.timedelta):
            return encode_duration(value)
    except EncodeError as error:
        raise ValueError(f"{name}: {error.message}") from None
    return _rare_text(name, value)


def _rare_text(name: str, value: object) -> str:
    # Imported here: they take long to load, and few calls need them.
    from decimal import Decimal
    from uuid import UUID

    if isinstance(value, UUID):
        return str(value)
    if not isinstance(value, (float, Decimal)):
        raise TypeError(f"{name} must be a single value such as a str, int or datetime, got {type_name(value)}")
    if not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number")
    if isinstance(value, Decimal):
        return format(value, "f")
    # A whole number is written as one, which a service takes that wants no fraction.
    return format(Decimal(repr(float(value))), "f").removesuffix(".0")


def shape_of(name: str, value: object, array: bool, encode: Encode | None) -> str | list[str] | dict[str, str]:
    """Write a value, an array's items or an object's members as texts.

    Args:
        name: The parameter's name, for messages.
        value: A scalar, a sequence, or a mapping or model (members that are ``None`` are left out, those with parts are
            JSON, since no style says how to write them).
        array: Whether the parameter is an array; then a ``str`` is refused.
        encode: What to do to the scalar, or to every item, first: it checks the type, and no mapping will do.

    Returns:
        The text, the texts, or the texts by member name.

    Raises:
        TypeError: If the value has another shape or an item another type.
        ValueError: If an item has no text.
    """
    if array:
        if isinstance(value, (str, bytes, bytearray, memoryview)) or not isinstance(value, Sequence):
            raise TypeError(f"{name} must be a list, got {type_name(value)}")
        return [_text(f"{name}[{index}]", item, encode) for index, item in enumerate(value)]
    if encode is None and (members := members_of(value)) is not None:
        return {key: _member_text(f"{name}.{key}", member) for key, member in members.items()}
    return _text(name, _plain(value), encode)


def members_of(value: object) -> dict[str, object] | None:
    """Return the members of a mapping or model that are sent, by their names; ``None`` for what has none."""
    value = _plain(value)
    if not isinstance(value, Mapping):
        return None
    return {str(key): member for key, member in value.items() if member is not None}


def member_texts(name: str, value: object) -> list[str]:
    """Write a member that is a parameter of its own: each item of a list of single values, or the one text."""
    if isinstance(value, (list, tuple)) and not any(item is None or isinstance(item, _WITH_PARTS) for item in value):
        return [scalar_text(f"{name}[{index}]", item) for index, item in enumerate(value)]
    return [_member_text(name, value)]


def _plain(value: object) -> object:
    return as_sent(value.to_dict) if isinstance(value, Model) else value


def _member_text(name: str, value: object) -> str:
    return dumps(value).decode() if isinstance(value, _WITH_PARTS) else scalar_text(name, value)


def text_or(encode: Encode) -> Encode:
    """Make an encoder that passes a ``str`` as it is: for values that a caller may have as text already."""

    def encode_or_pass(value: Any) -> object:
        return value if isinstance(value, str) else encode(value)

    return encode_or_pass


def _text(name: str, value: object, encode: Encode | None) -> str:
    if encode is None or value is None:
        return scalar_text(name, value)
    try:
        return scalar_text(name, encode(value))
    except EncodeError as error:
        raise EncodeError(name, error.message) from None
