"""Views of models and enums and their overlays -> the text of each class's file, with the imports that it needs."""

from __future__ import annotations

from collections.abc import Set

from jinja2 import Environment

from veneer.load.customizations import TextFile
from veneer.overlay.contract import lineage
from veneer.overlay.plan import PlannedEnum, PlannedModel
from veneer.pins.uses import Uses
from veneer.render.layout import head
from veneer.render.outcomes import Outcomes
from veneer.render.overlay_checks import render_overlay
from veneer.render.overlay_names import OverlayNames
from veneer.render.overlay_uses import note_class
from veneer.views.imports import import_block
from veneer.views.view import FileView, Import


def class_file(environment: Environment, view: FileView, outcomes: Outcomes) -> str:
    """Print the file of a class, the class first: which imports the file needs is known when its overlay has spoken.

    Args:
        environment: The run's templates.
        view: The file.
        outcomes: Told what the overlay did.

    Raises:
        InputError: When its overlay is wrong, at the template's own line.
    """
    context = view.context
    item: PlannedModel | PlannedEnum = context["item"]
    imports: frozenset[Import] = context["imports"]
    if item.overlay is None:
        body = environment.get_template(view.template).render(context["view"])
    else:
        body, needed = _overlaid(environment, view, item, item.overlay, outcomes)
        imports |= needed
    block = import_block(imports, context["module"], context["package"])
    return f"{head(context['header'], context['module_docstring'], block)}\n\n{body}\n"


def _overlaid(
    environment: Environment,
    view: FileView,
    item: PlannedModel | PlannedEnum,
    overlay: TextFile,
    outcomes: Outcomes,
) -> tuple[str, Set[Import]]:
    """Return the class as its overlay prints it, and what the overlay needs."""
    importer = item.model.id if isinstance(item, PlannedModel) else item.enum.id
    names, template = OverlayNames(view.context["printer"], importer=importer), view.template
    functions = {"model": names.model, "new": names.new, "runtime": names.runtime, "library": names.library}
    known = {**view.context["view"], **functions}
    stock = environment.get_template(template).render(known)
    plan = names.printer.plan
    chain, extended = lineage(overlay, plan.partials)
    names.uses = Uses(chain)
    text = render_overlay(environment, chain, template, known, item.name)
    note_class(names, environment, extended == template, item, (text, stock))
    outcomes.add(overlay, plan.version, names.uses, is_stock=text.split() == stock.split())
    return text, names.imports
