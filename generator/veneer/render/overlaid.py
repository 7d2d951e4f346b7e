"""PackagePlan -> its overlays, and what they use of its descriptions: only what is overlaid is rendered."""

from __future__ import annotations

from veneer.load.customizations import TextFile
from veneer.overlay.plan import PackagePlan
from veneer.pins.uses import OverlayUses
from veneer.render.classes import class_file
from veneer.render.clients import render_methods
from veneer.render.environment import make_environment
from veneer.render.outcomes import Outcomes
from veneer.views.arguments import ParameterPrinter
from veneer.views.models import CLASSES, model_views
from veneer.views.operations import twin_views
from veneer.views.signatures import Signatures
from veneer.views.types import TypePrinter


def overlays_of(plan: PackagePlan) -> dict[str, TextFile]:
    """Return the overlays that a package has methods or classes for, by name."""
    found: list[TextFile | None] = []
    for version in plan.versions:
        found += [item.overlay for item in version.models.values()] + [item.overlay for item in version.enums.values()]
        for client in version.clients:
            found += [item.overlay for item in client.operations] + [item.overlay for item in client.added]
    return {file.name: file for file in found if file is not None}


def overlay_uses(plan: PackagePlan) -> tuple[OverlayUses, ...]:
    """Return what each overlay uses in each version, as `render` does, without the files.

    Raises:
        InputError: When an overlay is wrong.
    """
    environment = make_environment(overlays_of(plan), plan.default.partials)
    outcomes = Outcomes()
    for version in plan.versions:
        printer = TypePrinter(version, lazily=True)
        parameters = ParameterPrinter(printer)
        for client in version.clients:
            methods = [
                twin_views(Signatures(parameters, item))
                for item in client.operations
                if item.overlay and item.has_convenience
            ]
            render_methods(environment, plan, printer, client, methods, outcomes)
        for view in model_views(version, ""):
            if view.template in CLASSES and view.context["item"].overlay is not None:
                class_file(environment, view, outcomes)
    return outcomes.uses()
