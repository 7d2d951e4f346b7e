"""Media type objects -> Content values: the kind of each, its type, and the parts of forms and multiparts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from veneer import upstream
from veneer.build.constraints import value_constraints
from veneer.build.context import Context, child, raw, target
from veneer.build.docs import docs_of
from veneer.build.items import item_type
from veneer.build.styles import style_of
from veneer.build.types import build_type
from veneer.build.xml import xml_of
from veneer.load import pointers
from veneer.load.document import SpecDocument
from veneer.load.walk import walk
from veneer.model import (
    AnyType,
    Content,
    Example,
    FileType,
    Header,
    ListType,
    MapType,
    MediaKind,
    ModelRef,
    ParameterStyle,
    Part,
    Place,
    Property,
    StringType,
    Type,
    UnionType,
    bare,
)
from veneer.upstream import MediaType, Reference, Schema, UntrustedString

_EXACT = {
    "application/merge-patch+json": MediaKind.MERGE_PATCH,
    "application/x-www-form-urlencoded": MediaKind.FORM,
    "application/jsonl": MediaKind.JSON_LINES,
    "application/x-ndjson": MediaKind.JSON_LINES,
    "application/json-seq": MediaKind.JSON_LINES,
    "text/event-stream": MediaKind.EVENT_STREAM,
    "application/xml": MediaKind.XML,
    "text/xml": MediaKind.XML,
    "text/json": MediaKind.JSON,
    "application/json": MediaKind.JSON,
}
_PARSED = (MediaKind.JSON, MediaKind.XML)


def media_kind(media_type: str, schema: Schema | Reference | None = None) -> MediaKind:
    """Tell what has to be done for a media type (RFC 6838, section 4.2.8 for the suffixes)."""
    essence = media_type.split(";", 1)[0].strip().lower()
    if essence in _EXACT:
        return _EXACT[essence]
    if essence.endswith("+json"):
        return MediaKind.JSON
    if essence.endswith("+xml"):
        return MediaKind.XML
    if essence.startswith("multipart/"):
        return MediaKind.MULTIPART
    if essence.startswith("text/"):
        return MediaKind.TEXT
    if essence == "*/*" and schema is not None:
        return MediaKind.JSON
    return MediaKind.BINARY


def _kind(context: Context, media_type: str, schema: Schema | Reference | None) -> MediaKind:
    """Tell the same of a whole body, which is what its bytes are, if its `format` is `binary`: JSON and XML, too."""
    kind = media_kind(media_type, schema)
    return MediaKind.BINARY if kind in _PARSED and _is_binary(context, schema) else kind


def _is_binary(context: Context, schema: Schema | Reference | None) -> bool:
    if not isinstance(schema, Reference):
        return schema is not None and schema.schema_format == "binary"
    node = context.document.resolve(target(schema))  # not typed, since few of those that are asked for are it
    node, _ = context.resolved(node, target(schema))
    return isinstance(node, dict) and node.get("format") == "binary" and node.get("type") in ("string", None)


def file_schemas(document: SpecDocument) -> set[str]:
    """Return the pointers of the named schemas that are multipart bodies, so that `format: binary` is a file there."""
    found: set[str] = set()
    for place in walk(dict(document.content), to="media type"):
        if place.kind == "media type" and media_kind(place.tokens[-1]) is MediaKind.MULTIPART:
            schema = place.node.get("schema")
            while isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
                pointer = pointers.referred(schema["$ref"])
                schema = None if pointer in found else document.resolve(pointer)
                found.add(pointer)
    return found


def build_contents(
    context: Context, contents: Mapping[UntrustedString, MediaType] | None, pointer: str, hint: str
) -> tuple[Content, ...]:
    """Return the contents below a `content` object, in the description's order."""
    return tuple(
        build_content(context, name, node, child(pointer, name), hint) for name, node in (contents or {}).items()
    )


def build_content(
    context: Context,
    media_type: UntrustedString,
    node: MediaType,
    pointer: str,
    hint: str,
    schema_pointer: str | None = None,
) -> Content:
    """Return one content; `schema_pointer` chooses one of several schemas of the same media type (an overload)."""
    schema: Schema | Reference | None = node.media_type_schema
    place = child(pointer, "schema")
    if schema_pointer is not None:
        schema, place = context.at(schema_pointer, Schema), schema_pointer
    kind = _kind(context, raw(media_type), schema)
    type = _type(context, kind, schema, place, hint)
    return Content(
        media_type=media_type,
        kind=kind,
        type=type,
        pointer=pointer,
        parts=_parts(context, node, type) if kind in (MediaKind.MULTIPART, MediaKind.FORM) else (),
        item=item_type(context, kind, node, type, place, hint),
        constraints=value_constraints(context, schema, place, type),
        examples=examples_of(node),
        xml=xml_of(context, schema, place, named=True) if kind is MediaKind.XML else None,
    )


