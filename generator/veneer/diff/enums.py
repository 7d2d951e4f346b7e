"""Two enums -> which values came and went, and whether others are legal too."""

from __future__ import annotations

from collections.abc import Iterator

from veneer.diff.changes import Kind
from veneer.model import Api, ConstType, EnumRef, EnumType, Type
from veneer.model.words import value_words


def compare_enums(old: EnumType, new: EnumType) -> Iterator[tuple[Kind, str | None]]:
    """Yield each difference; with the value, as JSON, where it is about one.

    Args:
        old: The enum that was.
        new: The enum that is.
    """
    before = [value_words(item.value) for item in old.values]
    after = [value_words(item.value) for item in new.values]
    gone = Kind.OPEN_ENUM_VALUE_REMOVED if new.open else Kind.ENUM_VALUE_REMOVED
    come = Kind.OPEN_ENUM_VALUE_ADDED if old.open else Kind.ENUM_VALUE_ADDED
    yield from ((gone, value) for value in before if value not in after)
    yield from ((come, value) for value in after if value not in before)
    if old.open != new.open:
        yield (Kind.ENUM_OPENED if new.open else Kind.ENUM_CLOSED), None


def values_of(type: Type, api: Api) -> set[str]:
    """Return all values of a constant or a closed enum, as JSON; none for what has others."""
    if isinstance(type, ConstType):
        return {value_words(type.value)}
    if isinstance(type, EnumRef) and not api.enums[type.id].open:
        return {value_words(item.value) for item in api.enums[type.id].values}
    return set()
