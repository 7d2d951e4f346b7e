"""PlannedOperation -> the views of its methods: the protocol method with its request builder, and the convenience method."""

from __future__ import annotations

from attrs import frozen

from veneer.model import Content, FileType, MediaKind, ModelRef, Parameter, Response
from veneer.overlay.plan import PlannedOperation, PlannedParameter
from veneer.views.docstring import Docstring, Entry, Section, Text, first_line
from veneer.views.facts import facts
from veneer.views.literals import literal
from veneer.views.requests import request_expression
from veneer.views.signatures import Arguments, Signatures, chosen_content, named_parameters, path_parameters
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code, imports_of

_SENT = "What the service answered with a status that is no success: see the error's code and message."
_TEXTS = (MediaKind.XML, MediaKind.TEXT, MediaKind.JSON_LINES, MediaKind.EVENT_STREAM)


@frozen
class ProtocolView:
    """A protocol method: its builder's signature and expression, its own signature, and the names it passes on."""

    name: str
    builder: str
    builder_arguments: Arguments
    request: Code
    arguments: Arguments
    passed: str
    docstring: Docstring
    async_docstring: Docstring

    @property
    def imports(self) -> frozenset[Import]:
        """What the method needs."""
        return self.request.imports | self.arguments.imports | self.builder_arguments.imports


@frozen
class ConvenienceView:
    """A convenience method, finished but for the block that an overlay replaces.

    Attributes:
        typed: Arguments of the convenience form.
        protocol: Arguments of the protocol form.
        both: Arguments of the method that serves the two.
        chooses_protocol: The condition that tells the protocol form.
        passed_raw: The arguments passed on to the protocol method as they came, context apart.
        passed_typed: The same, the typed content made into raw content.
        result: The annotation of `Response.value`.
        read: The expression that reads the value from `raw`.
    """

    name: str
    operation: PlannedOperation
    typed: Arguments
    protocol: Arguments
    both: Arguments
    chooses_protocol: str
    passed_raw: str
    passed_typed: Code
    result: Code
    read: Code
    docstring: Docstring

    @property
    def imports(self) -> frozenset[Import]:
        """What the stock method needs, apart from the names that every method needs."""
        signatures = self.typed.imports | self.protocol.imports | self.both.imports
        return signatures | imports_of((self.passed_typed, self.result, self.read))


def protocol_view(printer: TypePrinter, operation: PlannedOperation) -> ProtocolView:
    """Return the view of an operation's protocol method."""
    signatures = Signatures(printer, operation)
    body = operation.operation.body
    return ProtocolView(
        name=operation.name,
        builder=f"_build_{operation.name.strip('_')}_request",
        builder_arguments=signatures.protocol(context=False),
        request=request_expression(printer, operation),
        arguments=signatures.protocol(),
        passed=_passed(operation, "content" if body is not None else ""),
        docstring=_protocol_docstring(printer, operation),
        async_docstring=Docstring(_head(operation)[0], ("The sync method says it all.",), lead="[Protocol method] "),
    )


def _passed(operation: PlannedOperation, content: str) -> str:
    by_position = [item.name for item in path_parameters(operation)]
    by_name = [f"{item.name}={item.name}" for item in named_parameters(operation)]
    return ", ".join([*by_position, *([content] if content else []), *by_name])


def convenience_view(printer: TypePrinter, operation: PlannedOperation) -> ConvenienceView:
    """Return the view of an operation's convenience method."""
    signatures = Signatures(printer, operation)
    subject = operation.operation
    content = _content_expression(printer, operation) if subject.body is not None else Code("")
    result, read = _result(printer, operation)
    return ConvenienceView(
        name=operation.name,
        operation=operation,
        typed=signatures.typed(),
        protocol=signatures.protocol(),
        both=signatures.both(),
        chooses_protocol=_chooses_protocol(operation),
        passed_raw=_passed(operation, "content" if subject.body is not None else ""),
        passed_typed=Code(_passed(operation, content.text), content.imports),
        result=result,
        read=read,
        docstring=_convenience_docstring(printer, operation, signatures, result),
    )


