"""The plan of a version -> the models that requests carry, at any depth."""

from __future__ import annotations

from veneer.model import ModelRef, references
from veneer.overlay.plan import ClientPlan
from veneer.views.cycles import referred_models


def sent_models(plan: ClientPlan) -> frozenset[str]:
    """Return the ids of the models that a body holds, or a parameter."""
    types = [item.type for operation in plan.api.operations for item in operation.parameters]
    for operation in plan.api.operations:
        types += [content.type for content in operation.body.contents] if operation.body is not None else []
    pending = [item.id for type in types for item in references(type) if isinstance(item, ModelRef)]
    found: set[str] = set()
    while pending:
        id = pending.pop()
        if id not in found and id in plan.models:
            found.add(id)
            pending += referred_models(plan.models[id])
    return frozenset(found)
