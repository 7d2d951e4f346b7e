"""Types and values of a description -> words for a person; untrusted text, to be escaped by who prints it."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

from veneer.model import (
    AliasRef,
    AnyType,
    Api,
    BoolType,
    BytesType,
    ConstType,
    DateTimeType,
    DateType,
    DecimalType,
    DurationType,
    EnumRef,
    FileType,
    FloatType,
    IntType,
    ListEncoding,
    ListType,
    MapType,
    ModelRef,
    NullableType,
    NullType,
    Status,
    StringType,
    TimeType,
    TupleType,
    Type,
    UnionType,
    UuidType,
    Xml,
    bare,
)
from veneer.upstream import UntrustedString


def plain(value: UntrustedString | str) -> str:
    """Return the text itself; whoever prints it escapes it."""
    return value.get_untrusted_value() if isinstance(value, UntrustedString) else value


def xml_words(xml: Xml | None) -> str:
    """Return how a value stands in XML."""
    if xml is None:
        return "as it is named"
    named = ":".join(plain(item) for item in (xml.prefix, xml.name) if item is not None)
    said = [named] if named else []
    said += [plain(xml.namespace)] if xml.namespace is not None else []
    flags = ("attribute", xml.attribute), ("wrapped", xml.wrapped), ("text", xml.text)
    said += [word for word, holds in flags if holds]
    said += [f"items {xml_words(xml.items)}"] if xml.items is not None else []
    return ", ".join(said) or "as it is named"


def value_words(value: Any) -> str:
    """Return a JSON value as JSON."""
    return json.dumps(plain(value) if isinstance(value, UntrustedString) else value, default=plain, sort_keys=True)


def status_words(status: Status) -> str:
    """Return a status as a description writes it: ``200``, ``4XX``, ``default``."""
    if status.is_default:
        return "default"
    return str(status.low) if status.is_exact else f"{status.low // 100}XX"


@frozen
class Shape:
    """What a value without parts is on the wire: a kind of JSON and what narrows it."""

    json: str
    detail: str = ""

    @property
    def words(self) -> str:
        """Both in words."""
        return f"{self.json} ({self.detail})" if self.detail else self.json


def shape(type: Type, api: Api) -> Shape:
    """Return what a value is on the wire; for one with parts, its kind and its parts in words."""
    match type:
        case AnyType():
            return Shape("any")
        case NullType():
            return Shape("null")
        case BoolType():
            return Shape("boolean")
        case IntType(bits, as_string):
            return Shape("string", "integer") if as_string else Shape("integer", f"{bits} bits" if bits else "")
        case FloatType(as_string) | DecimalType(as_string):
            return Shape("string", "number") if as_string else Shape("number")
        case StringType(format):
            return Shape("string", plain(format) if format is not None else "")
        case BytesType(encoding) | DateTimeType(encoding):
            return Shape("number" if encoding == "unix" else "string", str(encoding))
        case DurationType(encoding, integral):
            kind = "string" if encoding == "iso8601" else "integer" if integral else "number"
            return Shape(kind, f"duration, {encoding}")
        case DateType():
            return Shape("string", "date")
        case TimeType():
            return Shape("string", "time")
        case UuidType():
            return Shape("string", "uuid")
        case FileType():
            return Shape("bytes")
        case ConstType(value):
            return Shape(_json_kind(value), f"constant {value_words(value)}")
        case EnumRef(id):
            enum = api.enums[id]
            return Shape(_json_kind(enum.values[0].value), f"enum {plain(enum.hint)}")
        case ModelRef(id):
            return Shape("object", plain(api.models[id].hint))
        case AliasRef(id):
            return Shape(plain(api.aliases[id].hint))
        case MapType(value):
            return Shape("object", f"map of {words(value, api)}")
        case ListType(item, encoding):
            of = words(item, api)
            return Shape(f"list of {of}" if encoding is ListEncoding.JSON else f"list of {of}, written as {encoding}")
        case TupleType(items, rest):
            return Shape("list", ", ".join(words(item, api) for item in (*items, *(() if rest is None else (rest,)))))
        case UnionType(options):
            return Shape("one of " + ", ".join(words(option, api) for option in options))
        case NullableType(of):
            return Shape(f"{words(of, api)} or null")


def has_parts(type: Type) -> bool:
    """Tell whether exploding makes a difference to a value."""
    return isinstance(bare(type), ListType | MapType | ModelRef | TupleType | UnionType)


def words(type: Type, api: Api) -> str:
    """Return a type in words."""
    return shape(type, api).words


def _json_kind(value: UntrustedString | float | bool | None) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else "boolean"
    return "string" if isinstance(value, UntrustedString) else "integer" if isinstance(value, int) else "number"
