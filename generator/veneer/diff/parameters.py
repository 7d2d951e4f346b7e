"""The parameters of two operations -> which came, went, moved and changed."""

from __future__ import annotations

from collections.abc import Iterator

from veneer.diff.changes import Direction, Kind, Place, Pointers
from veneer.diff.constraints import compare_constraints
from veneer.diff.types import Spot, TypeComparer
from veneer.model import Operation, Parameter
from veneer.model import Place as Sent
from veneer.model.words import has_parts, plain, value_words, words


def compare_parameters(comparer: TypeComparer, old: Operation, new: Operation, place: Place) -> None:
    """Compare the parameters of an operation; those of the path are paired by their position in it."""
    before, after = _by_key(old), _by_key(new)
    renamed = _renamed(old, new)
    for key, item in before.items():
        partner = renamed.get(key, key)
        pointers = Pointers(item.pointer, after[partner].pointer if partner in after else new.pointer)
        spot = Spot(place.below(*key), pointers, Direction.REQUEST)
        if partner in after:
            if partner != key:
                comparer.note(Kind.PATH_PARAMETER_RENAMED, spot, key[1], partner[1])
            _parameter(comparer, item, after[partner], spot)
            continue
        moved = next((other for other in after if other[1] == key[1] and other not in before), None)
        if moved is not None:
            comparer.note(Kind.PARAMETER_MOVED, spot, key[0], moved[0])
        else:
            comparer.note(Kind.PARAMETER_REMOVED, spot, words(item.type, comparer.old))
    elsewhere = {name for kind, name in before if (kind, name) not in after}
    for key, item in after.items():
        if key not in before and key not in renamed.values() and key[1] not in elsewhere:
            kind = Kind.REQUIRED_PARAMETER_ADDED if item.required else Kind.OPTIONAL_PARAMETER_ADDED
            spot = Spot(place.below(*key), Pointers(old.pointer, item.pointer), Direction.REQUEST)
            comparer.note(kind, spot, None, words(item.type, comparer.new))


def _by_key(operation: Operation) -> dict[tuple[str, str], Parameter]:
    return {_key(item): item for item in operation.parameters}


def _key(item: Parameter) -> tuple[str, str]:
    name = plain(item.wire_name)
    return str(item.place), name.lower() if item.place is Sent.HEADER else name


def _renamed(old: Operation, new: Operation) -> dict[tuple[str, str], tuple[str, str]]:
    before, after = old.path.names, new.path.names
    if len(before) != len(after):
        return {}
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    return {("path", one): ("path", other) for one, other in pairs if one not in after and other not in before}


def _parameter(comparer: TypeComparer, old: Parameter, new: Parameter, spot: Spot) -> None:
    for kind, was, now in _differences(old, new):
        comparer.note(kind, spot, was, now)
    comparer.compare(old.type, new.type, spot)


def _differences(old: Parameter, new: Parameter) -> Iterator[tuple[Kind, str | None, str | None]]:
    if old.required != new.required:
        kind = Kind.PARAMETER_BECAME_REQUIRED if new.required else Kind.PARAMETER_BECAME_OPTIONAL
        yield kind, "required" if old.required else "optional", "required" if new.required else "optional"
    exploding = has_parts(old.type) or has_parts(new.type)
    before, after = (_style(item, exploding=exploding) for item in (old, new))
    if before != after:
        yield Kind.PARAMETER_WRITTEN_OTHERWISE, before, after
    if new.deprecated and not old.deprecated:
        yield Kind.PARAMETER_DEPRECATED, None, None
    if old.deprecated and not new.deprecated:
        yield Kind.NO_LONGER_DEPRECATED, None, None
    defaults = [f"default {value_words(item.default)}" if item.has_default else "no default" for item in (old, new)]
    if defaults[0] != defaults[1]:
        yield Kind.DEFAULT_CHANGED, defaults[0], defaults[1]
    yield from compare_constraints(old.constraints, new.constraints)


def _style(item: Parameter, *, exploding: bool) -> str:
    said = [plain(item.media_type) if item.media_type is not None else str(item.style)]
    said += ["explode"] if exploding and item.explode else []
    said += ["x-ms-skip-url-encoding"] if item.encoded else []
    return ", ".join([*said, *(["allowReserved"] if item.allow_reserved else [])])
