"""PackagePlan -> FileSet: prints and formats every view, copies what is not printed, lists what is public."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.garbage import give_back
from veneer.load.customizations import TextFile
from veneer.overlay.plan import PackagePlan
from veneer.pins.uses import OverlayUses
from veneer.render.background import BackgroundFormatter
from veneer.render.classes import with_class
from veneer.render.clients import with_methods
from veneer.render.copies import copies
from veneer.render.environment import make_environment
from veneer.render.fileset import FileSet
from veneer.render.formatting import FormatError
from veneer.render.outcomes import Outcomes
from veneer.render.overlaid import overlays_of
from veneer.render.samples import OverlaySamples, with_samples
from veneer.render.shadows import without_shadows
from veneer.render.surface import surface
from veneer.views import FileView, package_views
from veneer.views.package import SURFACE
from veneer.views.samples.files import TEMPLATE as SAMPLES

_CLIENTS = ("client.py.jinja", "protocol.py.jinja")


@frozen
class Rendered:
    """A finished distribution.

    Attributes:
        files: Every file by its path below the distribution's folder, sorted.
        uses: What each overlay used of the description, in each version.
    """

    files: FileSet
    uses: tuple[OverlayUses, ...]


@frozen
class Printed:
    """Files of a distribution as printed, before they are formatted, and what the overlays in them did."""

    files: Mapping[str, str]
    outcomes: Outcomes


def render(plan: PackagePlan) -> Rendered:
    """Render a distribution.

    Args:
        plan: The package with all its versions.

    Returns:
        Its files, and what its overlays used.

    Raises:
        InputError: When an overlay is wrong, or what it prints is no Python.
    """
    found, listed, uses = _formatted(plan)
    del plan  # a large one takes as much as the files
    give_back()
    found |= {view.path: _listed(view, found).encode() for view in listed}
    return Rendered(dict(sorted(found.items())), uses)


def _formatted(plan: PackagePlan) -> tuple[dict[str, bytes], list[FileView], tuple[OverlayUses, ...]]:
    """Return every file but those that list what is in the others, the views of these, and what overlays used."""
    environment = make_environment(overlays_of(plan), plan.default.partials)
    outcomes = Outcomes()
    samples = OverlaySamples(environment, outcomes)
    found: dict[str, bytes] = {}
    listed: list[FileView] = []
    with BackgroundFormatter() as formatter:
        for view in package_views(plan):
            if view.template == SURFACE:
                listed.append(view)
            elif view.path.endswith(".py"):
                formatter.add(view.path, _printed(plan, view, samples))
            else:
                found[view.path] = _printed(plan, view, samples).encode()
        outcomes.check()
        try:
            found |= formatter.finish()
        except FormatError as error:
            raise InputError([_unparsable(error, overlays_of(plan))]) from error
    return found | dict(copies(plan)), listed, outcomes.uses()


def print_files(plan: PackagePlan, paths: Collection[str]) -> Printed:
    """Print some files of a distribution, without the formatter.

    Args:
        plan: The package.
        paths: The files by their paths below the distribution's folder.

    Raises:
        InputError: When an overlay in them is wrong.
    """
    environment = make_environment(overlays_of(plan), plan.default.partials)
    outcomes = Outcomes()
    samples = OverlaySamples(environment, outcomes)
    views = (view for view in package_views(plan) if view.path in paths)
    return Printed({view.path: _printed(plan, view, samples) for view in views}, outcomes)


def _printed(plan: PackagePlan, view: FileView, samples: OverlaySamples) -> str:
    template = samples.environment.get_template(view.template)
    text = template.render(_finished(plan, view, samples))
    return without_shadows(text) if view.template in _CLIENTS else text


def _listed(view: FileView, files: FileSet) -> str:
    """List what is public. Overlays may print anything, so only the finished files say what that is."""
    about = view.context
    offered = surface(files, about["package"], about["versions"])
    return make_environment({}).get_template(view.template).render(about, surface=offered)


def _finished(plan: PackagePlan, view: FileView, samples: OverlaySamples) -> Mapping[str, Any]:
    """Return what a file's template prints, its overlaid parts rendered."""
    if view.template == "client.py.jinja":
        return with_methods(plan, view, samples)
    if view.template == SAMPLES:
        return with_samples(samples, view)
    return (
        with_class(samples.environment, view, samples.outcomes)
        if view.template == "class_file.py.jinja"
        else view.context
    )


def _unparsable(error: FormatError, overlays: Mapping[str, TextFile]) -> Diagnostic:
    names = ", ".join(overlays) or "the stock templates"
    fix = f"Look at what these print: {names}."
    return Diagnostic("generated-syntax", f"what was printed is no Python: {error}", Location("veneer"), fix)
