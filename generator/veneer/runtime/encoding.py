"""A typed value goes in, its JSON-ready form comes out; a value of the wrong type is an ``EncodeError`` with its path.

Every ``encode_*`` takes one value and raises ``EncodeError`` (a ``TypeError`` and a ``ValueError``) if it does not fit.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, TypeVar

from .datetimes import format_datetime, format_http_date, format_unix
from .durations import format_duration
from .errors import EncodeError
from .kinds import type_name

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
Encoder: TypeAlias = Callable[[T], Any]


def refuse(expected: str, value: object) -> NoReturn:
    """Raise the ``EncodeError`` for a value of the wrong type; the value itself is not shown."""
    raise EncodeError("$", f"expected {expected}, got {type_name(value)}")


def encode_str(value: str) -> str:
    """Write a string."""
    if not isinstance(value, str):
        refuse("a str", value)
    return value


def encode_int(value: int) -> int:
    """Write an integer; a bool is none."""
    if not isinstance(value, int) or isinstance(value, bool):
        refuse("an int", value)
    return value


def encode_float(value: float) -> float:
    """Write a number: a finite float or an int; a bool is none."""
    if not isinstance(value, (float, int)) or isinstance(value, bool):
        refuse("a float", value)
    if not math.isfinite(value):
        raise EncodeError("$", f"{value} is not a JSON number")
    return value


def encode_bool(value: bool) -> bool:
    """Write a boolean."""
    if not isinstance(value, bool):
        refuse("a bool", value)
    return value


def encode_any(value: Any) -> Any:
    """Pass any JSON-ready value, ``None`` (null) too; ``RequestContent.json`` finds out what has no JSON form."""
    return value


def encode_decimal(value: Decimal | int) -> int | float:
    """Write a decimal as a JSON number; one with more digits than a double keeps is refused rather than rounded."""
    from decimal import Decimal

    if not isinstance(value, (Decimal, int)) or isinstance(value, bool):
        refuse("a Decimal", value)
    if isinstance(value, int):
        return value
    number = float(value)
    if not math.isfinite(number):
        raise EncodeError("$", "not a JSON number: the decimal is not finite")
    if value == value.to_integral_value():
        return int(value)
    if Decimal(repr(number)) != value:
        raise EncodeError("$", "more digits than a JSON number keeps: round the decimal to at most 15 digits")
    return number


def encode_datetime(value: datetime.datetime) -> str:
    """Write an aware datetime as RFC 3339, UTC as ``Z``."""
    return _moment(value, format_datetime)


def encode_datetime_http(value: datetime.datetime) -> str:
    """Write an aware datetime as an HTTP date (RFC 7231), to the second."""
    return _moment(value, format_http_date)


def encode_datetime_unix(value: datetime.datetime) -> int:
    """Write an aware datetime as whole seconds since 1970-01-01T00:00:00Z."""
    return _moment(value, format_unix)


def _moment(value: datetime.datetime, write: Callable[[datetime.datetime], T]) -> T:
    if not isinstance(value, datetime.datetime):
        refuse("a datetime", value)
    try:
        return write(value)
    except ValueError as error:
        raise EncodeError("$", str(error)) from None


def encode_date(value: datetime.date) -> str:
    """Write a date as ``YYYY-MM-DD``; a datetime is none."""
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        refuse("a date", value)
    return value.isoformat()


def encode_time(value: datetime.time) -> str:
    """Write a time of day as ``hh:mm:ss``, with fraction and offset where it has them, UTC as ``Z``."""
    if not isinstance(value, datetime.time):
        refuse("a time", value)
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def encode_duration(value: datetime.timedelta) -> str:
    """Write a timedelta as an ISO 8601 duration."""
    if not isinstance(value, datetime.timedelta):
        refuse("a timedelta", value)
    return format_duration(value)


def encode_duration_seconds(value: datetime.timedelta) -> int | float:
    """Write a timedelta as seconds; whole ones as an integer."""
    return _span(value, datetime.timedelta(seconds=1))


def encode_duration_milliseconds(value: datetime.timedelta) -> int | float:
    """Write a timedelta as milliseconds; whole ones as an integer."""
    return _span(value, datetime.timedelta(milliseconds=1))


def _span(value: datetime.timedelta, unit: datetime.timedelta) -> int | float:
    if not isinstance(value, datetime.timedelta):
        refuse("a timedelta", value)
    whole, rest = divmod(value, unit)
    return value / unit if rest else whole


def encode_base64(value: bytes | bytearray | memoryview) -> str:
    """Write bytes as base64 (RFC 4648 section 4, padded)."""
    from base64 import b64encode

    if not isinstance(value, (bytes, bytearray, memoryview)):
        refuse("bytes", value)
    return b64encode(value).decode("ascii")


def encode_base64url(value: bytes | bytearray | memoryview) -> str:
    """Write bytes as base64url (RFC 4648 section 5, no padding)."""
    return encode_base64(value).rstrip("=").translate(_TO_URL_ALPHABET)


_TO_URL_ALPHABET = str.maketrans("+/", "-_")


def encode_int_string(value: int) -> str:
    """Write an integer as a string of digits."""
    return str(int(encode_int(value)))


def encode_float_string(value: float) -> str:
    """Write a finite number as a string, the shortest that reads back the same."""
    return repr(float(encode_float(value)))


def encode_decimal_string(value: Decimal | int) -> str:
    """Write a finite decimal as a string with all its digits and no exponent."""
    from decimal import Decimal

    if not isinstance(value, (Decimal, int)) or isinstance(value, bool):
        refuse("a Decimal", value)
    if not math.isfinite(value):
        raise EncodeError("$", "the decimal is not finite")
    return format(Decimal(value), "f")
