"""A name that package.toml gives -> the operation, parameter or property that it means, or a problem at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from attrs import frozen

from veneer.model import ListType, ModelRef, NullableType, Place, Type
from veneer.overlay.contents import chosen_content, successes
from veneer.overlay.planned import PlannedModel, PlannedOperation, PlannedParameter, PlannedProperty
from veneer.overlay.problems import PlanProblems, did_you_mean


class UnusableError(Exception):
    """What package.toml says cannot be done; the problem is noted."""


@frozen
class Lookups:
    """Finds what is meant in one version; what is not there is noted, and raised as `UnusableError`."""

    models: Mapping[str, PlannedModel]
    problems: PlanProblems

    def matching(self, globs: Iterable[str], operations: Iterable[PlannedOperation]) -> Iterator[PlannedOperation]:
        """Yield the operations that one of some globs over operationId matches; one that matches none is noted."""
        by_id = {operation.id: operation for operation in operations}
        for glob in globs:
            found = [id for id in by_id if fnmatchcase(id, glob)]
            if not found:
                message = f"`{glob}` matches no operation of {self.problems.spec_name}"
                fix = f"Remove it{did_you_mean(glob, sorted(by_id))}."
                self.problems.lacks("unknown-operation", message, glob, fix)
            yield from (by_id.pop(id) for id in found)

    def parameter(self, operation: PlannedOperation, name: str) -> PlannedParameter:
        """Return a query parameter of an operation by its name in the description."""
        known = {
            item.parameter.wire_name.get_untrusted_value(): item
            for item in operation.parameters
            if item.parameter.place is Place.QUERY
        }
        if name not in known:
            message = f"operation `{operation.id}` has no query parameter `{name}`"
            raise self.error("unknown-parameter", message, name, known)
        return known[name]

    def property(self, owner: Type, name: str, where: str) -> PlannedProperty:
        """Return a property of a model by its name in the description; `where` names the model in a message."""
        owner = bare(owner)
        properties = self.models[owner.id].properties if isinstance(owner, ModelRef) else ()
        known = {item.property.wire_name.get_untrusted_value(): item for item in properties}
        if name not in known:
            raise self.error("unknown-property", f"{where} has no property `{name}`", name, known)
        return known[name]

    def answer(self, operation: PlannedOperation) -> Type:
        """Return the type of what an operation answers."""
        contents = [chosen_content(item.contents) for item in successes(operation.operation)]
        found = next((content for content in contents if content is not None), None)
        if found is None:
            message = f"operation `{operation.id}` answers nothing that could be read"
            raise self.error("bad-configuration", message, operation.id, ())
        return found.type

    def error(self, id: str, message: str, needle: str, known: Iterable[str]) -> UnusableError:
        """Note an error at the place of a text in package.toml."""
        self.problems.error(id, message, needle, f"Remove it{did_you_mean(needle, sorted(known))}.")
        return UnusableError(message)


def bare(type: Type) -> Type:
    """Return a type without its null."""
    return type.of if isinstance(type, NullableType) else type


def item_type(type: Type) -> Type | None:
    """Return the type of a list's items; ``None`` for what is no list."""
    type = bare(type)
    return type.item if isinstance(type, ListType) else None
