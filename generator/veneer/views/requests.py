"""PlannedOperation -> the one expression that makes its request: path, query, headers, cookies, body, what it accepts."""

from __future__ import annotations

from veneer.build.parameters import expressions
from veneer.model import ListType, ModelRef, NullableType, ParameterStyle, Place, TupleType
from veneer.overlay.plan import PlannedOperation, PlannedParameter
from veneer.views.literals import f_string_part, literal
from veneer.views.signatures import named_parameters
from veneer.views.types import TypePrinter
from veneer.views.view import Code, code, imports_of

_FUNCTIONS = {
    ParameterStyle.SIMPLE: "simple",
    ParameterStyle.LABEL: "label",
    ParameterStyle.MATRIX: "matrix",
    ParameterStyle.FORM: "form",
    ParameterStyle.SPACE_DELIMITED: "space_delimited",
    ParameterStyle.PIPE_DELIMITED: "pipe_delimited",
    ParameterStyle.DEEP_OBJECT: "deep_object",
}
_LONG = 100
_EXPLODES_BY_DEFAULT = {ParameterStyle.FORM, ParameterStyle.DEEP_OBJECT}


def request_expression(printer: TypePrinter, operation: PlannedOperation) -> Code:
    """Return the expression that makes an operation's request from the arguments of its builder."""
    subject = operation.operation
    parts = [Code(literal(subject.method)), _path(printer, operation)]
    for keyword, function, place in (
        ("query", "query_string", Place.QUERY),
        ("headers", "header_fields", Place.HEADER),
        ("cookies", "cookie_string", Place.COOKIE),
    ):
        items = [item for item in named_parameters(operation) if item.parameter.place is place]
        if items:
            calls = [_parameter(printer, item) for item in items]
            spread = ", ".join("{}" for _ in calls)
            parts.append(code(f"{keyword}={{}}({spread})", printer.runtime(function), *calls))
    accepted = accepted_types(operation)
    if accepted:
        parts.append(Code(f"accept={literal(accepted)}"))
    if subject.body is not None:
        check = printer.runtime("required_content" if subject.body.required else "optional_content")
        parts.append(code("content={}(content)", check))
        parts.append(Code(f"content_type={literal(subject.body.contents[0].media_type)}"))
    redirects = [item.status.low for item in subject.responses if item.status.is_exact and 300 <= item.status.low < 400]
    if redirects:
        parts.append(Code(f"success=({', '.join(map(str, redirects))},)"))
    text = f"{{}}({', '.join(_braced(part.text) for part in parts)},)"
    return code(text, printer.runtime("HttpRequest")).needing(imports_of(parts))


def accepted_types(operation: PlannedOperation) -> str:
    """Return the Accept header: every media type that an answer may have, those of a success first."""
    ranked = sorted(operation.operation.responses, key=lambda item: not item.status.is_success)
    found = dict.fromkeys(
        content.media_type.get_untrusted_value() for response in ranked for content in response.contents
    )
    return ", ".join(found)


def _path(printer: TypePrinter, operation: PlannedOperation) -> Code:
    template = operation.operation.path.get_untrusted_value()
    by_name = {item.parameter.wire_name.get_untrusted_value(): item for item in operation.parameters}
    texts: list[str] = []
    calls: list[Code] = []
    rest = template
    for name in expressions(template):
        before, _, rest = rest.partition("{" + name + "}")
        texts.append(before)
        calls.append(_path_value(printer, by_name[name]))
    imports = imports_of(calls)
    if any('"' in call.text for call in calls):  # an f-string of Python 3.11 cannot hold its own quotes
        pairs = [part for text, call in zip(texts, calls, strict=True) for part in (literal(text), call.text)]
        return Code(" + ".join((*pairs, literal(rest))), imports)
    if not calls:
        return Code(literal(template))
    pieces = [f"{f_string_part(text)}{{{call.text}}}" for text, call in zip(texts, calls, strict=True)]
    pieces[-1] += f_string_part(rest)
    if sum(map(len, pieces)) > _LONG:  # one string a line, which Python joins again
        return Code(" ".join(f'f"{piece}"' for piece in pieces), imports)
    return Code(f'f"{"".join(pieces)}"', imports)


def _path_value(printer: TypePrinter, item: PlannedParameter) -> Code:
    style = _FUNCTIONS.get(item.parameter.style, "simple")
    wire = f", {literal(item.parameter.wire_name)}" if style == "matrix" else ""
    value = code("{}({})", printer.runtime("json_parameter"), Code(item.name)) if _is_content(item) else Code(item.name)
    options = ", explode=True" if item.parameter.explode else ""
    return code(f"{{}}('{item.name}'{_braced(wire)}, {{}}{options})", printer.runtime(f"path_{style}"), value)


def _braced(text: str) -> str:
    """Keep braces of a literal through `code`, which fills ``{}``."""
    return text.replace("{", "{{").replace("}", "}}")


def _parameter(printer: TypePrinter, item: PlannedParameter) -> Code:
    parameter = item.parameter
    value = Code(item.name)
    if _is_content(item):
        value = code("{}({})", printer.runtime("json_parameter"), value)
    if parameter.required:
        value = code(f"{{}}({literal(item.name)}, {{}})", printer.runtime("required"), value)
    style = _FUNCTIONS.get(parameter.style, "simple" if parameter.place is Place.HEADER else "form")
    place = parameter.place.value
    function = printer.runtime(f"{place}_{style}")
    return code(f"{{}}({_braced(literal(parameter.wire_name))}, {{}}{_options(item)})", function, value)


def _options(item: PlannedParameter) -> str:
    parameter = item.parameter
    type = parameter.type.of if isinstance(parameter.type, NullableType) else parameter.type
    options = []
    is_list = isinstance(type, ListType | TupleType)
    if parameter.explode != (parameter.style in _EXPLODES_BY_DEFAULT) and (is_list or isinstance(type, ModelRef)):
        options.append(f"explode={parameter.explode}")
    if parameter.allow_reserved:
        options.append("allow_reserved=True")
    if is_list:
        options.append("array=True")
    return "".join(f", {option}" for option in options)


def _is_content(item: PlannedParameter) -> bool:
    return item.parameter.style is ParameterStyle.CONTENT
