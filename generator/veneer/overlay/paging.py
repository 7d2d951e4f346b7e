"""Planned clients + what package.toml says about paging -> the same clients, each such list with its paging."""

from __future__ import annotations

from attrs import evolve, frozen

from veneer.model import EnumRef, IntType, ModelRef, NullableType, StringType, Type, UuidType, bare
from veneer.overlay.claims import Claim, claims
from veneer.overlay.configuration import PagingConfiguration
from veneer.overlay.lookups import Answer, Finder, Lookups, item_type
from veneer.overlay.planned import PlannedClient, PlannedPaging, PlannedParameter, PlannedProperty

# What is sent as exactly the text that came: of a date or a number with a fraction there are several.
_KEYS = StringType | UuidType | IntType | EnumRef


def with_paging(clients: tuple[PlannedClient, ...], lookups: Lookups) -> tuple[PlannedClient, ...]:
    """Give each operation that package.toml calls a list in pages its paging.

    Args:
        clients: The clients of one version.
        lookups: The types of that version, and its problems.
    """
    tables, problems = lookups.problems.configuration.paging, lookups.problems
    claimed = claims(tables, clients, problems, "a pager")
    found = {claim.operation.id: _Planner(claim, lookups.of(claim)).paging() for claim in claimed}
    return tuple(
        evolve(client, operations=tuple(evolve(item, paging=found.get(item.id)) for item in client.operations))
        for client in clients
    )


@frozen
class _Planner:
    """Plans how one list comes in pages; each part is ``None`` where it is not asked for or not found."""

    claim: Claim[PagingConfiguration]
    find: Finder

    def paging(self) -> PlannedPaging | None:
        start, size = self.start(), self.size()
        fix = f"Leave `{self.claim.operation.id}` out of `operations`."
        answer = self.find.answer(self.claim.operation, "operations", self.claim.glob, fix)
        items = self.items(answer) if answer is not None else None
        item = self.item(answer, items) if answer is not None else None
        key = self.key(item) if item is not None else None
        if self.find.failed or start is None or answer is None or item is None:
            return None
        return PlannedPaging(start, size, answer.type, item, items, key)

    def start(self) -> PlannedParameter | None:
        name, operation = self.claim.table.start, self.claim.operation
        start = self.find.parameter(operation, "start", name, optional=False)
        if start is not None and (start.parameter.required or not isinstance(bare(start.parameter.type), StringType)):
            message = f"`{name}` of `{operation.id}` has to be an optional text, which takes a key"
            self.find.error(message, "start", name, "Name another parameter of it.")
        return start

    def size(self) -> PlannedParameter | None:
        name, operation = self.claim.table.size, self.claim.operation
        size = self.find.parameter(operation, "size", name, optional=True) if name is not None else None
        if name is not None and size is not None and not isinstance(bare(size.parameter.type), IntType):
            message = f"`{name}` of `{operation.id}` has to be a whole number"
            self.find.error(message, "size", name, "Remove it, or name another parameter of it.")
        return size

    def items(self, answer: Answer) -> PlannedProperty | None:
        name, where = self.claim.table.items, f"the answer of `{self.claim.operation.id}`"
        return self.find.property(answer.type, "items", name, where) if name is not None else None

    def item(self, answer: Answer, items: PlannedProperty | None) -> Type | None:
        """Return the type of an item."""
        name, id = self.claim.table.items, self.claim.operation.id
        if name is None:
            item = item_type(answer.type)
            if item is None:
                fix = 'Write items = "..." if a property of it is one.'
                self.find.error(f"the answer of `{id}` is no list", "operations", self.claim.glob, fix)
            return item
        item = item_type(items.property.type) if items is not None else None
        if items is not None and item is None:
            message, fix = f"`{name}` in the answer of `{id}` is no list", "Name a property of it that is a list."
            self.find.error(message, "items", name, fix)
        return item

    def key(self, item: Type) -> PlannedProperty | None:
        """Return the property of an item that is its key, after looking whether the key can be sent."""
        name, where = self.claim.table.key, f"an item of `{self.claim.operation.id}`"
        if name is None:
            if isinstance(bare(item), ModelRef):
                message = f"{where} is an object: say which property is its `key`"
                self.find.error(message, "operations", self.claim.glob, 'Write key = "...".')
            elif not isinstance(bare(item), _KEYS):
                self.unfit(where, "operations", self.claim.glob, "Leave it out of `operations`.")
            return None
        if isinstance(item, NullableType) and isinstance(item.of, ModelRef):
            fix = f"Leave `{self.claim.operation.id}` out of `operations`, or mend the description."
            self.find.error(f"{where} may be null, which has no `{name}`", "key", name, fix)
            return None
        key = self.find.property(item, "key", name, where)
        if key is not None and not isinstance(bare(key.property.type), _KEYS):
            self.unfit(f"`{name}` of {where}", "key", name, "Name another property of it.")
        return key

    def unfit(self, what: str, key: str, name: str, fix: str) -> None:
        message = f"{what} is no text, UUID, whole number or enum, so it cannot be sent as it came"
        self.find.error(message, key, name, fix)
