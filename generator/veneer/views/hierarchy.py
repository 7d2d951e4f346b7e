"""The models of a version -> which class extends which, and how a parent's objects lead to its children's classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Self

from attrs import evolve, frozen

from veneer.load import pointers
from veneer.model import AnyType, ConstType, EnumRef, ModelRef, NullableType, Property, StringType, Type
from veneer.overlay.plan import ClientPlan, PlannedModel, PlannedProperty
from veneer.upstream import UntrustedString
from veneer.views.tags import values_of


@frozen
class Hierarchy:
    """Which model's class extends which.

    Attributes:
        plan: The version.
        bases: The one base of each model that has one: classes with slots can have no second.
        below: The models that extend one, at any distance.
    """

    plan: ClientPlan
    bases: Mapping[str, str]
    below: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, plan: ClientPlan) -> Self:
        """Return the hierarchy of a version; a child whose attributes contradict its parent's stands alone."""
        asked = {id: model.model.bases[0] for id, model in plan.models.items() if model.model.bases}
        bases = {id: base for id, base in asked.items() if _extends(plan, id, base)}
        below: dict[str, list[str]] = {}
        for id in bases:
            for parent in _above(bases, id):
                below.setdefault(parent, []).append(id)
        return cls(plan, bases, {id: tuple(found) for id, found in below.items()})

    def base(self, id: str) -> PlannedModel | None:
        """Return the model whose class that of another extends."""
        return self.plan.models[self.bases[id]] if id in self.bases else None

    def properties(self, model: PlannedModel) -> tuple[PlannedProperty, ...]:
        """Return a model's properties, of the types that its class can give them."""
        base = self.base(model.model.id)
        if base is None:
            return model.properties
        wide = {item.name: item for item in self.properties(base)}
        return tuple(
            item
            if item.name not in wide or _narrows(self.plan, wide[item.name].property, item.property)
            else evolve(wide[item.name], tag=item.tag)
            for item in model.properties
        )

    def children(self, id: str) -> tuple[str, Mapping[str, str]] | None:
        """Return the property that names a parent's children and the model for each of its values, if it has any."""
        below = self.below.get(id, ())
        owners = [self.plan.models[owner].model for owner in (id, *_above(self.bases, id))]
        name = next((item.discriminator.property for item in owners if item.discriminator is not None), None)
        if not below or name is None:
            return None
        found: dict[str, str] = {}
        for owner in owners:
            for value, to in owner.discriminator.mapping if owner.discriminator is not None else ():
                if to in below:
                    found.setdefault(value.get_untrusted_value(), to)
        for child in below:
            for tag in self._names(child, name.get_untrusted_value(), mapped=child in found.values()):
                found.setdefault(tag, child)
        return name.get_untrusted_value(), found

    def otherwise(self, id: str) -> str | None:
        """Return the child that an object of a parent is where its property names none."""
        found = self.plan.models[id].model.discriminator
        return found.default if found is not None and found.default in self.below.get(id, ()) else None

    def _names(self, id: str, property: str, *, mapped: bool) -> list[str]:
        """Return what stands for a child where no mapping says so: its own word, its constant, else its name."""
        model = self.plan.models[id].model
        if model.discriminator_value is not None:
            return [model.discriminator_value.get_untrusted_value()]
        own = next((item for item in model.properties if item.wire_name.get_untrusted_value() == property), None)
        constants = [value for value in values_of(self.plan, own) if isinstance(value, str)]
        if len(constants) == 1:
            return constants
        return [] if mapped else [pointers.last(id)]


def _above(bases: Mapping[str, str], id: str) -> Iterator[str]:
    seen = {id}
    while id in bases and bases[id] not in seen:
        id = bases[id]
        seen.add(id)
        yield id


def _extends(plan: ClientPlan, id: str, base: str) -> bool:
    """Tell whether a model's class can extend another's: each attribute is there and no wider, or an enum in both."""
    if base not in plan.models or base == id:
        return False
    own = {item.name: item.property for item in plan.models[id].properties}
    wide = plan.models[base]
    if wide.model.additional is not None and wide.model.additional != plan.models[id].model.additional:
        return False
    return all(
        item.name in own
        and (_narrows(plan, item.property, own[item.name]) or _both_enums(item.property, own[item.name]))
        for item in wide.properties
    )


def _both_enums(wide: Property, narrow: Property) -> bool:
    kinds = (EnumRef, ConstType)
    return isinstance(wide.type, EnumRef) and isinstance(narrow.type, kinds) and wide.required == narrow.required


def _narrows(plan: ClientPlan, wide: Property, narrow: Property) -> bool:
    """Tell whether a class may declare an attribute anew where its base has declared it so."""
    return (narrow.required or not wide.required) and _is_narrower(plan, wide.type, narrow.type)


def _is_narrower(plan: ClientPlan, wide: Type, narrow: Type) -> bool:
    if wide == narrow or isinstance(wide, AnyType):
        return True
    match wide, narrow:
        case NullableType(of), NullableType(inner):
            return _is_narrower(plan, of, inner)
        case NullableType(of), _:
            return _is_narrower(plan, of, narrow)
        case StringType(), StringType():
            return True
        case StringType(), ConstType(value):
            return isinstance(value, UntrustedString)
        case StringType(), EnumRef(id):
            return isinstance(plan.enums[id].enum.values[0].value, UntrustedString)
        case ModelRef(parent), ModelRef(child):
            return parent in _bases_of(plan, child)
        case _:
            return False


def _bases_of(plan: ClientPlan, id: str) -> set[str]:
    found: set[str] = set()
    pending = [id]
    while pending:
        for base in plan.models[pending.pop()].model.bases[:1]:
            if base in plan.models and base not in found:
                found.add(base)
                pending.append(base)
    return found
