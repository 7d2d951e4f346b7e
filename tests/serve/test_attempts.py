"""The Face service: sessions of v1.2 and v1.3-preview.1 with their attempts, session images and abuse monitoring."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from .conftest import Client, Clock, detect, png, refusal

PLAIN, VERIFY = "/detectLiveness-sessions", "/detectLivenessWithVerify-sessions"
PASSIVE = {"livenessOperationMode": "Passive"}
SETTING = "/settings/liveness-abuse-monitoring"
ERROR = {"code": "FaceWithMaskDetected", "message": "There is a mask."}


@pytest.fixture(params=["v1.2", "v1.3-preview.1"])
def current(request: pytest.FixtureRequest, service: Callable[[str], Client]) -> Client:
    """The Face service in each version whose sessions have attempts."""
    return service(request.param)


def create(face: Client, path: str = PLAIN, image: bytes = b"a", **more: Any) -> dict[str, Any]:
    if path == PLAIN:
        response = face.post(path, json={**PASSIVE, **more})
    else:
        fields = {name: (None, str(value).lower()) for name, value in more.items()}
        response = face.post(
            path, files={"livenessOperationMode": (None, "Passive"), **fields, "verifyImage": ("a.png", image)}
        )
    assert response.status_code == 200, response.text
    return dict(response.json())


def attempt(face: Client, session: dict[str, Any], **wish: Any) -> dict[str, Any]:
    response = face.local(session["sessionId"], "complete", json=wish)
    assert response.status_code == 200, response.text
    return dict(response.json()["results"]["attempts"][0])


def test_created_session(current: Client) -> None:
    plain, verify = create(current), create(current, VERIFY, png(1200, 900))

    assert str(UUID(plain["sessionId"])) == plain["sessionId"]
    assert plain["status"] == "NotStarted"
    assert plain["modelVersion"] == "2024-11-15"
    assert plain["results"] == {"attempts": []}
    [reference] = verify["results"]["verifyReferences"]
    assert (reference["referenceType"], reference["qualityForRecognition"]) == ("Color", "high")
    assert ("isAbuseMonitoringEnabled" in plain) is ("v1.3" in current.base)


@pytest.mark.parametrize("path", [PLAIN, VERIFY])
def test_life_of_a_session(current: Client, path: str) -> None:
    session = create(current, path, livenessModelVersion="2024-11-15")
    one = f"{path}/{session['sessionId']}"

    assert current.get(one).json() == session
    assert current.local(session["sessionId"], "start").json()["status"] == "Running"
    completed = current.local(session["sessionId"], "complete").json()
    assert completed["status"] == "Succeeded"
    [found] = completed["results"]["attempts"]
    assert (found["attemptId"], found["attemptStatus"]) == (1, "Succeeded")
    assert found["result"]["livenessDecision"] == "realface"
    assert found["result"]["targets"]["color"]["faceRectangle"]["width"] > 0
    assert len(found["result"]["digest"]) == 64
    assert found["result"].get("verifyResult") == (
        {"matchConfidence": 0.97, "isIdentical": True} if path == VERIFY else None
    )
    assert current.get(one).json() == completed
    assert refusal(current.local(session["sessionId"], "complete"))[:2] == (409, "SessionCompleted")
    deleted = current.delete(one)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert refusal(current.get(one))[:2] == refusal(current.delete(one))[:2] == (404, "SessionNotFound")


def test_attempts_that_fail(current: Client) -> None:
    session = create(current)
    failed = [attempt(current, session, error=ERROR), attempt(current, session, error={})]

    assert [each["attemptId"] for each in failed] == [1, 2]
    assert {each["attemptStatus"] for each in failed} == {"Failed"}
    assert failed[0]["error"]["code"] == "FaceWithMaskDetected"
    assert failed[1]["error"]["targets"]["color"]["faceRectangle"]["width"] > 0
    shown = current.get(f"{PLAIN}/{session['sessionId']}").json()
    assert shown["status"] == "Running"
    assert [each["attemptId"] for each in shown["results"]["attempts"]] == [2, 1]
    attempt(current, session, error=ERROR)
    assert current.get(f"{PLAIN}/{session['sessionId']}").json()["status"] == "Failed"
    assert refusal(current.local(session["sessionId"], "complete"))[:2] == (409, "SessionCompleted")


def test_attempt_after_one_that_failed(current: Client) -> None:
    session = create(current)
    attempt(current, session, error=ERROR)

    assert attempt(current, session, livenessDecision="spoofface")["result"]["livenessDecision"] == "spoofface"
    assert current.get(f"{PLAIN}/{session['sessionId']}").json()["status"] == "Succeeded"


def test_number_of_attempts_can_be_set(latest: Client) -> None:
    session = create(latest, VERIFY, numberOfClientAttemptsAllowed=1)
    attempt(latest, session, error=ERROR)

    assert latest.get(f"{VERIFY}/{session['sessionId']}").json()["status"] == "Failed"


def test_expiry(current: Client, clock: Clock) -> None:
    session = create(current, authTokenTimeToLiveInSeconds=60)
    clock.forward(60)

    assert current.get(f"{PLAIN}/{session['sessionId']}").json()["status"] == "Canceled"
    assert refusal(current.local(session["sessionId"], "complete"))[:2] == (409, "SessionExpired")


@pytest.mark.parametrize(
    "wish",
    [
        [],
        {"other": 1},
        {"livenessDecision": 1},
        {"verifyResult": 1},
        {"verifyResult": {"matchConfidence": 2}},
        {"verifyResult": {"matchConfidence": "x"}},
        {"error": 1},
        {"error": {"code": 1}},
        {"isAbuseDetected": True},
    ],
)
def test_refused_attempt_leaves_the_session_as_it_was(current: Client, wish: object) -> None:
    session = create(current, VERIFY, enableSessionImage=True)

    assert refusal(current.local(session["sessionId"], "complete", json=wish))[:2] == (400, "BadArgument")
    assert current.get(f"{VERIFY}/{session['sessionId']}").json() == session


@pytest.mark.parametrize(
    ("field", "value"),
    [("authTokenTimeToLiveInSeconds", 59), ("enableSessionImage", "perhaps"), ("verifyConfidenceThreshold", 2)],
)
def test_refused_creation(current: Client, field: str, value: object) -> None:
    parts = {"livenessOperationMode": (None, "Passive"), field: (None, str(value)), "verifyImage": ("a", b"a")}

    assert refusal(current.post(VERIFY, files=parts))[:2] == (400, "BadArgument")
    assert refusal(current.post(VERIFY, json=PASSIVE))[0] == 415
    no_face = {"livenessOperationMode": (None, "Passive"), "verifyImage": ("a", b"local-faces=0")}
    assert refusal(current.post(VERIFY, files=no_face))[:2] == (400, "InvalidImage")


def test_match_is_measured_by_the_threshold_of_the_session(current: Client) -> None:
    session = create(current, VERIFY, verifyConfidenceThreshold=0.9, returnVerifyImageHash=True)
    result = attempt(current, session, verifyResult={"matchConfidence": 0.8})["result"]

    assert result["verifyResult"] == {"matchConfidence": 0.8, "isIdentical": False}
    assert result["verifyImageHash"] == hashlib.sha256(b"a").hexdigest().upper()


def test_session_image(current: Client) -> None:
    session = create(current, enableSessionImage=True)
    image_id = attempt(current, session)["result"]["sessionImageId"]
    response = current.get(f"/sessionImages/{image_id}")

    assert response.headers["content-type"] == "application/octet-stream"
    [taken] = detect(current, response.content)
    [found] = current.post("/detect", json={"sessionImageId": image_id}).json()
    assert found["faceRectangle"] == taken["faceRectangle"]
    ids = {"faceId1": taken["faceId"], "faceId2": found["faceId"]}
    assert current.post("/verify", json=ids).json()["isIdentical"] is True
    assert "sessionImageId" not in attempt(current, create(current))["result"]
    current.delete(f"{PLAIN}/{session['sessionId']}")
    assert refusal(current.get(f"/sessionImages/{image_id}"))[:2] == (404, "SessionImageNotFound")
    assert refusal(current.post("/detect", json={"sessionImageId": image_id}))[0] == 404


def test_session_image_shows_the_verified_person(current: Client) -> None:
    image = png(300, 300, b"local-people=anna")
    matched = attempt(current, create(current, VERIFY, image, enableSessionImage=True))["result"]
    other = attempt(
        current, create(current, VERIFY, image, enableSessionImage=True), verifyResult={"isIdentical": False}
    )

    assert current.get(f"/sessionImages/{matched['sessionImageId']}").content == image
    assert current.get(f"/sessionImages/{other['result']['sessionImageId']}").content != image


def test_session_image_of_the_older_sessions(service: Callable[[str], Client]) -> None:
    older, oldest = service("v1.2-preview.1"), service("v1.1-preview.1")
    path = "/detectLivenessWithVerify/singleModal/sessions"
    parameters = '{"livenessOperationMode": "Passive", "enableSessionImage": true, "returnVerifyImageHash": true}'
    parts = {"Parameters": (None, parameters), "VerifyImage": ("a.png", b"a")}
    entries = []
    for face in (older, oldest):
        session = face.post(path, files=parts).json()["sessionId"]
        entries.append(face.local(session, "complete").json()["result"])

    assert older.get(f"/session/sessionImages/{entries[0]['sessionImageId']}").content == b"a"
    assert entries[0]["verifyImageHash"] == hashlib.sha256(b"a").hexdigest().upper()
    assert not {"sessionImageId", "verifyImageHash"} & entries[1].keys()


def test_session_belongs_to_its_version(service: Callable[[str], Client]) -> None:
    session = create(service("v1.2"))["sessionId"]

    assert refusal(service("v1.3-preview.1").get(f"{PLAIN}/{session}"))[:2] == (404, "SessionNotFound")


def test_abuse_monitoring(latest: Client) -> None:
    assert latest.get(SETTING).json() == {"name": "liveness-abuse-monitoring", "enabled": False}
    before = create(latest)
    assert latest.patch(SETTING, json={"enabled": True}).json()["enabled"] is True
    assert latest.patch(SETTING, json={}).json()["enabled"] is True
    first, second = create(latest, enableSessionImage=True), create(latest)

    assert [each["isAbuseMonitoringEnabled"] for each in (before, first)] == [False, True]
    assert set(attempt(latest, before)) == {"attemptId", "attemptStatus", "result", "clientInformation"}
    flagged = attempt(latest, first, isAbuseDetected=True)
    assert flagged["clientInformation"] == [{"ip": "127.0.0.1"}]
    assert flagged["abuseMonitoringResult"] == {"isAbuseDetected": True, "otherFlaggedSessions": []}
    other = {"attemptId": 1, "sessionId": first["sessionId"], "sessionImageId": flagged["result"]["sessionImageId"]}
    assert attempt(latest, second, isAbuseDetected=True)["abuseMonitoringResult"]["otherFlaggedSessions"] == [other]
    assert attempt(latest, create(latest))["abuseMonitoringResult"]["isAbuseDetected"] is False
    wrong = latest.local(create(latest)["sessionId"], "complete", json={"isAbuseDetected": 1})
    assert refusal(wrong)[:2] == (400, "BadArgument")
