"""What a table of package.toml names for one operation -> the parameter or property that is meant, or its fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, Severity
from veneer.model import ListType, MediaKind, ModelRef, Place, Type, bare
from veneer.overlay.claims import Claim
from veneer.overlay.configuration import PagingConfiguration, PollingConfiguration
from veneer.overlay.contents import chosen_content
from veneer.overlay.meant import choose, or_meant
from veneer.overlay.planned import PlannedEnum, PlannedModel, PlannedOperation, PlannedParameter, PlannedProperty
from veneer.overlay.problems import PlanProblems

_JSON = (MediaKind.JSON, MediaKind.MERGE_PATCH)


@frozen
class Answer:
    """The JSON, or the XML, that an operation answers with.

    Attributes:
        type: What it is.
        always: Whether it comes with every success.
    """

    type: Type
    always: bool


@frozen
class Lookups:
    """The types of one version, and its problems."""

    models: Mapping[str, PlannedModel]
    enums: Mapping[str, PlannedEnum]
    problems: PlanProblems

    def of(self, claim: Claim[PagingConfiguration] | Claim[PollingConfiguration]) -> Finder:
        """Return what finds the things that a table names for an operation."""
        return Finder(self, claim.table, claim.operation.id)


@define
class Finder:
    """Finds what one table names for one operation; what is not there, or will not do, is noted and not found.

    Attributes:
        failed: Whether the operation has to stay a plain one.
    """

    lookups: Lookups
    table: PagingConfiguration | PollingConfiguration
    operation_id: str
    failed: bool = False

    def lacks(self, id: DiagnosticId, message: str, key: str, name: str, fix: str) -> None:
        """Note that this version does not have what a key names; another version may."""
        self.failed = True
        self._lacking(Diagnostic(id, message, self.table.place.value(key, name), fix))

    def never(self, message: str, key: str, word: str, fix: str) -> None:
        """Note a word that does not occur in this version, for which the operation does without."""
        self._lacking(Diagnostic("unknown-value", message, self.table.place.value(key, word), fix))

    def warn(self, message: str, key: str, word: str, fix: str) -> None:
        """Note a word that may occur, but is not described."""
        place = self.table.place.value(key, word)
        warning = Diagnostic("unknown-value", message, place, fix, severity=Severity.WARNING)
        if warning not in self.lookups.problems.warnings:
            self.lookups.problems.warnings.append(warning)

    def error(self, message: str, key: str, name: str, fix: str, id: DiagnosticId = "bad-configuration") -> None:
        """Note that what a key names will not do."""
        self.failed = True
        self.lookups.problems.errors.append(Diagnostic(id, message, self.table.place.value(key, name), fix))

    def _lacking(self, problem: Diagnostic) -> None:
        self.lookups.problems.lacking.setdefault(self.operation_id, []).append(problem)

    def parameter(self, operation: PlannedOperation, key: str, name: str, optional: bool) -> PlannedParameter | None:
        """Return a query parameter by its name in the description.

        Args:
            operation: What has it.
            key: The key that names it.
            name: Its name.
            optional: Whether the key may be left out.
        """
        known = {wire_name(item): item for item in operation.parameters if item.parameter.place is Place.QUERY}
        if name not in known:
            fix = _fix(name, known, optional, f"Leave `{operation.id}` out of `operations`.")
            message = f"operation `{operation.id}` has no query parameter `{name}`"
            self.lacks("unknown-parameter", message, key, name, fix)
        return known.get(name)

    def property(
        self,
        owner: Type,
        key: str,
        name: str,
        where: str,
        *,
        optional: bool = False,
        otherwise: str = "Remove it.",
        text: str = "",
    ) -> PlannedProperty | None:
        """Return a property of a model by its name in the description.

        Args:
            owner: The model.
            key: The key that names the property.
            name: Its name.
            where: What the model is, for a message.
            optional: Whether the key may be left out, even though the model has properties.
            otherwise: The fix where there is no property at all.
            text: What stands in the table, where the name is only a part of it.
        """
        owner = bare(owner)
        properties = self.lookups.models[owner.id].properties if isinstance(owner, ModelRef) else ()
        known = {item.property.wire_name.get_untrusted_value(): item for item in properties}
        if name not in known:
            fix = _fix(name, known, optional, otherwise)
            self.lacks("unknown-property", f"{where} has no property `{name}`", key, text or name, fix)
        return known.get(name)

    def answer(self, operation: PlannedOperation, key: str, name: str, fix: str, *, xml: bool = False) -> Answer | None:
        """Return the JSON that an operation answers with, or the XML; `key` names the operation by `name`."""
        responses = [] if operation.operation.method == "HEAD" else operation.operation.successes
        contents = [found for item in responses if (found := chosen_content(item.contents)) is not None]
        kinds = {content.kind for content in contents}
        fault = _fault(set() if xml and kinds == {MediaKind.XML} else kinds, {content.type for content in contents})
        if fault:
            self.error(f"operation `{operation.id}` answers {fault}", key, name, fix)
            return None
        return Answer(contents[0].type, len(contents) == len(responses))


def _fix(name: str, known: Iterable[str], optional: bool, otherwise: str) -> str:
    return f"Remove it{or_meant(name, sorted(known))}." if optional else choose(name, known, otherwise)


def _fault(kinds: set[MediaKind], types: set[Type]) -> str:
    if not types:
        return "with nothing that could be read"
    if any(kind not in _JSON for kind in kinds):
        return "with something else than JSON"
    return "with different things, by status" if len(types) > 1 else ""


def wire_name(item: PlannedParameter) -> str:
    """Return a parameter's name in the description."""
    return item.parameter.wire_name.get_untrusted_value()


def item_type(type: Type) -> Type | None:
    """Return the type of a list's items; ``None`` for what is no list."""
    type = bare(type)
    return type.item if isinstance(type, ListType) else None
