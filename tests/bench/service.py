"""What all calls of the benches have in common: one operation, its path, what it is sent and what it answers."""

from __future__ import annotations

import json
from typing import Any

from azure_face.v1_2_preview_1.models import CreateLivenessSessionContent, LivenessOperationMode

# The official package of `peers` speaks this version, so all of the benches do.
PATH = "/face/v1.2-preview.1/detectLiveness/singleModal/sessions"
KEY = "0123456789abcdef0123456789abcdef"
BODY = {
    "livenessOperationMode": "PassiveActive",
    "sendResultsToClient": True,
    "deviceCorrelationId": "7d8a4f6e-3c1b-4a55-9e0d-2b6f1c9d8e7a",
    "authTokenTimeToLiveInSeconds": 600,
}
SESSION = "0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b"
ANSWER = json.dumps({"sessionId": SESSION, "authToken": "eyJhbGciOiJSUzI1NiJ9" * 20})
HEADERS = {"Ocp-Apim-Subscription-Key": KEY}
FIELDS: dict[str, Any] = {
    "send_results_to_client": True,
    "device_correlation_id": "7d8a4f6e-3c1b-4a55-9e0d-2b6f1c9d8e7a",
    "auth_token_time_to_live_in_seconds": 600,
}


def content() -> CreateLivenessSessionContent:
    """Make the model that is sent as the body above."""
    return CreateLivenessSessionContent(LivenessOperationMode.PASSIVE_ACTIVE, **FIELDS)


def expect(session: str) -> None:
    """Hold an answer to be the one that was sent."""
    if session != SESSION:
        raise AssertionError(f"the answer is another one: {session!r}")
