"""Schemas with a list of values, or a union of constants -> EnumType, registered by their JSON Pointer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from veneer import upstream
from veneer.build.context import Context, is_named
from veneer.build.docs import docs_of
from veneer.model import NO_DOCS, Docs, EnumType, EnumValue
from veneer.upstream import Reference, Schema, untrusted

# A moment or a span that is listed may come in another spelling, such as with an offset in place of `Z`.
_SPELT_IN_MANY_WAYS = ("date-time", "time", "duration")


def build_enum(context: Context, schema: Schema, pointer: str, hint: str, values: list[Any]) -> None:
    """Register the enum of a schema with a list of values."""
    known = tuple(dict.fromkeys(values))
    if not schema.model_extra:
        _register_enum(context, schema, pointer, hint, _plain_members(known))
        return
    named, described = _named(schema, known), _described(schema, known)
    members = tuple(
        EnumValue(
            item.value,
            untrusted(named[value]) if value in named else None,
            Docs(description=untrusted(described[value])) if value in described else NO_DOCS,
        )
        for value, item in zip(known, _plain_members(known), strict=True)
    )
    _register_enum(context, schema, pointer, hint, members)


@lru_cache(1_000)  # thousands of enums have a few hundred lists of values
def _plain_members(values: tuple[str | int, ...]) -> tuple[EnumValue, ...]:
    """Return members of which nothing but their values is known; no list has texts and numbers."""
    return tuple(EnumValue(untrusted(value) if isinstance(value, str) else value) for value in values)


def _named(schema: Schema, values: Sequence[Any]) -> dict[Any, str]:
    """Return the names that an extension gives to values."""
    listed = upstream.extension(schema, "x-enum-varnames") or upstream.extension(schema, "x-enumNames")
    return {item["value"]: item["name"] for item in _autorest(schema) if "name" in item} | _beside(values, listed)


def _described(schema: Schema, values: Sequence[Any]) -> dict[Any, str]:
    """Return the descriptions that an extension gives to values."""
    listed = upstream.extension(schema, "x-enum-descriptions") or upstream.extension(schema, "x-enumDescriptions")
    return {item["value"]: item["description"] for item in _autorest(schema) if "description" in item} | _beside(
        values, listed
    )


def _beside(values: Sequence[Any], listed: Any) -> dict[Any, str]:
    """Return the texts that stand beside values: one for each in their order, or by value."""
    if isinstance(listed, dict):
        listed = [listed.get(str(value)) for value in values]
    if not isinstance(listed, list):
        return {}
    return {value: text for value, text in zip(values, listed, strict=False) if isinstance(text, str) and text}


def _autorest(schema: Schema) -> list[dict[str, Any]]:
    """Return what `x-ms-enum` says of values."""
    node = upstream.extension(schema, "x-ms-enum")
    listed = node.get("values") if isinstance(node, dict) else None
    items = (item for item in listed or () if isinstance(item, dict)) if isinstance(listed, list) else ()
    texts = ({key: item[key] for key in ("value", "name", "description") if key in item} for item in items)
    return [
        item
        for item in texts
        if isinstance(item.get("value"), str | int)
        and all(isinstance(item.get(key, ""), str) for key in ("name", "description"))
    ]


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
    is_open = is_open or schema.schema_format in _SPELT_IN_MANY_WAYS
    named = upstream.extension(schema, "x-enum-name") if not is_named(pointer) else None
    if named is None and isinstance(autorest, dict) and not is_named(pointer):
        named = autorest.get("name")
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
