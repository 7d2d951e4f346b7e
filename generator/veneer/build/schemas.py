"""Object and enum schemas -> Model and EnumType, registered by their JSON Pointer; also the constraints of any schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veneer import upstream
from veneer.build import types
from veneer.build.context import Context, child, raw, target
from veneer.build.docs import docs_of
from veneer.model import (
    Constraints,
    Discriminator,
    Docs,
    EnumType,
    EnumValue,
    Model,
    ModelRef,
    Openness,
    Property,
    Type,
    Xml,
)
from veneer.upstream import DataType, Reference, Schema, UntrustedString, untrusted

SCHEMAS = "/components/schemas"


def build_named(context: Context) -> None:
    """Build every schema that has a name of its own, used or not."""
    components = context.root.components
    for name, node in ((components.schemas if components else None) or {}).items():
        pointer = child(SCHEMAS, name)
        if pointer not in context.models and pointer not in context.enums and isinstance(node, Schema):
            context.open_aliases.add(pointer)
            types.build_type(context, node, pointer, raw(name))
            context.open_aliases.discard(pointer)


def is_object(context: Context, schema: Schema) -> bool:
    """Tell whether a schema describes an object with properties, its own or through `allOf`."""
    if schema.properties:
        return True
    return any(_is_object_part(context, part) for part in schema.allOf)


def _is_object_part(context: Context, part: Schema | Reference) -> bool:
    if isinstance(part, Reference) and target(part) in context.models:
        return True
    schema, _ = context.follow(part, "", Schema)
    return is_object(context, schema) or (schema.type is DataType.OBJECT and schema.properties is not None)


def build_model(context: Context, schema: Schema, pointer: str, hint: str, *, files: bool = False) -> None:
    """Register the model of an object schema."""
    if pointer in context.models:
        return
    context.models[pointer] = None
    bases: list[str] = []
    properties: dict[str, Property] = {}
    parts = list(_parts(context, schema, pointer, bases))
    required = {raw(name) for part, _ in parts for name in part.required or ()}
    for part, place in parts:
        for name, node in (part.properties or {}).items():
            place_of_property = child(place, "properties", name)
            built = _property(context, name, node, place_of_property, raw(name) in required, hint, files)
            properties[raw(name)] = built
    context.models[pointer] = Model(
        id=pointer,
        hint=untrusted(hint),
        properties=tuple(properties.values()),
        docs=docs_of(schema),
        bases=tuple(bases),
        openness=Openness.CLOSED if any(part.additionalProperties is False for part, _ in parts) else Openness.OPEN,
        additional=_additional(context, parts, hint),
        discriminator=_discriminator(context, schema),
        constraints=constraints_of(schema),
        deprecated=bool(schema.deprecated),
        inline=not _is_named(pointer),
        xml=_xml(schema),
        example=schema.example,
    )


def _parts(context: Context, schema: Schema, pointer: str, bases: list[str]) -> Iterator[tuple[Schema, str]]:
    """Yield a schema's `allOf` members and itself, flattened; a member with a discriminator is inherited, not copied."""
    for index, node in enumerate(schema.allOf):
        part, place = context.follow(node, child(pointer, "allOf", index), Schema)
        if isinstance(node, Reference) and part.discriminator is not None and place != pointer:
            bases.append(place)
            types.build_type(context, node, place, "")
        else:
            yield from _parts(context, part, place, bases)
    yield schema, pointer


def _property(
    context: Context,
    name: UntrustedString,
    node: Schema | Reference,
    pointer: str,
    required: bool,
    hint: str,
    files: bool,
) -> Property:
    schema, _ = context.follow(node, pointer, Schema)
    read_only, write_only = _flag(node, schema, "readOnly"), _flag(node, schema, "writeOnly")
    default = default_of(node, schema)
    client_name = upstream.extension(node, "x-ms-client-name")
    return Property(
        wire_name=name,
        type=types.build_type(context, node, pointer, f"{hint}_{raw(name)}", files=files),
        required=required,
        pointer=pointer,
        docs=_own_docs(node, schema),
        read_only=read_only,
        write_only=write_only,
        has_default=default is not _NOTHING,
        default=None if default is _NOTHING else default,
        constraints=constraints_of(schema),
        deprecated=_flag(node, schema, "deprecated"),
        xml=_xml(schema),
        client_name=untrusted(client_name) if isinstance(client_name, str) else None,
        flatten=upstream.extension(node, "x-ms-client-flatten") is True,
        example=schema.example,
    )


_NOTHING = object()


def default_of(node: Schema | Reference | None, schema: Schema) -> Any:
    """Return the default that stands at a schema or beside the `$ref` to it; `no_default` where there is none."""
    if isinstance(node, Reference) and "default" in (node.model_extra or {}):
        return upstream.extension(node, "default")
    return schema.default if upstream.is_set(schema, "default") else _NOTHING


def no_default(value: Any) -> bool:
    """Tell whether `default_of` found nothing."""
    return value is _NOTHING


def _flag(node: Schema | Reference, schema: Schema, name: str) -> bool:
    beside = upstream.extension(node, name) if isinstance(node, Reference) else None
    return bool(beside if beside is not None else getattr(schema, name))


