"""Views of models and enums and their overlays -> the text of each class, and the imports that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from jinja2 import Environment

from veneer.load.customizations import TextFile
from veneer.overlay.contract import lineage
from veneer.overlay.plan import PlannedEnum, PlannedModel
from veneer.pins.uses import Uses
from veneer.render.outcomes import Outcomes
from veneer.render.overlay_checks import render_overlay
from veneer.render.overlay_names import OverlayNames
from veneer.render.overlay_uses import note_class
from veneer.views.imports import import_block
from veneer.views.view import FileView, Import


def with_class(environment: Environment, view: FileView, outcomes: Outcomes) -> Mapping[str, Any]:
    """Render the class of a file first: which imports the file needs is known when its overlay has spoken.

    Args:
        environment: The run's templates.
        view: The file.
        outcomes: Told what the overlay did.

    Returns:
        What its template prints.

    Raises:
        InputError: When its overlay is wrong, at the template's own line.
    """
    context = view.context
    item: PlannedModel | PlannedEnum = context["item"]
    imports: frozenset[Import] = context["imports"]
    if item.overlay is None:
        body = environment.get_template(context["template"]).render(context["view"])
    else:
        body, needed = _overlaid(environment, context, item, item.overlay, outcomes)
        imports |= needed
    block = import_block(imports, context["module"], context["package"])
    return {**context, "body": body, "imports": block}


def _overlaid(
    environment: Environment,
    context: Mapping[str, Any],
    item: PlannedModel | PlannedEnum,
    overlay: TextFile,
    outcomes: Outcomes,
) -> tuple[str, Set[Import]]:
    """Return the class as its overlay prints it, and what the overlay needs."""
    importer = item.model.id if isinstance(item, PlannedModel) else item.enum.id
    names, template = OverlayNames(context["printer"], importer=importer), context["template"]
    functions = {"model": names.model, "new": names.new, "runtime": names.runtime, "library": names.library}
    known = {**context["view"], **functions}
    stock = environment.get_template(template).render(known)
    plan = names.printer.plan
    chain, extended = lineage(overlay, plan.partials)
    names.uses = Uses(chain)
    text = render_overlay(environment, chain, template, known, item.name)
    note_class(names, environment, extended == template, item, (text, stock))
    outcomes.add(overlay, plan.version, names.uses, is_stock=text.split() == stock.split())
    return text, names.imports
