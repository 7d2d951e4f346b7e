"""Views of models and enums and their overlays -> the text of each class, and the imports that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment

from veneer.overlay.contract import lineage
from veneer.overlay.plan import PlannedEnum, PlannedModel
from veneer.pins.uses import Uses
from veneer.render.outcomes import Outcomes
from veneer.render.overlay_checks import render_overlay
from veneer.render.overlay_names import OverlayNames
from veneer.render.overlay_uses import note_class
from veneer.views.imports import import_block
from veneer.views.view import FileView


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
    context = dict(view.context)
    item: PlannedModel | PlannedEnum = context["item"]
    importer = item.model.id if isinstance(item, PlannedModel) else item.enum.id
    names = OverlayNames(context["printer"], importer=importer)
    functions = {"model": names.model, "new": names.new, "runtime": names.runtime, "library": names.library}
    known = {**context["view"], **functions}
    stock: str = environment.get_template(context["template"]).render(known)
    context["body"] = stock
    if item.overlay is not None:
        plan = names.printer.plan
        chain, extended = lineage(item.overlay, plan.partials)
        names.uses = Uses(chain)
        text = render_overlay(environment, chain, context["template"], known, item.name)
        note_class(names, environment, extended == context["template"], item, (text, stock))
        outcomes.add(item.overlay, plan.version, names.uses, is_stock=text.split() == stock.split())
        context["body"] = text
    context["imports"] = import_block(context["imports"] | names.imports, context["module"], context["package"])
    return context