def _own_docs(node: Schema | Reference, schema: Schema) -> Docs:
    """A property's words are its own; those of the model that it refers to stand there."""
    if isinstance(node, Schema):
        return docs_of(node)
    beside = docs_of(Schema(), node)
    return beside if beside.description or beside.summary else docs_of(schema)


def _additional(context: Context, parts: list[tuple[Schema, str]], hint: str) -> Type | None:
    for part, place in parts:
        if isinstance(part.additionalProperties, Schema | Reference):
            pointer = child(place, "additionalProperties")
            return types.build_type(context, part.additionalProperties, pointer, f"{hint}_value")
    return None


def _discriminator(context: Context, schema: Schema) -> Discriminator | None:
    if schema.discriminator is None:
        return None
    return Discriminator(schema.discriminator.propertyName, discriminator_mapping(context, schema, ()))


def discriminator_mapping(
    context: Context, schema: Schema, options: tuple[Type, ...]
) -> tuple[tuple[UntrustedString, str], ...]:
    """Return value -> model id of a discriminator: the mapping as written, then the options by their schema's name."""
    found: dict[UntrustedString, str] = {}
    for value, to in ((schema.discriminator.mapping if schema.discriminator else None) or {}).items():
        name = raw(to)
        found[value] = name.removeprefix("#") if name.startswith("#") else child(SCHEMAS, name)
    mapped = set(found.values())
    for option in options:
        if isinstance(option, ModelRef) and option.id not in mapped:
            found[untrusted(option.id.rsplit("/", 1)[-1])] = option.id
    return tuple(found.items())


def build_enum(context: Context, schema: Schema, pointer: str, hint: str, values: list[Any]) -> None:
    """Register the enum of a schema with a list of values."""
    named = upstream.extension(schema, "x-enum-varnames") or ()
    described = upstream.extension(schema, "x-enum-descriptions") or ()
    members = tuple(
        EnumValue(
            untrusted(value) if isinstance(value, str) else value,
            untrusted(named[index]) if index < len(named) and isinstance(named[index], str) else None,
            Docs(description=untrusted(described[index])) if index < len(described) and described[index] else Docs(),
        )
        for index, value in enumerate(dict.fromkeys(values))
    )
    _register_enum(context, schema, pointer, hint, members)


def is_const_union(context: Context, schema: Schema) -> bool:
    """Tell whether a union is an enum in disguise: every option one constant string or integer."""
    options = schema.oneOf or schema.anyOf
    return len(options) > 1 and all(isinstance(option, Schema) and _is_const(option) for option in options)


def _is_const(option: Schema) -> bool:
    return upstream.is_set(option, "const") and (isinstance(option.const, str) or type(option.const) is int)


def build_const_enum(context: Context, schema: Schema, pointer: str, hint: str) -> str:
    """Register the enum of a union of constants; returns its id."""
    members = []
    for option in schema.oneOf or schema.anyOf:
        assert isinstance(option, Schema)
        value: Any = option.const
        members.append(EnumValue(untrusted(value) if isinstance(value, str) else value, option.title, docs_of(option)))
    _register_enum(context, schema, pointer, hint, tuple(members))
    return pointer


def _register_enum(context: Context, schema: Schema, pointer: str, hint: str, members: tuple[EnumValue, ...]) -> None:
    modern = upstream.extension(schema, "x-extensible-enum")
    autorest = upstream.extension(schema, "x-ms-enum")
    is_open = modern is True or (isinstance(autorest, dict) and autorest.get("modelAsString") is True)
    named = upstream.extension(schema, "x-enum-name") if not _is_named(pointer) else None
    context.enums[pointer] = EnumType(
        id=pointer,
        hint=untrusted(named if isinstance(named, str) else hint),
        values=members,
        open=is_open,
        docs=docs_of(schema),
        deprecated=bool(schema.deprecated),
        inline=not _is_named(pointer),
        default=schema.default,
    )


def constraints_of(schema: Schema) -> Constraints:
    """Return what must hold for a value of a schema beyond its type."""
    return Constraints(
        minimum=schema.minimum,
        maximum=schema.maximum,
        exclusive_minimum=_number(schema.exclusiveMinimum),
        exclusive_maximum=_number(schema.exclusiveMaximum),
        multiple_of=schema.multipleOf,
        min_length=schema.minLength,
        max_length=schema.maxLength,
        pattern=schema.pattern,
        min_items=schema.minItems,
        max_items=schema.maxItems,
        unique_items=bool(schema.uniqueItems),
        min_properties=schema.minProperties,
        max_properties=schema.maxProperties,
    )


def _number(value: bool | float | None) -> float | None:
    return None if value is None or isinstance(value, bool) else value


def _is_named(pointer: str) -> bool:
    return pointer.startswith(SCHEMAS + "/") and pointer.count("/") == SCHEMAS.count("/") + 1


def _xml(schema: Schema) -> Xml | None:
    node = schema.xml
    return Xml(node.name, node.namespace, node.prefix, node.attribute, node.wrapped) if node else None
