"""Parameter objects of a path item and an operation -> Parameter values, checked against the path template."""

from __future__ import annotations

from collections.abc import Sequence

from veneer import upstream
from veneer.build.constraints import constraints_of, default_of, no_default
from veneer.build.contents import examples_of, media_kind
from veneer.build.context import Context, child, raw, target
from veneer.build.defaults import check_default
from veneer.build.docs import docs_of
from veneer.build.styles import style_of
from veneer.build.types import build_type
from veneer.model import (
    NO_CONSTRAINTS,
    ListType,
    MapType,
    MediaKind,
    ModelRef,
    Parameter,
    ParameterStyle,
    Place,
    StringType,
    TupleType,
    Type,
    UnionType,
    UriTemplate,
    bare,
)
from veneer.upstream import Reference, Schema

# OpenAPI 3.1, Parameter Object: these header parameters are said elsewhere and shall be ignored.
_IGNORED_HEADERS = {"accept", "content-type", "authorization"}


def build_parameters(
    context: Context,
    shared: Sequence[upstream.Parameter | Reference] | None,
    own: Sequence[upstream.Parameter | Reference] | None,
    item_pointer: str,
    operation_pointer: str,
    path: UriTemplate,
) -> tuple[Parameter, ...]:
    """Return an operation's parameters: the path item's, overridden by its own, in that order."""
    found: dict[tuple[str, str], Parameter] = {}
    for nodes, owner in ((shared, item_pointer), (own, operation_pointer)):
        for index, node in enumerate(nodes or ()):
            parameter = _shared(context, node) or _parameter(context, node, child(owner, "parameters", index))
            found[parameter.place, raw(parameter.wire_name)] = parameter
    kept = [parameter for parameter in found.values() if not _is_ignored(context, parameter)]
    return (*_check_path(context, kept, path, operation_pointer),)


def _shared(context: Context, node: upstream.Parameter | Reference) -> Parameter | None:
    """Return the parameter that a mere reference leads to: the same for every operation."""
    if not isinstance(node, Reference) or node.model_extra:
        return None
    pointer = target(node)
    if pointer not in context.parameters:
        context.parameters[pointer] = _parameter(context, node, pointer)
    return context.parameters[pointer]


def _is_ignored(context: Context, parameter: Parameter) -> bool:
    name = raw(parameter.wire_name)
    if parameter.place is not Place.HEADER or name.lower() not in _IGNORED_HEADERS:
        return False
    context.warn(
        "ignored-header-parameter",
        f"the header `{name}` is no parameter of its own (OpenAPI 3.1, Parameter Object); the description says "
        "elsewhere what it holds",
        parameter.pointer,
        "Leave the parameter out; `security` and the media types of bodies and answers stand for it.",
    )
    return True


def _warn_undefined(
    context: Context, style: ParameterStyle, type: Type, place: Place, pointer: str, *, lists: bool
) -> None:
    """Tell of a value for which OpenAPI has no text: parts within parts, but in deepObject.

    With `lists`, a list of single values in an object has one: that of a parameter of its own.
    """
    type = bare(type)
    nested = (ModelRef, MapType, ListType, TupleType)
    in_object = isinstance(type, ModelRef | MapType)
    if isinstance(type, ListType):
        inner: tuple[Type, ...] = (type.item,)
    elif isinstance(type, TupleType):
        inner = type.items
    elif isinstance(type, MapType):
        inner = (type.value,)
    elif isinstance(type, ModelRef):
        context.finish()
        model = context.models.get(type.id)
        inner = tuple(item.type for item in model.properties) if model is not None else ()
    elif isinstance(type, UnionType):
        return
    else:
        inner = ()
    found = (bare(item) for item in inner)
    if lists and in_object:
        found = (bare(item.item) if isinstance(item, ListType) else item for item in found)
    if any(isinstance(item, nested) for item in found):
        context.warn(
            "undefined-serialization",
            f"style `{style}` does not say how the lists and objects inside this {place} parameter are written; "
            "each is written as JSON",
            pointer,
            "Give the parameter a `content` of application/json, or the style `deepObject`.",
        )


