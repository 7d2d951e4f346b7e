"""Two models and where they stand -> which properties came, went and changed."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from veneer.diff.changes import Direction, Kind, Pointers
from veneer.diff.constraints import compare_constraints
from veneer.diff.discriminators import Told, compare_discriminators, told
from veneer.diff.types import Spot, TypeComparer, compare_deprecation
from veneer.model import AnyType, Api, Model, Openness, Property
from veneer.model.words import plain, value_words, words, xml_words


def compare_models(comparer: TypeComparer) -> None:
    """Compare all pairs of models that are queued, and those that turn up on the way."""
    while comparer.pending:
        _model(comparer, *comparer.pending.popleft())


def properties_of(api: Api, model: Model) -> dict[str, Property]:
    """Return a model's properties by name, the inherited ones first; bases may be a long chain."""
    pending, lineage = [model.id], dict[str, Model]()
    while pending:
        id = pending.pop()
        if id not in lineage:
            lineage[id] = api.models[id]
            pending += api.models[id].bases
    return {plain(item.wire_name): item for owner in reversed(lineage.values()) for item in owner.properties}


def _model(comparer: TypeComparer, old: Model, new: Model, spot: Spot) -> None:
    before, after = _travelling(comparer.old, old, spot), _travelling(comparer.new, new, spot)
    for name, item in before.items():
        place = spot.below("property", name, Pointers(item.pointer, after[name].pointer if name in after else new.id))
        if name in after:
            _property(comparer, item, after[name], place)
        else:
            _gone(comparer, old, new, item, place)
    for name, item in after.items():
        if name not in before:
            place = spot.below("property", name, Pointers(old.id, item.pointer))
            kind = Kind.REQUIRED_PROPERTY_ADDED if item.required else Kind.OPTIONAL_PROPERTY_ADDED
            comparer.note(kind, place, None, words(item.type, comparer.new))
    _openness(comparer, old, new, spot)
    compare_discriminators(comparer, _told(old), _told(new), spot)
    compare_deprecation(comparer, old, new, spot)
    if xml_words(old.xml) != xml_words(new.xml):
        comparer.note(Kind.XML_CHANGED, spot, xml_words(old.xml), xml_words(new.xml))
    comparer.note_constraints(old, new, spot)


def _told(model: Model) -> Told | None:
    found = model.discriminator
    return None if found is None else told(found.property, found)


def _travelling(api: Api, model: Model, spot: Spot) -> dict[str, Property]:
    """Return the properties that travel in a direction: a read-only one is never sent, a write-only one never read."""
    is_request = spot.direction is Direction.REQUEST
    found = properties_of(api, model)
    return {name: item for name, item in found.items() if not (item.read_only if is_request else item.write_only)}


def _gone(comparer: TypeComparer, old: Model, new: Model, item: Property, spot: Spot) -> None:
    """A property that does not travel any more: it is gone, or goes the other way alone."""
    now = properties_of(comparer.new, new).get(plain(item.wire_name))
    kind = Kind.PROPERTY_REMOVED
    if now is not None:
        is_request = spot.direction is Direction.REQUEST
        kind = Kind.PROPERTY_BECAME_READ_ONLY if is_request else Kind.PROPERTY_BECAME_WRITE_ONLY
    comparer.note(kind, spot, words(item.type, comparer.old))


def _property(comparer: TypeComparer, old: Property, new: Property, spot: Spot) -> None:
    for kind, was, now in _differences(old, new):
        comparer.note(kind, spot, was, now)
    comparer.compare(old.type, new.type, spot)


def _differences(old: Property, new: Property) -> Iterator[tuple[Kind, str | None, str | None]]:
    if old.required != new.required:
        kind = Kind.PROPERTY_BECAME_REQUIRED if new.required else Kind.PROPERTY_BECAME_OPTIONAL
        yield kind, _needed(old.required), _needed(new.required)
    if new.deprecated and not old.deprecated:
        yield Kind.PROPERTY_DEPRECATED, None, None
    if old.deprecated and not new.deprecated:
        yield Kind.NO_LONGER_DEPRECATED, None, None
    if xml_words(old.xml) != xml_words(new.xml):
        yield Kind.XML_CHANGED, xml_words(old.xml), xml_words(new.xml)
    if default_words(old) != default_words(new):
        yield Kind.DEFAULT_CHANGED, default_words(old), default_words(new)
    yield from compare_constraints(old.constraints, new.constraints)


def default_words(item: Property) -> str:
    """Return a default in words."""
    return f"default {value_words(item.default)}" if item.has_default else "no default"


def _needed(required: bool) -> str:
    return "required" if required else "optional"


def _openness(comparer: TypeComparer, old: Model, new: Model, spot: Spot) -> None:
    if old.openness is not new.openness:
        kind = Kind.OBJECT_CLOSED if new.openness is Openness.CLOSED else Kind.OBJECT_OPENED
        comparer.note(kind, spot, str(old.openness), str(new.openness))
    elif old.openness is Openness.OPEN:
        below = evolve(spot, place=spot.place.below("additional properties"))
        comparer.compare(old.additional or AnyType(), new.additional or AnyType(), below)
