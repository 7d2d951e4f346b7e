"""The Face service: liveness sessions, both kinds, from creation to deletion."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from veneer.serve import Behaviours, create_app

from .conftest import FACE, KEY, Client, Clock, refusal

KINDS = ["detectLiveness", "detectLivenessWithVerify"]
PASSIVE = {"livenessOperationMode": "Passive"}
ALL_PARAMETERS = {
    "livenessOperationMode": "Passive",
    "sendResultsToClient": True,
    "deviceCorrelationIdSetInClient": True,
    "deviceCorrelationId": "<deviceCorrelationId>",
    "authTokenTimeToLiveInSeconds": 1234,
}
"""The body of the published sample with all parameters; it sends both properties of the device's id, which is fine."""


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest) -> str:
    """Path of the sessions of one kind."""
    return f"/{request.param}/singleModal/sessions"


def create(face: Client, path: str, **more: Any) -> str:
    response = face.post(path, json={**PASSIVE, **more})
    assert response.status_code == 200
    return str(response.json()["sessionId"])


def test_created_session(face: Client, path: str) -> None:
    first, second = face.post(path, json=PASSIVE).json(), face.post(path, json=PASSIVE).json()

    assert str(UUID(first["sessionId"])) == first["sessionId"]
    assert len({first["sessionId"], first["authToken"], second["sessionId"], second["authToken"]}) == 4
    assert len(first["authToken"]) >= 32
    assert set(first) == {"sessionId", "authToken"}


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(PASSIVE, {"authTokenTimeToLiveInSeconds": 600}, id="short"),
        pytest.param(
            ALL_PARAMETERS,
            {"deviceCorrelationId": "<deviceCorrelationId>", "authTokenTimeToLiveInSeconds": 1234},
            id="all-parameters",
        ),
    ],
)
def test_bodies_of_the_published_samples(face: Client, path: str, body: dict[str, Any], shown: dict[str, Any]) -> None:
    response = face.post(path, json=body)
    session = response.json()["sessionId"]

    assert response.status_code == 200
    assert face.get(f"{path}/{session}").json() == {
        "id": session,
        "createdDateTime": "2024-05-06T07:08:09.000Z",
        "sessionExpired": False,
        "status": "NotStarted",
        **shown,
    }


def test_unknown_mode_is_taken_since_the_enum_is_open(face: Client, path: str) -> None:
    assert face.post(path, json={"livenessOperationMode": "Future"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "The property 'livenessOperationMode' of the request body is required."),
        (
            {"livenessOperationMode": 1},
            "The property 'livenessOperationMode' of the request body must be of type string.",
        ),
        (
            {**PASSIVE, "authTokenTimeToLiveInSeconds": 59},
            "The property 'authTokenTimeToLiveInSeconds' of the request body must be at least 60.",
        ),
        (
            {**PASSIVE, "authTokenTimeToLiveInSeconds": 86401},
            "The property 'authTokenTimeToLiveInSeconds' of the request body must be at most 86400.",
        ),
    ],
)
def test_refused_creation(face: Client, path: str, body: dict[str, Any], message: str) -> None:
    assert refusal(face.post(path, json=body)) == (400, "BadArgument", message)
    assert face.get(path).json() == []


def test_device_correlation_id_set_in_client_alone_is_fine(face: Client, path: str) -> None:
    assert (
        "deviceCorrelationId"
        not in face.get(f"{path}/{create(face, path, deviceCorrelationIdSetInClient=True)}").json()
    )


def test_credentials(face: Client, path: str) -> None:
    assert refusal(face.get(path, headers={}))[:2] == (401, "Unauthorized")
    assert refusal(face.get(path, headers={"Ocp-Apim-Subscription-Key": "other"}))[0] == 401
    assert face.get(path, headers={"Authorization": "Bearer token"}).status_code == 200


