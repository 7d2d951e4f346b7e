"""Planned clients + what package.toml says about polling -> the same clients, long-running operations with theirs."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from veneer.model import EnumRef, Expression, Place, StringType, Type, UuidType
from veneer.overlay.configuration import PollingConfiguration
from veneer.overlay.contents import successes
from veneer.overlay.lookups import Lookups, UnusableError, bare
from veneer.overlay.planned import PlannedClient, PlannedEnum, PlannedOperation, PlannedParameter, PlannedPolling


def with_polling(
    clients: tuple[PlannedClient, ...], enums: Mapping[str, PlannedEnum], lookups: Lookups
) -> tuple[PlannedClient, ...]:
    """Give each operation that package.toml calls long-running its polling.

    Args:
        clients: The clients of one version.
        enums: The enums of that version, by id.
        lookups: Finds what is named, and notes what is not there.
    """
    client_of = {operation.id: client for client in clients for operation in client.operations}
    operations = [operation for client in clients for operation in client.operations]
    found: dict[str, PlannedPolling] = {}
    for table in lookups.problems.configuration.polling:
        for operation in lookups.matching(table.operations, operations):
            try:
                if operation.id in found or operation.paging is not None:
                    message = f"operation `{operation.id}` is in another table of paging or polling already"
                    raise lookups.error("bad-configuration", message, operation.id, ())
                found[operation.id] = _Planner(table, operation, client_of[operation.id], enums, lookups).polling()
            except UnusableError:
                continue
    return tuple(
        evolve(client, operations=tuple(evolve(item, polling=found.get(item.id)) for item in client.operations))
        for client in clients
    )


@frozen
class _Planner:
    """Plans how one operation is followed."""

    table: PollingConfiguration
    operation: PlannedOperation
    client: PlannedClient
    enums: Mapping[str, PlannedEnum]
    lookups: Lookups

    def polling(self) -> PlannedPolling:
        table, status = self.table, self.status()
        if not self.operation.has_convenience:
            message = f"operation `{self.operation.id}` has no convenience method that could give a poller"
            raise self.lookups.error("bad-configuration", message, table.operations[0], ())
        answer, where = self.lookups.answer(status), f"the answer of `{status.id}`"
        state = self.lookups.property(answer, table.state, where)
        shared, located = self.parameters(status)
        return PlannedPolling(
            status=status,
            answer=answer,
            shared=shared,
            located=located,
            header=self.header() if located is not None else "",
            template=self.template(status, located) if located is not None else "",
            state=state,
            succeeded=self.words(table.succeeded, state.property.type),
            failed=self.words(table.failed, state.property.type),
            message=self.lookups.property(answer, table.message, where) if table.message is not None else None,
        )

    def status(self) -> PlannedOperation:
        """Return the status operation, which the same client has to have in its convenience layer."""
        known = {item.id: item for item in self.client.operations if item.has_convenience}
        if self.table.status not in known:
            message = f"{self.client.name} has no convenience method for operation `{self.table.status}`"
            raise self.lookups.error("unknown-operation", message, self.table.status, known)
        return known[self.table.status]

    def parameters(
        self, status: PlannedOperation
    ) -> tuple[tuple[tuple[PlannedParameter, str], ...], PlannedParameter | None]:
        """Return the parameters that both operations have, and the one whose value a header has."""
        own = {_wire(item): item.name for item in self.operation.parameters if item.parameter.place is Place.PATH}
        needed = [item for item in status.parameters if item.parameter.required]
        left = [item for item in needed if item.parameter.place is not Place.PATH or _wire(item) not in own]
        if len(left) > (self.table.location is not None) or status.operation.body is not None:
            names = ", ".join(f"`{_wire(item)}`" for item in left) or "a body"
            message = f"nothing says what `{status.id}` is to get for {names}"
            raise self.lookups.error("bad-configuration", message, self.table.status, ())
        if self.table.location is not None and not left:
            message = f"`{status.id}` needs nothing from the header `{self.table.location}`"
            raise self.lookups.error("bad-configuration", message, self.table.location, ())
        return tuple((item, own[_wire(item)]) for item in needed if item not in left), next(iter(left), None)

    def header(self) -> str:
        """Return the header of the first answer that leads to the status."""
        headers = [header.wire_name for item in successes(self.operation.operation) for header in item.headers]
        known = [name.get_untrusted_value() for name in headers]
        wanted = self.table.location or ""
        if wanted.lower() not in map(str.lower, known):
            message = f"the answer of `{self.operation.id}` has no header `{wanted}`"
            raise self.lookups.error("unknown-header", message, wanted, known)
        return wanted

    def template(self, status: PlannedOperation, located: PlannedParameter) -> str:
        """Return the end of the status operation's path, with ``{}`` for the value."""
        parts = status.operation.path.parts
        names = [
            [variable.name.get_untrusted_value() for variable in part.variables] if isinstance(part, Expression) else []
            for part in parts
        ]
        at = next((index for index, found in enumerate(names) if found == [_wire(located)]), None)
        readable = isinstance(located.parameter.type, StringType | UuidType)
        if at is None or not readable or any(names[at + 1 :]):
            message = f"`{_wire(located)}` of `{status.id}` cannot be read off a URL"
            raise self.lookups.error("bad-configuration", message, self.table.status, ())
        texts = [part.get_untrusted_value() for part in parts if not isinstance(part, Expression)]
        before = parts[at - 1]
        after = texts[-1] if at + 1 < len(parts) else ""
        return f"{before.get_untrusted_value() if not isinstance(before, Expression) else '/'}{{}}{after}"

    def words(self, words: tuple[str, ...], type: Type) -> tuple[str, ...]:
        """Return values of the state in lower case, each checked against what it can be."""
        type = bare(type)
        if isinstance(type, EnumRef):
            values = [item.value for item, _ in self.enums[type.id].members]
            known = [str(value) if isinstance(value, int | float) else value.get_untrusted_value() for value in values]
            for word in words:
                if word.lower() not in map(str.lower, known):
                    message = f"`{self.table.state}` is never `{word}`"
                    raise self.lookups.error("unknown-value", message, word, known)
        return tuple(word.lower() for word in words)


def _wire(item: PlannedParameter) -> str:
    return item.parameter.wire_name.get_untrusted_value()
