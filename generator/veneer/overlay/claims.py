"""Tables of package.toml with globs over operationId -> which table is for which operation of a version."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Generic, TypeVar

from attrs import frozen

from veneer.diagnostics import Diagnostic
from veneer.overlay.configuration import PagingConfiguration, PollingConfiguration
from veneer.overlay.meant import or_meant
from veneer.overlay.planned import PlannedClient, PlannedOperation
from veneer.overlay.problems import PlanProblems

T = TypeVar("T", PagingConfiguration, PollingConfiguration)


@frozen
class Claim(Generic[T]):
    """A table, an operation that it is for, the client that has it, and the glob that says so."""

    table: T
    glob: str
    operation: PlannedOperation
    client: PlannedClient


def claims(tables: Iterable[T], clients: Iterable[PlannedClient], problems: PlanProblems, gives: str) -> list[Claim[T]]:
    """Return the claims of some tables; two for one operation, or one for nothing, are noted.

    Args:
        tables: The tables, all of one kind.
        clients: The clients of one version.
        problems: Told of what is wrong.
        gives: What the convenience method of such an operation gives, for a message.
    """
    held = {operation.id: (operation, client) for client in clients for operation in client.operations}
    found: dict[str, Claim[T]] = {}
    for table in tables:
        for id, glob in _matched(table, held, problems).items():
            if id in found:
                message, fix = f"another table is for operation `{id}` already", "Leave it out of one of the two."
                problems.errors.append(_bad(table, glob, message, fix))
            elif not held[id][0].has_convenience:
                message = f"operation `{id}` has no convenience method that could give {gives}"
                problems.errors.append(_bad(table, glob, message, "Leave it out of `operations`."))
            else:
                found[id] = Claim(table, glob, *held[id])
    return list(found.values())


def _matched(
    table: PagingConfiguration | PollingConfiguration, ids: Iterable[str], problems: PlanProblems
) -> dict[str, str]:
    """Return the ids that a table's globs match, each with its first glob; a glob that adds none is noted."""
    found: dict[str, str] = {}
    for glob in table.operations:
        matched = [id for id in ids if fnmatchcase(id, glob)]
        if not matched:
            message = f"`{glob}` matches no operation of {problems.spec_name}"
            fix = f"Remove it{or_meant(glob, sorted(set(ids) - found.keys()))}."
            place = table.place.value("operations", glob)
            problems.absent.append(Diagnostic("unknown-operation", message, place, fix))
        elif all(id in found for id in matched):
            message = f"`{glob}` matches what `{found[matched[0]]}` matched already"
            problems.absent.append(_bad(table, glob, message, "Remove it."))
        for id in matched:
            found.setdefault(id, glob)
    return found


def _bad(table: PagingConfiguration | PollingConfiguration, glob: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic("bad-configuration", message, table.place.value("operations", glob), fix)
