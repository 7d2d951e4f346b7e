"""An operation of one version -> what was decided about its names and its methods, why, and in which line."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from veneer import names
from veneer.explain.lines import Lines
from veneer.explain.subjects import Subject
from veneer.explain.values import Decision
from veneer.model.words import plain
from veneer.overlay.clients import derived_name, matches
from veneer.overlay.configuration import Configuration, OperationConfiguration
from veneer.overlay.plan import PlannedClient, PlannedOperation, PlannedParameter

_BY_HAND = "package.toml"
_CLIENT_NAME = "from x-ms-client-name in the description"


def decisions(subject: Subject) -> tuple[Decision, ...]:
    """Return every decision about an operation; of its arguments those whose names are not just those on the wire."""
    maker = _Decisions(subject)
    if subject.client is None or subject.named is None:
        return (Decision("hidden", "in neither layer", _BY_HAND, maker.lines.operation(subject.id, "hidden")),)
    found = [maker.client(subject.client), maker.method(subject.client, subject.named)]
    found += [told for item in subject.named.parameters if (told := maker.parameter(item)) is not None]
    return (*found, *maker.content(subject.named), *maker.layers(subject.named), *maker.goes_on(subject.named))


class _Decisions:
    """Makes the decisions about one operation."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.configuration: Configuration = subject.planned.plan.configuration
        self.lines = Lines(self.configuration)
        self.table = self.configuration.operations.get(subject.id, OperationConfiguration())

    def client(self, client: PlannedClient) -> Decision:
        for configured in self.configuration.clients:
            for glob in configured.operations:
                if configured.name == client.name and matches(glob, self.subject.operation):
                    return Decision("client", client.name, f"asks for `{glob}`", self.lines.client(client.name, glob))
        if client.group is not None:
            why, chosen = f"of the tag `{client.group.id}`", client.group.id in self.configuration.groups
            line = self.lines.group(client.group.id) if chosen else None
            return Decision(
                "group", client.group.attribute, f"{why}{', named in package.toml' if chosen else ''}", line
            )
        return Decision("client", client.name, "the root, since package.toml names none")

    def method(self, client: PlannedClient, operation: PlannedOperation) -> Decision:
        if self.table.name is not None and operation.name == self.table.name:
            return Decision("method", operation.name, _BY_HAND, self.lines.operation(operation.id, "name"))
        given = operation.operation.client_name
        subject = operation.operation
        has_id = operation.id != names.route_id(subject.method, plain(subject.path.text))
        why = _CLIENT_NAME if given else "from the operationId" if has_id else "from method and path"
        configured, package = bool(self.configuration.clients), self.subject.version.package
        wanted = self.table.name or derived_name(subject, package, client, configured=configured)
        bare = wanted.removesuffix("_")
        reserved = operation.name == wanted and bare in client.members
        if reserved:
            wanted = bare
        return Decision("method", operation.name, why + _otherwise(operation.name, wanted, reserved=reserved))

    def parameter(self, item: PlannedParameter) -> Decision | None:
        wire_name, given = plain(item.parameter.wire_name), item.parameter.client_name
        about = f"{item.parameter.place} parameter {wire_name}"
        chosen = self.configuration.override("parameters", wire_name)
        if chosen is not None:
            why = f"{_BY_HAND}{_otherwise(item.name, chosen)}"
            return Decision(about, item.name, why, self.lines.name("parameters", wire_name))
        wanted = names.identifier(given or wire_name)
        otherwise = _otherwise(item.name, wanted, reserved=wanted in names.METHOD_PARAMETERS)
        if given is not None:
            return Decision(about, item.name, f"{_CLIENT_NAME}{otherwise}")
        if not otherwise and wanted.endswith("_") and not wire_name.endswith("_"):
            otherwise = f"; `{wanted[:-1]}` means something else in Python"
        elif not otherwise and wanted.startswith("value_") and not wire_name.startswith("value"):
            otherwise = "; the rest is no name in Python"
        return Decision(about, item.name, f"from the wire{otherwise}") if otherwise else None

    def content(self, operation: PlannedOperation) -> Iterator[Decision]:
        if self.table.content is not None:
            yield Decision("content", operation.content, _BY_HAND, self.lines.operation(operation.id, "content"))
        elif operation.operation.body is not None:
            yield Decision("content", operation.content, "the usual name of the argument for a body")

    def layers(self, operation: PlannedOperation) -> Iterator[Decision]:
        if operation.merged_into is not None:
            line = self.lines.operation(operation.id, "merged_into")
            yield Decision("merged into", operation.merged_into, "no convenience method of its own", line)
        if self.table.protocol_only:
            line = self.lines.operation(operation.id, "protocol_only")
            yield Decision("protocol only", "no convenience method", _BY_HAND, line)
        for id, table in self.configuration.operations.items():
            if table.merged_into == operation.id:
                line = self.lines.operation(id, "merged_into")
                yield Decision("stands for", id, "merged into it", line)

    def goes_on(self, operation: PlannedOperation) -> Iterator[Decision]:
        """Yield how a list comes in pages, and how a long-running operation is followed."""
        paging, polling = operation.paging, operation.polling
        if paging is not None:
            named = [f"start `{plain(paging.start.parameter.wire_name)}`"] if paging.start is not None else []
            named += [f"size `{plain(paging.size.parameter.wire_name)}`"] if paging.size is not None else []
            named += [f"items `{plain(paging.items.property.wire_name)}`"] if paging.items is not None else []
            named += [f"key `{plain(paging.key.property.wire_name)}`"] if paging.key is not None else []
            named += [f"next {paging.way} `{'.'.join(paging.path)}`"] if paging.path else []
            yield self._declared("paging", "a lazy pager", ", ".join(named), operation)
        if polling is not None:
            through = f", found by the header `{polling.header}`" if polling.header else ""
            yield self._declared("polling", "a poller", f"asks {polling.status.name}{through}", operation)

        if operation.followed:
            yield Decision("polling", "a poller", "follows the headers of the answers, as the description says")

    def _declared(self, kind: str, result: str, why: str, operation: PlannedOperation) -> Decision:
        tables = self.configuration.paging if kind == "paging" else self.configuration.polling
        places = (
            table.place.value("operations", glob)
            for table in tables
            for glob in table.operations
            if fnmatchcase(operation.id, glob)
        )
        line = next(places, None)
        return Decision(kind, result, why if line is not None else f"{why}, as the description says", line)


def _otherwise(name: str, wanted: str, *, reserved: bool = False) -> str:
    """Say why a name is not the one that was wanted."""
    if name == wanted:
        return ""
    if reserved and name == f"{wanted}_":
        return f"; `{wanted}` means something else here"
    return f"; `{wanted}` is taken by another one"
