"""Object and enum schemas -> Model and EnumType, registered by their JSON Pointer; constraints of any schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veneer import upstream
from veneer.build import types
from veneer.build.alternatives import alternative_properties, joined
from veneer.build.constraints import constraints_of, default_of, no_default
from veneer.build.context import SCHEMAS, Context, child, is_named, raw, target
from veneer.build.defaults import check_default
from veneer.build.docs import docs_of
from veneer.build.limits import MOST_PARENTS
from veneer.build.unnamed import unnamed_values
from veneer.build.xml import xml_of
from veneer.load import pointers
from veneer.model import (
    Discriminator,
    Docs,
    Model,
    ModelRef,
    Openness,
    Property,
    Type,
    bare,
)
from veneer.upstream import DataType, Reference, Schema, UntrustedString, untrusted

_NOTHING = Schema()


def build_named(context: Context) -> None:
    """Build every schema that has a name of its own, used or not."""
    components = context.document.content.get("components") or {}
    for name in components.get("schemas") or {}:
        pointer = child(SCHEMAS, name)
        if pointer in context.models or pointer in context.enums:
            continue
        node = context.at(pointer, Schema)
        if isinstance(node, Schema):
            types.named_type(context, node, pointer, files=pointer in context.file_schemas)
    context.finish()


def is_object(context: Context, schema: Schema) -> bool:
    """Tell whether a schema describes an object with properties, its own or through `allOf`."""
    pending: list[Schema] = [schema]
    seen: set[str] = set()
    while pending:
        part = pending.pop()
        if part.properties or (part is not schema and part.properties is not None and part.type is DataType.OBJECT):
            return True
        for node in part.allOf:
            if not isinstance(node, Reference):
                pending.append(node)
            elif target(node) in context.models:
                return True
            elif target(node) not in seen:
                seen.add(target(node))
                pending.append(context.follow(node, "", Schema)[0])
    return False


def build_model(context: Context, schema: Schema, pointer: str, hint: str, *, files: bool = False) -> None:
    """Register the model of an object schema; it is finished later, so that references may go round."""
    if pointer not in context.models:
        context.models[pointer] = None
        # All that wait, typed, take more than the description.
        made = None if context.can_open(pointer) else schema
        context.pending.append(lambda: _finish(context, made, pointer, hint, files))


def _finish(context: Context, made: Schema | None, pointer: str, hint: str, files: bool) -> None:
    schema = made or context.opened(pointer)
    bases: list[str] = []
    properties: dict[str, Property] = {}
    parts = list(_parts(context, schema, pointer, bases))
    inherited = list(_inherited(context, bases))
    parents = {place for _, place in inherited}
    required = {raw(name) for part, _ in (*inherited, *parts) for name in part.required or ()}
    demanded = _demanded(parts) if inherited else set()
    for part, place in (*inherited, *parts):
        below, owner = child(place, "properties"), pointers.last(place) if is_named(place) else hint
        for name, node in (part.properties or {}).items():
            text = raw(name)
            if place not in parents or text in demanded:  # else it stays the parent's, unless it is only required here
                properties[text] = _property(context, name, node, child(below, text), text in required, owner, files)
    named = set(properties)
    for name, node, place in alternative_properties(context, parts, pointer, lambda *of: _whole(context, *of)):
        if raw(name) not in named:
            built = _property(context, name, node, place, False, hint, files)
            earlier = properties.get(raw(name))
            properties[raw(name)] = built if earlier is None else joined(earlier, built)
    tag = upstream.extension(schema, "x-ms-discriminator-value")
    chosen = upstream.extension(schema, "x-ms-client-name") if is_named(pointer) else None  # else it is a property's
    context.models[pointer] = Model(
        id=pointer,
        hint=untrusted(chosen if isinstance(chosen, str) and chosen else hint),
        properties=tuple(properties.values()),
        docs=docs_of(schema),
        bases=tuple(bases),
        openness=Openness.CLOSED if any(part.additionalProperties is False for part, _ in parts) else Openness.OPEN,
        additional=_additional(context, parts, hint),
        discriminator=_discriminator(context, schema),
        discriminator_value=untrusted(tag) if isinstance(tag, str) else None,
        constraints=constraints_of(context, schema, pointer),
        deprecated=bool(schema.deprecated),
        inline=not is_named(pointer),
        xml=xml_of(context, schema, pointer),
        example=schema.example,
    )


def _demanded(parts: list[tuple[Schema, str]]) -> set[str]:
    """Return the properties that the parts of a schema require, and do not describe."""
    own = {raw(name) for part, _ in parts for name in part.properties or ()}
    return {raw(name) for part, _ in parts for name in part.required or ()} - own


def _parts(context: Context, schema: Schema, pointer: str, bases: list[str]) -> Iterator[tuple[Schema, str]]:
    """Yield a schema's `allOf` members and itself, flattened; one with a discriminator is inherited instead."""
    seen = {pointer}
    stack = [(schema, pointer, iter(enumerate(schema.allOf)))]
    while stack:
        part, place, members = stack[-1]
        for index, node in members:
            inner, where = context.follow(node, child(place, "allOf", index), Schema, whole=True)
            if where in seen:
                continue
            if len(seen) == MOST_PARENTS:
                context.error(
                    "too-many-parents",
                    f"this schema has more than {MOST_PARENTS} others in its `allOf`, directly or through them",
                    pointer,
                    "Write the properties out, or refer to the parents as properties.",
                )
                context.refuse()  # each of its children would take as long
            seen.add(where)
            is_base = isinstance(node, Reference) and _is_base(context, inner, where)
            base = bare(types.build_type(context, node, where, "")) if is_base else None
            if isinstance(base, ModelRef):  # of the schema itself, or of the one that it is another name of
                if base.id != pointer and base.id not in bases:
                    bases.append(base.id)
            else:
                stack.append((inner, where, iter(enumerate(inner.allOf))))
                break
        else:
            stack.pop()
            yield part, place


