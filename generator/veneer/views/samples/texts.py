"""What is said of a text -> a text that fits it: by its pattern, its format or its length."""

from __future__ import annotations

import re
import warnings
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 10_000  # a pattern may ask for more than any memory holds
_JUDGED = 64  # characters of a text that is held against a pattern, and a multiple of them for the pattern
_FORMATS = {
    "date-time": "2024-05-06T07:08:09Z",
    "date-time-rfc1123": "Mon, 06 May 2024 07:08:09 GMT",
    "http-date": "Mon, 06 May 2024 07:08:09 GMT",
    "date": "2024-05-06",
    "time": "07:08:09Z",
    "duration": "PT1H",
    "uuid": "0f0e0d0c-0b0a-4908-8706-050403020100",
    "byte": "aGVsbG8=",
    "base64": "aGVsbG8=",
    "base64url": "aGVsbG8",
    "decimal": "1.50",
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "uri": "https://example.com/a",
    "url": "https://example.com/a",
    "uri-reference": "/a",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "int64": "12",
    "int32": "12",
    "uint64": "12",
}
_OTHERS = {  # for a length or a pattern that the first is not of
    "date-time": ("2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09.123456Z", "2024-05-06T07:08:09.123456+02:00"),
    "time": ("07:08:09",),
}


def text(
    otherwise: str, *, format: str | None = None, pattern: str | None = None, least: int = 0, most: int = 10**6
) -> str:
    """Return a text; whether it fits a pattern is for a judge to say.

    Args:
        otherwise: What it is where nothing more is said.
        format: The format (OpenAPI Format Registry).
        pattern: The pattern (ECMA-262).
        least: How many characters it has at least.
        most: How many it may have.
    """
    # What is made along a pattern may not be of the format, without which a client does not read it.
    fitting = (item for item in _of_format(format) if pattern is None or matches(pattern, item) is not False)
    usual = next((item for item in fitting if least <= len(item) <= most), None)
    if usual is None and pattern is not None:
        made = of_pattern(pattern, least)
        if made is not None and len(made) > most:
            made = of_pattern(pattern) or made  # each repetition had the least length by itself
        if made is not None:
            return made
    found = usual or next(iter(_of_format(format)), otherwise)
    return (found + "x" * (least - len(found)))[:most]


def _of_format(format: str | None) -> tuple[str, ...]:
    return (_FORMATS[format], *_OTHERS.get(format, ())) if format in _FORMATS else ()


def of_pattern(pattern: str, least: int = 0) -> str | None:
    """Return a text that is made along a pattern; ``None`` where that cannot be read, or asks for too much."""
    try:
        return _fill(_parsed(pattern), least)
    except (re.error, RecursionError, OverflowError, ValueError):
        return None


def matches(pattern: str, value: str) -> bool | None:
    """Tell whether a text fits a pattern; ``None`` where to find out could take long.

    Args:
        pattern: The pattern, of a stranger.
        value: The text.
    """
    if len(value) > _JUDGED or len(pattern) > 4 * _JUDGED:
        return None
    try:
        return None if _repeats(_parsed(pattern), 0) else re.search(pattern, value) is not None
    except re.error:
        return True  # it is read by nobody
    except (RecursionError, OverflowError, ValueError):
        return None


def _parsed(pattern: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Python may take otherwise one day is for the service to say
        return parser.parse(pattern)


def _repeats(tree: Any, within: int) -> bool:
    """Tell whether something that repeats is repeated, which may take exponential time."""
    for op, value in tree:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            if within or _repeats(value[2], within + (value[1] != 1)):
                return True
        elif op is ops.SUBPATTERN:
            if _repeats(value[-1], within):
                return True
        elif op is ops.BRANCH:
            if within or any(_repeats(branch, within) for branch in value[1]):
                return True
        elif op not in (ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.IN, ops.AT):
            return True
    return False


def _fill(tree: Any, least: int) -> str:
    made = ""
    for op, value in tree:
        made += _one(op, value, least)
    return made


def _one(op: Any, value: Any, least: int) -> str:
    if op is ops.LITERAL:
        return chr(value)
    if op is ops.ANY:
        return "a"
    if op is ops.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if op is ops.IN:
        return _member(value)
    if op is ops.BRANCH:
        return _fill(value[1][0], least)
    if op is ops.SUBPATTERN:
        return _fill(value[-1], least)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        low, high, inner = value
        once = _fill(inner, 0)
        times = min(max(low, least if len(once) == 1 else low, 1 if high else 0), int(high))
        if times * len(once) > _LONGEST:
            raise OverflowError
        return str(once * times)
    return ""


def _member(items: Any) -> str:
    if items[0][0] is ops.NEGATE:
        taken = re.compile("".join(["[^", *map(_spelled, items[1:]), "]"]))
        return next((c for c in map(chr, range(33, 500)) if taken.match(c)), "a")
    op, value = items[0]
    if op is ops.RANGE:
        return chr(value[0])
    if op is ops.CATEGORY:
        return {ops.CATEGORY_DIGIT: "1", ops.CATEGORY_WORD: "a", ops.CATEGORY_SPACE: " "}.get(value, "a")
    return chr(value)


def _spelled(item: Any) -> str:
    op, value = item
    if op is ops.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if op is ops.CATEGORY:
        found = {ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_WORD: r"\w", ops.CATEGORY_SPACE: r"\s"}
        return found.get(value, {ops.CATEGORY_NOT_DIGIT: r"\D", ops.CATEGORY_NOT_WORD: r"\W"}.get(value, r"\S"))
    return re.escape(chr(value))
