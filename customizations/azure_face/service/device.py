"""Requests at the local-only routes -> what a device would have done in a session."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from veneer.serve import LocalRoute, ServiceRequest, ServiceResponse, bad_argument, unauthorized

from .images import seen_face
from .sessions import Session, SessionStore

_MODEL = "2023-12-20-preview.06"
_CONTENT_TYPE = "multipart/form-data; boundary=local-device"
_CONTENT_LENGTH = 352568
_LATENCY = 1098
_PICTURE = b"the picture that the local device took"


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
                f'{{"verifyResult": {{"matchConfidence": 0.97, "isIdentical": true}}}}. {credentials}',
            ),
        )

    async def start(self, request: ServiceRequest) -> ServiceResponse:
        """Start in the session and return it."""
        session = self._admitted(request)
        return ServiceResponse.json(self.store.start(session.id).result(self.store.clock()))

    async def complete(self, request: ServiceRequest) -> ServiceResponse:
        """Complete the session and return it with its result."""
        session = self._admitted(request)
        entry = _entry(request, session, _decision(request, session))
        return ServiceResponse.json(self.store.complete(session.id, entry).result(self.store.clock()))

    def _admitted(self, request: ServiceRequest) -> Session:
        session = self.store.get(request.path["sessionId"])
        sent = request.headers.get("authorization")
        if sent is not None and not hmac.compare_digest(sent.encode(), f"Bearer {session.auth_token}".encode()):
            raise unauthorized("Access denied: the token is not this session's.", {"WWW-Authenticate": "Bearer"})
        return session


def _decision(request: ServiceRequest, session: Session) -> dict[str, Any]:
    wish = {} if request.body is None else request.body
    if not isinstance(wish, Mapping):
        raise bad_argument("The request body must be of type object.")
    known = {"livenessDecision", "verifyResult"} if session.with_verify else {"livenessDecision"}
    if unknown := sorted(wish.keys() - known):
        raise bad_argument(f"The property '{unknown[0]}' of the request body is not allowed for this session.")
    face = seen_face(_PICTURE)
    decision = {
        "livenessDecision": wish.get("livenessDecision", "realface"),
        "target": {
            "faceRectangle": face["faceRectangle"],
            "fileName": "video",
            "timeOffsetWithinFile": 0,
            "imageType": "Color",
        },
        "modelVersionUsed": _MODEL,
    }
    if session.with_verify:
        default = {"verifyImage": session.face or face, "matchConfidence": 0.97, "isIdentical": True}
        sent = wish.get("verifyResult", {})
        decision["verifyResult"] = {**default, **sent} if isinstance(sent, Mapping) else sent
    request.check(decision, "LivenessResponseBody", "result")
    return decision


def _entry(request: ServiceRequest, session: Session, decision: Mapping[str, Any]) -> dict[str, Any]:
    kind = "detectLivenessWithVerify" if session.with_verify else "detectLiveness"
    signed = f"{session.id}.{session.auth_token}.{json.dumps(decision, sort_keys=True)}"
    return {
        "sessionId": session.id,
        "requestId": request.request_id,
        "clientRequestId": request.headers.get("client-request-id", request.request_id),
        "request": {
            "url": f"{request.base_url}/{kind}/singleModal",
            "method": "POST",
            "contentLength": _CONTENT_LENGTH,
            "contentType": _CONTENT_TYPE,
            "userAgent": request.headers.get("user-agent", ""),
        },
        "response": {"body": dict(decision), "statusCode": 200, "latencyInMilliseconds": _LATENCY},
        "digest": hashlib.sha256(signed.encode()).hexdigest().upper(),
    }
