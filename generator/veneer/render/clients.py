"""Views of clients and their overlays -> the text of each method, and the imports that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve
from jinja2 import Environment

from veneer.diagnostics import InputError
from veneer.overlay.plan import AddedMethod, PackagePlan, PlannedClient
from veneer.render.examples import with_example
from veneer.render.methods import RenderedMethod, render_added, render_method
from veneer.render.outcomes import Outcomes
from veneer.render.samples import OverlaySamples
from veneer.views import FileView
from veneer.views.clients import with_examples
from veneer.views.imports import import_block
from veneer.views.operations import ConvenienceView
from veneer.views.samples.calls import SamplePrinter
from veneer.views.types import TypePrinter
from veneer.views.view import Import

Twins = tuple[RenderedMethod, RenderedMethod]
Views = tuple[ConvenienceView, ConvenienceView]


def with_methods(plan: PackagePlan, view: FileView, overlays: OverlaySamples) -> dict[str, object]:
    """Render a client's methods first: which imports the file needs is known when its overlays have spoken.

    Args:
        plan: The package.
        view: The client's file.
        overlays: The samples of overlays, with the run's templates.

    Returns:
        What the file's template prints.

    Raises:
        InputError: When an overlay is wrong, at the template's own line.
    """
    context = dict(view.context)
    printer: TypePrinter = context["printer"]
    client = next(item for item in printer.plan.clients if item.name == context["name"])
    methods = [_with_own_examples(overlays, context["samples"], client, pair) for pair in context["methods"]]
    pairs = render_methods(overlays.environment, plan, printer, client, methods, overlays.outcomes)
    if context["samples"] is not None:
        for at, added in enumerate(client.added, len(methods)):
            pairs[at] = _with_own_example(overlays, context["samples"], client, added, pairs[at])
    needed: set[Import] = set(context["imports"]).union(*(item.imports for pair in pairs for item in pair))
    context["imports"] = import_block(needed, context["module"], context["package"])
    context["sync_methods"] = tuple(pair[0].text for pair in pairs)
    context["async_methods"] = tuple(pair[1].text for pair in pairs)
    return context


def _with_own_examples(
    overlays: OverlaySamples, samples: SamplePrinter | None, client: PlannedClient, pair: Views
) -> Views:
    """Return the views of a method with the first sample of its overlay, if it has any, in its docstrings."""
    operation = pair[0].operation
    if samples is None or operation.overlay is None:
        return pair
    own = overlays.of(samples, client, operation, operation.overlay)
    return with_examples(pair, [sample.lines for sample in own[:2]]) if own else pair


def _with_own_example(
    overlays: OverlaySamples, samples: SamplePrinter, client: PlannedClient, method: AddedMethod, pair: Twins
) -> Twins:
    """Return a method that no operation has with the first sample of its overlay, if it has any, in its docstrings."""
    own = overlays.of(samples, client, method, method.overlay)[:2]
    if not own:
        return pair
    sync, twin = (
        evolve(item, text=with_example(item.text, sample.lines)) for item, sample in zip(pair, own, strict=True)
    )
    return sync, twin


def render_methods(
    environment: Environment,
    plan: PackagePlan,
    printer: TypePrinter,
    client: PlannedClient,
    methods: Iterable[Views],
    outcomes: Outcomes,
) -> list[Twins]:
    """Render methods of a client, sync and async, and those that its overlays add.

    Args:
        environment: The run's templates.
        plan: The package.
        printer: Prints the types of the client's version.
        client: The client.
        methods: Views of its methods: at least those that are overlaid.
        outcomes: Told what the overlays did.

    Raises:
        InputError: When an overlay is wrong, at the template's own line.
    """

    def render(view: ConvenienceView) -> RenderedMethod:
        return render_method(environment, printer, client, view)

    own = {sync.name: (render(sync), render(twin)) for sync, twin in methods}
    added = [
        (
            render_added(environment, printer, client, method, is_async=False),
            render_added(environment, printer, client, method, is_async=True),
        )
        for method in client.added
    ]
    _check_merged(plan, client, own)
    pairs = [*own.values(), *added]
    for item in (item for pair in pairs for item in pair):
        if item.overlay is not None:
            outcomes.add(item.overlay, printer.plan.version, item.uses, is_stock=item.is_stock)
    return pairs


def _check_merged(plan: PackagePlan, client: PlannedClient, rendered: Mapping[str, Twins]) -> None:
    """An operation that is said to be merged has to be called by the overlay that covers it."""
    by_id = {operation.id: operation for operation in client.operations}
    problems = []
    for operation in client.operations:
        if operation.merged_into is None:
            continue
        cover = by_id.get(operation.merged_into)
        used = rendered[cover.name][0].operations if cover is not None and cover.name in rendered else frozenset()
        if operation.id not in used:
            message = f"`{operation.id}` is merged into `{operation.merged_into}`, whose overlay does not call it"
            fix = f'Call it there with protocol("{operation.id}", ...), or remove merged_into.'
            problems.append(plan.configuration.problem("merged-operation-unused", message, operation.id, fix))
    if problems:
        raise InputError(problems)
