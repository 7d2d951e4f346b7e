"""Planned clients + what package.toml says about paging -> the same clients, each such list with its paging."""

from __future__ import annotations

from attrs import evolve

from veneer.model import IntType, ModelRef, StringType
from veneer.overlay.configuration import PagingConfiguration
from veneer.overlay.lookups import Lookups, UnusableError, bare, item_type
from veneer.overlay.planned import PlannedClient, PlannedOperation, PlannedPaging


def with_paging(clients: tuple[PlannedClient, ...], lookups: Lookups) -> tuple[PlannedClient, ...]:
    """Give each operation that package.toml calls a list in pages its paging.

    Args:
        clients: The clients of one version.
        lookups: Finds what is named, and notes what is not there.
    """
    found: dict[str, PlannedPaging] = {}
    operations = [operation for client in clients for operation in client.operations]
    for table in lookups.problems.configuration.paging:
        for operation in lookups.matching(table.operations, operations):
            try:
                if operation.id in found:
                    message = f"two tables of paging are for operation `{operation.id}`"
                    raise lookups.error("bad-configuration", message, operation.id, ())
                found[operation.id] = _paging(operation, table, lookups)
            except UnusableError:
                continue
    return tuple(
        evolve(client, operations=tuple(evolve(item, paging=found.get(item.id)) for item in client.operations))
        for client in clients
    )


def _paging(operation: PlannedOperation, table: PagingConfiguration, lookups: Lookups) -> PlannedPaging:
    if not operation.has_convenience:
        message = f"operation `{operation.id}` has no convenience method that could give a pager"
        raise lookups.error("bad-configuration", message, table.operations[0], ())
    start = lookups.parameter(operation, table.start)
    if start.parameter.required or not isinstance(bare(start.parameter.type), StringType):
        message = f"`{table.start}` of `{operation.id}` has to be an optional text, which takes a key"
        raise lookups.error("bad-configuration", message, table.start, ())
    size = lookups.parameter(operation, table.size) if table.size is not None else None
    if size is not None and not isinstance(bare(size.parameter.type), IntType):
        message = f"`{table.size}` of `{operation.id}` has to be a whole number"
        raise lookups.error("bad-configuration", message, str(table.size), ())
    answer, where = lookups.answer(operation), f"the answer of `{operation.id}`"
    items = lookups.property(answer, table.items, where) if table.items is not None else None
    item = item_type(answer if items is None else items.property.type)
    if item is None:
        said = f"`{table.items}` in {where}" if table.items is not None else where
        raise lookups.error("bad-configuration", f"{said} is no list", table.items or table.operations[0], ())
    key = lookups.property(item, table.key, f"an item of `{operation.id}`") if table.key is not None else None
    if key is None and isinstance(bare(item), ModelRef):
        message = f"an item of `{operation.id}` is an object: say which property is its `key`"
        raise lookups.error("bad-configuration", message, table.operations[0], ())
    return PlannedPaging(start, size, item, items, key)
