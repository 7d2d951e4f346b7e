"""The type of a page and a name with dots in it -> the properties that it leads through: a dot may be one of a name."""

from __future__ import annotations

from collections.abc import Mapping

from veneer.model import ModelRef, NullableType, Type, bare
from veneer.overlay.planned import PlannedModel, PlannedProperty


def properties_of(type: Type, models: Mapping[str, PlannedModel]) -> tuple[PlannedProperty, ...]:
    """Return the properties of a model; none for any other type."""
    owner = bare(type)
    return models[owner.id].properties if isinstance(owner, ModelRef) else ()


def steps_of(name: str, page: Type, models: Mapping[str, PlannedModel]) -> tuple[str, ...]:
    """Return the names that a name with dots stands for: itself where the page has such a property, else its parts."""
    known = {item.property.wire_name.get_untrusted_value() for item in properties_of(page, models)}
    return (name,) if name in known else tuple(name.split("."))


def items_at(page: Type, name: str, models: Mapping[str, PlannedModel]) -> list[PlannedProperty] | str:
    """Return the property with the items of a page, behind those that hold it, or in words why it cannot be.

    Args:
        page: The type of the page.
        name: Its name, or with dots between it and those that hold it.
        models: The models of the version.
    """
    found: list[PlannedProperty] = []
    type = page
    for step in steps_of(name, page, models):
        known = properties_of(type, models)
        item = next((item for item in known if item.property.wire_name.get_untrusted_value() == step), None)
        if item is None:
            return "its items are not there"
        found.append(item)
        type = item.property.type
    above = [isinstance(page, NullableType)] if len(found) > 1 else []
    above += [not item.property.required or isinstance(item.property.type, NullableType) for item in found[:-2]]
    return "its items are below what may be missing" if any(above) else found
