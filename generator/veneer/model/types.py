"""The closed union of types: what a value is in memory and how it is written; matched exhaustively later on."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from veneer.model.constraints import Constraints
from veneer.upstream import UntrustedString


class BytesEncoding(StrEnum):
    """How bytes stand in a JSON string or a text."""

    BASE64 = "base64"
    BASE64URL = "base64url"


class DateTimeEncoding(StrEnum):
    """How an instant is written."""

    RFC3339 = "rfc3339"
    RFC7231 = "rfc7231"
    UNIX = "unix"


class DurationEncoding(StrEnum):
    """How a length of time is written."""

    ISO8601 = "iso8601"
    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"


class ListEncoding(StrEnum):
    """How a list inside one text is separated; `JSON` is a JSON array, `REPEAT` repeats the name."""

    JSON = "json"
    COMMA = "comma"
    SPACE = "space"
    PIPE = "pipe"
    NEWLINE = "newline"
    REPEAT = "repeat"


@frozen
class AnyType:
    """Any JSON value: the description says nothing about it."""


@frozen
class NullType:
    """JSON null and nothing else."""


@frozen
class BoolType:
    """true or false."""


@frozen
class IntType:
    """A whole number; `bits` is 8, 16, 32, 64 or ``None``; `as_string` when it stands in a JSON string."""

    bits: int | None = None
    as_string: bool = False


@frozen
class FloatType:
    """A binary floating point number; `as_string` when it stands in a JSON string."""

    as_string: bool = False


@frozen
class DecimalType:
    """A number whose decimal digits matter."""

    as_string: bool = False


@frozen(cache_hash=True)  # the same ones stand in many properties, each of which is looked up
class StringType:
    """A text; `format` is a format that has no type of its own here (uri, email, ...)."""

    format: UntrustedString | None = None


@frozen
class BytesType:
    """Bytes that stand in a text."""

    encoding: BytesEncoding = BytesEncoding.BASE64


@frozen
class FileType:
    """Raw bytes: a whole body or a part of a multipart body, possibly streamed."""


@frozen
class DateTimeType:
    """An instant."""

    encoding: DateTimeEncoding = DateTimeEncoding.RFC3339


@frozen
class DateType:
    """A calendar date."""


@frozen
class TimeType:
    """A time of day."""


@frozen
class DurationType:
    """A length of time; `integral` when the number on the wire is whole."""

    encoding: DurationEncoding = DurationEncoding.ISO8601
    integral: bool = False


@frozen
class UuidType:
    """A UUID."""


@frozen
class ConstType:
    """One fixed value; `instant` when it is a text of RFC 3339, of which others mean the same."""

    value: UntrustedString | int | float | bool | None
    instant: bool = False


@frozen
class EnumRef:
    """A reference to `Api.enums`; `id` is the JSON Pointer of its schema."""

    id: str


@frozen
class ModelRef:
    """A reference to `Api.models`; `id` is the JSON Pointer of its schema."""

    id: str


@frozen
class AliasRef:
    """A reference to `Api.aliases`, types that hold themselves; `id` is the JSON Pointer of its schema.

    Attributes:
        id: The pointer.
        mentions: The models and enums that the type is made of; filled once it is known, since it holds references to
            itself.
    """

    id: str
    mentions: list[ModelRef | EnumRef] = field(factory=list, eq=False, repr=False)


@frozen(cache_hash=True)
class ListType:
    """A list of one type.

    Attributes:
        item: The type of an item.
        encoding: How the list stands in a text that is not JSON.
        constraints: What must hold for an item; no matter of the type, of which equal ones are one.
    """

    item: Type
    encoding: ListEncoding = ListEncoding.JSON
    constraints: Constraints = field(default=Constraints(), eq=False)


@frozen
class TupleType:
    """A list whose first items have types of their own; `rest` is the type of what follows, ``None`` if nothing may."""

    items: tuple[Type, ...]
    rest: Type | None = None


@frozen
class MapType:
    """An object with free names and one type of value; `constraints` is what must hold for a value, as for a list."""

    value: Type
    constraints: Constraints = field(default=Constraints(), eq=False)


@frozen(cache_hash=True)
class UnionType:
    """One of several types.

    Attributes:
        options: The types.
        discriminator: The property that tells which.
        mapping: The model id for each of its values.
        default: The model id for every other value, and for none; ``None`` where nothing is said of it.
        constraints: What must hold for a value of each option; none at all where nothing is known of it.
    """

    options: tuple[Type, ...]
    discriminator: UntrustedString | None = None
    mapping: tuple[tuple[UntrustedString, str], ...] = ()
    default: str | None = None
    constraints: tuple[Constraints, ...] = field(default=(), eq=False)

    @property
    def is_open(self) -> bool:
        """Whether it may be an object of a kind that the description does not list."""
        return self.discriminator is not None and self.default is None


@frozen(cache_hash=True)
class NullableType:
    """A type, or null."""

    of: Type


Type: TypeAlias = (
    AnyType
    | NullType
    | BoolType
    | IntType
    | FloatType
    | DecimalType
    | StringType
    | BytesType
    | FileType
    | DateTimeType
    | DateType
    | TimeType
    | DurationType
    | UuidType
    | ConstType
    | EnumRef
    | ModelRef
    | AliasRef
    | ListType
    | TupleType
    | MapType
    | UnionType
    | NullableType
)


# Nearly all types of properties: they hold no other type and refer to no model.
COMMON_TYPES = (StringType, EnumRef, BoolType, IntType)


def bare(type: Type) -> Type:
    """Return a type without its null."""
    return type.of if isinstance(type, NullableType) else type


def unions(type: Type) -> Iterator[UnionType]:
    """Yield the unions in a type, apart from those within another union."""
    match type:
        case UnionType():
            yield type
        case ListType(of) | MapType(of) | NullableType(of):
            yield from unions(of)
        case _:
            return


def references(type: Type) -> Iterator[ModelRef | EnumRef]:
    """Yield every model and enum that a type names."""
    for item in leaves(type):
        if isinstance(item, ModelRef | EnumRef):
            yield item
        elif isinstance(item, AliasRef):
            yield from item.mentions


def leaves(type: Type) -> Iterator[Type]:
    """Yield the types that a type is made of and that hold no others."""
    match type:
        case ListType(of) | MapType(of) | NullableType(of):
            yield from leaves(of)
        case UnionType(options):
            for option in options:
                yield from leaves(option)
        case TupleType(items, rest):
            for item in (*items, *(() if rest is None else (rest,))):
                yield from leaves(item)
        case _:
            yield type
