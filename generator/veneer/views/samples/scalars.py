"""A JSON value and a type without parts -> the Python value of the convenience layer, or that it is no such value."""

from __future__ import annotations

import base64
import datetime as dt
import re
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

from veneer.model import (
    BoolType,
    BytesEncoding,
    BytesType,
    Constraints,
    ConstType,
    DateTimeEncoding,
    DateTimeType,
    DateType,
    DecimalType,
    DurationEncoding,
    DurationType,
    FloatType,
    IntType,
    StringType,
    TimeType,
    Type,
    UuidType,
)
from veneer.views.samples.texts import matches

_LARGEST = 2**63
_LONGEST = 200  # characters of a text that a reader takes in
_DURATION = re.compile(r"(?:P(?:(\d{1,4})D)?)(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?")
_DIGITS = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")


class Misfit(ValueError):  # noqa: N818
    """A value is none of the type."""


def python_value(type: Type, value: Any) -> Any:
    """Return the Python value of a JSON value.

    Args:
        type: A type without parts, enums apart.
        value: The JSON value.

    Raises:
        Misfit: It is no value of the type, or a larger one than a sample should have.
    """
    try:
        return _value(type, value)
    except (ValueError, TypeError, OverflowError, ArithmeticError) as error:
        raise Misfit(str(error)) from None


def _value(type: Type, value: Any) -> Any:
    match type:
        case BoolType() if isinstance(value, bool):
            return value
        case IntType(_, as_string):
            return int(_matched(_DIGITS, value)) if as_string else _number(value, whole=True)
        case FloatType(as_string):
            return float(_matched(_NUMBER, value)) if as_string else _number(value)
        case DecimalType(as_string):
            return Decimal(_matched(_NUMBER, value) if as_string else repr(_number(value)))
        case StringType():
            return _text(value)
        case BytesType(encoding):
            decode = base64.urlsafe_b64decode if encoding is BytesEncoding.BASE64URL else base64.b64decode
            return decode(_text(value) + "=" * (-len(value) % 4))
        case DateTimeType(encoding):
            return _instant(encoding, value)
        case DateType():
            return dt.date.fromisoformat(_text(value))
        case TimeType():
            return dt.time.fromisoformat(_text(value))
        case DurationType(encoding):
            return _duration(encoding, value)
        case UuidType():
            return UUID(_text(value))
        case ConstType(fixed):
            plain = fixed if fixed is None or isinstance(fixed, bool | int | float) else fixed.get_untrusted_value()
            if plain == value and isinstance(plain, bool) == isinstance(value, bool):
                return plain
    raise Misfit


def _number(value: Any, *, whole: bool = False) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or abs(value) >= _LARGEST:
        raise Misfit
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise Misfit
    return value


def _matched(pattern: re.Pattern[str], value: Any) -> str:
    if not pattern.fullmatch(_text(value)):
        raise Misfit
    return str(value)


def _instant(encoding: DateTimeEncoding, value: Any) -> dt.datetime:
    if encoding is DateTimeEncoding.UNIX:
        return dt.datetime.fromtimestamp(_number(value), dt.UTC)
    read = parsedate_to_datetime if encoding is DateTimeEncoding.RFC7231 else dt.datetime.fromisoformat
    found = read(_text(value))
    if found.tzinfo is None:
        raise Misfit
    return found.astimezone(dt.UTC)


def _duration(encoding: DurationEncoding, value: Any) -> dt.timedelta:
    if encoding is not DurationEncoding.ISO8601:
        unit = 1 if encoding is DurationEncoding.SECONDS else 1000
        return dt.timedelta(seconds=_number(value) / unit)
    found = _DURATION.fullmatch(_text(value))
    if found is None or not any(found.groups()):
        raise Misfit
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def holds(constraints: Constraints, value: Any) -> bool:
    """Tell whether a JSON value without parts keeps what is said of it."""
    if isinstance(value, str):
        least, most = constraints.min_length, constraints.max_length
        pattern = constraints.pattern
        return (
            (least is None or len(value) >= least)
            and (most is None or len(value) <= most)
            and (pattern is None or matches(pattern.get_untrusted_value(), value) is True)
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    step = constraints.multiple_of
    return (
        (constraints.minimum is None or value >= constraints.minimum)
        and (constraints.maximum is None or value <= constraints.maximum)
        and (constraints.exclusive_minimum is None or value > constraints.exclusive_minimum)
        and (constraints.exclusive_maximum is None or value < constraints.exclusive_maximum)
        and (not step or value % step == 0)
    )
