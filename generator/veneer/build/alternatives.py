"""The parts of an object schema -> the properties that only some of its alternatives (`oneOf`, `anyOf`) have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from veneer.build.context import Context, child
from veneer.build.limits import MOST_PARENTS
from veneer.model import NullableType, NullType, Property, Type, UnionType
from veneer.upstream import Reference, Schema, UntrustedString

Part = tuple[Schema, str]
Parts = Callable[[Schema, str], Iterable[Part]]
"""Flattens the `allOf` of a schema."""


def alternative_properties(
    context: Context, parts: Sequence[Part], pointer: str, flatten: Parts
) -> Iterator[tuple[UntrustedString, Schema | Reference, str]]:
    """Yield name, schema and place of each property that an alternative of an object has.

    Nothing comes of alternatives that the object itself is one of: these are its siblings.
    """
    seen = {pointer}
    given = {place for _, place in parts}
    pending = list(parts)
    while pending and len(seen) < MOST_PARENTS:
        part, place = pending.pop(0)
        for keyword, options in (("oneOf", part.oneOf), ("anyOf", part.anyOf)):
            found = [
                context.follow(node, child(place, keyword, i), Schema, whole=True) for i, node in enumerate(options)
            ]
            if any(where == pointer for _, where in found):
                continue
            for schema, where in found:
                if where not in seen:
                    seen.add(where)
                    pending += flatten(schema, where)
        if place not in given:
            for name, node in (part.properties or {}).items():
                yield name, node, child(place, "properties", name)


def joined(first: Property, second: Property) -> Property:
    """Return a property that two alternatives have: of either type."""
    return first if first.type == second.type else evolve(first, type=either(first.type, second.type))


def either(*types: Type) -> Type:
    """Return the type of what is of one of several types, without unions in unions."""
    found: dict[Type, None] = {}
    nullable = False
    for type in types:
        nullable = nullable or isinstance(type, NullableType | NullType)
        bare = type.of if isinstance(type, NullableType) else type
        options = bare.options if isinstance(bare, UnionType) and bare.discriminator is None else (bare,)
        found |= dict.fromkeys(option for option in options if not isinstance(option, NullType))
    union: Type = UnionType((*found,)) if len(found) > 1 else next(iter(found), NullType())
    return NullableType(union) if nullable and not isinstance(union, NullType) else union
