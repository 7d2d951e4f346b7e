"""A schema -> what must hold for its values, and its default."""

from __future__ import annotations

from typing import Any

from veneer import upstream
from veneer.build.context import Context
from veneer.model import Constraints, ModelRef, Type, bare
from veneer.upstream import Reference, Schema

_NOTHING = object()


def default_of(node: Schema | Reference | None, schema: Schema) -> Any:
    """Return the default that stands at a schema or beside the `$ref` to it; `no_default` where there is none."""
    if isinstance(node, Reference) and "default" in (node.model_extra or {}):
        return upstream.extension(node, "default")
    return schema.default if upstream.is_set(schema, "default") else _NOTHING


def no_default(value: Any) -> bool:
    """Tell whether `default_of` found nothing."""
    return value is _NOTHING


def value_constraints(context: Context, node: Schema | Reference | None, pointer: str, type: Type) -> Constraints:
    """Return what must hold for a value of a type that does not say it itself, as a model does."""
    if node is None or isinstance(bare(type), ModelRef):
        return Constraints()
    return constraints_of(context.follow(node, pointer, Schema)[0])


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
