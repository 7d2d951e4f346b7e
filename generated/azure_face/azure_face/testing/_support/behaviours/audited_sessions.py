"""Requests on the sessions of v1.1-preview.1 and v1.2-preview.1 -> answers from the sessions in memory."""

from __future__ import annotations

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse, bad_argument, read_json
from .audited import shown, shown_item
from .sessions import Session, SessionStore
from .shelf import keyset_page
from .versions import Version

_PREFIX = "LivenessSessionOperations_"
_PARAMETERS_SCHEMA = "CreateLivenessWithVerifySessionJsonContent"


@frozen
class AuditedSessions:
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
        handlers: dict[str, Handler] = {
            f"{_PREFIX}Create{kind}Session": self.create,
            f"{_PREFIX}Get{kind}SessionResult": self.get_result,
            f"{_PREFIX}Delete{kind}Session": self.delete,
            f"{_PREFIX}Get{kind}Sessions": self.list_sessions,
            f"{_PREFIX}Get{kind}SessionAuditEntries": self.list_entries,
        }
        if self.with_verify:
            handlers[f"{_PREFIX}Create{kind}SessionWithVerifyImage"] = self.create_with_image
        return handlers

    async def create(self, request: ServiceRequest) -> ServiceResponse:
        """Create a session from a JSON body."""
        return _created(self.store.create(self.version, self.with_verify, request.body))

    async def create_with_image(self, request: ServiceRequest) -> ServiceResponse:
        """Create a session from a multipart body: its parameters as JSON, and the picture to compare with."""
        parameters = request.body["Parameters"]
        # The description calls this part a plain string, so what is in it has not been checked yet.
        content = read_json(parameters.encode(), "part 'Parameters'") if isinstance(parameters, str) else parameters
        request.check(content, _PARAMETERS_SCHEMA, "part 'Parameters'")
        return _created(self.store.create(self.version, self.with_verify, content, request.body["VerifyImage"]))

    async def get_result(self, request: ServiceRequest) -> ServiceResponse:
        """Return a session with its result."""
        return ServiceResponse.json(shown(self._session(request), self.store.clock()))

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Delete a session with its audit entries."""
        self.store.delete(self._session(request))
        return ServiceResponse()

    async def list_sessions(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of sessions."""
        page = self.store.page(self.version, self.with_verify, request.query.get("start"), request.query["top"])
        now = self.store.clock()
        return ServiceResponse.json([shown_item(session, now) for session in page])

    async def list_entries(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of a session's audit entries."""
        entries = {entry["id"]: entry for entry in self._session(request).records}
        start = request.query.get("start") or "0"
        if not (start.isascii() and start.isdigit() and len(start) < 20):
            raise bad_argument("The query parameter 'start' must be the id of an audit entry.")
        page = keyset_page(list(entries), int(start), request.query["top"])
        return ServiceResponse.json([entries[number] for number in page])

    def _session(self, request: ServiceRequest) -> Session:
        return self.store.get(request.path["sessionId"], self.version, self.with_verify)


def _created(session: Session) -> ServiceResponse:
    face = session.verify_face()
    image = {} if face is None else {"verifyImage": face.verify_image()}
    return ServiceResponse.json({"sessionId": session.id, "authToken": session.auth_token, **image})
