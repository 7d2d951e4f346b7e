"""The local Azure Face service: every operation of four API versions, with everything kept in memory.

An image is looked at for its bytes, or its address, alone: the same image always shows the same faces, and the same
face is the same person. ``NOTES`` says what else callers should know; ``GET /_local`` shows it, with the routes beside
the API that play what happens outside it: the device of a session, a training or an operation that fails.

The routes need no credentials; a bearer token that is sent to a session's route must be the session's. Sessions belong
to the API version that they were created in; everything else is shared by the applications that are made from one
value of ``create_behaviours``.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from ..asgi import Behaviours
from .composing import NOTES, Service
from .timing import Clock
from .versions import VERSIONS

__all__ = ["NOTES", "create_behaviours"]


def create_behaviours(
    clock: Clock = lambda: datetime.now(UTC),
    ids: Callable[[], str] = lambda: str(uuid.uuid4()),
    training_seconds: float = 1.0,
    operation_seconds: float = 0.5,
) -> Behaviours:
    """Return the behaviours of a new service that is empty.

    Args:
        clock: Gives the time, with its time zone.
        ids: Makes the ids of sessions, faces, persons and operations; each a UUID.
        training_seconds: How long a training takes.
        operation_seconds: How long an operation of the person directory takes.

    Returns:
        The behaviours.
    """
    service = Service(clock, ids, training_seconds, operation_seconds)
    versions = {version.name: service.handlers_of(version) for version in VERSIONS}
    return Behaviours(service.handlers(), service.routes(), versions, NOTES, ignores_case=True)
