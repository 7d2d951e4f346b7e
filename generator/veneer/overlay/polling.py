"""Planned clients + what package.toml says about polling -> the same clients, long-running operations with theirs."""

from __future__ import annotations

from attrs import evolve, frozen

from veneer.model import BoolType, ConstType, EnumRef, IntType, NullableType, StringType, Type, UnionType, bare
from veneer.overlay.claims import Claim, claims
from veneer.overlay.configuration import OperationConfiguration, PollingConfiguration
from veneer.overlay.lookups import Finder, Lookups
from veneer.overlay.meant import choose
from veneer.overlay.planned import PlannedClient, PlannedOperation, PlannedPolling, PlannedProperty
from veneer.overlay.status_calls import status_call

_WORDS = StringType | EnumRef | BoolType | IntType | ConstType
_ANOTHER = "Name another operation."


def with_polling(clients: tuple[PlannedClient, ...], lookups: Lookups) -> tuple[PlannedClient, ...]:
    """Give each operation that package.toml calls long-running its polling.

    Args:
        clients: The clients of one version, with their paging.
        lookups: The types of that version, and its problems.
    """
    tables, problems = lookups.problems.configuration.polling, lookups.problems
    claimed = claims(tables, clients, problems, "a poller")
    ids = frozenset(claim.operation.id for claim in claimed)
    found = {claim.operation.id: _Planner(claim, lookups.of(claim), clients, ids).polling() for claim in claimed}
    return tuple(
        evolve(
            client,
            operations=tuple(
                evolve(item, polling=found.get(item.id), followed=item.id not in found and _is_followed(item, lookups))
                for item in client.operations
            ),
        )
        for client in clients
    )


def _is_followed(operation: PlannedOperation, lookups: Lookups) -> bool:
    """Tell whether the description alone says that an operation goes on; its headers then lead to its status."""
    table = lookups.problems.configuration.operations.get(operation.id, OperationConfiguration())
    long_running, has_method = operation.operation.long_running is not None, operation.has_convenience
    return long_running and has_method and operation.paging is None and not table.plain


@frozen
class _Planner:
    """Plans how one operation is followed.

    Attributes:
        claim: The table and the operation.
        find: Finds what the table names.
        clients: The clients of the version.
        polled: Ids of the operations that are followed, this one among them.
    """

    claim: Claim[PollingConfiguration]
    find: Finder
    clients: tuple[PlannedClient, ...]
    polled: frozenset[str]

    def polling(self) -> PlannedPolling | None:
        table, operation = self.claim.table, self.claim.operation
        if operation.paging is not None:
            taken = f"a table of paging is for operation `{operation.id}` already"
            self.find.error(taken, "operations", self.claim.glob, "Leave it out of one of the two.")
            return None
        status = self.status()
        call = status_call(operation, status, table, self.find) if status is not None else None
        answer = self.answer(status) if status is not None else None
        if status is None or answer is None:
            return None
        state, message = self.state(status, answer), self.message(status, answer)
        if self.find.failed or call is None or state is None:
            return None
        return PlannedPolling(
            status=status,
            answer=answer,
            shared=call.shared,
            located=call.located,
            header=call.header,
            template=call.template,
            state=state,
            succeeded=tuple(map(str.lower, table.succeeded)),
            failed=tuple(map(str.lower, table.failed)),
            message=message,
        )

    def status(self) -> PlannedOperation | None:
        """Return the status operation, which the same client has to have as a plain method of its own."""
        name, client = self.claim.table.status, self.claim.client
        every = {item.id: item for item in client.operations if item.has_convenience}
        known = {id: item for id, item in every.items() if id not in self.polled and item.paging is None}
        if name in every and name not in known:
            message = f"operation `{name}` is itself paged or followed, so it cannot say how far another is"
            self.find.error(message, "status", name, choose(name, known, _ANOTHER))
        elif name not in known:
            message = f"{client.name} has no convenience method for operation `{name}`"
            if any(item.id == name for other in self.clients for item in other.operations):
                fix = "Put it in the same client, with a convenience method of its own."
                self.find.error(message, "status", name, fix, "unknown-operation")
            else:
                self.find.lacks("unknown-operation", message, "status", name, choose(name, known, _ANOTHER))
        return known.get(name)

    def answer(self, status: PlannedOperation) -> Type | None:
        name = self.claim.table.status
        answer = self.find.answer(status, "status", name, _ANOTHER)
        if answer is not None and (not answer.always or isinstance(answer.type, NullableType)):
            self.find.error(f"operation `{name}` may answer with nothing", "status", name, _ANOTHER)
        return answer.type if answer is not None else None

    def state(self, status: PlannedOperation, answer: Type) -> PlannedProperty | None:
        """Return the property that says how far the operation is, after looking whether it can have the words."""
        table, where = self.claim.table, f"the answer of `{status.id}`"
        state = self.find.property(answer, "state", table.state, where, otherwise="Name another `status`.")
        if state is None:
            return None
        type = bare(state.property.type)
        if not all(isinstance(option, _WORDS) for option in (type.options if isinstance(type, UnionType) else (type,))):
            message = f"`{table.state}` in {where} is no word"
            self.find.error(message, "state", table.state, "Name another property of it.")
        enum = self.find.lookups.enums[type.id] if isinstance(type, EnumRef) else None
        if enum is not None:
            values = [value.value for value, _ in enum.members]
            known = [str(value) if isinstance(value, int | float) else value.get_untrusted_value() for value in values]
            self.words("succeeded", table.succeeded, known, is_open=enum.enum.open)
            self.words("failed", table.failed, known, is_open=enum.enum.open)
        return state

    def words(self, key: str, words: tuple[str, ...], known: list[str], *, is_open: bool) -> None:
        for word in words:
            if word.lower() in map(str.lower, known):
                continue
            fix = choose(word, known, "")
            if is_open:  # it may come all the same, but with a mistyped word a wait would have no end
                self.find.warn(f"`{self.claim.table.state}` is not described to be `{word}`", key, word, fix)
            else:
                self.find.never(f"`{self.claim.table.state}` is never `{word}`", key, word, fix)

    def message(self, status: PlannedOperation, answer: Type) -> PlannedProperty | None:
        """Return the property with the service's words."""
        name, where = self.claim.table.message, f"the answer of `{status.id}`"
        if name is None:
            return None
        message = self.find.property(answer, "message", name, where, optional=True)
        if message is not None and not isinstance(bare(message.property.type), StringType | EnumRef):
            fix = "Remove it, or name another property."
            self.find.error(f"`{name}` in {where} is no text", "message", name, fix)
        return message
