"""Requests at the local-only routes -> what a device would have done in a session."""

from __future__ import annotations

import hmac

from attrs import frozen

from ..asgi import LocalRoute, ServiceRequest, ServiceResponse, unauthorized
from . import attempts, audited
from .sessions import Session, SessionStore


@frozen
class Device:
    """Plays the device of every session.

    Attributes:
        store: The sessions.
    """

    store: SessionStore

    def routes(self) -> tuple[LocalRoute, ...]:
        """Return the routes."""
        path = "/_local/sessions/{sessionId}"
        credentials = "Authorization: Bearer <authToken of the session> is checked when it is sent."
        return (
            LocalRoute("POST", f"{path}/start", self.start, f"The device starts in the session. {credentials}"),
            LocalRoute(
                "POST",
                f"{path}/complete",
                self.complete,
                'The device completes the session, by default with {"livenessDecision": "realface"}; with verify also '
                '{"verifyResult": {"matchConfidence": 0.97, "isIdentical": true}}. From v1.2 on, {"error": {"code": '
                '"FaceWithMaskDetected", "message": "..."}} makes it an attempt that failed, of at most three; in a '
                f'monitored session of v1.3-preview.1, {{"isAbuseDetected": true}} flags it. {credentials}',
            ),
        )

    async def start(self, request: ServiceRequest) -> ServiceResponse:
        """Start in the session and return it."""
        session = self._admitted(request)
        self.store.start(session)
        return self._shown(session)

    async def complete(self, request: ServiceRequest) -> ServiceResponse:
        """Complete the session, or make an attempt, and return the session."""
        session = self._admitted(request)
        (attempts if session.version.has_attempts else audited).complete(self.store, session, request)
        return self._shown(session)

    def _shown(self, session: Session) -> ServiceResponse:
        shown = attempts.shown if session.version.has_attempts else audited.shown
        return ServiceResponse.json(shown(session, self.store.clock()))

    def _admitted(self, request: ServiceRequest) -> Session:
        session = self.store.get(request.path["sessionId"])
        sent = request.headers.get("authorization")
        if sent is not None and not hmac.compare_digest(sent.encode(), f"Bearer {session.auth_token}".encode()):
            raise unauthorized("Access denied: the token is not this session's.", {"WWW-Authenticate": "Bearer"})
        return self.store.open(session.id)
