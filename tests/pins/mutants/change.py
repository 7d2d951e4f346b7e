"""A kind of change: where it is possible in a description, and what it does there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from attrs import frozen

from pins.mutants.documents import Json
from pins.mutants.effects import Effect


@frozen
class Place:
    """Where a change is made.

    Attributes:
        pointer: The part that is another afterwards.
        change: Makes the change in a description.
        effects: What that does, in the description's terms; none: nothing that could matter to a caller.
    """

    pointer: str
    change: Callable[[Json, Random], None]
    effects: tuple[Effect, ...] = ()


Places = Callable[[Json], Iterable[Place]]

KINDS: dict[str, Places] = {}


def kind(name: str) -> Callable[[Places], Places]:
    """Enter a kind into the table of kinds."""

    def enter(places: Places) -> Places:
        assert name not in KINDS
        KINDS[name] = places
        return places

    return enter
