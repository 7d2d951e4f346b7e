"""Views of convenience methods and their overlays -> the text of each method, and the imports that it needs."""

from __future__ import annotations

from attrs import frozen
from jinja2 import Environment

from veneer.diagnostics import InputError
from veneer.overlay.plan import PlannedClient
from veneer.render.overlay_checks import check_blocks, check_python, diagnose
from veneer.render.overlays import OverlayFunctions
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
        check_blocks(environment, overlay, STOCK)
        text = environment.get_template(overlay.name).render(context)
        check_python(overlay, text, method.name)
    except InputError:
        raise
    except Exception as error:  # whatever the expressions of a template may raise
        raise InputError([diagnose(overlay, error)]) from error
    imports = method_imports(printer, method) | functions.imports
    return RenderedMethod(text, frozenset(imports), frozenset(functions.operations))


def _then(arguments: str) -> str:
    return f"{arguments}, " if arguments else ""
