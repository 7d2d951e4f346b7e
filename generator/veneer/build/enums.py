"""Schemas with a list of values, or a union of constants -> EnumType, registered by their JSON Pointer."""

from __future__ import annotations

from typing import Any

from veneer import upstream
from veneer.build.context import Context, is_named
from veneer.build.docs import docs_of
from veneer.model import Docs, EnumType, EnumValue
from veneer.upstream import Reference, Schema, UntrustedString, untrusted


def build_enum(context: Context, schema: Schema, pointer: str, hint: str, values: list[Any]) -> None:
    """Register the enum of a schema with a list of values."""
    named, described = _texts(schema, "x-enum-varnames"), _texts(schema, "x-enum-descriptions")
    members = tuple(
        EnumValue(
            untrusted(value) if isinstance(value, str) else value,
            named.get(index),
            Docs(description=described.get(index)),
        )
        for index, value in enumerate(dict.fromkeys(values))
    )
    _register_enum(context, schema, pointer, hint, members)


def _texts(schema: Schema, extension: str) -> dict[int, UntrustedString]:
    """Return the texts of an extension that lists one for each value; what is none is no text of a value."""
    given = upstream.extension(schema, extension)
    listed = enumerate(given) if isinstance(given, list) else ()
    return {index: untrusted(text) for index, text in listed if isinstance(text, str) and text}


def is_const_union(context: Context, schema: Schema) -> bool:
    """Tell whether a union is an enum in disguise: every option one constant string, or every one an integer."""
    options = schema.oneOf or schema.anyOf
    kinds = {_kind(option) for option in options}
    return len(options) > 1 and kinds in ({str}, {int})


def _kind(option: Schema | Reference) -> type | None:
    return type(option.const) if isinstance(option, Schema) and upstream.is_set(option, "const") else None


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
    named = upstream.extension(schema, "x-enum-name") if not is_named(pointer) else None
    context.enums[pointer] = EnumType(
        id=pointer,
        hint=untrusted(named if isinstance(named, str) else hint),
        values=members,
        open=is_open,
        docs=docs_of(schema),
        deprecated=bool(schema.deprecated),
        inline=not is_named(pointer),
        default=schema.default,
    )