def _chooses_protocol(operation: PlannedOperation) -> str:
    body = operation.operation.body
    if body is None:
        return "context is not None"
    if body.required:
        return "isinstance(content, RequestContent)"
    return "isinstance(content, RequestContent) or (content is None and context is not None)"


def _content_expression(printer: TypePrinter, operation: PlannedOperation) -> Code:
    body = operation.operation.body
    assert body is not None
    content = chosen_content(body.contents)
    assert content is not None
    made = _made_content(printer, content, is_first=content is body.contents[0])
    return made if body.required else code("None if content is None else {}", made)


def _made_content(printer: TypePrinter, content: Content, *, is_first: bool) -> Code:
    media_type = literal(content.media_type)
    if isinstance(content.type, FileType):
        return code(f"{{}}(content, {media_type})", printer.runtime("binary_content"))
    if content.kind in _TEXTS:
        return code(f"{{}}(content, {media_type})", printer.runtime("text_content"))
    # A JSON content without a media type of its own takes the operation's first one.
    own = "" if is_first or content.media_type == "application/json" else f", {media_type}"
    if not isinstance(content.type, ModelRef):
        return code(f"{{}}(content, {{}}{own})", printer.runtime("json_value"), printer.encoder(content.type))
    function = {MediaKind.MULTIPART: "multipart_content", MediaKind.FORM: "form_content"}.get(content.kind)
    if function is not None:
        return code("{}(content, {})", printer.runtime(function), printer.named(content.type.id))
    return code(f"{{}}(content, {{}}{own})", printer.runtime("json_content"), printer.named(content.type.id))


def _successes(operation: PlannedOperation) -> list[Response]:
    responses = operation.operation.responses
    return [item for item in responses if item.status.is_success] or [item for item in responses if item.status.is_default]


def _result(printer: TypePrinter, operation: PlannedOperation) -> tuple[Code, Code]:
    """Return the annotation and the expression of the answer's value, by status where statuses differ."""
    reads = [(item, *_read(printer, chosen_content(item.contents))) for item in _successes(operation)]
    if not reads:
        return Code("None"), Code("None")
    distinct = list(dict.fromkeys((annotation, read) for _, annotation, read in reads))
    annotation, read = distinct[-1]
    for other, expression in reversed(distinct[:-1]):
        statuses = [item.status for item, _, used in reads if used == expression]
        condition = " or ".join(_condition(status.low, status.high) for status in statuses)
        read = code(f"{{}} if {condition} else {{}}", expression, read)
        if other.text not in annotation.text.split(" | "):
            annotation = code("{} | {}", other, annotation)
    return annotation, read


def _condition(low: int, high: int) -> str:
    return f"raw.status_code == {low}" if low == high else f"{low} <= raw.status_code <= {high}"


def _read(printer: TypePrinter, content: Content | None) -> tuple[Code, Code]:
    if content is None:
        return Code("None"), Code("None")
    if isinstance(content.type, FileType):
        return Code("bytes"), Code("raw.content")
    if content.kind in _TEXTS:
        return Code("str"), Code("raw.text")
    read = code("{}(raw, {})", printer.runtime("read_json"), printer.decoder(content.type))
    return printer.annotation(content.type), read


# -- docstrings --------------------------------------------------------------------------------------------------------


def _head(operation: PlannedOperation) -> tuple[Text, tuple[Text, ...]]:
    otherwise = f"Call {operation.operation.method} on the service."
    return first_line(operation.operation.docs, otherwise)


def _route(operation: PlannedOperation) -> str:
    subject = operation.operation
    return f"Sends ``{subject.method} {subject.path.get_untrusted_value()}`` (``#{subject.pointer}``)."


