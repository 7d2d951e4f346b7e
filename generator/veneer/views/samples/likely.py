"""A type without parts, its name and what must hold for it -> the likeliest value that fits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from veneer.model import (
    BoolType,
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
    NullType,
    StringType,
    TimeType,
    Type,
    UuidType,
)
from veneer.upstream import UntrustedString
from veneer.views.samples.sample import NoSample, Scalar
from veneer.views.samples.scalars import Misfit, holds, python_value
from veneer.views.samples.texts import matches, of_pattern, text

_LONGEST_TEXT = 200
# What a whole number is likely to be that has such a word in its name: the first of these words decides.
_COUNTED = {
    **dict.fromkeys(("size", "limit", "per", "count", "top", "max", "take", "first"), 10),
    **dict.fromkeys(("page", "index", "version", "revision", "level", "position", "priority", "quantity"), 1),
    **dict.fromkeys(("offset", "skip", "start", "from"), 20),
    **dict.fromkeys(("second", "seconds", "interval"), 60),
    "age": 30,
    "day": 15,
    "hour": 12,
    "minute": 30,
    "minutes": 30,
    "month": 6,
    "year": 2025,
    "height": 480,
    "percent": 50,
    "percentage": 50,
    "port": 8080,
    "width": 640,
}
_ENDS = frozenset({"end", "ends", "until", "to", "before", "expires", "expiry", "expiration", "finish", "finished"})


def scalar(type: Type, name: str, constraints: Constraints, hints: Iterable[Any]) -> Scalar:
    """Return the value of a type without parts, enums apart: the first hint that fits, else one that is made up.

    Raises:
        NoSample: There is none.
    """
    if isinstance(type, NullType):
        raise NoSample
    for value in chain(hints, _made(type, name, constraints)):
        try:
            python_value(type, value)
        except Misfit:
            continue
        if holds(constraints, value) and not (isinstance(value, str) and len(value) > _LONGEST_TEXT):
            return Scalar(type, value)
    if isinstance(type, StringType) and constraints.pattern is not None:
        return Scalar(type, _unjudged(constraints, constraints.pattern.get_untrusted_value()))
    raise NoSample


def _unjudged(constraints: Constraints, pattern: str) -> str:
    """Return a text for a pattern that is too costly to be judged here."""
    made = of_pattern(pattern, constraints.min_length or 0)
    if made is None or len(made) > _LONGEST_TEXT or matches(pattern, made) is False:
        raise NoSample
    return made


def _made(type: Type, name: str, constraints: Constraints) -> Iterator[Any]:
    """Yield values of a type, the most telling first."""
    match type:
        case BoolType():
            yield True
        case IntType(_, as_string):
            words = _kebab(name).split("-")
            named = [value for word, value in _COUNTED.items() if word in words]
            numbers = (*named, *_numbers(constraints, whole=True))
            yield from (str(value) if as_string else value for value in numbers)
        case FloatType(as_string) | DecimalType(as_string):
            yield from (str(value) if as_string else value for value in _numbers(constraints, whole=False))
        case StringType(format):
            yield from _texts(name, constraints, format.get_untrusted_value() if format is not None else None)
        case BytesType():
            yield "aGVsbG8="
            yield "aGVsbG8"
        case DateTimeType(encoding):
            later = _is_end(name)
            yield {
                DateTimeEncoding.RFC3339: "2025-02-28T12:30:00Z" if later else "2025-01-31T12:30:00Z",
                DateTimeEncoding.RFC7231: f"Fri, {'28 Feb' if later else '31 Jan'} 2025 12:30:00 GMT",
                DateTimeEncoding.UNIX: 1740745800 if later else 1738326600,
            }[encoding]
        case DateType():
            yield "2025-02-28" if _is_end(name) else "2025-01-31"
        case TimeType():
            yield "18:00:00" if _is_end(name) else "12:30:00"
        case DurationType(encoding):
            yield "PT1H" if encoding is DurationEncoding.ISO8601 else 3600
        case UuidType():
            yield "0f0e0d0c-0b0a-4908-8706-050403020100"
        case ConstType(value):
            yield value.get_untrusted_value() if isinstance(value, UntrustedString) else value


def _is_end(name: str) -> bool:
    """Tell whether a moment is called the end of something, which comes after its beginning."""
    return not _ENDS.isdisjoint(_kebab(name).split("-"))


def _texts(name: str, constraints: Constraints, format: str | None) -> Iterator[str]:
    least, most = constraints.min_length or 0, constraints.max_length or 10**6
    if format is not None:
        yield text(f"<{name}>", format=format)
    if constraints.pattern is None:
        yield f"<{name}>"
    kebab = _kebab(name)
    if least <= _LONGEST_TEXT:
        yield (kebab + "x" * (least - len(kebab)))[:most]
    yield kebab.replace("-", "")[:most]
    if constraints.pattern is not None and least <= _LONGEST_TEXT:
        yield text(kebab, pattern=constraints.pattern.get_untrusted_value(), least=least)


def _kebab(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "-", name).strip("-").lower()
    return words[:40].strip("-") or "text"


def file_name(name: str) -> str:
    """Return the name of a file that the description calls so."""
    lower = name.lower()
    for words, ending in (
        (("image", "photo", "picture", "avatar"), ".jpg"),
        (("audio",), ".wav"),
        (("video",), ".mp4"),
    ):
        if any(word in lower for word in words):
            return f"{_kebab(name)}{ending}"
    return f"{_kebab(name)}.bin"


def _numbers(constraints: Constraints, *, whole: bool) -> Iterator[int | float]:
    yield from (1234, 10, 1) if whole else (0.5, 1.5, 12.5)
    step = constraints.multiple_of or (1 if whole else None)
    low = constraints.minimum if constraints.minimum is not None else constraints.exclusive_minimum
    high = constraints.maximum if constraints.maximum is not None else constraints.exclusive_maximum
    try:
        if low is not None:
            yield from (_exact(low, whole=whole), _exact(low + 1, whole=whole))
            if step:
                yield _exact((math.floor(low / step) + 1) * step, whole=whole)
        if high is not None:
            yield from (_exact(high, whole=whole), _exact(high - 1, whole=whole))
            if step:
                yield _exact((math.ceil(high / step) - 1) * step, whole=whole)
        if low is not None and high is not None:
            yield (low + high) / 2
        if step:
            yield _exact(step, whole=whole)
    except (OverflowError, ValueError, ZeroDivisionError):
        return


def _exact(value: float, *, whole: bool) -> int | float:
    return int(value) if whole or float(value).is_integer() else value