def _type(context: Context, kind: MediaKind, schema: Schema | Reference | None, pointer: str, hint: str) -> Type:
    if kind is MediaKind.BINARY:
        return FileType()
    if schema is None and kind is MediaKind.TEXT:
        return StringType()
    built = build_type(context, schema, pointer, hint, files=kind is MediaKind.MULTIPART)
    if kind in (MediaKind.MULTIPART, MediaKind.FORM) and not _has_names(bare(built)):
        return AnyType()  # a list or a text does not say how its parts are called
    return StringType() if kind is MediaKind.TEXT and built == AnyType() else built


def _has_names(type: Type) -> bool:
    options = type.options if isinstance(type, UnionType) else ()
    return isinstance(type, ModelRef | MapType) or (
        bool(options) and all(isinstance(item, ModelRef) for item in options)
    )


def _parts(context: Context, node: MediaType, type: Type) -> tuple[Part, ...]:
    context.finish()
    encodings = {raw(name): encoding for name, encoding in (node.encoding or {}).items()}
    found: dict[str, Part] = {}
    for property in _properties(context, type):
        found.setdefault(raw(property.wire_name), _part(context, property, encodings))
    return (*found.values(),)


def _properties(context: Context, type: Type) -> Iterator[Property]:
    """Yield the properties of a body: those of its model, of what that extends, of each of several models."""
    match bare(type):
        case ModelRef(id):
            model = context.models.get(id)
            for base in model.bases if model is not None else ():
                yield from _properties(context, ModelRef(base))
            yield from model.properties if model is not None else ()
        case UnionType(options):
            for option in options:
                yield from _properties(context, option)
        case _:
            return


def _part(context: Context, property: Property, encodings: dict[str, Any]) -> Part:
    name, type, pointer = property.wire_name, property.type, property.pointer
    encoding = encodings.get(raw(name))
    if encoding is None:
        return Part(name, type, property.required, pointer, _file_types(context, property))
    style = style_of(context, encoding.style, Place.QUERY, pointer)
    if encoding.contentType and not {"style", "explode", "allowReserved"} & encoding.model_fields_set:
        style = ParameterStyle.CONTENT
    listed = raw(encoding.contentType).split(",") if encoding.contentType else []
    return Part(
        wire_name=name,
        type=type,
        required=property.required,
        pointer=pointer,
        media_types=tuple(upstream.untrusted(item.strip()) for item in listed) or _file_types(context, property),
        headers=build_headers(context, encoding.headers, pointer),
        style=style,
        explode=encoding.explode if upstream.is_set(encoding, "explode") else style is ParameterStyle.FORM,
        allow_reserved=encoding.allowReserved,
    )


def _file_types(context: Context, property: Property) -> tuple[UntrustedString, ...]:
    """Return the media type that a file's own schema has (OpenAPI 3.1.1, 4.8.15: an encoding's goes before it)."""
    type = bare(property.type)
    item = bare(type.item) if isinstance(type, ListType) else type
    if not isinstance(item, FileType):
        return ()
    schema, place = context.follow(context.at(property.pointer, Schema), property.pointer, Schema)
    if schema.items is not None:
        schema, _ = context.follow(schema.items, child(place, "items"), Schema)
    media_type = upstream.extension(schema, "contentMediaType")
    return (upstream.untrusted(media_type),) if isinstance(media_type, str) else ()


def build_headers(context: Context, headers: Mapping[UntrustedString, Any] | None, pointer: str) -> tuple[Header, ...]:
    """Return the headers of a response or of a part."""
    built = []
    for name, node in (headers or {}).items():
        header, place = context.follow(node, child(pointer, "headers", name), upstream.Header)
        type = build_type(context, header.param_schema, child(place, "schema"), raw(name))
        prefix = upstream.extension(header, "x-ms-header-collection-prefix")
        style = ParameterStyle.SIMPLE
        if isinstance(prefix, str) and prefix:
            name, style = upstream.untrusted(prefix), ParameterStyle.COLLECTION
        built.append(Header(name, type, header.required, place, docs_of(header, node), style, header.explode))
    return tuple(built)


def examples_of(node: Any) -> tuple[Example, ...]:
    """Return the example values of a parameter or a media type."""
    found = [Example(upstream.untrusted(""), node.example)] if node.example is not None else []
    for name, example in (node.examples or {}).items():
        if not isinstance(example, Reference) and example.value is not None:
            found.append(Example(name, example.value, docs_of(example)))
    return tuple(found)
