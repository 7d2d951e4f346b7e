"""A union -> the property that tells its options apart, and the model for each of its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from attrs import frozen

from veneer.model import (
    COMMON_TYPES,
    ConstType,
    DurationEncoding,
    DurationType,
    EnumRef,
    ListType,
    MapType,
    ModelRef,
    NullableType,
    Property,
    Type,
    UnionType,
    bare,
    leaves,
)
from veneer.overlay.plan import ClientPlan, PlannedModel

Tag: TypeAlias = str | int


@frozen
class Tags:
    """How the options of a union are told apart by a property.

    Attributes:
        name: The property on the wire.
        models: The model's id for each value.
        is_open: Whether a value that is not listed is legal.
        others: The options that no value stands for, or whose objects may lack the property.
    """

    name: str
    models: Mapping[Tag, str]
    is_open: bool
    others: tuple[Type, ...]


def options_of(union: UnionType) -> tuple[Type, ...]:
    """Return a union's options, those of unions in it among them, each once."""
    found: dict[Type, None] = {}
    for option in union.options:
        found |= dict.fromkeys(options_of(option) if isinstance(option, UnionType) else [option])
    return (*found,)


def tags_of(plan: ClientPlan, union: UnionType) -> Tags | None:
    """Return how a union's options are told apart by a property, if they are.

    The property is that of the `discriminator`, else the first one that every model must have and that has constants of
    its own in each.
    """
    options = options_of(union)
    models = {option.id: plan.models[option.id] for option in options if isinstance(option, ModelRef)}
    if union.discriminator is not None:
        name = union.discriminator.get_untrusted_value()
        declared = _declared(plan, union, name, models)
        if declared and union.default is not None:
            rest = (option for option in options if not isinstance(option, ModelRef))
            return Tags(name, declared, is_open=False, others=(ModelRef(union.default), *rest))
        return _tags(plan, options, name, declared, is_open=True)
    if len(models) < 2:
        return None
    first = next(iter(models.values()))
    for item in first.properties:
        name = item.property.wire_name.get_untrusted_value()
        if item.property.required and (table := _disjoint(plan, name, models)):
            return _tags(plan, options, name, table, is_open=False)
    return None


def has_open_unions(types: Iterable[Type]) -> bool:
    """Tell whether a value may be an object of a type that the description does not list."""
    return any(map(_is_open, types))


def has_durations(types: Iterable[Type]) -> bool:
    """Tell whether a value may be an ISO 8601 duration, and so a ``CalendarDuration``."""
    found = (item for type in types for item in leaves(type) if isinstance(item, DurationType))
    return any(item.encoding is DurationEncoding.ISO8601 for item in found)


def rarer_types(plan: ClientPlan) -> set[Type]:
    """Return the types of a version's values, those apart that nearly all are of."""
    found = {item.alias.type for item in plan.aliases.values()}
    for model in plan.models.values():
        own = [item.property.type for item in model.properties]
        found.update([type for type in own if not isinstance(type, COMMON_TYPES)])
    for operation in plan.api.operations:
        found.update([item.type for item in operation.parameters])
        found.update([content.type for content in operation.body.contents] if operation.body is not None else ())
        for response in operation.responses:
            found.update([content.type for content in response.contents])
    return found


def _is_open(type: Type) -> bool:
    match type:
        case UnionType(options):
            return type.is_open or any(map(_is_open, options))
        case ListType(of) | MapType(of) | NullableType(of):
            return _is_open(of)
        case _:
            return False


def _tags(
    plan: ClientPlan, options: tuple[Type, ...], name: str, table: Mapping[Tag, str], *, is_open: bool
) -> Tags | None:
    if not table:
        return None
    reached = set(table.values())
    others = (
        item for item in options if not (isinstance(item, ModelRef) and item.id in reached and _must(plan, item, name))
    )
    return Tags(name, table, is_open, (*others,))


def _must(plan: ClientPlan, option: ModelRef, name: str) -> bool:
    found = property_of(plan.models[option.id], name)
    return found is not None and found.required


def _declared(plan: ClientPlan, union: UnionType, name: str, models: Mapping[str, PlannedModel]) -> dict[Tag, str]:
    """Return the table of a `discriminator`: as it is mapped, then by constants in the options themselves."""
    found: dict[Tag, str] = {}
    nested = (option for option in union.options if isinstance(option, UnionType))
    for source in (union, *(item for item in nested if item.discriminator == union.discriminator)):
        for value, id in source.mapping:
            if id in plan.models and not _is_contradicted(plan, value.get_untrusted_value(), id, name):
                found.setdefault(value.get_untrusted_value(), id)
    constant = [(tag, id) for id, model in models.items() for tag in values_of(plan, property_of(model, name))]
    counted = [tag for tag, _ in constant]
    for tag, id in constant:
        if counted.count(tag) == 1:
            found.setdefault(tag, id)
    return found


def _is_contradicted(plan: ClientPlan, value: str, id: str, name: str) -> bool:
    """Tell whether a schema's name stands for it although its property has a constant that is another."""
    constants = values_of(plan, property_of(plan.models[id], name))
    return id.endswith(f"/{value}") and bool(constants) and value not in constants


def _disjoint(plan: ClientPlan, name: str, models: Mapping[str, PlannedModel]) -> dict[Tag, str] | None:
    table: dict[Tag, str] = {}
    for id, model in models.items():
        found = property_of(model, name)
        values = values_of(plan, found)
        if found is None or not found.required or not values or not table.keys().isdisjoint(values):
            return None
        table |= dict.fromkeys(values, id)
    return table


def property_of(model: PlannedModel, name: str) -> Property | None:
    of_name = (item.property for item in model.properties if item.property.wire_name.get_untrusted_value() == name)
    return next(of_name, None)


def values_of(plan: ClientPlan, property: Property | None) -> list[Tag]:
    """Return the values that a property can have, where these are constants."""
    if property is None or isinstance(property.type, NullableType):
        return []
    match bare(property.type):
        case ConstType(value) if value is not None and not isinstance(value, float | bool):
            return [value if isinstance(value, int) else value.get_untrusted_value()]
        case EnumRef(id) if not plan.enums[id].enum.open:
            values = (item.value for item in plan.enums[id].enum.values)
            return [
                value if isinstance(value, int) else value.get_untrusted_value()
                for value in values
                if not isinstance(value, float)
            ]
        case _:
            return []
