"""A named schema that holds itself, and the type made of it -> a type with a name, and the reference to it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from veneer import upstream
from veneer.build.context import Context
from veneer.build.docs import docs_of
from veneer.load import pointers
from veneer.model import Alias, AliasRef, AnyType, NullableType, Type, UnionType, references
from veneer.upstream import Schema


def name_alias(context: Context, pointer: str, schema: Schema, built: Type) -> Type:
    """Note a type that holds itself, and return what stands for it everywhere.

    An option that is the type itself says nothing and is left out. Where it is itself by way of others, and no list or
    map is in between, no annotation can say it: then it is any value, with a warning.

    Args:
        context: The build.
        pointer: Where the schema stands.
        schema: The schema.
        built: Its type, with references to itself.
    """
    reference = context.recursive[pointer]
    built = _without(built, reference)
    if pointer in _same(context, built):
        context.warn(
            "recursive-type",
            "this union is one of its own options, so clients take any value",
            pointer,
            "Leave out the option that leads back.",
        )
        built = AnyType()
    hint = upstream.untrusted(pointers.last(pointer))
    context.named[pointer] = Alias(pointer, hint, built, docs_of(schema))
    return NullableType(reference) if isinstance(built, NullableType) else reference


def note_mentions(context: Context) -> None:
    """Tell each reference to such a type which models and enums it leads to, once all are known."""
    grown = True
    while grown:
        grown = False
        for pointer, alias in context.named.items():
            mentions = context.recursive[pointer].mentions
            new = [item for item in dict.fromkeys(references(alias.type)) if item not in mentions]
            mentions += new
            grown = grown or bool(new)


def _without(type: Type, reference: AliasRef) -> Type:
    """Return a type less the options that are what the reference leads to."""
    match type:
        case NullableType(of):
            return evolve(type, of=_without(of, reference))
        case UnionType(options) if reference in options:
            kept = [index for index, option in enumerate(options) if option != reference]
            limits = tuple(type.constraints[index] for index in kept) if type.constraints else ()
            return evolve(type, options=tuple(options[index] for index in kept), constraints=limits)
        case _:
            return AnyType() if type == reference else type


def _same(context: Context, type: Type) -> set[str]:
    """Return the pointers of the types that a value of a type may be, with no list or map in between."""
    found: set[str] = set()
    pending = [*_options(type)]
    while pending:
        id = pending.pop().id
        if id not in found:
            found.add(id)
            pending += _options(context.named[id].type) if id in context.named else ()
    return found


def _options(type: Type) -> Iterator[AliasRef]:
    match type:
        case AliasRef():
            yield type
        case NullableType(of):
            yield from _options(of)
        case UnionType(options):
            for option in options:
                yield from _options(option)
        case _:
            return
