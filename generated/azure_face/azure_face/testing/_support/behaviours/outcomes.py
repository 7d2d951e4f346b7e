"""The body of the local-only request that completes a session -> the outcome that the device is to have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..asgi import ServiceRequest, bad_argument
from .faces import SAME_PERSON
from .sessions import Session

_CONFIDENCE = 0.97


def wish(request: ServiceRequest, known: Iterable[str]) -> Mapping[str, Any]:
    """Return what the caller wants the outcome to be.

    Args:
        request: The request.
        known: The properties that its body may have.

    Returns:
        The body; empty when there is none.

    Raises:
        ServiceError: It is no object, or has another property (400).
    """
    body = {} if request.body is None else request.body
    if not isinstance(body, Mapping):
        raise bad_argument("The request body must be of type object.")
    if unknown := sorted(body.keys() - set(known)):
        raise bad_argument(f"The property '{unknown[0]}' of the request body is not allowed for this session.")
    return body


def verify_result(session: Session, wished: Mapping[str, Any]) -> Any:
    """Return the result of the comparison: as wished, or that both are one person."""
    sent = wished.get("verifyResult", {})
    if not isinstance(sent, Mapping):
        return sent
    confidence = sent.get("matchConfidence", _CONFIDENCE)
    least = session.content.get("verifyConfidenceThreshold", SAME_PERSON)
    is_identical = isinstance(confidence, int | float) and confidence >= least
    return {"matchConfidence": confidence, "isIdentical": is_identical, **sent}


def is_identical(result: Any) -> bool:
    """Return whether a session's result does not say that there were two persons."""
    return not isinstance(result, Mapping) or result.get("isIdentical", True) is True
