"""The versions of a package -> what its customizations name and none of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from veneer.diagnostics import Diagnostic
from veneer.overlay.planned import ClientPlan


def absent_everywhere(versions: Sequence[ClientPlan]) -> tuple[Diagnostic, ...]:
    """Return a problem for each such thing, as the last version says it.

    What is named for an operation has to be in one of the versions that have the operation.
    """
    found = [*_everywhere([version.absent for version in versions]), *_lacking(versions)]
    return tuple(dict.fromkeys(found))


def _lacking(versions: Sequence[ClientPlan]) -> Iterator[Diagnostic]:
    held = [{item.id for client in version.clients for item in client.operations} for version in versions]
    for id in dict.fromkeys(id for version in versions for id in version.lacking):
        yield from _everywhere(
            [version.lacking.get(id, ()) for version, ids in zip(versions, held, strict=True) if id in ids]
        )


def _everywhere(lists: Sequence[Sequence[Diagnostic]]) -> list[Diagnostic]:
    common = set.intersection(*({(item.id, item.location) for item in items} for items in lists))
    return [item for item in lists[-1] if (item.id, item.location) in common]
