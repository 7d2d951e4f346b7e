"""PlannedOperation -> the views of its methods: the protocol method with its builder, the convenience method."""

from __future__ import annotations

from attrs import evolve, frozen

from veneer.overlay.plan import PlannedOperation
from veneer.views.accepting import AcceptView, accept_view
from veneer.views.bodies import body_expression
from veneer.views.docstring import Docstring
from veneer.views.method_docs import async_protocol_docstring, convenience_docstring, protocol_docstring
from veneer.views.requests import request_expression
from veneer.views.results import ResultView, result_view
from veneer.views.signatures import Arguments, ContentArgument, Signatures, named_parameters, path_parameters
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import


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
        typed: Arguments of the convenience form, its content apart.
        protocol: Arguments of the protocol form.
        both: Arguments of the method that serves the two, its content apart.
        content: The argument for the body in the convenience form; ``None`` where there is no body.
        chooses_protocol: The condition that tells the protocol form.
        passed_raw: The arguments passed on to the protocol method as they came, context apart.
        passed_typed: The same, the typed content made into raw content.
        returns: What it returns.
        accept: The argument that chooses the media type of the answer; ``None`` where there is no choice.
    """

    name: str
    operation: PlannedOperation
    is_async: bool
    typed: Arguments
    protocol: Arguments
    both: Arguments
    content: ContentArgument | None
    chooses_protocol: str
    passed_raw: str
    passed_typed: Code
    returns: ResultView
    docstring: Docstring
    accept: AcceptView | None = None

    @property
    def result(self) -> Code:
        """The annotation of `Response.value`, for overlays."""
        return self.returns.value

    @property
    def read(self) -> Code:
        """The expression that reads that value from `raw`, for overlays."""
        return self.returns.read

    @property
    def imports(self) -> frozenset[Import]:
        """What the stock method needs, apart from the names that every method needs."""
        content = self.content.annotation.imports if self.content is not None else frozenset()
        signatures = self.typed.imports | self.protocol.imports | self.both.imports | content
        accept = self.accept.imports if self.accept is not None else frozenset()
        return signatures | self.passed_typed.imports | self.returns.imports | accept

    @property
    def answers(self) -> str:
        """The annotation of all that the convenience form may return."""
        others = self.accept.others if self.accept is not None else ()
        return " | ".join(item.text for item in (self.returns.typed, *(other.returns.typed for other in others)))


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
        passed=_passed(operation, operation.content if body is not None else ""),
        docstring=protocol_docstring(printer, operation),
        async_docstring=async_protocol_docstring(operation),
    )


def _passed(operation: PlannedOperation, content: str) -> str:
    by_position = [item.name for item in path_parameters(operation)]
    by_name = [f"{item.name}={item.name}" for item in named_parameters(operation)]
    return ", ".join([*by_position, *([content] if content else []), *by_name])


def twin_views(printer: TypePrinter, operation: PlannedOperation) -> tuple[ConvenienceView, ConvenienceView]:
    """Return the views of an operation's convenience methods, sync and async."""
    sync = convenience_view(printer, operation, is_async=False)
    returns = result_view(printer, operation, is_async=True)
    accept = accept_view(printer, operation, returns, is_async=True) if sync.accept is not None else None
    docs = sync.docstring  # which only names another type where answers come in pages, go on or are streams
    if returns.typed != sync.returns.typed or accept is not None:
        docs = convenience_docstring(printer, operation, returns.typed, accept)
    return sync, evolve(sync, is_async=True, returns=returns, docstring=docs, accept=accept)


def convenience_view(printer: TypePrinter, operation: PlannedOperation, *, is_async: bool) -> ConvenienceView:
    """Return the view of an operation's convenience method, sync or async."""
    signatures = Signatures(printer, operation)
    subject = operation.operation
    content = body_expression(printer, operation)
    returns = result_view(printer, operation, is_async=is_async)
    accept = accept_view(printer, operation, returns, is_async=is_async)
    return ConvenienceView(
        name=operation.name,
        operation=operation,
        is_async=is_async,
        typed=signatures.typed(),
        protocol=signatures.protocol(),
        both=signatures.both(),
        content=signatures.content(),
        chooses_protocol=_chooses_protocol(operation),
        passed_raw=_passed(operation, operation.content if subject.body is not None else ""),
        passed_typed=Code(_passed(operation, content.text), content.imports),
        returns=returns,
        docstring=convenience_docstring(printer, operation, returns.typed, accept),
        accept=accept,
    )


def _chooses_protocol(operation: PlannedOperation) -> str:
    body = operation.operation.body
    if body is None:
        return "context is not None"
    name = operation.content
    if body.required:
        return f"isinstance({name}, RequestContent)"
    return f"isinstance({name}, RequestContent) or ({name} is None and context is not None)"
