"""Requests of the API's liveness session operations -> answers from the sessions in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from veneer.serve import Handler, ServiceRequest, ServiceResponse, bad_argument, read_json

from .images import seen_face
from .sessions import SessionStore

_PREFIX = "LivenessSessionOperations_"
_PARAMETERS_SCHEMA = "CreateLivenessWithVerifySessionJsonContent"


@frozen
class LivenessOperations:
    """The operations of one kind of session.

    Attributes:
        store: The sessions of both kinds.
        with_verify: The kind.
    """

    store: SessionStore
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
        return self._created(request.body, None)

    async def create_with_image(self, request: ServiceRequest) -> ServiceResponse:
        """Create a session from a multipart body: its parameters as JSON, and the picture to compare with."""
        parameters = request.body["Parameters"]
        # The description calls this part a plain string, so what is in it has not been checked yet.
        content = read_json(parameters.encode(), "part 'Parameters'") if isinstance(parameters, str) else parameters
        request.check(content, _PARAMETERS_SCHEMA, "part 'Parameters'")
        return self._created(content, seen_face(request.body["VerifyImage"]))

    async def get_result(self, request: ServiceRequest) -> ServiceResponse:
        """Return a session with its result."""
        session = self.store.get(request.path["sessionId"], self.with_verify)
        return ServiceResponse.json(session.result(self.store.clock()))

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Delete a session with its audit entries."""
        self.store.delete(request.path["sessionId"], self.with_verify)
        return ServiceResponse()

    async def list_sessions(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of sessions."""
        page = self.store.page(self.with_verify, request.query.get("start"), request.query["top"])
        now = self.store.clock()
        return ServiceResponse.json([session.item(now) for session in page])

    async def list_entries(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of a session's audit entries."""
        entries = self.store.get(request.path["sessionId"], self.with_verify).entries
        start = request.query.get("start") or "0"
        if not (start.isascii() and start.isdigit() and len(start) < 20):
            raise bad_argument("The query parameter 'start' must be the id of an audit entry.")
        after = [entry for entry in entries if entry["id"] > int(start)]
        return ServiceResponse.json(after[: request.query["top"]])

    def _created(self, content: Mapping[str, Any], face: Mapping[str, Any] | None) -> ServiceResponse:
        session = self.store.create(self.with_verify, content, face)
        image = {} if face is None else {"verifyImage": face}
        return ServiceResponse.json({"sessionId": session.id, "authToken": session.auth_token, **image})
