"""A planned package -> each operation of a version, with all that was planned around it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from veneer.model import Operation
from veneer.model.words import plain
from veneer.overlay.plan import ClientPlan, PlannedClient, PlannedOperation
from veneer.pipeline import Planned
from veneer.project import PackageFolders


@frozen
class Subject:
    """An operation of one version of a package; a hidden one has no client and no planned names."""

    package: PackageFolders
    planned: Planned
    version: ClientPlan
    operation: Operation
    client: PlannedClient | None = None
    named: PlannedOperation | None = None

    @property
    def id(self) -> str:
        """The operationId, for look-ups."""
        return plain(self.operation.id)


def subjects(package: PackageFolders, planned: Planned, version: ClientPlan) -> Iterator[Subject]:
    """Yield every operation of a version, hidden ones too."""
    held = {item.id: (client, item) for client in version.clients for item in client.operations}
    for operation in version.api.operations:
        client, named = held.get(plain(operation.id), (None, None))
        yield Subject(package, planned, version, operation, client, named)
