"""A version, the method or class that is overlaid, and what was asked for -> the names that stand for parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from veneer.model import Content, EnumRef, ModelRef, Type, references
from veneer.overlay.plan import ClientPlan, PlannedEnum, PlannedModel, PlannedOperation
from veneer.pins.mentions import Mentionable, Token, argument, attribute, member, status
from veneer.pins.parts import answer_part, body_part, parameter_part, property_part, value_part


def mentionable(
    plan: ClientPlan, own: PlannedOperation | None, asked: Iterable[PlannedOperation], types: Iterable[str]
) -> Mentionable:
    """Return what the Python of an overlay can mention.

    Args:
        plan: The version.
        own: The operation whose method is overlaid, if it has one.
        asked: Operations that the overlay asked for.
        types: Ids of models and enums that it asked for, or that it overlays.
    """
    found: dict[Token, list[str]] = defaultdict(list)
    operations = [*asked, *([own] if own is not None else [])]
    for token, part in (*_arguments(own), *_statuses(operations), *_members(plan, _reached(plan, operations, types))):
        if part not in found[token]:
            found[token].append(part)
    return Mentionable({token: tuple(parts) for token, parts in found.items()})


def whole_type(item: PlannedModel | PlannedEnum) -> Iterator[str]:
    """Yield every property of a model, every value of an enum."""
    if isinstance(item, PlannedModel):
        yield from (property_part(item.model, each.property) for each in item.properties)
    else:
        yield from (value_part(item.enum, value) for value, _ in item.members)


def answers(operation: PlannedOperation) -> Iterator[str]:
    """Yield the answers of an operation that are a success."""
    return (answer_part(operation.operation, response) for response in operation.operation.successes)


def paired_answers(operation: PlannedOperation, own: PlannedOperation) -> Iterator[tuple[str, str | None]]:
    """Yield the same, each with the answer of another operation whose reader it meets."""
    known = {response.status: answer_part(own.operation, response) for response in own.operation.successes}
    for response in operation.operation.successes:
        yield answer_part(operation.operation, response), known.get(response.status)


def _arguments(own: PlannedOperation | None) -> Iterator[tuple[Token, str]]:
    if own is None:
        return
    for item in own.parameters:
        yield argument(item.name), parameter_part(own.operation, item.parameter)
    if own.operation.body is not None:
        yield argument(own.content), body_part(own.operation)


def _statuses(operations: Iterable[PlannedOperation]) -> Iterator[tuple[Token, str]]:
    for operation in operations:
        for response in operation.operation.responses:
            if response.status.is_exact and not response.status.is_default:
                yield status(response.status.low), answer_part(operation.operation, response)


def _members(plan: ClientPlan, ids: Iterable[str]) -> Iterator[tuple[Token, str]]:
    for id in ids:
        if id in plan.models:
            planned = plan.models[id]
            for each in planned.properties:
                part = property_part(planned.model, each.property)
                yield attribute(each.name), part
                yield member(planned.name, each.name), part
        elif id in plan.enums:
            enum = plan.enums[id]
            for value, name in enum.members:
                yield member(enum.name, name), value_part(enum.enum, value)


def _reached(plan: ClientPlan, operations: Iterable[PlannedOperation], types: Iterable[str]) -> set[str]:
    """Return the ids of the types that code can come to by attributes."""
    reached: set[str] = set()
    pending = [*types, *(item.id for operation in operations for item in _held(operation))]
    while pending:
        id = pending.pop()
        if id not in reached:
            reached.add(id)
            model = plan.models.get(id)
            held = [each.property.type for each in model.properties] if model is not None else []
            pending += [item.id for type in held for item in references(type)]
    return reached


def _held(operation: PlannedOperation) -> Iterator[ModelRef | EnumRef]:
    subject = operation.operation
    contents: list[Content] = [*(subject.body.contents if subject.body is not None else ())]
    contents += [content for response in subject.successes for content in response.contents]
    types: list[Type] = [content.type for content in contents] + [item.parameter.type for item in operation.parameters]
    for type in types:
        yield from references(type)
