"""Type -> snippets: its annotation in either layer, and the expressions that encode and decode it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import assert_never

from attrs import evolve, field, frozen

from veneer.model import (
    AliasRef,
    AnyType,
    BoolType,
    BytesEncoding,
    BytesType,
    ConstType,
    DateTimeEncoding,
    DateTimeType,
    DateType,
    DecimalType,
    DurationEncoding,
    DurationType,
    EnumRef,
    FileType,
    FloatType,
    IntType,
    ListType,
    MapType,
    ModelRef,
    NullableType,
    NullType,
    StringType,
    TimeType,
    TupleType,
    Type,
    UnionType,
    UuidType,
)
from veneer.overlay.plan import ClientPlan
from veneer.upstream import UntrustedString
from veneer.views.literals import literal, quoted
from veneer.views.unions import union_decoder, union_encoder
from veneer.views.view import Code, Import, code, imports_of

_ANY = Code("Any", frozenset({Import("typing", "Any")}))
_DATETIME = frozenset({Import("datetime", alias="dt")})
_DATE_TIME_SUFFIX = {DateTimeEncoding.RFC3339: "", DateTimeEncoding.RFC7231: "_http", DateTimeEncoding.UNIX: "_unix"}
_DURATION_SUFFIX = {
    DurationEncoding.ISO8601: "",
    DurationEncoding.SECONDS: "_seconds",
    DurationEncoding.MILLISECONDS: "_milliseconds",
}


# The annotations of what has no parts, and is most of what there is.
_PLAIN: dict[type, Code] = {
    AnyType: _ANY,
    NullType: Code("None"),
    BoolType: Code("bool"),
    IntType: Code("int"),
    FloatType: Code("float"),
    DecimalType: Code("Decimal", frozenset({Import("decimal", "Decimal")})),
    StringType: Code("str"),
    BytesType: Code("bytes"),
    DateTimeType: Code("dt.datetime", _DATETIME),
    DateType: Code("dt.date", _DATETIME),
    TimeType: Code("dt.time", _DATETIME),
    DurationType: Code("dt.timedelta", _DATETIME),
    UuidType: Code("UUID", frozenset({Import("uuid", "UUID")})),
}


def _of_module(module: str, name: str) -> Code:
    return Code(name, frozenset({Import(module, name)}))


@lru_cache(1000)
def _of_runtime(package: str, name: str) -> Code:
    return Code(name, frozenset({Import(f"{package}._runtime", name)}))


@frozen
class TypePrinter:
    """Prints types for one version of a package.

    Attributes:
        plan: The version.
        lazily: Whether a model is named as ``models.Pet``, so that it is loaded when it is first used, or as ``Pet``.
    """

    plan: ClientPlan
    lazily: bool = False
    _named: dict[str, Code] = field(factory=dict, init=False, eq=False, repr=False)

    def runtime(self, name: str) -> Code:
        """Return a name of the runtime."""
        return _of_runtime(self.plan.package, name)

    def named(self, id: str) -> Code:
        """Return the class of a model or an enum."""
        if (known := self._named.get(id)) is None:
            known = self._named[id] = self._class(id)
        return known

    def _class(self, id: str) -> Code:
        item = self.plan.models.get(id) or self.plan.enums.get(id) or self.plan.aliases[id]
        package = f"{self.plan.package}.{self.plan.module}"
        if self.lazily:
            return Code(f"models.{item.name}", frozenset({Import(package, "models")}))
        return _of_module(f"{package}.models.{item.module}", item.name)

    def member(self, type: EnumRef, value: object) -> Code | None:
        """Return the member of an enum that has a value, if one has it."""
        name = next((name for item, name in self.plan.enums[type.id].members if item.value == value), None)
        return None if name is None else code(f"{{}}.{name}", self.named(type.id))

    def imports_by_hand(self, text: str) -> frozenset[Import]:
        """Return what Python needs that names models and enums by hand, without the module that has them."""
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        by_name = evolve(self, lazily=False)
        codes = (by_name.named(id) for id in (*self.plan.models, *self.plan.enums))
        return imports_of(item for item in codes if item.text in names)

    # -- annotations -----------------------------------------------------------------------------------------------

    def annotation(self, type: Type, *, argument: bool = False) -> Code:
        """Return the annotation of a value in the convenience layer.

        Args:
            type: The type.
            argument: Whether a caller gives the value: then any sequence or mapping will do.
        """
        match type:
            case StringType() | BoolType() | IntType():
                return _PLAIN[type.__class__]
            case NullableType(of):
                return union((self.annotation(of, argument=argument), Code("None")))
            case EnumRef(id) | ModelRef(id) | AliasRef(id):
                return self.named(id)
            case ListType(item):
                name, needed = _sequence(argument)
                return code(f"{name}[{{}}]", self.annotation(item, argument=argument)).needing(needed)
            case TupleType(items, rest):
                return self._list_of_any(items, rest, argument)
            case MapType(value):
                name, needed = _mapping(argument)
                return code(f"{name}[str, {{}}]", self.annotation(value, argument=argument)).needing(needed)
            case UnionType(options):
                unknown = (self.runtime("UnknownObject"),) if type.is_open else ()
                return union((*(self.annotation(option, argument=argument) for option in options), *unknown))
            case ConstType(value):
                return self._literal(value)
            case FileType():
                return self.runtime("FileContent")
            case FloatType() | AnyType() | NullType() | BytesType() | UuidType() | DecimalType():
                return _PLAIN[type.__class__]
            case DateTimeType() | DateType() | TimeType() | DurationType():
                return _PLAIN[type.__class__]
            case _:
                assert_never(type)

    def _literal(self, value: UntrustedString | int | float | bool | None) -> Code:
        if value is None or isinstance(value, float):
            return Code("None") if value is None else Code("float")
        return Code(f"Literal[{literal(value)}]", frozenset({Import("typing", "Literal")}))

    def _list_of_any(self, items: tuple[Type, ...], rest: Type | None, argument: bool) -> Code:
        kinds = dict.fromkeys((*items, *(() if rest is None else (rest,))))
        name, needed = _sequence(argument)
        return code(f"{name}[{{}}]", union(self.annotation(kind, argument=argument) for kind in kinds)).needing(needed)

    def wire_annotation(self, type: Type) -> Code:
        """Return the annotation of a protocol method's parameter: text will do for what is written as text."""
        match type:
            case EnumRef(id):
                values = self.plan.enums[id].enum.values
                return Code("str") if isinstance(values[0].value, UntrustedString) else Code("int")
            case UuidType() | DateTimeType() | DateType() | TimeType() | DurationType() | DecimalType():
                return union((self.annotation(type), Code("str")))
            case ListType(item):
                name, needed = _sequence(True)
                return code(f"{name}[{{}}]", self.wire_annotation(item)).needing(needed)
            case ModelRef():
                mapping = code("Mapping[str, {}]", _ANY).needing(_mapping(True)[1])
                return union((mapping, self.runtime("Model")))
            case MapType():
                name, needed = _mapping(True)
                return code(f"{name}[str, {{}}]", _ANY).needing(needed)
            case NullableType(of):
                return union((self.wire_annotation(of), Code("None")))
            case UnionType(options):
                return union(self.wire_annotation(option) for option in options)
            case FileType() | BytesType():
                return Code("bytes")
            case _:
                return self.annotation(type, argument=True)

    # -- encode and decode -----------------------------------------------------------------------------------------

    def encoder(self, type: Type) -> Code:
        """Return an expression for the function that writes a value as JSON."""
        match type:
            case StringType() | BoolType() | IntType():  # most of what there is
                return self.runtime(f"encode_{_codec(type)}")
            case EnumRef(id):
                named = self.named(id)
                return Code(f"{named.text}.encode", named.imports)
            case ModelRef(id):
                return code("{}({})", self.runtime("encode_model"), self.named(id))
            case AliasRef(id):
                return self._of_alias("encode", id)
            case ListType(item):
                return code("{}({})", self.runtime("encode_list"), self.encoder(item))
            case MapType(value):
                return code("{}({})", self.runtime("encode_map"), self.encoder(value))
            case NullableType(of):
                return code("{}({})", self.runtime("encode_nullable"), self.encoder(of))
            case UnionType():
                return union_encoder(self, type)
            case ConstType(value) if value is not None:
                return code("{}({})", self.runtime("encode_const"), quoted(value))
            case TupleType(items, rest):
                return self._places("encode_tuple", self.encoder, items, rest)
            case _:
                return self.runtime(f"encode_{_codec(type)}")

    def decoder(self, type: Type) -> Code:
        """Return an expression for the function that reads a value from JSON."""
        match type:
            case StringType() | BoolType() | IntType():  # most of what there is
                return self.runtime(f"decode_{_codec(type)}")
            case EnumRef(id):
                named = self.named(id)
                return Code(f"{named.text}.decode", named.imports)
            case ModelRef(id):
                named = self.named(id)
                return Code(f"{named.text}.from_dict", named.imports)
            case AliasRef(id):
                return self._of_alias("decode", id)
            case ListType(item):
                return code("{}({})", self.runtime("list_of"), self.decoder(item))
            case MapType(value):
                return code("{}({})", self.runtime("map_of"), self.decoder(value))
            case NullableType(of):
                return code("{}({})", self.runtime("nullable"), self.decoder(of))
            case UnionType():
                return union_decoder(self, type)
            case ConstType(value, instant) if value is not None:
                read = code(", {}", self.runtime("decode_datetime")) if instant else Code("")
                return code("{}({}{})", self.runtime("const_of"), quoted(value), read)
            case TupleType(items, rest):
                return self._places("tuple_of", self.decoder, items, rest)
            case _:
                return self.runtime(f"decode_{_codec(type)}")

    def _of_alias(self, what: str, id: str) -> Code:
        module = self.plan.aliases[id].module
        return _of_module(f"{self.plan.package}.{self.plan.module}.models.{module}", f"{what}_{module}")

    def _places(self, function: str, of: Callable[[Type], Code], items: tuple[Type, ...], rest: Type | None) -> Code:
        arguments = [*map(of, items), *([] if rest is None else [code("rest={}", of(rest))])]
        return code(f"{{}}({', '.join('{}' for _ in arguments)})", self.runtime(function), *arguments)