def _parameter(context: Context, given: upstream.Parameter | Reference, place: str) -> Parameter:
    node, pointer = context.follow(given, place, upstream.Parameter)
    where = Place(node.param_in.value)
    schema_node: Schema | Reference | None = node.param_schema
    schema_pointer = child(pointer, "schema")
    media_type = None
    style = style_of(context, node.style, where, pointer)
    if schema_node is None and node.content:
        media_type, content = next(iter(node.content.items()))
        schema_node, schema_pointer = content.media_type_schema, child(pointer, "content", media_type, "schema")
        if media_kind(raw(media_type)) in (MediaKind.JSON, MediaKind.MERGE_PATCH):
            style = ParameterStyle.CONTENT
    schema = context.follow(schema_node, schema_pointer, Schema)[0] if schema_node is not None else None
    default = default_of(schema_node, schema) if schema is not None else None
    client_name = upstream.extension(node, "x-ms-client-name")
    type = build_type(context, schema_node, schema_pointer, raw(node.name))
    if upstream.extension(node, "x-querystring") is True and where is Place.QUERY:
        # What is no JSON is the text that the caller makes of it.
        type = type if style is ParameterStyle.CONTENT else StringType()
        style = ParameterStyle.QUERY_STRING
    prefix = upstream.extension(node, "x-ms-header-collection-prefix") if where is Place.HEADER else None
    begins = upstream.untrusted(prefix) if isinstance(prefix, str) and prefix else None
    if begins is not None:
        style, client_name = ParameterStyle.COLLECTION, client_name or raw(node.name)
        type = type if isinstance(type, MapType) else MapType(type)
    exploded = style in (ParameterStyle.FORM, ParameterStyle.COOKIE)
    explode = node.explode if upstream.is_set(node, "explode") else exploded
    if style not in (ParameterStyle.CONTENT, ParameterStyle.DEEP_OBJECT, ParameterStyle.QUERY_STRING):
        _warn_undefined(context, style, type, where, pointer, lists=explode and where is Place.QUERY)
    if not no_default(default) and schema is not None:
        check_default(context, type, default, schema_pointer)
    return Parameter(
        wire_name=node.name if begins is None else begins,
        place=where,
        type=type,
        required=node.required or where is Place.PATH,
        style=style,
        explode=explode,
        pointer=pointer,
        allow_reserved=node.allowReserved,
        media_type=media_type,
        docs=docs_of(node, given),
        has_default=schema is not None and not no_default(default),
        default=None if schema is None or no_default(default) else default,
        constraints=constraints_of(context, schema, schema_pointer) if schema is not None else NO_CONSTRAINTS,
        deprecated=node.deprecated,
        examples=examples_of(node),
        client_name=upstream.untrusted(client_name) if isinstance(client_name, str) else None,
        idempotency=raw(node.name).lower() in ("idempotency-key", "repeatability-request-id"),
        conditional=raw(node.name).lower() in ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since"),
        encoded=where is Place.QUERY and upstream.extension(node, "x-ms-skip-url-encoding") is True,
    )


def _check_path(context: Context, parameters: list[Parameter], path: UriTemplate, pointer: str) -> list[Parameter]:
    """Leave out path parameters that the path lacks, and add those that nobody declared, each with a warning."""
    in_path = path.names
    for parameter in [*parameters]:
        name = raw(parameter.wire_name)
        if parameter.place is Place.PATH and name not in in_path:
            parameters.remove(parameter)
            context.warn(
                "path-parameter-not-in-path",
                f"path parameter `{name}` does not occur in the path {raw(path.text)}; it is left out",
                child(parameter.pointer, "name") if parameter.pointer else pointer,
                f"Put {{{name}}} into the path, or give the parameter another place (`in`).",
            )
    declared = {raw(parameter.wire_name) for parameter in parameters if parameter.place is Place.PATH}
    for name in dict.fromkeys(in_path):
        if name not in declared:
            context.warn(
                "undeclared-path-parameter",
                f"the path has {{{name}}}, which no parameter declares; it is taken as a string",
                pointer,
                f"Declare a path parameter `{name}`.",
            )
            text = upstream.untrusted(name)
            parameters.append(Parameter(text, Place.PATH, StringType(), True, ParameterStyle.SIMPLE, False, pointer))
    return parameters