def _protocol_docstring(printer: TypePrinter, operation: PlannedOperation) -> Docstring:
    summary, _ = _head(operation)
    arguments = [_argument(item, printer.wire_annotation(item.parameter.type)) for item in path_parameters(operation)]
    body = operation.operation.body
    if body is not None:
        kinds = ", ".join(content.media_type.get_untrusted_value() for content in body.contents)
        arguments.append(Entry("content", f"RequestContent; {kinds}", _words(body.docs.description)))
    arguments += [_argument(item, printer.wire_annotation(item.parameter.type)) for item in named_parameters(operation)]
    context = "Overrides for this call: headers, timeout, whether a failure raises."
    arguments.append(Entry("context", "RequestContext", (context,)))
    answers = tuple(
        Entry("httpx.Response", "", (_answer_line(item), *_words(item.docs.description))) for item in _successes(operation)
    )
    sections = (Section("Args", tuple(arguments)), Section("Returns", answers), _raises(operation))
    return Docstring(summary, (_route(operation),), sections, lead="[Protocol method] ")


def _answer_line(response: Response) -> str:
    status = response.status
    shown = "Any status" if status.is_default else str(status.low) if status.is_exact else f"{status.low} to {status.high}"
    kinds = ", ".join(content.media_type.get_untrusted_value() for content in response.contents)
    return f"{shown}, {kinds}." if kinds else f"{shown}, no content."


def _convenience_docstring(
    printer: TypePrinter, operation: PlannedOperation, signatures: Signatures, result: Code
) -> Docstring:
    summary, rest = _head(operation)
    arguments = [
        _argument(item, printer.annotation(item.parameter.type, argument=True)) for item in path_parameters(operation)
    ]
    body = operation.operation.body
    if body is not None:
        raw = "``RequestContent`` sends raw content instead and returns the ``httpx.Response``."
        annotation = signatures.body_annotation().text
        arguments.append(Entry("content", annotation, (*_words(body.docs.description), raw)))
    arguments += [
        _argument(item, printer.annotation(item.parameter.type, argument=True)) for item in named_parameters(operation)
    ]
    raw = "With it the call is the protocol method: raw content in, ``httpx.Response`` out."
    arguments.append(Entry("context", "RequestContext | None", (raw,)))
    arguments.append(Entry("cancellation", "CancellationToken | None", ("Cancels the call.",)))
    returns = tuple(
        text for item in _successes(operation) for text in (*_words(item.docs.description), *_header_words(item))
    )
    answer = Entry(f"Response[{result}]", "", returns or ("The answer.",))
    deprecated = ("Deprecated.",) if operation.operation.deprecated else ()
    sections = (Section("Args", tuple(arguments)), Section("Returns", (answer,)), _raises(operation))
    return Docstring(summary, (*deprecated, *rest, _route(operation)), sections)


def _header_words(response: Response) -> tuple[Text, ...]:
    names = ", ".join(f"``{header.wire_name.get_untrusted_value()}``" for header in response.headers)
    return (f"Headers: {names}.",) if names else ()


def _raises(operation: PlannedOperation) -> Section:
    default = next((item for item in operation.operation.responses if item.status.is_default), None)
    said = _words(default.docs.description) if default is not None else ()
    return Section(
        "Raises",
        (
            Entry("RequestFailedError", "", said or (_SENT,)),
            Entry("TypeError", "", ("An argument is missing or of a wrong type; nothing was sent.",)),
            Entry("ValueError", "", ("An argument cannot be sent as it is; nothing was sent.",)),
        ),
    )


def _argument(item: PlannedParameter, annotation: Code) -> Entry:
    parameter: Parameter = item.parameter
    notes = ("deprecated",) if parameter.deprecated else ()
    known = facts(parameter.constraints, parameter.default, has_default=parameter.has_default, notes=notes)
    type = annotation.text if parameter.required else f"{annotation.text} | None"
    return Entry(item.name, f"{type}; {known}" if known else type, _words(parameter.docs.description))


def _words(text: Text | None) -> tuple[Text, ...]:
    return (text,) if text is not None else ()
