"""How large the types of a description may become: what is written out wherever it is used would grow without end."""

from __future__ import annotations

from veneer.model import ListType, MapType, NullableType, TupleType, Type, UnionType

DEEPEST = 64  # schemas without a name inside one another; nobody reads a type of that depth
MOST_PARENTS = 100  # schemas that one model takes its properties from; it holds a copy of each
LARGEST = 200  # types that one named type is made of


def size_of(type: Type) -> int:
    """Return how many types a type is made of."""
    match type:
        case ListType(item):
            return 1 + size_of(item)
        case MapType(value):
            return 1 + size_of(value)
        case NullableType(of):
            return 1 + size_of(of)
        case UnionType(options):
            return 1 + sum(map(size_of, options))
        case TupleType(items, rest):
            return 1 + sum(map(size_of, items)) + (size_of(rest) if rest is not None else 0)
        case _:
            return 1
