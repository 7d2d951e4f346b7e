"""PackagePlan -> FileSet: prints every view, copies the runtime, formats once, lists what is public."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from typing import Any

from attrs import frozen
from jinja2 import Environment

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.overlay.plan import ClientPlan, PackagePlan, PlannedClient
from veneer.pins.uses import OverlayUses
from veneer.render.classes import with_class
from veneer.render.environment import make_environment
from veneer.render.fileset import FileSet
from veneer.render.formatting import FormatError, format_python
from veneer.render.methods import RenderedMethod, render_added, render_method
from veneer.render.outcomes import Outcomes
from veneer.render.surface import surface
from veneer.views import FileView, package_views
from veneer.views.imports import import_block
from veneer.views.package import SURFACE
from veneer.views.view import Import


@frozen
class Rendered:
    """A finished distribution.

    Attributes:
        files: Every file by its path below the distribution's folder, sorted.
        uses: What each overlay used of the description, in each version.
    """

    files: FileSet
    uses: tuple[OverlayUses, ...]


def render(plan: PackagePlan) -> Rendered:
    """Render a distribution.

    Args:
        plan: The package with all its versions.

    Returns:
        Its files, and what its overlays used.

    Raises:
        InputError: When an overlay is wrong, or what it prints is no Python.
    """
    overlays = _overlays(plan)
    environment = make_environment(overlays, plan.default.partials)
    printed: dict[str, str] = {}
    outcomes = Outcomes()
    views = tuple(package_views(plan))
    for view in views:
        if view.template == SURFACE:
            continue  # read off the others, once these are formatted
        finished = _finished(environment, plan, view, outcomes)
        printed[view.path] = environment.get_template(view.template).render(finished)
    outcomes.check()
    python = {path: text for path, text in printed.items() if path.endswith(".py")}
    try:
        printed |= format_python(python)
    except FormatError as error:
        raise InputError([_unparsable(error, overlays)]) from error
    found = {path: text.encode() for path, text in printed.items()} | dict(_runtime(plan.package))
    for view in views:
        if view.template == SURFACE:
            found[view.path] = _listed(environment, view, found).encode()
    return Rendered(dict(sorted(found.items())), outcomes.uses())


@frozen
class Printed:
    """Some files of a distribution as printed, before they are formatted, and what the overlays in them used."""

    files: Mapping[str, str]
    uses: tuple[OverlayUses, ...]


def print_files(plan: PackagePlan, paths: Collection[str]) -> Printed:
    """Print some files of a distribution, without the formatter.

    Args:
        plan: The package.
        paths: The files by their paths below the distribution's folder.

    Raises:
        InputError: When an overlay in them is wrong.
    """
    environment = make_environment(_overlays(plan), plan.default.partials)
    outcomes = Outcomes()
    printed = {
        view.path: environment.get_template(view.template).render(_finished(environment, plan, view, outcomes))
        for view in package_views(plan)
        if view.path in paths
    }
    return Printed(printed, outcomes.uses())


def _listed(environment: Environment, view: FileView, files: FileSet) -> str:
    """List what is public. Overlays may print anything, so only the finished files say what that is."""
    about = view.context
    offered = surface(files, about["package"], about["versions"])
    return environment.get_template(view.template).render(about, surface=offered)


def _overlays(plan: PackagePlan) -> dict[str, TextFile]:
    found: list[TextFile | None] = []
    for version in plan.versions:
        found += [item.overlay for item in version.models.values()] + [item.overlay for item in version.enums.values()]
        for client in version.clients:
            found += [item.overlay for item in client.operations] + [item.overlay for item in client.added]
    return {file.name: file for file in found if file is not None}


def _finished(environment: Environment, plan: PackagePlan, view: FileView, outcomes: Outcomes) -> Mapping[str, Any]:
    """Return what a file's template prints, its overlaid parts rendered."""
    if view.template == "client.py.jinja":
        return _with_methods(environment, plan, view, outcomes)
    return with_class(environment, view, outcomes) if view.template == "class_file.py.jinja" else view.context


def _unparsable(error: FormatError, overlays: Mapping[str, TextFile]) -> Diagnostic:
    names = ", ".join(overlays) or "the stock templates"
    fix = f"Look at what these print: {names}."
    return Diagnostic("generated-syntax", f"what was printed is no Python: {error}", Location("veneer"), fix)


def _with_methods(environment: Environment, plan: PackagePlan, view: FileView, outcomes: Outcomes) -> dict[str, object]:
    """Render a client's methods first: which imports the file needs is known when its overlays have spoken."""
    context = dict(view.context)
    printer = context["printer"]
    version: ClientPlan = printer.plan
    client = next(item for item in version.clients if item.name == context["name"])
    pairs = [
        tuple(render_method(environment, printer, client, method) for method in twins) for twins in context["methods"]
    ]
    added = [
        tuple(render_added(environment, printer, client, method, is_async=is_async) for is_async in (False, True))
        for method in client.added
    ]
    _check_merged(plan, client, {twins[0].name: pair[0] for twins, pair in zip(context["methods"], pairs, strict=True)})
    pairs += added
    for item in (item for pair in pairs for item in pair):
        if item.overlay is not None:
            outcomes.add(item.overlay, version.version, item.uses, is_stock=item.is_stock)
    needed: set[Import] = set(context["imports"]).union(*(item.imports for pair in pairs for item in pair))
    context["imports"] = import_block(needed, context["module"], context["package"])
    context["sync_methods"] = tuple(pair[0].text for pair in pairs)
    context["async_methods"] = tuple(pair[1].text for pair in pairs)
    return context


def _check_merged(plan: PackagePlan, client: PlannedClient, rendered: Mapping[str, RenderedMethod]) -> None:
    """An operation that is said to be merged has to be called by the overlay that covers it."""
    by_id = {operation.id: operation for operation in client.operations}
    problems = []
    for operation in client.operations:
        if operation.merged_into is None:
            continue
        cover = by_id.get(operation.merged_into)
        used = rendered[cover.name].operations if cover is not None and cover.name in rendered else frozenset()
        if operation.id not in used:
            message = f"`{operation.id}` is merged into `{operation.merged_into}`, whose overlay does not call it"
            fix = f'Call it there with protocol("{operation.id}", ...), or remove merged_into.'
            problems.append(plan.configuration.problem("merged-operation-unused", message, operation.id, fix))
    if problems:
        raise InputError(problems)


def _runtime(package: str) -> Iterator[tuple[str, bytes]]:
    """Yield the runtime's files, byte for byte."""
    for item in files("veneer.runtime").iterdir():
        if item.name.endswith(".py"):
            yield f"{package}/_runtime/{item.name}", item.read_bytes()
