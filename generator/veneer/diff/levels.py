"""What a judgement is made of: levels, the row of the table of rules, and the step of version that follows."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from attrs import frozen

from veneer.diff.changes import Direction, Kind, Layer


class Level(StrEnum):
    """How bad a change is for a caller who does nothing about it."""

    BREAKING = "breaking"
    RISKY = "risky"
    SAFE = "safe"

    @property
    def rank(self) -> int:
        """Its place in the order of badness, the worst first."""
        return list(Level).index(self)

    def at_least(self, other: Level) -> bool:
        """Tell whether this is as bad as another level, or worse."""
        return self.rank <= other.rank


@frozen
class Rule:
    """One row: a kind of fact, seen in one direction (``None``: in any) by some layers, and what it means for callers.

    Attributes:
        id: Its stable name.
        looks_at: The kind of fact that it looks at.
        level: How bad it is.
        message: What to say; `{old}` and `{new}` are what was and is.
        layers: Who notices.
        direction: Which way the thing has to travel.
    """

    id: str
    looks_at: Kind
    level: Level
    message: str
    layers: frozenset[Layer]
    direction: Direction | None = None


class Bump(StrEnum):
    """Which part of a semantic version has to be raised."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


def bump(levels: Collection[Level]) -> Bump:
    """Suggest the next version: for anything that breaks a major one, for any other difference a minor one."""
    if Level.BREAKING in levels:
        return Bump.MAJOR
    return Bump.MINOR if levels else Bump.PATCH
