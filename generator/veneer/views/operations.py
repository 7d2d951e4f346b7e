"""PlannedOperation -> the views of its methods: the protocol method with its builder, the convenience method."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from veneer.overlay.plan import PlannedOperation
from veneer.views.accepting import AcceptView, accept_view
from veneer.views.bodies import body_expression
from veneer.views.docstring import Docstring
from veneer.views.method_docs import async_protocol_docstring, convenience_docstring, protocol_docstring
from veneer.views.requests import request_expression
from veneer.views.results import ResultView, is_twofold, result_view
from veneer.views.signatures import Arguments, ContentArgument, Signatures
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, Importing, imports_of

# What every convenience method names.
_NAMES = ("CancellationToken", "RequestContext", "only_context")
_OVERLOADS = Code("", frozenset({Import("httpx"), Import("typing", "overload")}))


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
        imports: What the stock method needs.
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
    imports: frozenset[Import]
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
    def answers(self) -> str:
        """The annotation of all that the convenience form may return."""
        others = self.accept.others if self.accept is not None else ()
        return " | ".join(item.text for item in (self.returns.typed, *(other.returns.typed for other in others)))


def protocol_view(signatures: Signatures, example: tuple[str, ...] = ()) -> ProtocolView:
    """Return the view of an operation's protocol method.

    Args:
        signatures: The operation with its arguments.
        example: The statements of a sample for its docstring.
    """
    operation = signatures.operation
    body = operation.operation.body
    return ProtocolView(
        name=operation.name,
        builder=f"_build_{operation.name.strip('_')}_request",
        builder_arguments=signatures.builder,
        request=request_expression(signatures),
        arguments=signatures.protocol,
        passed=signatures.passed(operation.content if body is not None else ""),
        docstring=protocol_docstring(signatures, example),
        async_docstring=async_protocol_docstring(operation),
    )


def twin_views(
    signatures: Signatures, examples: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
) -> tuple[ConvenienceView, ConvenienceView]:
    """Return the views of an operation's convenience methods, sync and async.

    Args:
        signatures: The operation with its arguments.
        examples: The statements of a sample for the docstring of each.
    """
    sync = convenience_view(signatures, is_async=False, example=examples[0])
    if is_twofold(signatures.operation) or sync.accept is not None:
        return sync, convenience_view(signatures, is_async=True, example=examples[1])
    return sync, evolve(sync, is_async=True, docstring=evolve(sync.docstring, example=examples[1]))


def convenience_view(signatures: Signatures, *, is_async: bool, example: tuple[str, ...] = ()) -> ConvenienceView:
    """Return the view of an operation's convenience method, sync or async."""
    printer, operation = signatures.printer, signatures.operation
    subject = operation.operation
    content = body_expression(operation, signatures.choices)
    returns = result_view(printer, operation, is_async=is_async)
    accept = accept_view(printer, operation, returns, is_async=is_async)
    typed, both = signatures.typed, signatures.both
    passed_typed = Code(signatures.passed(content.text), content.imports)
    return ConvenienceView(
        name=operation.name,
        operation=operation,
        is_async=is_async,
        typed=typed,
        protocol=signatures.protocol,
        both=both,
        content=signatures.content,
        chooses_protocol=_chooses_protocol(operation),
        passed_raw=signatures.passed(operation.content if subject.body is not None else ""),
        passed_typed=passed_typed,
        returns=returns,
        docstring=convenience_docstring(signatures, returns.typed, accept, example),
        imports=_imports(printer, (typed, signatures.protocol, both, signatures.body, passed_typed), returns, accept),
        accept=accept,
    )


def _imports(
    printer: TypePrinter, parts: Iterable[Importing], returns: ResultView, accept: AcceptView | None
) -> frozenset[Import]:
    """Return what a stock convenience method needs: for its arguments, its answers, and what every one names."""
    answers = (returns, *(other.returns for other in (accept.others if accept is not None else ())))
    names = [*_NAMES, *(["cancel_with"] if any(item.opens is None for item in answers) else [])]
    chosen = () if accept is None else (accept, printer.runtime("accepting"))
    return imports_of((*parts, returns, *chosen, _OVERLOADS, *map(printer.runtime, names)))


def _chooses_protocol(operation: PlannedOperation) -> str:
    body = operation.operation.body
    if body is None:
        return "context is not None"
    name = operation.content
    if body.required:
        return f"isinstance({name}, RequestContent)"
    return f"isinstance({name}, RequestContent) or ({name} is None and context is not None)"
