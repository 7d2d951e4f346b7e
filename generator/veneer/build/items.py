"""A media type object of lines or events -> the type of what one of them holds."""

from __future__ import annotations

from collections.abc import Iterator

from veneer import upstream
from veneer.build.context import Context, child, raw
from veneer.build.types import build_type
from veneer.model import AnyType, ListType, MediaKind, StringType, Type, UnionType
from veneer.upstream import MediaType, Reference, Schema

_EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})  # WHATWG HTML, section 9.2.6
_TEXT = StringType()


def item_type(context: Context, kind: MediaKind, node: MediaType, type: Type, place: str, hint: str) -> Type | None:
    """Return the type of a line, or of the data of an event; ``None`` for media types without either.

    Args:
        context: The build's state.
        kind: What the media type is.
        node: Its object.
        type: The type of its whole content, from its schema.
        place: Where that schema stands.
        hint: What to call an item that has no name of its own.

    Returns:
        The type; a `StringType` for events whose data is text, an `AnyType` for lines of any JSON.
    """
    if kind not in (MediaKind.JSON_LINES, MediaKind.EVENT_STREAM):
        return None
    if upstream.extension(node, "itemSchema") is not None:  # OpenAPI 3.2, sequential media types
        place, whole = f"{place.removesuffix('/schema')}/itemSchema", False
    elif node.media_type_schema is None:
        return AnyType() if kind is MediaKind.JSON_LINES else _TEXT
    else:
        whole = True
    fields = _event_data(context, place, hint) if kind is MediaKind.EVENT_STREAM else None
    if fields is not None:
        return fields
    if not whole:
        type = build_type(context, context.at(place, Schema), place, f"{hint}_item")
    elif isinstance(type, ListType):
        fields = _event_data(context, child(place, "items"), hint) if kind is MediaKind.EVENT_STREAM else None
        type = fields or type.item
    if isinstance(type, StringType):
        return AnyType() if kind is MediaKind.JSON_LINES else _TEXT
    return type


def _event_data(context: Context, place: str, hint: str) -> Type | None:
    """Return the type of the property `data`, where a schema describes the fields of an event; else ``None``."""
    found: list[Type] = []
    for schema, where in _options(context, place):
        names = {raw(name) for name in schema.properties or {}}
        if "data" not in names or not names <= _EVENT_FIELDS:
            return None
        found.append(_of_property(context, child(where, "properties", "data"), hint))
    kinds = tuple(dict.fromkeys(found))
    if len(kinds) > 1:
        return _TEXT if any(isinstance(kind, StringType) for kind in kinds) else UnionType(kinds)
    return kinds[0] if kinds else None


def _options(context: Context, place: str) -> Iterator[tuple[Schema, str]]:
    """Yield the schemas that an event may have: the options of a union, else the one itself."""
    try:
        schema, where = context.follow(context.at(place, Schema, whole=True), place, Schema, whole=True)
    except KeyError:  # a list whose items are not described
        return
    union = "oneOf" if schema.oneOf else "anyOf"
    if schema.properties or not (schema.oneOf or schema.anyOf):
        yield schema, where
        return
    for index, option in enumerate(schema.oneOf or schema.anyOf):
        yield context.follow(option, child(where, union, index), Schema, whole=True)


def _of_property(context: Context, place: str, hint: str) -> Type:
    node = context.at(place, Schema)
    schema, where = context.follow(node, place, Schema) if isinstance(node, Reference) else (node, place)
    if upstream.extension(schema, "contentSchema") is not None:
        inner = child(where, "contentSchema")
        return build_type(context, context.at(inner, Schema), inner, f"{hint}_data")
    media_type = upstream.extension(schema, "contentMediaType")
    if isinstance(media_type, str) and media_type.partition(";")[0].strip().endswith("json"):
        return AnyType()
    type = build_type(context, node, place, f"{hint}_data")
    return _TEXT if isinstance(type, StringType) else type
