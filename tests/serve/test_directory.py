"""The Face service: the person directory, its dynamic groups, and the operations that callers poll."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from .conftest import FACE, Client, Clock, face_id, refusal, sent

PERSONS, GROUPS = "/persons", "/dynamicpersongroups"
MODEL = "recognition_04"


def create(face: Client, **body: str) -> str:
    response = face.post(PERSONS, json={"name": "p", **body})
    assert response.status_code == 202, response.text
    return str(response.json()["personId"])


def faces_of(person: str, model: str = MODEL) -> str:
    return f"{PERSONS}/{person}/recognitionModels/{model}/persistedfaces"


def members(face: Client, group: str) -> list[str]:
    return list(face.get(f"{GROUPS}/{group}/persons").json()["personIds"])


def done(face: Client, clock: Clock, response: httpx.Response) -> dict[str, Any]:
    """Return the operation that an answer leads to, when it has come to its end."""
    assert response.status_code == 202, response.text
    clock.forward(0.5)
    return dict(face.get(response.headers["operation-location"]).json())


def test_operation_takes_a_while(face: Client, clock: Clock) -> None:
    created = face.post(PERSONS, json={"name": "p"})
    location = created.headers["operation-location"]
    operation = location.rpartition("/")[2]

    assert created.headers["location"] == f"{FACE}/persons/{created.json()['personId']}"
    assert location == f"{FACE}/operations/{UUID(operation)}"
    begun = {"operationId": operation, "createdTime": "2024-05-06T07:08:09.000Z"}
    assert face.get(location).json() == {**begun, "status": "notStarted", "lastActionTime": begun["createdTime"]}
    clock.forward(0.2)
    assert face.get(location).json()["status"] == "running"
    clock.forward(0.3)
    time = "2024-05-06T07:08:09.500Z"
    assert face.get(location).json() == {**begun, "status": "succeeded", "lastActionTime": time, "finishedTime": time}
    assert refusal(face.get(f"/operations/{uuid4()}"))[:2] == (404, "OperationNotFound")


def test_next_operation_can_be_made_to_fail(face: Client, clock: Clock) -> None:
    route = "http://local/_local/operations/fail-next"
    assert face.post(route, json={"message": "No room."}).json() == {"message": "No room."}
    failed = face.post(PERSONS, json={"name": "p"})

    operation = done(face, clock, failed)
    assert (operation["status"], operation["message"]) == ("failed", "No room.")
    assert refusal(face.get(f"{PERSONS}/{failed.json()['personId']}"))[:2] == (404, "PersonNotFound")
    assert done(face, clock, face.post(PERSONS, json={"name": "p"}))["status"] == "succeeded"


def test_life_of_a_person(face: Client, clock: Clock) -> None:
    person = create(face, userData="u")
    path = f"{PERSONS}/{person}"

    assert face.get(path).json() == {"personId": person, "name": "p", "userData": "u"}
    assert face.patch(path, json={"name": "q"}).content == b""
    assert face.get(PERSONS).json() == [{"personId": person, "name": "q", "userData": "u"}]
    assert refusal(face.patch(path, json={}))[:2] == (400, "BadArgument")
    assert done(face, clock, face.delete(path))["status"] == "succeeded"
    for gone in (face.get(path), face.delete(path), face.get(faces_of(person))):
        assert refusal(gone)[:2] == (404, "PersonNotFound")


def test_pages_of_persons(face: Client) -> None:
    persons = sorted(create(face) for _ in range(5))

    def page(query: str) -> list[str]:
        return [each["personId"] for each in face.get(f"{PERSONS}{query}").json()]

    assert page("") == persons
    assert page(f"?top=2&start={persons[1]}") == persons[2:4]


def test_faces_of_a_person_are_kept_by_model(face: Client, clock: Clock) -> None:
    person = create(face)
    added = face.post(f"{faces_of(person)}?userData=u", **sent(face, b"a"))
    stored = added.json()["persistedFaceId"]

    assert added.headers["location"] == f"{FACE}{faces_of(person)}/{stored}"
    assert done(face, clock, added)["status"] == "succeeded"
    assert face.get(faces_of(person)).json() == {"personId": person, "persistedFaceIds": [stored]}
    assert face.get(faces_of(person, "recognition_03")).json()["persistedFaceIds"] == []
    assert face.get(f"{faces_of(person)}/{stored}").json() == {"persistedFaceId": stored, "userData": "u"}
    assert face.patch(f"{faces_of(person)}/{stored}", json={"userData": "v"}).content == b""
    assert refusal(face.get(faces_of(person, "recognition_09")))[:2] == (400, "BadArgument")
    assert done(face, clock, face.delete(f"{faces_of(person)}/{stored}"))["status"] == "succeeded"
    assert refusal(face.delete(f"{faces_of(person)}/{stored}"))[:2] == (404, "PersistedFaceNotFound")


def test_person_has_at_most_248_faces_of_a_model(face: Client) -> None:
    person = create(face)
    *added, refused = face.post_all(faces_of(person), [{"url": f"https://example.com/{n}"} for n in range(249)])

    assert {each.status_code for each in added} == {202}
    assert refusal(refused)[:2] == (403, "QuotaExceeded")
    assert face.post(faces_of(person, "recognition_03"), **sent(face, b"a")).status_code == 202


def test_identify_and_verify_persons_without_a_training(face: Client) -> None:
    anna, ben = create(face), create(face)
    face.post(faces_of(anna), **sent(face, b"1 local-people=anna"))
    face.post(faces_of(ben), **sent(face, b"2 local-people=ben"))
    seen = face_id(face, b"3 local-people=anna", f"?recognitionModel={MODEL}")
    face.put(f"{GROUPS}/g", json={"name": "g", "addPersonIds": [ben]})

    def identified(scope: dict[str, object]) -> list[str]:
        [result] = face.post("/identify", json={"faceIds": [seen], **scope}).json()
        return [each["personId"] for each in result["candidates"]]

    assert identified({"personIds": [anna, ben, anna]}) == [anna]
    assert identified({"dynamicPersonGroupId": "g"}) == []
    face.patch(f"{GROUPS}/g", json={"addPersonIds": [anna]})
    assert identified({"dynamicPersonGroupId": "g"}) == [anna]
    assert face.post("/verify", json={"faceId": seen, "personId": anna}).json()["isIdentical"] is True
    assert face.post("/verify", json={"faceId": seen, "personId": ben}).json()["isIdentical"] is False
    other = face_id(face, b"3 local-people=anna")
    no_face = face.post("/verify", json={"faceId": other, "personId": anna})
    assert refusal(no_face)[:2] == (404, "PersistedFaceNotFound")


def test_life_of_a_dynamic_group(face: Client, clock: Clock) -> None:
    path = f"{GROUPS}/g"
    created = face.put(path, json={"name": "g", "userData": "u"})

    assert (created.status_code, created.content) == (200, b"")
    assert "operation-location" not in created.headers
    assert face.get(path).json() == {"dynamicPersonGroupId": "g", "name": "g", "userData": "u"}
    assert refusal(face.put(path, json={"name": "g"}))[:2] == (409, "DynamicPersonGroupExists")
    assert face.patch(path, json={"name": "h"}).status_code == 200
    assert face.get(GROUPS).json() == [{"dynamicPersonGroupId": "g", "name": "h", "userData": "u"}]
    assert refusal(face.patch(path, json={}))[:2] == (400, "BadArgument")
    assert done(face, clock, face.delete(path))["status"] == "succeeded"
    for gone in (face.get(path), face.delete(path), face.get(f"{path}/persons")):
        assert refusal(gone)[:2] == (404, "DynamicPersonGroupNotFound")


def test_persons_join_and_leave_a_dynamic_group(face: Client, clock: Clock) -> None:
    persons = sorted(create(face) for _ in range(3))
    body = {"name": "g", "addPersonIds": persons[:2]}

    assert done(face, clock, face.put(f"{GROUPS}/g", json=body))["status"] == "succeeded"
    assert members(face, "g") == persons[:2]
    change = {"addPersonIds": [persons[1], persons[2]], "removePersonIds": [persons[0]], "name": "h"}
    assert done(face, clock, face.patch(f"{GROUPS}/g", json=change))["status"] == "succeeded"
    assert members(face, "g") == persons[1:]
    assert face.get(f"{GROUPS}/g").json()["name"] == "h"
    assert face.get(f"{GROUPS}/g/persons?top=1&start={persons[1]}").json() == {"personIds": [persons[2]]}
    references = f"{PERSONS}/{persons[2]}/dynamicPersonGroupReferences"
    assert face.get(references).json() == {"dynamicPersonGroupIds": ["g"]}
    face.delete(f"{PERSONS}/{persons[1]}")
    assert members(face, "g") == persons[2:]
    face.delete(f"{GROUPS}/g")
    assert face.get(references).json() == {"dynamicPersonGroupIds": []}
    assert face.get(f"{PERSONS}/{persons[2]}").status_code == 200


@pytest.mark.parametrize("name", ["addPersonIds", "removePersonIds"])
def test_unknown_person_changes_nothing(face: Client, name: str) -> None:
    face.put(f"{GROUPS}/g", json={"name": "g"})
    body = {"name": "h", name: [str(uuid4())]}

    assert refusal(face.patch(f"{GROUPS}/g", json=body))[:2] == (404, "PersonNotFound")
    assert face.get(f"{GROUPS}/g").json()["name"] == "g"
    created = face.put(f"{GROUPS}/h", json={"name": "h", "addPersonIds": [str(uuid4())]})
    assert refusal(created)[:2] == (404, "PersonNotFound")
    assert refusal(face.get(f"{GROUPS}/h"))[0] == 404
