"""What tells the kinds of two models or unions apart -> which property does, and which of its values came and went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from veneer.diff.changes import Kind
from veneer.model import Discriminator, ModelRef, Type, UnionType
from veneer.model.words import plain
from veneer.upstream import UntrustedString, untrusted

if TYPE_CHECKING:
    from veneer.diff.types import Spot, TypeComparer

_OTHERS = untrusted("any other")

Told = tuple[UntrustedString, tuple[tuple[UntrustedString, str], ...]]


def compare_discriminators(comparer: TypeComparer, old: Told | None, new: Told | None, spot: Spot) -> None:
    """Compare discriminators; models of the same value are the same kind, whatever they are called.

    Args:
        comparer: Compares the models, and is told of each difference.
        old: The property and the models of its values, as they were; ``None`` for no discriminator.
        new: The same, as they are.
        spot: Where both stand.
    """
    properties = [None if told is None else plain(told[0]) for told in (old, new)]
    if properties[0] != properties[1]:
        comparer.note(Kind.DISCRIMINATOR_CHANGED, spot, *properties)
    if old is None or new is None:
        return
    before, after = _by_value(old[1]), _by_value(new[1])
    for value, id in before.items():
        below = spot.below("kind", value)
        if value in after:
            comparer.compare(ModelRef(id), ModelRef(after[value]), below)
        else:
            comparer.note(Kind.DISCRIMINATOR_VALUE_REMOVED, below, plain(comparer.old.models[id].hint))
    for value, id in after.items():
        if value not in before:
            comparer.note(
                Kind.DISCRIMINATOR_VALUE_ADDED, spot.below("kind", value), None, plain(comparer.new.models[id].hint)
            )


def told(property: UntrustedString | None, of: Discriminator | UnionType | None) -> Told | None:
    """Return what is compared of a model's discriminator, or of a union's."""
    if property is None or of is None:
        return None
    return property, (*of.mapping, *(((_OTHERS, of.default),) if of.default is not None else ()))


def same_kinds(old: UnionType, new: UnionType) -> dict[Type, Type]:
    """Return new option -> old option of those that the same value tells."""
    before = _by_value(old.mapping)
    return {ModelRef(id): ModelRef(before[value]) for value, id in _by_value(new.mapping).items() if value in before}


def _by_value(mapping: tuple[tuple[UntrustedString, str], ...]) -> Mapping[str, str]:
    return {plain(value): id for value, id in mapping}
