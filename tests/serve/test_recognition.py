"""The Face service: which faces are alike, and what the comparing operations refuse."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from .conftest import Client, Clock, detect, face_id, refusal, sent

MODEL = "recognition_04"
QUERY = f"?recognitionModel={MODEL}"


def verify(face: Client, **body: str) -> dict[str, Any]:
    response = face.post("/verify", json=body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def group(face: Client, people: dict[str, bytes], kind: str = "largepersongroups") -> dict[str, str]:
    """Create a group with a person for each name, each with the face of an image; return their ids."""
    assert face.put(f"/{kind}/g", json={"name": "g", "recognitionModel": MODEL}).status_code == 200
    ids = {}
    for name, image in people.items():
        ids[name] = face.post(f"/{kind}/g/persons", json={"name": name}).json()["personId"]
        added = face.post(f"/{kind}/g/persons/{ids[name]}/persistedfaces", **sent(face, image))
        assert added.status_code == 200
    return ids


def train(face: Client, clock: Clock, path: str) -> None:
    assert face.post(f"{path}/train").status_code == 202
    clock.forward(1)


def test_same_image_is_the_same_person_and_another_is_not(face: Client) -> None:
    one, again, other = (face_id(face, image) for image in (b"one", b"one", b"other"))

    assert verify(face, faceId1=one, faceId2=again) == {"isIdentical": True, "confidence": 1.0}
    low, back = verify(face, faceId1=one, faceId2=other), verify(face, faceId1=other, faceId2=again)
    assert low == back
    assert low["isIdentical"] is False
    assert 0 < low["confidence"] < 0.5


def test_people_are_the_same_in_every_image(face: Client) -> None:
    one, other = face_id(face, b"1 local-people=anna "), face_id(face, "https://example.com/?local-people=anna")

    result = verify(face, faceId1=one, faceId2=other)
    assert result["isIdentical"] is True
    assert 0.8 <= result["confidence"] < 1


def test_faces_of_different_models_cannot_be_compared(face: Client) -> None:
    one, other = face_id(face, b"a"), face_id(face, b"a", QUERY)

    for path, body in (
        ("/verify", {"faceId1": one, "faceId2": other}),
        ("/findsimilars", {"faceId": one, "faceIds": [other]}),
        ("/group", {"faceIds": [one, other]}),
        ("/identify", {"faceIds": [one, other], "personIds": [str(uuid4())]}),
    ):
        status, code, message = refusal(face.post(path, json=body))
        assert (status, code) == (400, "BadArgument")
        assert "recognitionModel" in message


def test_find_similar_among_detected_faces(face: Client) -> None:
    anna = face_id(face, b"a local-people=anna")
    faces = [face_id(face, image) for image in (b"b local-people=anna", b"c", b"d local-people=anna", b"e")]
    body = {"faceId": anna, "faceIds": faces}

    same = face.post("/findsimilars", json=body).json()
    assert {each["faceId"] for each in same} == {faces[0], faces[2]}
    assert [each["confidence"] for each in same] == sorted((each["confidence"] for each in same), reverse=True)
    alike = face.post("/findsimilars", json={**body, "mode": "matchFace"}).json()
    assert [each["faceId"] for each in alike[:2]] == [each["faceId"] for each in same]
    assert len(alike) == 4
    assert len(face.post("/findsimilars", json={**body, "maxNumOfCandidatesReturned": 1}).json()) == 1


def test_find_similar_in_a_face_list(face: Client) -> None:
    assert face.put("/facelists/f", json={"name": "f"}).status_code == 200
    anna = face_id(face, b"a local-people=anna")
    body = {"faceId": anna, "faceListId": "f"}
    assert refusal(face.post("/findsimilars", json=body))[:2] == (400, "FaceListNotReady")
    images = (b"b local-people=anna", b"c")
    stored = [
        face.post("/facelists/f/persistedfaces", **sent(face, image)).json()["persistedFaceId"] for image in images
    ]

    [found] = face.post("/findsimilars", json=body).json()
    assert set(found) == {"persistedFaceId", "confidence"}
    assert found["persistedFaceId"] == stored[0]
    other = face_id(face, b"a", QUERY)
    assert refusal(face.post("/findsimilars", json={**body, "faceId": other}))[:2] == (400, "BadArgument")


def test_large_face_list_is_searched_as_it_was_trained(face: Client, clock: Clock) -> None:
    face.put("/largefacelists/f", json={"name": "f"})
    body = {"faceId": face_id(face, b"a local-people=anna"), "largeFaceListId": "f"}
    faces = "/largefacelists/f/persistedfaces"
    first = face.post(faces, **sent(face, b"b local-people=anna")).json()["persistedFaceId"]

    assert refusal(face.post("/findsimilars", json=body))[:2] == (400, "LargeFaceListNotTrained")
    face.post("/largefacelists/f/train")
    assert refusal(face.post("/findsimilars", json=body))[:2] == (409, "LargeFaceListTrainingNotFinished")
    clock.forward(1)
    second = face.post(faces, **sent(face, b"c local-people=anna")).json()["persistedFaceId"]

    def found() -> set[str]:
        return {each["persistedFaceId"] for each in face.post("/findsimilars", json=body).json()}

    assert found() == {first}
    train(face, clock, "/largefacelists/f")
    assert found() == {first, second}
    face.delete(f"{faces}/{first}")
    assert found() == {second}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"faceListId": "none"}, 400, "FaceListNotFound"),
        ({"largeFaceListId": "none"}, 400, "LargeFaceListNotFound"),
        ({"faceIds": [str(uuid4())]}, 400, "FaceNotFound"),
        ({"faceIds": []}, 400, "BadArgument"),
        ({"faceIds": [str(uuid4())], "faceListId": "none"}, 400, "BadArgument"),
        ({"faceListId": "none", "mode": "matchSoul"}, 400, "BadArgument"),
        ({"faceListId": "none", "maxNumOfCandidatesReturned": 1001}, 400, "BadArgument"),
        ({}, 400, "BadArgument"),
    ],
)
def test_refused_search(face: Client, body: dict[str, Any], status: int, code: str) -> None:
    assert refusal(face.post("/findsimilars", json={"faceId": face_id(face, b"a"), **body}))[:2] == (status, code)


def test_group(face: Client) -> None:
    image = b"local-people=anna,ben,carl,anna,ben,anna,dora"
    ids = [each["faceId"] for each in detect(face, image)]
    result = face.post("/group", json={"faceIds": ids}).json()

    assert sorted(map(len, result["groups"]), reverse=True) == [len(each) for each in result["groups"]] == [3, 2]
    assert len(result["messyGroup"]) == 2
    assert sorted([each for part in result["groups"] for each in part] + result["messyGroup"]) == sorted(ids)
    assert refusal(face.post("/group", json={"faceIds": ids[:1]}))[:2] == (400, "BadArgument")


@pytest.mark.parametrize(
    ("kind", "key", "code"),
    [
        ("persongroups", "personGroupId", "PersonGroup"),
        ("largepersongroups", "largePersonGroupId", "LargePersonGroup"),
    ],
)
def test_identify_and_verify_in_a_group(face: Client, clock: Clock, kind: str, key: str, code: str) -> None:
    ids = group(face, {"anna": b"1 local-people=anna", "ben": b"2 local-people=ben"}, kind)
    anna, ben, nobody = (face_id(face, image, QUERY) for image in (b"3 local-people=anna", b"4 local-people=ben", b"5"))
    body = {"faceIds": [anna, ben, nobody], key: "g"}

    assert refusal(face.post("/identify", json=body))[:2] == (400, f"{code}NotTrained")
    assert verify(face, faceId=anna, personId=ids["anna"], **{key: "g"})["isIdentical"] is True
    assert verify(face, faceId=anna, personId=ids["ben"], **{key: "g"})["isIdentical"] is False
    face.post(f"/{kind}/g/train")
    assert refusal(face.post("/identify", json=body))[:2] == (409, f"{code}TrainingNotFinished")
    clock.forward(1)

    results = face.post("/identify", json=body).json()
    assert [each["faceId"] for each in results] == [anna, ben, nobody]
    assert [[found["personId"] for found in each["candidates"]] for each in results] == [
        [ids["anna"]],
        [ids["ben"]],
        [],
    ]
    every = face.post("/identify", json={**body, "confidenceThreshold": 0}).json()
    assert all(len(each["candidates"]) == 2 for each in every)
    best = face.post("/identify", json={**body, "confidenceThreshold": 0, "maxNumOfCandidatesReturned": 1}).json()
    assert all(len(each["candidates"]) == 1 for each in best)
    none = face.post("/identify", json={**body, "confidenceThreshold": 1}).json()
    assert all(each["candidates"] == [] for each in none)


def test_person_that_came_after_the_training_is_not_found(face: Client, clock: Clock) -> None:
    group(face, {"anna": b"1 local-people=anna"})
    train(face, clock, "/largepersongroups/g")
    ben = face.post("/largepersongroups/g/persons", json={"name": "ben"}).json()["personId"]
    face.post(f"/largepersongroups/g/persons/{ben}/persistedfaces", **sent(face, b"2 local-people=ben"))
    body = {"faceIds": [face_id(face, b"3 local-people=ben", QUERY)], "largePersonGroupId": "g"}

    assert face.post("/identify", json=body).json()[0]["candidates"] == []
    train(face, clock, "/largepersongroups/g")
    assert face.post("/identify", json=body).json()[0]["candidates"][0]["personId"] == ben


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ({"personGroupId": "none"}, "PersonGroupNotFound"),
        ({"largePersonGroupId": "none"}, "LargePersonGroupNotFound"),
        ({"dynamicPersonGroupId": "none"}, "DynamicPersonGroupNotFound"),
        ({"personIds": [str(uuid4())]}, "PersonNotFound"),
        ({"personGroupId": "a", "largePersonGroupId": "b"}, "IncompatibleIdentificationScopeParametersCombination"),
        ({}, "BadArgument"),
    ],
)
def test_refused_identification(face: Client, scope: dict[str, Any], code: str) -> None:
    body = {"faceIds": [face_id(face, b"a")], **scope}

    assert refusal(face.post("/identify", json=body))[:2] == (400, code)


def test_refused_verification(face: Client) -> None:
    ids = group(face, {"anna": b"1"})
    empty = face.post("/largepersongroups/g/persons", json={"name": "empty"}).json()["personId"]
    anna, other = face_id(face, b"1", QUERY), face_id(face, b"1")

    def refused(**body: str) -> tuple[int, str]:
        return refusal(face.post("/verify", json=body))[:2]

    scope = {"largePersonGroupId": "g", "personId": ids["anna"]}
    assert refused(faceId=str(uuid4()), **scope) == (404, "FaceNotFound")
    assert refused(faceId=anna, **{**scope, "personId": str(uuid4())}) == (404, "PersonNotFound")
    assert refused(faceId=anna, **{**scope, "personId": empty}) == (404, "PersistedFaceNotFound")
    assert refused(faceId=anna, **{**scope, "largePersonGroupId": "none"}) == (400, "LargePersonGroupNotFound")
    assert refused(faceId=anna, personGroupId="none", personId=ids["anna"]) == (400, "PersonGroupNotFound")
    assert refused(faceId=anna, personId=str(uuid4())) == (404, "PersonNotFound")
    assert refused(faceId=other, **scope) == (400, "BadArgument")
