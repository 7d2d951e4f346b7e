"""Planned clients + what package.toml or the description says about paging -> the same, each such list with its own."""

from __future__ import annotations

from attrs import evolve, frozen

from veneer.model import EnumRef, IntType, ModelRef, NullableType, StringType, Type, UuidType, bare
from veneer.overlay.claims import Claim, claims
from veneer.overlay.configuration import PagingConfiguration
from veneer.overlay.described_paging import described_paging
from veneer.overlay.lookups import Answer, Finder, Lookups, item_type
from veneer.overlay.page_paths import items_at, steps_of
from veneer.overlay.planned import PlannedClient, PlannedPaging, PlannedParameter, PlannedProperty, Way

# What is sent as exactly the text that came: of a date or a number with a fraction there are several.
_KEYS = StringType | UuidType | IntType | EnumRef


def with_paging(clients: tuple[PlannedClient, ...], lookups: Lookups) -> tuple[PlannedClient, ...]:
    """Give each list that comes in pages its paging: what package.toml says, else what the description does.

    Args:
        clients: The clients of one version.
        lookups: The types of that version, and its problems.
    """
    tables, problems = lookups.problems.configuration.paging, lookups.problems
    claimed = claims(tables, clients, problems, "a pager")
    found = {claim.operation.id: _Planner(claim, lookups.of(claim)).paging() for claim in claimed}
    return tuple(
        evolve(
            client,
            operations=tuple(
                evolve(
                    item,
                    paging=found[item.id] if item.id in found else described_paging(item, client.operations, lookups),
                )
                for item in client.operations
            ),
        )
        for client in clients
    )


@frozen
class _Planner:
    """Plans how one list comes in pages; each part is ``None`` where it is not asked for or not found."""

    claim: Claim[PagingConfiguration]
    find: Finder

    def paging(self) -> PlannedPaging | None:
        way, start, size = self.way(), self.start(), self.size()
        fix = f"Leave `{self.claim.operation.id}` out of `operations`."
        answer = self.find.answer(self.claim.operation, "operations", self.claim.glob, fix, xml=True)
        holders = self.items(answer) if answer is not None else []
        items = holders[-1] if holders else None
        item = self.item(answer, items) if answer is not None else None
        key = self.key(item) if item is not None and way is Way.KEY else None
        path = self.path(way, answer) if answer is not None else ()
        if self.find.failed or answer is None or item is None:
            return None
        return PlannedPaging(way, start, size, answer.type, item, items, key, path, within=(*holders[:-1],))

    def way(self) -> Way:
        table = self.claim.table
        if table.count is not None:
            return Way.PAGE if table.count == "pages" else Way.ITEM
        ways = {Way.TOKEN: table.next, Way.LINK: table.next_link, Way.HEADER: table.next_header}
        return next((way for way, name in ways.items() if name is not None), Way.KEY)

    def start(self) -> PlannedParameter | None:
        name, operation = self.claim.table.start, self.claim.operation
        if name is None:
            return None
        start = self.find.parameter(operation, "start", name, optional=False)
        if start is None:
            return None
        counted, keyed = self.claim.table.count is not None, self.way() is Way.KEY
        wanted = IntType if counted else StringType if keyed else StringType | IntType
        if start.parameter.required or not isinstance(bare(start.parameter.type), wanted):
            what = "whole number" if counted else "text, which takes a key" if keyed else "text or whole number"
            message = f"`{name}` of `{operation.id}` has to be an optional {what}"
            self.find.error(message, "start", name, "Name another parameter of it.")
        return start

    def size(self) -> PlannedParameter | None:
        name, operation = self.claim.table.size, self.claim.operation
        size = self.find.parameter(operation, "size", name, optional=True) if name is not None else None
        if name is not None and size is not None and not isinstance(bare(size.parameter.type), IntType):
            message = f"`{name}` of `{operation.id}` has to be a whole number"
            self.find.error(message, "size", name, "Remove it, or name another parameter of it.")
        return size

    def path(self, way: Way, answer: Answer) -> tuple[str, ...]:
        """Return what leads to the token or the URL, after looking whether the answer has its first property."""
        table = self.claim.table
        if way is Way.HEADER:
            return (table.next_header or "",)
        key, names = ("next", table.next) if way is Way.TOKEN else ("next_link", table.next_link)
        if not names:
            return ()
        path = steps_of(names, answer.type, self.find.lookups.models)
        self.find.property(answer.type, key, path[0], f"the answer of `{self.claim.operation.id}`", text=names)
        return path

    def items(self, answer: Answer) -> list[PlannedProperty]:
        """Return the property with the items, behind those that hold it; none where the answer is the list."""
        name, where = self.claim.table.items, f"the answer of `{self.claim.operation.id}`"
        if name is None:
            return []
        models = self.find.lookups.models
        found = items_at(answer.type, name, models)
        if not isinstance(found, str):
            return found
        first = steps_of(name, answer.type, models)[0]
        if self.find.property(answer.type, "items", first, where, text=name) is not None:
            self.find.error(f"`{name}` does not lead to a list: {found}", "items", name, "Name a property of it.")
        return []

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
