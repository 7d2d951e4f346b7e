"""PackagePlan -> FileSet: prints and formats every view, copies what is not printed, lists what is public."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.fileset import FileSet
from veneer.finishing.formatting import FormatError
from veneer.finishing.places import Place, Places, here
from veneer.garbage import give_back
from veneer.overlay.plan import PackagePlan
from veneer.pins.uses import OverlayUses
from veneer.render.classes import class_file
from veneer.render.clients import with_methods
from veneer.render.copies import copies
from veneer.render.environment import make_environment
from veneer.render.outcomes import Outcomes
from veneer.render.overlaid import overlays_of
from veneer.render.samples import OverlaySamples, with_samples
from veneer.render.shadows import without_shadows
from veneer.views import FileView, package_views
from veneer.views.models import CLASSES
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


def render(plan: PackagePlan, places: Places = here) -> Rendered:
    """Render a distribution.

    Args:
        plan: The package with all its versions.
        places: Where its files go.

    Returns:
        Its files, and what its overlays used.

    Raises:
        InputError: When an overlay is wrong, or what it prints is no Python.
    """
    shown = ", ".join(overlays_of(plan)) or "the stock templates"
    try:
        with places(plan.package, _count(plan)) as place:
            listed, uses = _print(plan, place)
            place.finish()
            del plan  # a large one takes as much as the files
            give_back()
            for view in listed:
                template = make_environment({}).get_template(view.template)
                # Overlays may print anything, so only the finished files say what is public.
                offered = place.surface(view.context["versions"])
                place.keep(view.path, template.render(view.context, surface=offered).encode())
            return Rendered(place.files(), uses)
    except FormatError as error:
        raise InputError([_unparsable(error, shown)]) from error


def _count(plan: PackagePlan) -> int:
    """Return how many files there will be, about."""
    return sum(len(version.models) + len(version.enums) for version in plan.versions)


def _print(plan: PackagePlan, place: Place) -> tuple[list[FileView], tuple[OverlayUses, ...]]:
    """Print every file but those that list what is in the others; return the views of these, and what overlays used."""
    environment = make_environment(overlays_of(plan), plan.default.partials)
    outcomes = Outcomes()
    samples = OverlaySamples(environment, outcomes)
    listed: list[FileView] = []
    for path, content in copies(plan):
        place.keep(path, content)
    for view in package_views(plan):
        if view.template == SURFACE:
            listed.append(view)
        elif view.path.endswith((".py", ".pyi")):
            place.add(view.path, _printed(plan, view, samples))
        else:
            place.keep(view.path, _printed(plan, view, samples).encode())
    outcomes.check()
    return listed, outcomes.uses()


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
    if view.template in CLASSES:
        return class_file(samples.environment, view, samples.outcomes)
    template = samples.environment.get_template(view.template)
    text = template.render(_finished(plan, view, samples))
    return without_shadows(text) if view.template in _CLIENTS else text


def _finished(plan: PackagePlan, view: FileView, samples: OverlaySamples) -> Mapping[str, Any]:
    """Return what a file's template prints, its overlaid parts rendered."""
    if view.template == "client.py.jinja":
        return with_methods(plan, view, samples)
    if view.template == SAMPLES:
        return with_samples(samples, view)
    return view.context


def _unparsable(error: FormatError, names: str) -> Diagnostic:
    fix = f"Look at what these print: {names}."
    return Diagnostic("generated-syntax", f"what was printed is no Python: {error}", Location("veneer"), fix)