def _codec(type: Type) -> str:
    """Return the name that the runtime's `encode_...` and `decode_...` give a type without parts."""
    match type:
        case StringType():
            return "str"
        case BoolType():
            return "bool"
        case IntType(as_string=as_string):
            return "int_string" if as_string else "int"
        case FloatType(as_string=as_string):
            return "float_string" if as_string else "float"
        case DecimalType(as_string=as_string):
            return "decimal_string" if as_string else "decimal"
        case BytesType(encoding):
            return "base64url" if encoding is BytesEncoding.BASE64URL else "base64"
        case DateTimeType(encoding):
            return f"datetime{_DATE_TIME_SUFFIX[encoding]}"
        case DateType():
            return "date"
        case TimeType():
            return "time"
        case DurationType(encoding):
            return f"duration{_DURATION_SUFFIX[encoding]}"
        case UuidType():
            return "uuid"
        case FileType():
            return "file"
        case _:  # nothing more is known of the value, or it is written as it is
            return "any"


def _sequence(argument: bool) -> tuple[str, frozenset[Import]]:
    return ("Sequence", frozenset({Import("collections.abc", "Sequence")})) if argument else ("list", frozenset())


def _mapping(argument: bool) -> tuple[str, frozenset[Import]]:
    return ("Mapping", frozenset({Import("collections.abc", "Mapping")})) if argument else ("dict", frozenset())


def union(parts: Iterable[Code]) -> Code:
    """Join annotations: each once, ``None`` last, and ``Any`` alone."""
    found = list(dict.fromkeys(parts))
    if _ANY in found:
        return _ANY
    texts = dict.fromkeys(option for part in found for option in _options(part.text))
    nullable = ["None"] if "None" in texts else []
    return Code(" | ".join([text for text in texts if text != "None"] + nullable), imports_of(found))


def _options(annotation: str) -> Iterable[str]:
    """Return the options of a union without those inside of brackets, which are left together as they are."""
    head, bracket, _ = annotation.partition("[")
    if bracket:
        bare = annotation.removesuffix(" | None")
        return (bare,) if bare == annotation else (bare, "None")
    return head.split(" | ")