def test_life_of_a_session(face: Client, path: str, clock: Clock) -> None:
    session = create(face, path)
    clock.forward(1)
    started = face.local(session, "start").json()
    clock.forward(1)
    completed = face.local(session, "complete").json()

    assert (started["status"], completed["status"]) == ("Started", "ResultAvailable")
    assert completed["sessionStartDateTime"] == started["sessionStartDateTime"] == "2024-05-06T07:08:10.000Z"
    assert completed["result"]["receivedDateTime"] == "2024-05-06T07:08:11.000Z"
    assert face.get(f"{path}/{session}").json() == completed
    assert face.get(f"{path}/{session}/audit").json() == [completed["result"]]
    [item] = face.get(path).json()
    assert item == {name: value for name, value in completed.items() if name not in ("status", "result")}


def test_audit_entry(face: Client) -> None:
    path = "/detectLiveness/singleModal/sessions"
    session = create(face, path)
    headers = {"user-agent": "device/1", "client-request-id": "mine"}
    response = face.local(session, "complete", json={"livenessDecision": "spoofface"}, headers=headers)
    entry = response.json()["result"]

    assert isinstance(entry["id"], int)
    assert (entry["sessionId"], entry["clientRequestId"]) == (session, "mine")
    assert entry["requestId"] == response.headers["apim-request-id"]
    assert entry["request"]["url"] == f"{FACE}/detectLiveness/singleModal"
    assert (entry["request"]["method"], entry["request"]["userAgent"]) == ("POST", "device/1")
    assert entry["response"]["statusCode"] == 200
    assert entry["response"]["body"]["livenessDecision"] == "spoofface"
    assert "verifyResult" not in entry["response"]["body"]
    assert entry["response"]["latencyInMilliseconds"] > 0
    assert len(entry["digest"]) == 64


def test_audit_ids_grow_and_can_be_paged(face: Client, path: str) -> None:
    first, second = create(face, path), create(face, path)
    low, high = (face.local(session, "complete").json()["result"]["id"] for session in (first, second))

    assert low < high
    assert face.get(f"{path}/{second}/audit?start={low}").json()[0]["id"] == high
    assert face.get(f"{path}/{second}/audit?start={high}").json() == []
    assert refusal(face.get(f"{path}/{second}/audit?start=abc"))[:2] == (400, "BadArgument")
    assert refusal(face.get(f"{path}/{second}/audit?top=0"))[:2] == (400, "BadArgument")


def test_expiry(face: Client, path: str, clock: Clock) -> None:
    session = create(face, path, authTokenTimeToLiveInSeconds=60)
    clock.forward(59.9)
    assert face.get(f"{path}/{session}").json()["sessionExpired"] is False
    clock.forward(0.1)

    shown = face.get(f"{path}/{session}").json()
    assert (shown["sessionExpired"], shown["status"]) == (True, "NotStarted")
    assert face.get(path).json()[0]["sessionExpired"] is True
    assert refusal(face.local(session, "start"))[:2] == (409, "SessionExpired")
    assert refusal(face.local(session, "complete"))[:2] == (409, "SessionExpired")
    assert face.get(f"{path}/{session}/audit").json() == []


def test_default_life_is_ten_minutes(face: Client, path: str, clock: Clock) -> None:
    session = create(face, path)
    clock.forward(600)

    shown = face.get(f"{path}/{session}").json()
    assert (shown["authTokenTimeToLiveInSeconds"], shown["sessionExpired"]) == (600, True)


def test_delete(face: Client, path: str) -> None:
    session = create(face, path)
    face.local(session, "complete")
    deleted = face.delete(f"{path}/{session}")

    assert (deleted.status_code, deleted.content) == (200, b"")
    for again in (
        face.get(f"{path}/{session}"),
        face.get(f"{path}/{session}/audit"),
        face.delete(f"{path}/{session}"),
        face.local(session, "start"),
        face.local(session, "complete"),
    ):
        assert refusal(again) == (404, "SessionNotFound", f"There is no session '{session}'.")
    assert face.get(path).json() == []


