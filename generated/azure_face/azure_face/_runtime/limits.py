"""A JSON value and its limits go in, what is wrong with it comes out (JSON Schema Validation 2020-12, section 6)."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any


def broken_limit(value: object, limits: Mapping[str, Any]) -> str | None:
    """Find the first limit that a value breaks.

    Args:
        value: A parsed JSON value.
        limits: Keywords of JSON Schema with their values; those that are no limits count for nothing, and so do those
            that are meant for another type than the value's.

    Returns:
        What must hold and does not, without the value, which may be a secret; ``None`` where all is well.
    """
    match value:
        case bool() | None:
            return None
        case int() | float():
            return _number(value, limits)
        case str():
            return _text(value, limits)
        case list():
            return _size(len(value), limits, "Items", "item") or _unique(value, limits)
        case dict():
            return _size(len(value), limits, "Properties", "property")
    return None


def _number(value: float, limits: Mapping[str, Any]) -> str | None:
    if (least := limits.get("minimum")) is not None and value < least:
        return f"must be at least {least}"
    if (most := limits.get("maximum")) is not None and value > most:
        return f"must be at most {most}"
    if (below := limits.get("exclusiveMinimum")) is not None and value <= below:
        return f"must be greater than {below}"
    if (above := limits.get("exclusiveMaximum")) is not None and value >= above:
        return f"must be less than {above}"
    step = limits.get("multipleOf")
    # In decimal digits, as they stand in the JSON: 0.3 is a multiple of 0.1.
    if step and Fraction(repr(value)) % Fraction(repr(step)):
        return f"must be a multiple of {step}"
    return None


def _text(value: str, limits: Mapping[str, Any]) -> str | None:
    broken = _size(len(value), limits, "Length", "character")
    if broken is None and (pattern := _compiled(limits.get("pattern"))) is not None and not pattern.search(value):
        return f"must match the pattern {pattern.pattern}"
    return broken


@lru_cache(maxsize=512)
def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    """Compile a pattern of ECMA-262, whose classes are those of ASCII; ``None`` for one that Python does not read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return None if pattern is None else re.compile(pattern, re.ASCII)
        except (re.error, OverflowError, RecursionError):
            return None


def _size(size: int, limits: Mapping[str, Any], keyword: str, unit: str) -> str | None:
    least, most = limits.get(f"min{keyword}"), limits.get(f"max{keyword}")
    if least is not None and size < least:
        return f"must have at least {_counted(least, unit)}"
    if most is not None and size > most:
        return f"must have at most {_counted(most, unit)}"
    return None


def _counted(count: int, unit: str) -> str:
    plural = "properties" if unit == "property" else f"{unit}s"
    return f"{count} {unit if count == 1 else plural}"


def _unique(items: list[Any], limits: Mapping[str, Any]) -> str | None:
    if not limits.get("uniqueItems"):
        return None
    texts = [json.dumps(_alike(item), sort_keys=True) for item in items]
    return "must not have the same item twice" if len(set(texts)) < len(texts) else None


def _alike(value: Any) -> Any:
    """Write numbers that JSON Schema calls equal (1 and 1.0) alike."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_alike(item) for item in value]
        case dict():
            return {name: _alike(item) for name, item in value.items()}
    return value
