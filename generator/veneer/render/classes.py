"""Views of models and enums and their overlays -> the text of each class, and the imports that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment

from veneer.overlay.contract import lineage
from veneer.overlay.plan import PlannedEnum, PlannedModel
from veneer.render.overlay_checks import render_overlay
from veneer.render.overlays import OverlayNames
from veneer.views.imports import import_block
from veneer.views.view import FileView


def with_class(environment: Environment, view: FileView) -> Mapping[str, Any]:
    """Render the class of a file first: which imports the file needs is known when its overlay has spoken.

    Args:
        environment: The run's templates.
        view: The file.

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
    if item.overlay is None:
        context["body"] = environment.get_template(context["template"]).render(known)
    else:
        chain, _ = lineage(item.overlay, context["printer"].plan.partials)
        context["body"] = render_overlay(environment, chain, context["template"], known, item.name)
    context["imports"] = import_block(context["imports"] | names.imports, context["module"], context["package"])
    return context
