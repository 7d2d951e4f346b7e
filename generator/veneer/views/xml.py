"""Models and contents in XML -> the shapes in `_xml.py`, and the expressions that read and write such a content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from veneer.model import (
    AnyType,
    BoolType,
    ConstType,
    Content,
    DateTimeEncoding,
    DateTimeType,
    DecimalType,
    DurationEncoding,
    DurationType,
    EnumRef,
    FileType,
    FloatType,
    IntType,
    ListType,
    MapType,
    MediaKind,
    ModelRef,
    NullableType,
    StringType,
    TupleType,
    Type,
    UnionType,
    Xml,
    bare,
    references,
)
from veneer.overlay.plan import ClientPlan, PlannedModel, PlannedProperty
from veneer.runtime.xml_shapes import XmlField
from veneer.upstream import UntrustedString, untrusted
from veneer.views.docstring import Docstring
from veneer.views.imports import import_block
from veneer.views.literals import literal, quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, FileView, Import, code

_NO_XML = Xml()


def speaks_xml(content: Content) -> bool:
    """Tell whether a content is XML whose schema says what is in it; any other stays a text, which loses nothing."""
    type = bare(content.type)
    if isinstance(type, MapType) and isinstance(type.value, AnyType):
        return False
    return content.kind is MediaKind.XML and not isinstance(type, AnyType | StringType | FileType)


def xml_read(printer: TypePrinter, content: Content) -> Code:
    """Return the expression that reads an answer in XML."""
    read, decoder = printer.runtime("read_xml"), printer.decoder(content.type)
    return code("{}(raw, {}, {}, {})", read, decoder, _root(printer, content), _shapes(printer.plan))


def xml_plain(printer: TypePrinter, content: Content) -> Code:
    """Return the expression of what reads an answer in XML as plain values, as they would be in JSON."""
    return code("{}({}, {})", printer.runtime("xml_values"), _root(printer, content), _shapes(printer.plan))


def xml_expression(printer: TypePrinter, content: Content, name: str) -> Code:
    """Return the expression that makes raw content in XML of a value."""
    parts = (printer.encoder(content.type), _root(printer, content), _shapes(printer.plan), quoted(content.media_type))
    return code(f"{{}}({name}, {{}}, {{}}, {{}}, {{}})", printer.runtime("xml_content"), *parts)


def _shapes(plan: ClientPlan) -> Code:
    return Code("SHAPES", frozenset({Import(f"{plan.package}.{plan.module}._xml", "SHAPES")}))


def _root(printer: TypePrinter, content: Content) -> Code:
    return Code(_printed(_document(printer.plan, content)), printer.runtime("XmlField").imports)


def _document(plan: ClientPlan, content: Content) -> XmlField:
    """Return how the whole document stands: named by the XML object, or as the schema is."""
    type, xml = bare(content.type), content.xml or _NO_XML
    name: UntrustedString = untrusted("items" if isinstance(type, ListType | TupleType) else "value")
    if isinstance(type, ModelRef):
        model = plan.models[type.id].model
        name, xml = model.hint, xml if content.xml is not None else model.xml or xml
    return _field(plan, name, type, evolve(xml, wrapped=True, attribute=False, text=False), root=True)


def xml_document(plan: ClientPlan, content: Content, value: Any) -> str:
    """Write a JSON value as clients write a content in XML, without the declaration.

    Raises:
        ValueError: XML cannot hold it.
    """
    from veneer.runtime.xml_writing import written  # late, since it loads what makes requests

    shapes = {model.name: _fields(plan, model) for model in _reached(plan, [content.type])}
    return written(value, _document(plan, content), shapes).decode().partition("?>")[2].strip()


def xml_view(plan: ClientPlan, header: str) -> FileView | None:
    """Return the file with the shapes of the models that travel in XML; ``None`` where there are none."""
    contents = [content for content in _contents(plan) if speaks_xml(content)]
    if not contents:
        return None
    models = {
        literal(model.name): {literal(name): _printed(field) for name, field in _fields(plan, model).items()}
        for model in _reached(plan, [content.type for content in contents])
    }
    needed = {Import(f"{plan.package}._runtime", name) for name in ("XmlField", "XmlShapes")}
    return FileView(
        f"{plan.package}/{plan.module}/_xml.py",
        "xml.py.jinja",
        {
            "header": header,
            "module_docstring": Docstring("How the models that travel in XML stand there."),
            "imports": import_block(needed, f"{plan.package}.{plan.module}._xml", plan.package),
            "models": models,
        },
    )


def _contents(plan: ClientPlan) -> Iterator[Content]:
    for operation in (item.operation for client in plan.clients for item in client.operations):
        yield from operation.body.contents if operation.body is not None else ()
        yield from (content for item in operation.successes for content in item.contents)


def _reached(plan: ClientPlan, types: Iterable[Type]) -> list[PlannedModel]:
    found: dict[str, PlannedModel] = {}
    pending = list(types)
    while pending:
        for item in references(pending.pop()):
            if isinstance(item, ModelRef) and item.id not in found:
                found[item.id] = plan.models[item.id]
                properties: tuple[PlannedProperty, ...] = found[item.id].properties
                pending += [each.property.type for each in properties]
    return [model for id, model in plan.models.items() if id in found]


def _fields(plan: ClientPlan, model: PlannedModel) -> dict[str, XmlField]:
    """Return how each property of a model stands, by its name on the wire."""
    return {
        each.wire_name.get_untrusted_value(): _field(
            plan, each.wire_name, each.type, each.xml or _NO_XML, required=each.required
        )
        for each in (item.property for item in model.properties)
    }


def _field(
    plan: ClientPlan,
    name: UntrustedString,
    type: Type,
    xml: Xml,
    *,
    required: bool = False,
    root: bool = False,
) -> XmlField:
    """Return how a value stands; `name` is its name where its XML object says none."""
    type, own = bare(type), xml.name or name
    field = XmlField(
        own.get_untrusted_value(),
        attribute=xml.attribute,
        text=xml.text,
        namespace=xml.namespace.get_untrusted_value() if xml.namespace is not None else None,
        prefix=xml.prefix.get_untrusted_value() if xml.prefix is not None else None,
    )
    if isinstance(type, ListType | TupleType):
        of = type.item if isinstance(type, ListType) else _one(type)
        item = _field(plan, _item_name(plan, of, own, root=root), of, xml.items or _NO_XML)
        always = required and not xml.wrapped and not xml.attribute
        return field._replace(item=item, wrapped=xml.wrapped, required=always)
    if isinstance(type, MapType):
        return field._replace(value=_field(plan, untrusted("value"), type.value, _NO_XML))
    kinds = tuple(dict.fromkeys(_kinds(plan, type)))
    return field._replace(kind=kinds[0] if len(kinds) == 1 else kinds)


def _printed(field: XmlField) -> str:
    """Return the expression of an `XmlField`."""
    parts = [literal(field.name)]
    if isinstance(field.kind, tuple):
        parts.append(f"({', '.join(map(literal, field.kind))})")
    elif field.kind != "string":
        parts.append(literal(field.kind))
    parts += [f"{word}={_printed(each)}" for word in ("item", "value") if (each := getattr(field, word)) is not None]
    parts += [f"{word}=True" for word in ("attribute", "text", "wrapped", "required") if getattr(field, word)]
    parts += [
        f"{word}={literal(each)}" for word in ("namespace", "prefix") if (each := getattr(field, word)) is not None
    ]
    return f"XmlField({', '.join(parts)})"


def _item_name(plan: ClientPlan, item: Type, own: UntrustedString, *, root: bool) -> UntrustedString:
    item = bare(item)
    if root and isinstance(item, ModelRef):  # the items of a whole document are named as their schema is
        return plan.models[item.id].model.hint
    return own


def _one(type: TupleType) -> Type:
    kinds = dict.fromkeys((*type.items, *(() if type.rest is None else (type.rest,))))
    return next(iter(kinds)) if len(kinds) == 1 else AnyType()


def _kinds(plan: ClientPlan, type: Type) -> Iterator[str]:
    match type:
        case ModelRef(id):
            yield plan.models[id].name
        case UnionType(options):
            for option in options:
                yield from _kinds(plan, option)
        case NullableType(of):
            yield from _kinds(plan, of)
        case StringType():
            yield "string"
        case BoolType():
            yield "boolean"
        case AnyType() | ListType() | MapType() | TupleType():
            yield "any"
        case EnumRef(id):
            yield _of_value(plan.enums[id].enum.values[0].value)
        case ConstType(value):
            yield _of_value(value)
        case _:
            yield "number" if _is_number(type) else "token"


def _is_number(type: Type) -> bool:
    match type:
        case IntType(as_string=as_string) | FloatType(as_string=as_string) | DecimalType(as_string=as_string):
            return not as_string
        case DateTimeType(encoding):
            return encoding is DateTimeEncoding.UNIX
        case DurationType(encoding):
            return encoding is not DurationEncoding.ISO8601
        case _:
            return False


def _of_value(value: UntrustedString | float | bool | None) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "token"