def _inherited(context: Context, bases: list[str]) -> Iterator[tuple[Schema, str]]:
    """Yield the parts of the models that a model extends, and of those that they do."""
    pending, seen = list(bases), set[str]()
    while pending:
        base = pending.pop(0)
        if base not in seen:
            seen.add(base)
            schema, _ = context.follow(context.at(base, Schema, whole=True), base, Schema, whole=True)
            yield from _parts(context, schema, base, pending)


def _whole(context: Context, schema: Schema, pointer: str) -> Iterator[tuple[Schema, str]]:
    """Yield the parts of a schema and of what it inherits from."""
    bases: list[str] = []
    yield from _parts(context, schema, pointer, bases)
    yield from _inherited(context, bases)


def _is_base(context: Context, schema: Schema, pointer: str) -> bool:
    """Tell whether a schema is a parent to inherit from: a model with a discriminator, or below one."""
    if pointer not in context.parents:  # each of its children asks
        is_model = not (schema.oneOf or schema.anyOf) and is_object(context, schema)
        context.parents[pointer] = is_model and _has_discriminator(context, schema)
    return context.parents[pointer]


def _has_discriminator(context: Context, schema: Schema) -> bool:
    pending, seen = [schema], set[str]()
    while pending:
        part = pending.pop()
        if part.discriminator is not None and not (part.oneOf or part.anyOf):
            return True
        for node in part.allOf:
            if isinstance(node, Reference) and target(node) not in seen and len(seen) < MOST_PARENTS:
                seen.add(target(node))
                pending.append(context.follow(node, "", Schema)[0])
    return False


def _property(
    context: Context,
    name: UntrustedString,
    node: Schema | Reference,
    pointer: str,
    required: bool,
    hint: str,
    files: bool,
) -> Property:
    found = context.plain.again(node, name, pointer, required=required, files=files)
    if found is None:
        found = _read(context, name, node, pointer, required, hint, files)
        context.plain.note(node, found, files=files)
    if found.has_default:
        check_default(context, found.type, found.default, pointer)
    return found


def _read(
    context: Context,
    name: UntrustedString,
    node: Schema | Reference,
    pointer: str,
    required: bool,
    hint: str,
    files: bool,
) -> Property:
    schema, place = context.follow(node, pointer, Schema)
    beside = (node.model_extra or {}) if isinstance(node, Reference) else {}
    read_only, write_only = _flag(beside, schema, "readOnly"), _flag(beside, schema, "writeOnly")
    default = default_of(node, schema)
    client_name = upstream.extension(node, "x-ms-client-name")
    type = types.build_type(context, node, pointer, f"{hint}_{raw(name)}", files=files)
    return Property(
        wire_name=name,
        type=type,
        required=required,
        pointer=pointer,
        docs=_own_docs(node, schema),
        read_only=read_only,
        write_only=write_only,
        has_default=not no_default(default),
        default=None if no_default(default) else default,
        constraints=constraints_of(context, schema, place),
        deprecated=_flag(beside, schema, "deprecated"),
        xml=xml_of(context, node, pointer),
        client_name=untrusted(client_name) if isinstance(client_name, str) else None,
        flatten=upstream.extension(node, "x-ms-client-flatten") is True,
        example=upstream.extension(node, "example") if "example" in beside else schema.example,
    )


def _flag(beside: dict[str, Any], schema: Schema, name: str) -> bool:
    said = beside.get(name)
    return bool(said if said is not None else getattr(schema, name))


def _own_docs(node: Schema | Reference, schema: Schema) -> Docs:
    """A property's words are its own; those of the model that it refers to stand there."""
    if isinstance(node, Schema):
        return docs_of(node)
    beside = docs_of(_NOTHING, node)
    return beside if beside.description or beside.summary else docs_of(schema)


def _additional(context: Context, parts: list[tuple[Schema, str]], hint: str) -> Type | None:
    found = (unnamed_values(context, part, place, hint) for part, place in parts)
    return next((values[0] for values in found if values is not None), None)


def _discriminator(context: Context, schema: Schema) -> Discriminator | None:
    if schema.discriminator is None:
        return None
    mapping = discriminator_mapping(context, schema, ())
    return Discriminator(schema.discriminator.propertyName, mapping, default_mapping(context, schema))


def discriminator_mapping(
    context: Context, schema: Schema, options: tuple[Type, ...]
) -> tuple[tuple[UntrustedString, str], ...]:
    """Return value -> model id of a discriminator: the mapping as written, then the options by their schema's name."""
    found: dict[UntrustedString, str] = {}
    for value, to in ((schema.discriminator.mapping if schema.discriminator else None) or {}).items():
        found[value] = _mapped(context, raw(to))
    mapped = set(found.values())
    for option in options:
        if isinstance(option, ModelRef) and option.id not in mapped:
            found[untrusted(pointers.last(option.id))] = option.id
    return tuple(found.items())


def default_mapping(context: Context, schema: Schema) -> str | None:
    """Return the model id for values that a discriminator does not map (OpenAPI 3.2, Discriminator Object)."""
    to = upstream.extension(schema.discriminator, "defaultMapping") if schema.discriminator is not None else None
    return _mapped(context, to) if isinstance(to, str) and to else None


def _mapped(context: Context, name: str) -> str:
    """Return the model id that a discriminator names, as a reference or by its name, whatever it is referred to by."""
    pointer = pointers.referred(name) if name.startswith("#") else child(SCHEMAS, name)
    if not context.can_open(pointer):
        return pointer
    return context.resolved(context.document.resolve(pointer), pointer)[1]
