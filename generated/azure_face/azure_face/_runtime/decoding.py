"""A JSON value goes in, a typed value comes out; a value that does not fit is a ``DecodeError`` with its path.

Every ``decode_*`` takes one parsed JSON value and raises ``DecodeError`` when it does not fit.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, TypeVar

from .datetimes import parse_date, parse_datetime, parse_http_date, parse_time, parse_unix
from .durations import parse_duration
from .errors import DecodeError
from .kinds import kind_of

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
Decoder: TypeAlias = Callable[[object], T]

_EXCERPT = 60


def mismatch(expected: str, value: object) -> NoReturn:
    """Raise the ``DecodeError`` for a value of the wrong kind; the value itself is not shown."""
    raise DecodeError("$", f"expected {expected}, got {kind_of(value)}")


def parsed(value: object, parse: Callable[[str], T], expected: str) -> T:
    """Read a string by a function that raises a ``ValueError`` or ``ArithmeticError`` for one that does not fit."""
    if not isinstance(value, str):
        mismatch(expected, value)
    try:
        return parse(value)
    except (ValueError, ArithmeticError):
        shown = value if len(value) <= _EXCERPT else f"{value[:_EXCERPT]}..."
        raise DecodeError("$", f"expected {expected}, got {shown!r}") from None


def decode_str(value: object) -> str:
    """Read a string."""
    if not isinstance(value, str):
        mismatch("a string", value)
    return value


def decode_int(value: object) -> int:
    """Read an integer; ``3.0`` is one, a boolean is none."""
    if type(value) is int:
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    mismatch("an integer", value)


def decode_float(value: object) -> float:
    """Read a number as a float; a boolean is none."""
    if isinstance(value, float):
        return value
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:
            raise DecodeError("$", "expected a number, got an integer that is larger than a double") from None
    mismatch("a number", value)


def decode_bool(value: object) -> bool:
    """Read a boolean; ``0`` and ``1`` are none."""
    if value is True or value is False:
        return value
    mismatch("a boolean", value)


def decode_any(value: object) -> Any:
    """Pass any JSON value, null (``None``) too."""
    return value


def decode_decimal(value: object) -> Decimal:
    """Read a number as a decimal; digits past a double's are already gone when JSON has been read."""
    from decimal import Decimal

    if type(value) is int:
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    mismatch("a number", value)


def decode_datetime(value: object) -> datetime.datetime:
    """Read RFC 3339 as an aware datetime; a missing offset is read as UTC, digits past microseconds are cut off."""
    return parsed(value, parse_datetime, "an RFC 3339 date-time")


def decode_datetime_http(value: object) -> datetime.datetime:
    """Read an HTTP date (RFC 7231) as an aware datetime."""
    return parsed(value, parse_http_date, "an HTTP date")


def decode_datetime_unix(value: object) -> datetime.datetime:
    """Read seconds since 1970-01-01T00:00:00Z as an aware datetime in UTC."""
    try:
        return parse_unix(_number(value, "seconds since 1970"))
    except ValueError as error:
        raise DecodeError("$", f"expected seconds since 1970, got a number that is {error}") from None


def decode_date(value: object) -> datetime.date:
    """Read ``YYYY-MM-DD``."""
    return parsed(value, parse_date, "a date (YYYY-MM-DD)")


def decode_time(value: object) -> datetime.time:
    """Read a time of day, ``hh:mm:ss`` with an optional fraction and offset."""
    return parsed(value, parse_time, "a time (hh:mm:ss)")


def decode_duration(value: object) -> datetime.timedelta:
    """Read an ISO 8601 duration; one with years or months is a ``CalendarDuration``."""
    return parsed(value, parse_duration, "an ISO 8601 duration")


def decode_duration_seconds(value: object) -> datetime.timedelta:
    """Read a number of seconds as a timedelta."""
    return _span(_number(value, "a number of seconds"), datetime.timedelta(seconds=1))


def decode_duration_milliseconds(value: object) -> datetime.timedelta:
    """Read a number of milliseconds as a timedelta."""
    return _span(_number(value, "a number of milliseconds"), datetime.timedelta(milliseconds=1))


def _number(value: object, expected: str) -> int | float:
    if type(value) is int or isinstance(value, float):
        return value
    mismatch(expected, value)


def _span(count: float, unit: datetime.timedelta) -> datetime.timedelta:
    try:
        return count * unit
    except (OverflowError, ValueError):
        raise DecodeError("$", "longer than a timedelta can be") from None


def decode_base64(value: object) -> bytes:
    """Read base64 (RFC 4648 section 4)."""
    return parsed(value, _from_base64, "base64")


def decode_base64url(value: object) -> bytes:
    """Read base64url (RFC 4648 section 5), padded or not."""
    return parsed(value, _from_base64url, "base64url")


def _from_base64(text: str) -> bytes:
    from base64 import b64decode

    return b64decode(text, validate=True)


def _from_base64url(text: str) -> bytes:
    from base64 import b64decode

    bare = text.rstrip("=")
    return b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)


def decode_int_string(value: object) -> int:
    """Read a string of digits as an integer."""
    return parsed(value, _digits, "a string of digits")


def _digits(text: str) -> int:
    if not (text.isascii() and text.removeprefix("-").isdigit()):
        raise ValueError
    return int(text)


def decode_float_string(value: object) -> float:
    """Read a string that holds a finite number as a float."""
    return float(decode_decimal_string(value))


def decode_decimal_string(value: object) -> Decimal:
    """Read a string that holds a finite number as a decimal with all its digits."""
    return parsed(value, _decimal, "a string that holds a number")


def _decimal(text: str) -> Decimal:
    from decimal import Decimal

    number = Decimal(text)
    if not number.is_finite() or "_" in text or text != text.strip():
        raise ValueError
    return number
