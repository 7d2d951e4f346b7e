"""A planned parameter -> the call of the runtime function that writes it: style, explode, how scalars are written."""

from __future__ import annotations

from veneer.model import (
    AliasRef,
    AnyType,
    BoolType,
    BytesType,
    DateTimeType,
    DateType,
    DecimalType,
    DurationType,
    EnumRef,
    FloatType,
    IntType,
    ListType,
    MapType,
    ModelRef,
    ParameterStyle,
    Place,
    StringType,
    TimeType,
    TupleType,
    Type,
    UnionType,
    UuidType,
    bare,
)
from veneer.overlay.plan import PlannedParameter
from veneer.views.literals import literal, quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, code, imports_of

_FUNCTIONS = {
    ParameterStyle.SIMPLE: "simple",
    ParameterStyle.LABEL: "label",
    ParameterStyle.MATRIX: "matrix",
    ParameterStyle.FORM: "form",
    ParameterStyle.SPACE_DELIMITED: "space_delimited",
    ParameterStyle.PIPE_DELIMITED: "pipe_delimited",
    ParameterStyle.TAB_DELIMITED: "delimited",
    ParameterStyle.DEEP_OBJECT: "deep_object",
    ParameterStyle.COOKIE: "plain",
    ParameterStyle.COLLECTION: "collection",
    ParameterStyle.QUERY_STRING: "whole",
}
_DELIMITERS = {
    ParameterStyle.SPACE_DELIMITED: " ",
    ParameterStyle.PIPE_DELIMITED: "|",
    ParameterStyle.TAB_DELIMITED: "\t",
}
_WITH_PARTS = (ListType, TupleType, ModelRef, MapType)
_KEEPS_RESERVED = ("path_simple", "query_form", "query_space_delimited", "query_pipe_delimited")


def path_value(printer: TypePrinter, item: PlannedParameter) -> Code:
    """Return the call that writes a path parameter."""
    function = f"path_{_style(item)}"
    wire = code(", {}", quoted(item.parameter.wire_name)) if function == "path_matrix" else Code("")
    text = f"{{}}('{item.name}'{{}}, {{}}{{}})"
    return code(text, printer.runtime(function), wire, _value(printer, item), _options(printer, item, function))


def field_value(printer: TypePrinter, item: PlannedParameter) -> Code:
    """Return the call that writes a query, header or cookie parameter."""
    value = _value(printer, item)
    if item.parameter.required:
        value = code("{}({}, {})", printer.runtime("required"), quoted(item.name), value)
    function = f"{item.parameter.place}_{_style(item)}"
    wire = quoted(item.parameter.wire_name)
    if item.parameter.style is ParameterStyle.QUERY_STRING:
        return code("{}({}, {})", printer.runtime(function), wire, value)
    if item.parameter.style is ParameterStyle.COLLECTION:
        return code("*{}({}, {})", printer.runtime(function), wire, value)
    return code("{}({}, {}{})", printer.runtime(function), wire, value, _options(printer, item, function))


def _style(item: PlannedParameter) -> str:
    style, place = item.parameter.style, item.parameter.place
    if style is ParameterStyle.CONTENT:
        return "simple" if place in (Place.PATH, Place.HEADER) else "form"
    if style in _DELIMITERS and place is not Place.QUERY:
        return "simple"
    if style is ParameterStyle.DEEP_OBJECT and not _has(item.parameter.type, (*_WITH_PARTS, AnyType, AliasRef)):
        return "form"  # a scalar has no parts whose names could be written
    return _FUNCTIONS[style]


def _value(printer: TypePrinter, item: PlannedParameter) -> Code:
    value = Code(item.name)
    return code("{}({})", printer.runtime("json_parameter"), value) if _is_json(item) else value


def _options(printer: TypePrinter, item: PlannedParameter, function: str) -> Code:
    parameter, type = item.parameter, bare(item.parameter.type)
    if _is_json(item):
        return Code("")
    if function == "query_deep_object":
        scalar = _encoder(printer, type) if isinstance(type, ListType) and not _has(type.item, _WITH_PARTS) else None
        return Code("") if scalar is None else code(", encode={}", scalar)
    options = []
    if parameter.style in _DELIMITERS and function in ("path_simple", "header_simple", "query_delimited"):
        delimiter = _DELIMITERS[parameter.style]
        # Before Python 3.12 no backslash may stand in an f-string, as which the path is printed.
        is_tab_in_path = delimiter == "\t" and parameter.place is Place.PATH
        options.append(Code("delimiter=chr(9)" if is_tab_in_path else f"delimiter={literal(delimiter)}"))
    may_be_list = _has(type, (ListType, TupleType, AnyType, AliasRef))
    by_default = function.endswith(("_form", "_plain"))
    explodes = parameter.explode or (
        by_default and parameter.style is not ParameterStyle.FORM and parameter.style is not ParameterStyle.COOKIE
    )
    if explodes != by_default and (may_be_list or _has(type, (ModelRef, MapType))):
        options.append(Code(f"explode={explodes}"))
    if parameter.encoded and function in _KEEPS_RESERVED and function != "path_simple":
        options.append(Code("encoded=True"))
    elif parameter.allow_reserved and function in _KEEPS_RESERVED:
        options.append(Code("allow_reserved=True"))
    if isinstance(type, ListType | TupleType):
        options.append(Code("array=True"))
    elif may_be_list:
        options.append(Code(f"array=isinstance({item.name}, (list, tuple))"))
    elif function.endswith("_delimited"):
        options.append(Code("array=False"))  # else these take lists alone
    encoder = _encoder(printer, type)
    if encoder is not None:
        options.append(code("encode={}", encoder))
    return Code("".join(f", {option}" for option in options), imports_of(options))


def _encoder(printer: TypePrinter, type: Type) -> Code | None:
    """Return what checks and writes the scalars of a parameter; ``None`` where their type is left open."""
    is_item = isinstance(type, ListType)
    type = bare(type.item if isinstance(type, ListType) else type)
    match type:
        case EnumRef():
            return printer.runtime(f"encode_{printer.wire_annotation(type)}")
        case StringType():
            return printer.runtime("encode_str")
        case IntType():
            return printer.runtime("encode_int")
        case FloatType():
            return printer.runtime("encode_float")
        case BoolType() | BytesType():
            return printer.encoder(type)
        case DecimalType():
            return code("{}({})", printer.runtime("text_or"), printer.runtime("encode_decimal_string"))
        case ModelRef() | MapType() | ListType() | TupleType() if is_item:
            return printer.runtime("json_parameter")  # no style says how to write it
        case DateTimeType() | DateType() | TimeType() | DurationType() | UuidType():
            return code("{}({})", printer.runtime("text_or"), printer.encoder(type))
        case _:
            return None


def _has(type: Type, kinds: tuple[type[Type], ...]) -> bool:
    """Tell whether a value may be of one of these types."""
    type = bare(type)
    return isinstance(type, kinds) or (isinstance(type, UnionType) and any(_has(item, kinds) for item in type.options))


def _is_json(item: PlannedParameter) -> bool:
    style, media_type = item.parameter.style, item.parameter.media_type
    if style is ParameterStyle.QUERY_STRING and media_type is not None:
        return media_type.get_untrusted_value().partition(";")[0].strip().lower().endswith(("/json", "+json"))
    return style is ParameterStyle.CONTENT
