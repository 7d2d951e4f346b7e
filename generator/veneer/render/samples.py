"""The view of a sample file -> what its template prints: the samples of the description, and those of overlays."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field
from jinja2 import Environment

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.names import identifier
from veneer.overlay.contract import lineage
from veneer.overlay.plan import AddedMethod, PlannedClient, PlannedOperation
from veneer.overlay.templates import ADDED_METHOD
from veneer.render.methods import STOCK, added_context, method_context
from veneer.render.outcomes import Outcomes
from veneer.render.overlay_checks import check_blocks, diagnose
from veneer.render.sample_functions import SampleFunctions
from veneer.views import FileView
from veneer.views.arguments import ParameterPrinter
from veneer.views.docstring import Docstring
from veneer.views.operations import convenience_view
from veneer.views.package import PUBLIC_RUNTIME
from veneer.views.samples.calls import Layer, SamplePrinter
from veneer.views.samples.files import KINDS, SampleFunction, finished, function_of, summary_of
from veneer.views.signatures import Signatures
from veneer.views.view import Import

_TITLE = re.compile(r"^# ?(.*)$", re.MULTILINE)


@define
class OverlaySamples:
    """The samples of overlays, which stand in docstrings and in files: each is rendered once.

    Attributes:
        environment: The run's templates.
        outcomes: Told of an overlay whose samples are not the stock ones.
    """

    environment: Environment
    outcomes: Outcomes
    _found: dict[tuple[str, str, str], tuple[SampleFunction, ...]] = field(factory=dict)

    def of(
        self, printer: SamplePrinter, client: PlannedClient, method: PlannedOperation | AddedMethod, overlay: TextFile
    ) -> tuple[SampleFunction, ...]:
        """Return the samples of an overlay, each sync and then async; none of one that has no blocks.

        Raises:
            InputError: When its block `samples` is wrong.
        """
        key = printer.printer.plan.module, client.name, method.name
        if key not in self._found:
            self._found[key] = found = tuple(_overlay_samples(self.environment, printer, client, method, overlay))
            if isinstance(method, PlannedOperation) and not _is_stock(found, printer, client, method):
                self.outcomes.changed(overlay)
        return self._found[key]


def _is_stock(
    found: tuple[SampleFunction, ...], printer: SamplePrinter, client: PlannedClient, operation: PlannedOperation
) -> bool:
    stock = [item.lines for item in printer.samples(client, operation) if item.layer is Layer.CONVENIENCE]
    return not found or [item.lines for item in found] == stock


def with_samples(overlays: OverlaySamples, view: FileView) -> dict[str, Any]:
    """Return what the template of a sample file prints.

    Args:
        overlays: The samples of overlays.
        view: The file.

    Raises:
        InputError: When the block `samples` of an overlay is wrong, at the template's own line.
    """
    context = dict(view.context)
    printer: SamplePrinter = context["printer"]
    client: PlannedClient = context["client"]
    found: list[SampleFunction] = []
    for operation in client.operations:
        own = printer.samples(client, operation)
        if operation.overlay is not None and operation.has_convenience:
            found += overlays.of(printer, client, operation, operation.overlay)
            own = (item for item in own if item.layer is Layer.PROTOCOL)
        found += map(function_of, own)
    for method in client.added:
        found += overlays.of(printer, client, method, method.overlay)
    return context | finished(found, context["imports"])


def _overlay_samples(
    environment: Environment,
    printer: SamplePrinter,
    client: PlannedClient,
    method: PlannedOperation | AddedMethod,
    overlay: TextFile,
) -> Iterator[SampleFunction]:
    stock = ADDED_METHOD if isinstance(method, AddedMethod) else STOCK
    chain, extended = lineage(overlay, printer.printer.plan.partials)
    if extended != stock:
        return
    twins = [list(_twin(environment, printer, client, method, chain, is_async=is_async)) for is_async in (False, True)]
    for pair in zip(*twins, strict=True):
        yield from pair


def _twin(
    environment: Environment,
    printer: SamplePrinter,
    client: PlannedClient,
    method: PlannedOperation | AddedMethod,
    chain: tuple[TextFile, ...],
    *,
    is_async: bool,
) -> Iterator[SampleFunction]:
    own, types = SampleFunctions(printer, client, is_async), printer.printer
    shown: list[tuple[str, str]] = []
    if isinstance(method, AddedMethod):
        stock, (functions, context) = ADDED_METHOD, added_context(types, client, method, is_async=is_async)
    else:
        view = convenience_view(Signatures(ParameterPrinter(types), method), is_async=is_async)
        stock, (functions, context) = STOCK, method_context(types, client, view)
        for full in (False, True):
            sample = printer.sample(client, method, Layer.CONVENIENCE, full=full, is_async=is_async)
            if sample is not None and "\n".join(sample.lines) not in [text for _, text in shown]:
                shown.append((KINDS[full].replace("_", " "), "\n".join(sample.lines)))
                own.imports |= sample.imports
    context |= {"sampling": True, "stock_samples": shown, **own.functions()}
    text = _rendered(environment, chain, stock, context)
    imports = {_public(types.plan.package, item) for item in functions.imports | own.imports}
    before, *pieces = _TITLE.split(text)
    if before.strip():
        message, fix = "a sample begins with a comment that names it", "Write `# in a few words` before it."
        raise InputError([Diagnostic("overlay-sample", message, Location(chain[0].name, 1, 1), fix)])
    for title, code in zip(pieces[::2], pieces[1::2], strict=True):
        lines = tuple(line for line in code.splitlines() if line.strip())
        name = f"{'async_' if is_async else ''}{method.name}_{identifier(title)}"
        yield SampleFunction(name, _docstring(method, title), is_async, lines, _used(imports, code))


def _docstring(method: PlannedOperation | AddedMethod, title: str) -> Docstring:
    if isinstance(method, PlannedOperation) and title.replace(" ", "_") in KINDS:
        return Docstring(summary_of(method))
    return Docstring(f"{method.name.replace('_', ' ').capitalize()}: {title.strip().rstrip('.')}.")


def _rendered(environment: Environment, chain: tuple[TextFile, ...], stock: str, context: dict[str, Any]) -> str:
    try:
        check_blocks(environment, chain, stock)
        text = environment.get_template(chain[0].name).render(context)
        ast.parse("async def sample():\n pass\n" + re.sub("^", " ", text, flags=re.MULTILINE))
    except InputError:
        raise
    except SyntaxError as error:
        message, fix = f"the block `samples` prints what is no Python: {error.msg}", "Mend the block."
        raise InputError([Diagnostic("overlay-python", message, Location(chain[0].name, 1, 1), fix)]) from None
    except Exception as error:  # whatever the expressions of a template may raise
        raise InputError([diagnose(chain, stock, error)]) from error
    return text


def _public(package: str, item: Import) -> Import:
    """Return the import of a name as applications write it."""
    is_public = item.module == f"{package}._runtime" and item.name in PUBLIC_RUNTIME
    return Import(package, item.name, item.alias) if is_public else item


def _used(imports: Iterable[Import], code: str) -> frozenset[Import]:
    """Return the imports that a sample needs itself."""
    return frozenset(
        item for item in imports if re.search(rf"\b{re.escape(item.alias or item.name or item.module)}\b", code)
    )
