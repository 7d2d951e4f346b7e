"""Each version is walked through from end to end, in both layers and flavours, until no operation is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from types import ModuleType

import pytest

from face.description import VERSIONS, Version

from . import convenience, protocol
from .recording import CONVENIENCE, PROTOCOL, Record
from .reporting import COVERED
from .story import PREVIEW, clients, local_service

STORIES = {CONVENIENCE: convenience, PROTOCOL: protocol}
COUNTS = {"v1.1-preview.1": 101, "v1.2-preview.1": 103, "v1.2": 77, "v1.3-preview.1": 79}


async def walk_through(story: ModuleType, urls: list[str], record: Record, asynchronous: bool) -> None:
    async with clients(urls, record, asynchronous) as walk:
        await story.walk_everything(walk)


def row(record: Record, asynchronous: bool) -> str:
    flavour = "async" if asynchronous else "sync"
    total = len(record.version.operations)
    return f"{record.version.name:<16}{record.layer:<13}{flavour:<7}{len(record.covered):>3} of {total} operations"


def served_versions(version: Version) -> Iterable[Version]:
    """Return a version, and beside one that cannot fill the person directory one that can."""
    fills = any(operation.id == "PersonDirectoryOperations_CreatePerson" for operation in version.operations)
    return (version,) if fills else (version, PREVIEW)


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_every_operation_of_a_version_is_called_in_both_layers(
    version: Version, asynchronous: bool, record_property: Callable[[str, object], None]
) -> None:
    assert len(version.operations) == COUNTS[version.name]
    with local_service(*served_versions(version)) as urls:
        # The second story finds the service as the first one did: each removes all that it made.
        for layer, story in STORIES.items():
            record = Record(version, layer)
            try:
                asyncio.run(walk_through(story, urls, record, asynchronous))
            finally:
                record_property(COVERED, row(record, asynchronous))
            record.check_complete()
