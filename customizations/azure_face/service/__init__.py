"""The local Azure Face service: every liveness session operation, with the sessions kept in memory.

All other operations are checked and then answered with 501.

Nobody holds a phone to the local service, so two routes beside the API play the device (``GET /_local`` lists them):

- ``POST /_local/sessions/{sessionId}/start``: the device starts; the session's status becomes ``Started``.
- ``POST /_local/sessions/{sessionId}/complete``: the device completes the session; its status becomes
  ``ResultAvailable`` and it gets an audit entry. The body is optional: ``{"livenessDecision": "realface"}``, and for a
  session with verify also ``{"verifyResult": {"matchConfidence": 0.97, "isIdentical": true}}``; what is left out has
  these values.

Both answer with the session. They need no credentials; a bearer token that is sent must be the session's. Both refuse a
session that has expired or has its result with 409. A session that was deleted is gone with its audit entries (404).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from veneer.serve import Behaviours

from .device import Device
from .operations import LivenessOperations
from .sessions import Clock, SessionStore

__all__ = ["create_behaviours"]

# An ordinary import, which the repository's root on the search path would allow, names the module after its folder.
if __name__.rpartition(".")[2] == "service":
    raise ImportError("import the local Face service with veneer.serve.load_behaviours")

_VERSIONS = frozenset({"v1.1-preview.1", "v1.2-preview.1"})


def create_behaviours(
    clock: Clock = lambda: datetime.now(UTC),
    ids: Callable[[], str] = lambda: str(uuid.uuid4()),
) -> Behaviours:
    """Return the behaviours of a new service without sessions.

    Args:
        clock: Gives the time, with its time zone.
        ids: Makes the ids of sessions.

    Returns:
        The behaviours, for the two versions whose sessions have the same shape.
    """
    store = SessionStore(clock, ids)
    operations = LivenessOperations(store, False).handlers() | LivenessOperations(store, True).handlers()
    return Behaviours(operations, Device(store).routes(), _VERSIONS)
