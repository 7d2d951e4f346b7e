"""The plan of a version -> which way each model and its properties go: into requests, out of answers, or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from attrs import frozen

from veneer.model import (
    COMMON_TYPES,
    ConstType,
    Model,
    ModelRef,
    Property,
    Type,
    references,
    unions,
)
from veneer.overlay.plan import ClientPlan


@frozen(cache_hash=True)
class Way:
    """How a property travels.

    Attributes:
        answers_only: Whether requests go without it.
        given: Whether the service sets it, so that a caller need not.
        may_lack: Whether a model can be without it although it is required.
    """

    answers_only: bool = False
    given: bool = False
    may_lack: bool = False


_BOTH = Way()


@frozen
class Travels:
    """Which way the models of a version go.

    Attributes:
        sent: The ids of those that requests carry, at any depth.
        received: The ids of those that answers carry.
        tags: For each model the properties by which it is told from others.
    """

    sent: frozenset[str]
    received: frozenset[str]
    tags: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, plan: ClientPlan, referred: Mapping[str, set[str]]) -> Self:
        """Return the ways of a version's models, of which each refers to some."""
        sent, received = list(_sent(plan)), list(_received(plan))
        tags = _tags(plan, [*sent, *received])
        return cls(_reached(plan, sent, referred), _reached(plan, received, referred), tags)

    def way(self, model: str, property: Property) -> Way:
        """Return how a property travels (OpenAPI 3.0, Schema Object: `readOnly`, `writeOnly` and `required`).

        Requests have what tells models apart, and constants, in any case.
        """
        if isinstance(property.type, ConstType) or not (property.read_only or property.write_only):
            return _BOTH
        tells = property.wire_name.get_untrusted_value() in self.tags.get(model, ())
        given = property.read_only and property.required and model in self.sent
        unsaid = property.write_only and property.required and model in self.received
        return Way(property.read_only and model in self.sent and not tells, given, given or unsaid)


def _sent(plan: ClientPlan) -> Iterator[Type]:
    for operation in plan.api.operations:
        yield from (item.type for item in operation.parameters)
        yield from (content.type for content in operation.body.contents) if operation.body is not None else ()


def _received(plan: ClientPlan) -> Iterator[Type]:
    for operation in plan.api.operations:
        for response in operation.responses:
            yield from (item.type for item in response.contents)


def _reached(plan: ClientPlan, types: Iterable[Type], referred: Mapping[str, set[str]]) -> frozenset[str]:
    children: dict[str, list[str]] = {}
    for id, model in plan.models.items():
        for base in model.model.bases:
            children.setdefault(base, []).append(id)
    pending = [item.id for type in types for item in references(type) if isinstance(item, ModelRef)]
    found: set[str] = set()
    while pending:
        id = pending.pop()
        if id not in found and id in plan.models:
            found.add(id)
            pending += (*referred[id], *children.get(id, ()))
    return frozenset(found)


def _tags(plan: ClientPlan, types: Iterable[Type]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for id in plan.models:
        for owner in _lineage(plan, id):
            if owner.discriminator is not None:
                found.setdefault(id, set()).add(owner.discriminator.property.get_untrusted_value())
    own = (item.property.type for model in plan.models.values() for item in model.properties)
    rarer = (type for type in own if not isinstance(type, COMMON_TYPES))
    for union in (union for type in (*types, *rarer) for union in unions(type)):
        if union.discriminator is not None:
            for option in references(union):
                found.setdefault(option.id, set()).add(union.discriminator.get_untrusted_value())
    return {id: frozenset(names) for id, names in found.items()}


def _lineage(plan: ClientPlan, id: str) -> Iterator[Model]:
    pending, seen = [id], set[str]()
    while pending:
        if (id := pending.pop()) in plan.models and id not in seen:
            seen.add(id)
            yield plan.models[id].model
            pending += plan.models[id].model.bases
