"""A schema -> what must hold for its values, and its default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from veneer import upstream
from veneer.build.context import Context, child
from veneer.build.limits import MOST_PARENTS
from veneer.model import CONSTRAINT_KEYWORDS, NO_CONSTRAINTS, Constraints, ModelRef, Type, bare
from veneer.upstream import DataType, Reference, Schema

_NOTHING = object()
_KEYWORDS = frozenset(CONSTRAINT_KEYWORDS.values())


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
        return NO_CONSTRAINTS
    return constraints_of(context, *context.follow(node, pointer, Schema))


def constraints_of(context: Context, schema: Schema, pointer: str) -> Constraints:
    """Return what must hold for values of a schema beyond its type: what it says itself, then what its `allOf` says.

    Where `oneOf` or `anyOf` has one option beside null, that is the schema's own as well.
    """
    if _KEYWORDS.isdisjoint(schema.model_fields_set) and not (schema.allOf or schema.oneOf or schema.anyOf):
        return NO_CONSTRAINTS  # as of most
    found: dict[str, Any] = {}
    for part in _parts(context, schema, pointer):
        if _KEYWORDS.isdisjoint(part.model_fields_set):
            continue
        for name, value in _own(part).items():
            if found.get(name) is None or found[name] is False:
                found[name] = value
    return Constraints(**found) if found else NO_CONSTRAINTS


def _parts(context: Context, schema: Schema, pointer: str) -> Iterator[Schema]:
    """Yield a schema and what it is put together from, each before its own parts."""
    if not (schema.allOf or schema.oneOf or schema.anyOf):
        yield schema
        return
    seen, stack = {pointer}, [(schema, pointer)]
    while stack:
        part, place = stack.pop()
        yield part
        for inner, where in reversed(list(_members(context, part, place))):
            if where not in seen and len(seen) <= MOST_PARENTS:
                seen.add(where)
                stack.append((inner, where))


def _members(context: Context, schema: Schema, pointer: str) -> Iterator[tuple[Schema, str]]:
    for keyword, nodes in (("allOf", schema.allOf), ("oneOf", schema.oneOf), ("anyOf", schema.anyOf)):
        followed = [context.follow(node, child(pointer, keyword, index), Schema) for index, node in enumerate(nodes)]
        if keyword != "allOf":
            followed = [(part, place) for part, place in followed if part.type is not DataType.NULL]
            followed = followed if len(followed) == 1 else []
        yield from followed


def _own(schema: Schema) -> dict[str, Any]:
    own = {name: getattr(schema, keyword) for name, keyword in CONSTRAINT_KEYWORDS.items()}
    for name in ("exclusive_minimum", "exclusive_maximum"):  # OpenAPI 3.0 has flags in their place
        own[name] = None if isinstance(own[name], bool) else own[name]
    return own | {"unique_items": bool(own["unique_items"])}
