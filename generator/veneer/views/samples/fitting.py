"""A package's plan -> that each value of `[samples.values]` has a place in it, or a problem at its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veneer.diagnostics import Diagnostic, InputError
from veneer.model import (
    NO_CONSTRAINTS,
    AnyType,
    Constraints,
    EnumRef,
    FileType,
    ListType,
    MapType,
    ModelRef,
    NullableType,
    TupleType,
    Type,
    UnionType,
)
from veneer.overlay.meant import or_meant
from veneer.overlay.plan import ClientPlan, PackagePlan
from veneer.views.endpoint import endpoint_view
from veneer.views.samples.scalars import Misfit, holds, python_value
from veneer.views.samples.values import known_values
from veneer.views.types import TypePrinter

_BELOW = "samples.values"


def check_sample_values(plan: PackagePlan) -> None:
    """Check that samples can use every value that a person chose.

    Raises:
        InputError: For each that is for nothing in any version, or does not fit what it is for.
    """
    given, configuration = plan.configuration.samples.values, plan.configuration
    if not given:
        return
    known: set[str] = set()
    used: set[str] = set()
    for version in plan.versions:
        for name, type, constraints in _places(version):
            known.add(name)
            if name in given and name not in used and fits(version, type, constraints, given[name]):
                used.add(name)
    problems: list[Diagnostic] = []
    for name in given.keys() - used:
        if name in known:
            message = f"samples cannot take this value: no `{name}` may have it"
            fix = "Give one that fits, or remove it."
        else:
            message = f"no version of `{plan.package}` has a property or a parameter `{name}`"
            fix = f"Remove it{or_meant(name, sorted(known))}."
        problems.append(configuration.problem("unused-sample-value", message, name, fix, _BELOW))
    if problems:
        raise InputError(sorted(problems, key=lambda item: item.location.line or 0))


def _places(plan: ClientPlan) -> Iterator[tuple[str, Type, Constraints]]:
    """Yield what a sample asks for a value of: its name in the description, its type, and what must hold for it."""
    for argument in endpoint_view(TypePrinter(plan), plan.api)[1]:
        yield argument.text.partition(":")[0], AnyType(), NO_CONSTRAINTS
    for client in plan.clients:
        for operation in client.operations:
            for item in operation.parameters:
                parameter = item.parameter
                yield parameter.wire_name.get_untrusted_value(), parameter.type, parameter.constraints
            body = operation.operation.body
            for content in body.contents if body is not None else ():
                yield operation.content, content.type, content.constraints
    for model in plan.models.values():
        for each in model.properties:
            yield each.property.wire_name.get_untrusted_value(), each.property.type, each.property.constraints


def fits(plan: ClientPlan, type: Type, constraints: Constraints, value: Any) -> bool:
    """Tell whether a sample of a type could have a JSON value, or in a list an item that is one."""
    match type:
        case NullableType(of):
            return fits(plan, of, constraints, value)
        case ListType(item, constraints=each):
            items = value if isinstance(value, list) else [value]
            return all(fits(plan, item, each, one) for one in items)
        case TupleType(items):
            return any(fits(plan, item, NO_CONSTRAINTS, value) for item in items)
        case UnionType():
            return any(fits(plan, option, constraints, value) for option in type.options)
        case MapType() | ModelRef():
            return isinstance(value, dict)
        case AnyType():
            return True
        case FileType():
            return isinstance(value, str)
        case EnumRef(id):
            return not isinstance(value, bool) and value in known_values(plan, id)
        case _:
            return _is_scalar(type, constraints, value)


def _is_scalar(type: Type, constraints: Constraints, value: Any) -> bool:
    try:
        python_value(type, value)
    except Misfit:
        return False
    return holds(constraints, value)
