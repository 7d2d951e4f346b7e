"""Two sets of constraints -> which became tighter, which looser, which other, each in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veneer.diff.changes import Kind
from veneer.model import CONSTRAINT_KEYWORDS, Constraints
from veneer.model.words import plain
from veneer.upstream import UntrustedString

_TIGHTER_WITH_MORE = {"minimum", "exclusive_minimum", "min_length", "min_items", "unique_items", "min_properties"}
_TIGHTER_WITH_LESS = {"maximum", "exclusive_maximum", "max_length", "max_items", "max_properties"}
_LENGTHS = ("min_length", "min_items", "min_properties")


def compare_constraints(old: Constraints, new: Constraints) -> Iterator[tuple[Kind, str, str]]:
    """Yield each difference with what was and what is, in words: ``maxLength 64``, ``no pattern``."""
    for attribute, name in CONSTRAINT_KEYWORDS.items():
        before, after = (_said(item, attribute) for item in (old, new))
        if before != after:
            yield _kind(before, after, _sense(attribute)), _words(name, before), _words(name, after)


def _sense(attribute: str) -> int:
    return (attribute in _TIGHTER_WITH_MORE) - (attribute in _TIGHTER_WITH_LESS)


def _said(constraints: Constraints, attribute: str) -> Any:
    value = getattr(constraints, attribute)
    # `uniqueItems: false` and a least length of 0 say nothing; another bound of zero does.
    return None if value is False or (value == 0 and attribute in _LENGTHS) else value


def _kind(before: float | None, after: float | None, sense: int) -> Kind:
    if before is None or after is None:
        return Kind.CONSTRAINT_TIGHTENED if before is None else Kind.CONSTRAINT_LOOSENED
    if not sense:
        return Kind.CONSTRAINT_CHANGED
    return Kind.CONSTRAINT_TIGHTENED if (after - before) * sense > 0 else Kind.CONSTRAINT_LOOSENED


def _words(name: str, value: float | UntrustedString | None) -> str:
    if value is None:
        return f"no {name}"
    return f"{name} {plain(value) if isinstance(value, UntrustedString) else value}"
