"""Sessions of v1.1-preview.1 and v1.2-preview.1: what a device delivers -> an audit entry, and sessions as shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..asgi import ServiceRequest
from .faces import largest_face
from .images import read_image
from .outcomes import is_identical, verify_result, wish
from .sessions import Session, SessionStore
from .timing import timestamp

_MODEL = "2023-12-20-preview.06"
_CONTENT_TYPE = "multipart/form-data; boundary=local-device"
_CONTENT_LENGTH = 352568
_LATENCY = 1098


def complete(store: SessionStore, session: Session, request: ServiceRequest) -> None:
    """Let a device complete a session with the outcome that a request wants.

    Raises:
        ServiceError: The request wants no such outcome (400).
    """
    wished = wish(request, {"livenessDecision", "verifyResult"} if session.with_verify else {"livenessDecision"})
    result = verify_result(session, wished) if session.with_verify else None
    picture = session.taken_picture(is_identical(result))
    decision = _decision(session, wished, result, picture)
    request.check(decision, "LivenessResponseBody", "result")
    store.start(session)
    session.records.append(
        {
            "id": store.next_number(),
            "receivedDateTime": timestamp(store.clock()),
            **_entry(request, session, decision),
            **store.keep_image(session, picture),
            **(session.image_hash() if session.version.has_session_images else {}),
        }
    )
    session.is_over = True


def shown_item(session: Session, now: datetime) -> dict[str, Any]:
    """Return a session as an item of a list (``LivenessSessionItem``)."""
    optional = {
        "sessionStartDateTime": session.started and timestamp(session.started),
        "deviceCorrelationId": session.content.get("deviceCorrelationId"),
    }
    return {
        "id": session.id,
        "createdDateTime": timestamp(session.created),
        "sessionExpired": session.is_expired(now),
        "authTokenTimeToLiveInSeconds": session.life,
        **{name: value for name, value in optional.items() if value is not None},
    }


def shown(session: Session, now: datetime) -> dict[str, Any]:
    """Return a session with its result (``LivenessSession``, ``LivenessWithVerifySession``)."""
    status = "ResultAvailable" if session.is_over else "Started" if session.started else "NotStarted"
    result = {"result": session.records[-1]} if session.records else {}
    return {**shown_item(session, now), "status": status, **result}


def _decision(session: Session, wished: Mapping[str, Any], result: Any, picture: bytes) -> dict[str, Any]:
    face = largest_face(read_image(picture))
    target = {"fileName": "video", "timeOffsetWithinFile": 0, "imageType": "Color"}
    decision = {
        "livenessDecision": wished.get("livenessDecision", "realface"),
        "target": {"faceRectangle": face.rectangle.shown(), **target},
        "modelVersionUsed": session.content.get("livenessSingleModalModel", _MODEL),
    }
    if session.with_verify:
        image = (session.verify_face() or face).verify_image()
        decision["verifyResult"] = {"verifyImage": image, **result} if isinstance(result, Mapping) else result
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
