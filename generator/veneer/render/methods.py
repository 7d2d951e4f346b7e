"""Views of convenience methods and their overlays -> the text of each method, and the imports that it needs."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from attrs import field, frozen
from jinja2 import Environment

from veneer.load.customizations import TextFile
from veneer.overlay.contract import lineage
from veneer.overlay.plan import AddedMethod, PlannedClient
from veneer.overlay.templates import ADDED_METHOD
from veneer.pins.uses import Uses
from veneer.render.overlay_checks import render_overlay
from veneer.render.overlay_uses import note_mentions, note_method
from veneer.render.overlays import OverlayFunctions
from veneer.views.next_call import LINK
from veneer.views.operations import ConvenienceView
from veneer.views.results import ResultView
from veneer.views.signatures import Arguments
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code

STOCK = "method.py.jinja"


@frozen
class RenderedMethod:
    """A method's text, sync or async, the imports it needs, and what its overlay did.

    Attributes:
        overlay: The template that overlays it, if one does.
        operations: Ids of the operations that the overlay used.
        uses: The parts of the description that it used.
        is_stock: Whether the text is that of the stock template.
    """

    text: str
    imports: frozenset[Import]
    overlay: TextFile | None = None
    operations: frozenset[str] = frozenset()
    uses: Uses = field(factory=Uses)
    is_stock: bool = False


@frozen
class _Spread:
    """Arguments in two pieces, each empty or with a comma at the end, so that a template can add to either."""

    positional: str
    keyword: str


def _spread(arguments: Arguments) -> _Spread:
    return _Spread(_comma(arguments.positional), _comma(arguments.keyword))


def _comma(items: tuple[Code, ...]) -> str:
    return "".join(f"{item.text}, " for item in items)


def render_method(
    environment: Environment, printer: TypePrinter, client: PlannedClient, method: ConvenienceView
) -> RenderedMethod:
    """Render one convenience method, sync or async.

    Args:
        environment: The run's templates.
        printer: Prints types for overlays.
        client: The client that holds the method.
        method: The method's view.

    Returns:
        The text at column 0.

    Raises:
        InputError: When its overlay is wrong, at the template's own line.
    """
    overlay, (functions, context) = method.operation.overlay, method_context(printer, client, method)
    stock = environment.get_template(STOCK).render(context)
    if overlay is None:
        return RenderedMethod(stock, method.imports, is_stock=True)
    chain, extended = lineage(overlay, printer.plan.partials)
    functions.uses = Uses(chain)
    text = render_overlay(environment, chain, STOCK, context, method.name)
    note_method(functions, environment, extended == STOCK, method.operation, (text, stock))
    imports = method.imports | functions.imports
    return _rendered(text, imports, overlay, functions, is_stock=text.split() == stock.split())


def method_context(
    printer: TypePrinter, client: PlannedClient, method: ConvenienceView
) -> tuple[OverlayFunctions, dict[str, Any]]:
    """Return what the template of a method is given: its functions, and all of it."""
    returns = method.returns
    pages = returns.fetch is not None
    # That of the pages is made before the first is fetched, so that a wrong argument is said when the method is called.
    maker = _maker(printer, returns)
    cancel = returns.context if pages else code("{}(cancellation, context)", maker)
    functions = OverlayFunctions(
        printer, client, cancel, is_async=method.is_async, nested=pages, method=method.operation
    )
    with_content = method.operation.operation.body is not None
    given = "cancellation, context" if with_content else "cancellation"
    made = _accepting(method, f"{maker}({given})")
    passed = f"{_then(method.passed_typed.text)}context={returns.context if pages else made}"
    accepted = f", {method.accept.name}" if method.accept is not None else ""
    raw = f"{method.name}({_then(method.passed_raw)}context=only_context(context, cancellation{accepted}))"
    # A pager comes without being awaited, so what its protocol form gives back is awaited by the caller.
    awaits = "" if pages else functions.awaits
    context = _context(functions) | {
        "method": method,
        "typed": _spread(method.typed),
        "both": _spread(method.both),
        "stock": {
            "protocol": f"{awaits}super().{raw}",
            "request": _first_or_next(functions, returns, f"{functions.above}.{method.name}({passed})"),
            "context": made,
            "result": returns.response,
            "others": _others(printer, functions, method, given),
        },
    }
    if pages:
        context["def"] = "def"
    return functions, context


def _first_or_next(functions: OverlayFunctions, returns: ResultView, first: str) -> str:
    """Return the expression that gets a page: the first by one call, those after it by another where there is one."""
    return first if returns.call is None else f"{first} if {LINK} is None else {functions.above}.{returns.call}"


def _maker(printer: TypePrinter, returns: ResultView) -> Code:
    return returns.opens or printer.runtime("cancel_with")


def _accepting(method: ConvenienceView, context: str) -> str:
    """Return the expression of a call's context that asks for what the caller wants to be answered with."""
    return context if method.accept is None else f"accepting({method.accept.name}, {context})"


def _others(
    printer: TypePrinter, functions: OverlayFunctions, method: ConvenienceView, given: str
) -> list[dict[str, object]]:
    """Return what the template prints for each form whose answer has another media type."""
    return [
        {
            "argument": other.argument,
            "asked": other.asked,
            "typed": other.returns.typed,
            "request": f"{functions.above}.{method.name}({_then(method.passed_typed.text)}"
            f"context={_accepting(method, f'{_maker(printer, other.returns)}({given})')})",
            "result": other.returns.response,
        }
        for other in (method.accept.others if method.accept is not None else ())
    ]


def render_added(
    environment: Environment, printer: TypePrinter, client: PlannedClient, method: AddedMethod, *, is_async: bool
) -> RenderedMethod:
    """Render a method that no operation has; arguments and result as for `render_method`."""
    chain, _ = lineage(method.overlay, printer.plan.partials)
    functions, context = added_context(printer, client, method, is_async=is_async)
    functions.uses = Uses(chain)
    text = render_overlay(environment, chain, ADDED_METHOD, context, method.name)
    note_mentions(functions, None, (text, ""))
    stubs = {Import("typing", "overload")} if "@overload" in text else set()
    return _rendered(text, functions.imports | stubs, method.overlay, functions, is_stock=False)


def added_context(
    printer: TypePrinter, client: PlannedClient, method: AddedMethod, *, is_async: bool
) -> tuple[OverlayFunctions, dict[str, Any]]:
    """Return what the template of a method that no operation has is given: its functions, and all of it."""
    cancel = code("{}()", printer.runtime("RequestContext"))
    functions = OverlayFunctions(printer, client, cancel, is_async=is_async)
    return functions, _context(functions) | {"name": method.name}


def _rendered(
    text: str, imports: Set[Import], overlay: TextFile, functions: OverlayFunctions, *, is_stock: bool
) -> RenderedMethod:
    asked = frozenset(functions.operations)
    by_hand = functions.printer.imports_by_hand(text)
    return RenderedMethod(text, frozenset(imports) | by_hand, overlay, asked, functions.uses, is_stock)


def _context(functions: OverlayFunctions) -> dict[str, Any]:
    return {
        "def": "async def" if functions.is_async else "def",
        "await_": functions.awaits,
        "is_async": functions.is_async,
        "sampling": False,
        "protocol": functions.protocol,
        "convenience": functions.convenience,
        "operation": functions.operation,
        "poller": functions.poller,
        "model": functions.model,
        "new": functions.new,
        "runtime": functions.runtime,
        "library": functions.library,
    }


def _then(arguments: str) -> str:
    return f"{arguments}, " if arguments else ""
