"""Constraints, defaults and units of a value -> a few words for a docstring."""

from __future__ import annotations

import json
from typing import Any

from veneer.model import NO_CONSTRAINTS, Constraints
from veneer.upstream import UntrustedString


def facts(
    constraints: Constraints, default: Any = None, *, has_default: bool = False, notes: tuple[str, ...] = ()
) -> str:
    """Say what must hold for a value.

    Args:
        constraints: What the description says beyond the type.
        default: The JSON value that the service takes when none is given.
        has_default: Whether there is one.
        notes: More short notes (`read-only`).

    Returns:
        For example ``60 to 86400; default 600``, or an empty text.
    """
    found = _limits(constraints) if constraints is not NO_CONSTRAINTS else []
    if has_default:
        found.append(f"default {shown(default)}")
    found += notes
    return "; ".join(found)


def _limits(constraints: Constraints) -> list[str]:
    found = [*_range(constraints), *_lengths(constraints)]
    if constraints.pattern is not None:
        found.append(f"pattern {shown(constraints.pattern)}")
    if constraints.unique_items:
        found.append("no two items alike")
    if constraints.multiple_of is not None:
        found.append(f"a multiple of {_number(constraints.multiple_of)}")
    return found


def _range(c: Constraints) -> list[str]:
    low = _number(c.minimum) if c.minimum is not None else None
    high = _number(c.maximum) if c.maximum is not None else None
    found = []
    if low is not None and high is not None:
        found.append(f"{low} to {high}")
    elif low is not None:
        found.append(f"at least {low}")
    elif high is not None:
        found.append(f"at most {high}")
    if c.exclusive_minimum is not None:
        found.append(f"more than {_number(c.exclusive_minimum)}")
    if c.exclusive_maximum is not None:
        found.append(f"less than {_number(c.exclusive_maximum)}")
    return found


def _lengths(c: Constraints) -> list[str]:
    units = (
        (c.min_length, c.max_length, ("character", "characters")),
        (c.min_items, c.max_items, ("item", "items")),
        (c.min_properties, c.max_properties, ("property", "properties")),
    )
    return [_span(low, high, *unit) for low, high, unit in units if low is not None or high is not None]


def _span(low: int | None, high: int | None, one: str, many: str) -> str:
    unit = one if 1 in (low, high) and (low is None or high is None or low == high) else many
    if low is not None and high is not None:
        return f"{low} to {high} {unit}" if low != high else f"exactly {low} {unit}"
    return f"at least {low} {unit}" if low is not None else f"at most {high} {unit}"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


def shown(value: Any) -> str:
    """Return a JSON value as code in a docstring."""
    if isinstance(value, UntrustedString):
        value = value.get_untrusted_value()
    return f"``{json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value}``"