def test_sessions_of_one_kind_are_not_of_the_other(face: Client) -> None:
    plain, verify = (f"/{kind}/singleModal/sessions" for kind in KINDS)
    session = create(face, plain)

    assert face.get(verify).json() == []
    assert refusal(face.get(f"{verify}/{session}"))[0] == 404
    assert refusal(face.delete(f"{verify}/{session}"))[0] == 404
    assert face.get(f"{plain}/{session}").status_code == 200


def test_pages_of_sessions(face: Client, path: str) -> None:
    sessions = [create(face, path) for _ in range(5)]

    def page(query: str) -> list[str]:
        return [item["id"] for item in face.get(f"{path}{query}").json()]

    assert page("") == page("?start=") == sessions
    assert page("?top=2") == sessions[:2]
    assert page(f"?top=2&start={sessions[1]}") == sessions[2:4]
    assert page(f"?start={sessions[4]}") == []
    face.delete(f"{path}/{sessions[1]}")
    assert page(f"?top=2&start={sessions[1]}") == sessions[2:4]
    assert refusal(face.get(f"{path}?start=unknown"))[:2] == (400, "BadArgument")


def test_store_may_be_used_from_several_threads(face: Client, path: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        sessions = list(threads.map(lambda _: create(face, path), range(100)))
        completed = list(threads.map(lambda session: face.local(session, "complete").json(), sessions))

    assert len(set(sessions)) == 100
    assert sorted(each["result"]["id"] for each in completed) == list(range(1, 101))
    assert {item["id"] for item in face.get(path).json()} == set(sessions)


def test_text_that_utf_8_cannot_carry_comes_back(face: Client, path: str) -> None:
    body = b'{"livenessOperationMode": "Passive", "deviceCorrelationId": "\\ud800"}'
    session = face.post(path, content=body, headers={**KEY, "content-type": "application/json"}).json()["sessionId"]

    assert face.get(f"{path}/{session}").json()["deviceCorrelationId"] == "\ud800"


@pytest.mark.parametrize("top", ["0", "1001", "x", "1.5"])
def test_top_is_checked(face: Client, path: str, top: str) -> None:
    status, code, message = refusal(face.get(f"{path}?top={top}"))
    assert (status, code) == (400, "BadArgument")
    assert "'top'" in message


def test_device(face: Client, path: str) -> None:
    created = face.post(path, json=PASSIVE).json()
    session = created["sessionId"]

    wrong = face.local(session, "complete", headers={"Authorization": "Bearer other"})
    assert refusal(wrong)[:2] == (401, "Unauthorized")
    right = face.local(session, "complete", headers={"Authorization": f"Bearer {created['authToken']}"})
    assert right.json()["result"]["response"]["body"]["livenessDecision"] == "realface"
    assert refusal(face.local(session, "complete"))[:2] == (409, "SessionCompleted")
    assert refusal(face.local(session, "start"))[:2] == (409, "SessionCompleted")
    assert refusal(face.local("unknown", "start"))[:2] == (404, "SessionNotFound")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([], "The request body must be of type object."),
        ({"livenessDecision": 1}, "The property 'livenessDecision' of the result must be of type string."),
        ({"other": 1}, "The property 'other' of the request body is not allowed for this session."),
    ],
)
def test_refused_completion_leaves_the_session_open(face: Client, path: str, body: object, message: str) -> None:
    session = create(face, path)

    assert refusal(face.local(session, "complete", json=body)) == (400, "BadArgument", message)
    assert face.get(f"{path}/{session}").json()["status"] == "NotStarted"


def test_other_versions_are_checked_only(face_document: dict[str, Any], behaviours: Behaviours) -> None:
    other = {**face_document, "info": {"title": "Face", "version": "v9"}}
    client = Client(create_app(other, behaviours), FACE, KEY)

    assert refusal(client.get("/detectLiveness/singleModal/sessions"))[:2] == (501, "NotImplemented")
