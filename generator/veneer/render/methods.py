"""Views of convenience methods and their overlays -> the text of each method, and the imports that it needs."""

from __future__ import annotations

import traceback

from attrs import frozen
from jinja2 import Environment, TemplateError, TemplateSyntaxError

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.overlay.functions import OverlayError, OverlayFunctions
from veneer.overlay.plan import PlannedClient
from veneer.views.clients import method_imports
from veneer.views.operations import ConvenienceView
from veneer.views.signatures import Arguments
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import

STOCK = "method.py.jinja"


@frozen
class RenderedMethod:
    """A method's text, sync or async, the imports it needs, and the operations that its overlay used."""

    text: str
    imports: frozenset[Import]
    operations: frozenset[str] = frozenset()


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
    environment: Environment, printer: TypePrinter, client: PlannedClient, method: ConvenienceView, *, is_async: bool
) -> RenderedMethod:
    """Render one convenience method.

    Args:
        environment: The run's templates.
        printer: Prints types for overlays.
        client: The client that holds the method.
        method: The method's view.
        is_async: Whether the async twin is wanted.

    Returns:
        The text at column 0.

    Raises:
        InputError: When its overlay is wrong, at the template's own line.
    """
    awaits = "await " if is_async else ""
    overlay = method.operation.overlay
    functions = OverlayFunctions(printer, client, method, awaits)
    call = f"{awaits}super().{method.name}"
    with_content = method.operation.operation.body is not None
    cancel = "cancel_with(cancellation, context)" if with_content else "cancel_with(cancellation)"
    context = {
        "method": method,
        "def": "async def" if is_async else "def",
        "await_": awaits,
        "typed": _spread(method.typed),
        "both": _spread(method.both),
        "stock": {
            "protocol": f"{call}({_then(method.passed_raw)}context=only_context(context, cancellation))",
            "request": f"{call}({_then(method.passed_typed.text)}context={cancel})",
        },
        "protocol": functions.protocol,
        "operation": functions.operation,
        "model": functions.model,
        "runtime": functions.runtime,
    }
    if overlay is None:
        return RenderedMethod(environment.get_template(STOCK).render(context), method_imports(printer, method))
    try:
        text = environment.get_template(overlay.name).render(context)
    except (OverlayError, TemplateError, TypeError, AttributeError) as error:
        raise InputError([_diagnostic(overlay, error)]) from error
    imports = method_imports(printer, method) | functions.imports
    return RenderedMethod(text, frozenset(imports), frozenset(functions.operations))


def _then(arguments: str) -> str:
    return f"{arguments}, " if arguments else ""


def _diagnostic(overlay: TextFile, error: Exception) -> Diagnostic:
    if isinstance(error, TemplateSyntaxError):
        place = Location(overlay.name, error.lineno, 1)
        return Diagnostic("overlay-syntax", error.message or "not a template", place, "Mend the template.")
    # Jinja rewrites tracebacks so that a frame of a template has the template's file and line.
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == overlay.name]
    line = frames[-1].lineno if frames else 1
    place = Location(overlay.name, line, _column(overlay.text, line))
    if isinstance(error, OverlayError):
        return Diagnostic(error.id, error.message, place, error.fix)
    fix = "Use the names that the stock template `method.py.jinja` has."
    return Diagnostic("overlay-error", f"{type(error).__name__}: {error}", place, fix)


def _column(text: str, line: int | None) -> int:
    lines = text.splitlines()
    shown = lines[line - 1] if line and line <= len(lines) else ""
    return max(shown.find("{"), 0) + 1
