"""ClientPlan -> each part of its description that an overlay can use: its name, and in words what it is."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import asdict

from veneer.model import (
    Api,
    Body,
    Constraints,
    Content,
    EnumType,
    EnumValue,
    Header,
    ListType,
    Model,
    Operation,
    Parameter,
    ParameterStyle,
    Place,
    Property,
    Response,
    Type,
    bare,
)
from veneer.model.words import plain, status_words, value_words, words
from veneer.overlay.plan import ClientPlan

# A style that the place of a parameter has when nothing is said (OpenAPI 3.1, Parameter Object), and its `explode`.
_USUAL = {
    Place.PATH: (ParameterStyle.SIMPLE, False),
    Place.HEADER: (ParameterStyle.SIMPLE, False),
    Place.QUERY: (ParameterStyle.FORM, True),
    Place.COOKIE: (ParameterStyle.FORM, True),
}


def operation_part(operation: Operation) -> str:
    """Return the name of an operation as such: its route."""
    return f"operation {plain(operation.id)}"


def parameter_part(operation: Operation, parameter: Parameter) -> str:
    """Return the name of a parameter."""
    return f"{operation_part(operation)}, {parameter.place} parameter {plain(parameter.wire_name)}"


def body_part(operation: Operation) -> str:
    """Return the name of a request body."""
    return f"{operation_part(operation)}, body"


def answer_part(operation: Operation, response: Response) -> str:
    """Return the name of an answer."""
    return f"{operation_part(operation)}, answer {status_words(response.status)}"


def header_part(operation: Operation, response: Response, header: Header) -> str:
    """Return the name of a header of an answer."""
    return f"{answer_part(operation, response)}, header {plain(header.wire_name)}"


def type_part(item: Model | EnumType) -> str:
    """Return the name of a model or an enum."""
    return f"{'model' if isinstance(item, Model) else 'enum'} {plain(item.hint)}"


def property_part(model: Model, item: Property) -> str:
    """Return the name of a property of a model, inherited or not."""
    return f"{type_part(model)}, property {plain(item.wire_name)}"


def value_part(enum: EnumType, item: EnumValue) -> str:
    """Return the name of a value of an enum."""
    return f"{type_part(enum)}, value {value_words(item.value)}"


def breadth(part: str) -> tuple[bool, int]:
    """Return what sorts names of parts: operations before types, and each before what it has."""
    return not part.startswith("operation "), part.count(", ")


def parts_of(plan: ClientPlan) -> dict[str, str]:
    """Return every part with what it is. Texts for people are no part: nothing breaks when they change."""
    found: dict[str, list[str]] = {}
    for name, told in (*_operations(plan), *_types(plan)):
        found.setdefault(name, []).append(told)
    # Types without a name of their own may share a hint; whoever uses one of them hears of the other too.
    return {name: " | ".join(dict.fromkeys(told)) for name, told in found.items()}


def _operations(plan: ClientPlan) -> Iterator[tuple[str, str]]:
    api = plan.api
    for operation in api.operations:
        yield operation_part(operation), f"{operation.method} {plain(operation.path.text)}"
        for parameter in operation.parameters:
            yield parameter_part(operation, parameter), _parameter(parameter, api)
        if operation.body is not None:
            yield body_part(operation), _body(operation.body, api)
        for response in operation.responses:
            yield answer_part(operation, response), _contents(response.contents, api)
            for header in response.headers:
                yield header_part(operation, response, header), _list(_need(header.required), words(header.type, api))


def _types(plan: ClientPlan) -> Iterator[tuple[str, str]]:
    for planned in plan.models.values():
        yield type_part(planned.model), "object"
        for each in planned.properties:
            yield property_part(planned.model, each.property), _property(each.property, plan.api)
    for enum in plan.api.enums.values():
        yield type_part(enum), "open" if enum.open else "closed"
        for value in enum.values:
            yield value_part(enum, value), "there"


def _parameter(item: Parameter, api: Api) -> str:
    exploded = "exploded" if item.explode else "not exploded"
    style = "" if (item.style, item.explode) == _USUAL[item.place] else f"style {item.style}, {exploded}"
    media_type = plain(item.media_type) if item.media_type is not None else ""
    return _list(_need(item.required), _typed(item.type, item, api), style, media_type)


def _property(item: Property, api: Api) -> str:
    marks = ("read-only" if item.read_only else "", "write-only" if item.write_only else "")
    return _list(_need(item.required), _typed(item.type, item, api), *marks)


def _typed(type: Type, item: Parameter | Property, api: Api) -> str:
    default = f"default {value_words(item.default)}" if item.has_default else ""
    return _list(words(type, api), *_items(type), *_constraints(item.constraints), default)


def _items(type: Type) -> Iterator[str]:
    """Yield what must hold for the items of a list, of lists in it too."""
    type, prefix = bare(type), "each"
    while isinstance(type, ListType):
        yield from (f"{prefix} {told}" for told in _constraints(type.constraints))
        type, prefix = bare(type.item), f"{prefix} each"


def _constraints(constraints: Constraints) -> Iterator[str]:
    for name, value in asdict(constraints, recurse=False).items():
        if value is not None and value is not False:
            number = int(value) if isinstance(value, float) and value.is_integer() else value
            yield f"{name.replace('_', ' ')} {value_words(number)}"


def _body(body: Body, api: Api) -> str:
    return _list(_need(body.required), _contents(body.contents, api))


def _contents(contents: tuple[Content, ...], api: Api) -> str:
    return "; ".join(f"{plain(item.media_type)}: {_content(item, api)}" for item in contents) or "no content"


def _content(item: Content, api: Api) -> str:
    return _list(words(item.type, api), *_items(item.type), *_constraints(item.constraints))


def _need(required: bool) -> str:
    return "required" if required else "optional"


def _list(*told: str) -> str:
    return ", ".join(item for item in told if item)
