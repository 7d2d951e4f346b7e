"""The values of a comparison: a Change is one fact, at a Place that does not move with lines or order."""

from __future__ import annotations

from enum import StrEnum

from attrs import define, evolve, field, frozen

from veneer.diff.definitions import Definitions
from veneer.diff.kinds import Kind
from veneer.diff.layers import PYTHON, Layer

__all__ = ["PYTHON", "Change", "Changes", "Direction", "Kind", "Layer", "Place", "Pointers"]


class Direction(StrEnum):
    """Which way a value travels."""

    REQUEST = "request"
    RESPONSE = "response"


@frozen
class Place:
    """What changed, by names: an owner (`model Pet`) and the way down from there (`property name`, `items`).

    All names are text of the description, and untrusted.
    """

    owner: str
    name: str
    steps: tuple[tuple[str, str], ...] = ()

    def below(self, kind: str, name: str = "") -> Place:
        """Return the place of a part."""
        return evolve(self, steps=(*self.steps, (kind, name)))

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Kind and name of each step, the owner first."""
        return ((self.owner, self.name), *self.steps)


@frozen
class Pointers:
    """Where a thing stands in each description (JSON Pointer); empty where it is not."""

    old: str = ""
    new: str = ""


@frozen
class Change:
    """One fact.

    Attributes:
        kind: What changed.
        place: Of what.
        old: What it was, in words; ``None`` where it was not there or words add nothing.
        new: What it is.
        pointers: Where it stands in each description.
        directions: Which way the thing travels; empty where that does not matter.
        layers: Where the fact is seen.
        definitions: The method or the class that it is about, as it was and is; ``None`` on the wire.
    """

    kind: Kind
    place: Place
    old: str | None = None
    new: str | None = None
    pointers: Pointers = Pointers()
    directions: frozenset[Direction] = frozenset()
    layers: frozenset[Layer] = frozenset({Layer.WIRE})
    definitions: Definitions | None = field(default=None, eq=False, repr=False)


@define
class Changes:
    """Collects facts; one that is seen twice, in another direction or layer, is one fact with both."""

    _found: dict[tuple[Kind, Place, str | None, str | None], Change] = field(factory=dict)

    def add(self, change: Change) -> None:
        """Note a fact."""
        key = (change.kind, change.place, change.old, change.new)
        first = self._found.get(key, change)
        self._found[key] = evolve(
            first, directions=first.directions | change.directions, layers=first.layers | change.layers
        )

    def all(self) -> tuple[Change, ...]:
        """Return the facts in the order in which they were first seen."""
        return tuple(self._found.values())
