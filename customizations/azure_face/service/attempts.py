"""Sessions of v1.2 and v1.3-preview.1: what a device delivers -> an attempt, and sessions as shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..asgi import ServiceRequest, bad_argument
from .faces import largest_face
from .images import read_image
from .outcomes import is_identical, verify_result, wish
from .sessions import Session, SessionStore

_MODEL = "2024-11-15"
_MOST_ATTEMPTS = 3
_ERROR = {"code": "FaceNotFound", "message": "There was no face in front of the camera."}
_ADDRESS = "127.0.0.1"


def complete(store: SessionStore, session: Session, request: ServiceRequest) -> None:
    """Let a device make an attempt in a session, with the outcome that a request wants.

    Raises:
        ServiceError: The request wants no such outcome (400).
    """
    wished = wish(request, _properties(session))
    is_abuse = wished.get("isAbuseDetected", False)
    if not isinstance(is_abuse, bool):
        raise bad_argument("The property 'isAbuseDetected' of the request body must be of type boolean.")
    outcome: dict[str, Any]
    if "error" in wished:
        outcome = {"attemptStatus": "Failed", "error": _error(session, wished, request)}
    else:
        outcome = {"attemptStatus": "Succeeded", "result": _result(store, session, wished, request)}
    store.start(session)
    attempt = {"attemptId": len(session.records) + 1, **outcome}
    if session.version.has_monitoring:
        attempt["clientInformation"] = [{"ip": _ADDRESS}]
    if session.is_monitored:
        attempt["abuseMonitoringResult"] = _monitored(store, session, attempt, is_abuse)
    session.records.append(attempt)
    session.is_over = "result" in attempt or len(session.records) >= _allowed(session)


def shown(session: Session, now: datetime) -> dict[str, Any]:
    """Return a session with its attempts, the last one first (``LivenessSession``, ``LivenessWithVerifySession``)."""
    results: dict[str, Any] = {"attempts": session.records[::-1]}
    if session.with_verify:
        face = session.verify_face()
        references = [] if face is None else [{"referenceType": "Color", **face.verify_image()}]
        results["verifyReferences"] = references
    return {
        "sessionId": session.id,
        "authToken": session.auth_token,
        "status": _status(session, now),
        "modelVersion": session.content.get("livenessModelVersion", _MODEL),
        "results": results,
        **({"isAbuseMonitoringEnabled": session.is_monitored} if session.version.has_monitoring else {}),
    }


def _properties(session: Session) -> set[str]:
    verify = {"verifyResult"} if session.with_verify else set()
    return {"livenessDecision", "error", *verify, *({"isAbuseDetected"} if session.is_monitored else set())}


def _allowed(session: Session) -> int:
    return int(session.content.get("numberOfClientAttemptsAllowed", _MOST_ATTEMPTS))


def _status(session: Session, now: datetime) -> str:
    if session.is_over:
        return str(session.records[-1]["attemptStatus"])
    if session.is_expired(now):
        return "Canceled"
    return "Running" if session.started else "NotStarted"


def _targets(picture: bytes) -> dict[str, Any]:
    return {"color": {"faceRectangle": largest_face(read_image(picture)).rectangle.shown()}}


def _error(session: Session, wished: Mapping[str, Any], request: ServiceRequest) -> Any:
    sent = wished["error"]
    targets = _targets(session.taken_picture(is_identical=False))
    error = {**_ERROR, "targets": targets, **sent} if isinstance(sent, Mapping) else sent
    request.check(error, "LivenessError", "error")
    return error


def _result(
    store: SessionStore, session: Session, wished: Mapping[str, Any], request: ServiceRequest
) -> dict[str, Any]:
    verified = verify_result(session, wished) if session.with_verify else None
    picture = session.taken_picture(is_identical(verified))
    result = {"livenessDecision": wished.get("livenessDecision", "realface"), "targets": _targets(picture)}
    if session.with_verify:
        result |= {"verifyResult": verified, **session.image_hash()}
    signed = f"{session.id}.{session.auth_token}.{json.dumps(result, sort_keys=True)}"
    result["digest"] = hashlib.sha256(signed.encode()).hexdigest().upper()
    request.check(result, "LivenessWithVerifyResult" if session.with_verify else "LivenessResult", "result")
    return {**result, **store.keep_image(session, picture)}


def _monitored(store: SessionStore, session: Session, attempt: Mapping[str, Any], is_abuse: bool) -> dict[str, Any]:
    others = [each for each in store.flagged if each["sessionId"] != session.id] if is_abuse else []
    if is_abuse:
        image = attempt.get("result", {}).get("sessionImageId")
        flagged = {"attemptId": attempt["attemptId"], "sessionId": session.id}
        store.flagged.append({**flagged, **({"sessionImageId": image} if image else {})})
    return {"isAbuseDetected": is_abuse, "otherFlaggedSessions": others}
