"""Models and what they refer to -> the groups of models that need each other and cannot import each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from veneer.model import COMMON_TYPES, ModelRef, Type, references
from veneer.overlay.plan import PlannedModel


def referred_models(model: PlannedModel) -> set[str]:
    """Return the ids of the models that a model's properties refer to."""
    types = [item.property.type for item in model.properties]
    if model.model.additional is not None:
        types.append(model.model.additional)
    return models_in(types) | {*model.model.bases}


def models_in(types: Iterable[Type]) -> set[str]:
    """Return the ids of the models that some types refer to."""
    held = (type for type in types if not isinstance(type, COMMON_TYPES))
    return {item.id for type in held for item in references(type) if isinstance(item, ModelRef)}


def cycle_groups(models: Mapping[str, PlannedModel], referred: Mapping[str, set[str]]) -> dict[str, int]:
    """Number the groups of models that reach each other (Kosaraju's two passes; no recursion, chains may be long).

    Args:
        models: All models by id.
        referred: What each refers to.

    Returns:
        The group of each model; two models in one group are in a cycle.
    """
    forward = {id: sorted(held & models.keys()) for id, held in referred.items()}
    for id, model in models.items():
        for base in model.model.bases:  # a parent leads to its children
            if base in forward:
                forward[base].append(id)
    backward: dict[str, list[str]] = {id: [] for id in models}
    for id, targets in forward.items():
        for target in targets:
            backward[target].append(id)
    group: dict[str, int] = {}
    for root in reversed(_finish_order(forward)):
        number = len(group)
        pending = [root]
        while pending:
            id = pending.pop()
            if id not in group:
                group[id] = number
                pending += backward[id]
    return group


def _finish_order(edges: Mapping[str, list[str]]) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()
    for root in edges:
        stack = [(root, iter(edges[root]))] if root not in seen else []
        seen.add(root)
        while stack:
            id, rest = stack[-1]
            following = next((target for target in rest if target not in seen), None)
            if following is None:
                order.append(id)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(edges[following])))
    return order


def reaches(models: Mapping[str, PlannedModel], start: str, goal: str) -> bool:
    """Tell whether a model, or one that it refers to at any distance, is another one."""
    seen: set[str] = set()
    pending = [start]
    while pending:
        id = pending.pop()
        if id == goal:
            return True
        if id not in seen and id in models:
            seen.add(id)
            pending += referred_models(models[id])
    return False
