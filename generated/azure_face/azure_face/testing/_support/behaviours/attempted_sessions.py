"""Requests on the sessions of v1.2 and v1.3-preview.1 -> answers from the sessions in memory."""

from __future__ import annotations

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse
from .attempts import shown
from .sessions import Session, SessionStore
from .versions import Version

_PREFIX = "LivenessSessionOperations_"
_IMAGE = "verifyImage"


@frozen
class AttemptedSessions:
    """The operations of one kind of session in one version.

    Attributes:
        store: The sessions.
        version: The version.
        with_verify: The kind.
    """

    store: SessionStore
    version: Version
    with_verify: bool

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        kind = "LivenessWithVerify" if self.with_verify else "Liveness"
        return {
            f"{_PREFIX}Create{kind}Session": self.create,
            f"{_PREFIX}Get{kind}SessionResult": self.get_result,
            f"{_PREFIX}Delete{kind}Session": self.delete,
        }

    async def create(self, request: ServiceRequest) -> ServiceResponse:
        """Create a session; one with verify comes with the picture to compare with."""
        content = {name: value for name, value in request.body.items() if name != _IMAGE}
        image = request.body[_IMAGE] if self.with_verify else None
        return self._shown(self.store.create(self.version, self.with_verify, content, image))

    async def get_result(self, request: ServiceRequest) -> ServiceResponse:
        """Return a session with its attempts."""
        return self._shown(self._session(request))

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Delete a session with all that it keeps."""
        self.store.delete(self._session(request))
        return ServiceResponse(204)

    def _session(self, request: ServiceRequest) -> Session:
        return self.store.get(request.path["sessionId"], self.version, self.with_verify)

    def _shown(self, session: Session) -> ServiceResponse:
        return ServiceResponse.json(shown(session, self.store.clock()))
