"""The Face service: every operation of every version has a behaviour, and answers as described."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import define, field

from .conftest import VERSIONS, Client, Clock, face_description, face_id, sent

COUNTS = {"v1.1-preview.1": 101, "v1.2-preview.1": 103, "v1.2": 77, "v1.3-preview.1": 79}
URL = {"json": {"url": "https://example.com/a.jpg"}}
NAMED = {"name": "a", "userData": "b"}
CHANGE = {"json": {"userData": "c"}}
SESSION = {"livenessOperationMode": "Passive", "enableSessionImage": True}


@define
class Walk:
    """Calls operations one after the other and keeps their ids."""

    face: Client
    clock: Clock
    called: list[str] = field(factory=list)

    def call(self, operation: str, method: str, path: str, **more: Any) -> Any:
        response = self.face.request(method, path, **more)
        assert 200 <= response.status_code < 300, (operation, response.text)
        self.called.append(operation)
        if response.headers.get("content-type") != "application/json":
            return response.content
        return response.json()

    def image(self) -> dict[str, Any]:
        return sent(self.face, b"a")

    def both(self, operation: str, path: str) -> str:
        """Add a face from an address and another one from bytes; return the id of the second."""
        self.call(f"{operation}FromUrl", "POST", path, **URL)
        return str(self.call(operation, "POST", path, **self.image())["persistedFaceId"])

    def train(self, operation: str, path: str) -> None:
        group, _, code = operation.partition("_")
        self.call(f"{group}_Train{code}", "POST", f"{path}/train")
        self.clock.forward(1)
        status = self.call(f"{group}_Get{code}TrainingStatus", "GET", f"{path}/training")
        assert status["status"] == "succeeded"

    def container(self, operation: str, path: str) -> Iterator[None]:
        """Create, show, change and list a container; leave it to the caller; remove it."""
        group, _, code = operation.partition("_")
        self.call(f"{group}_Create{code}", "PUT", path, json={**NAMED, "recognitionModel": "recognition_04"})
        shown = self.call(f"{group}_Get{code}", "GET", f"{path}?returnRecognitionModel=true")
        assert shown["recognitionModel"] == "recognition_04"
        self.call(f"{group}_Update{code}", "PATCH", path, **CHANGE)
        assert self.call(f"{group}_Get{code}s", "GET", path.rpartition("/")[0])[0]["userData"] == "c"
        yield
        self.call(f"{group}_Delete{code}", "DELETE", path)

    def stored_face(self, operation: str, path: str) -> None:
        """Show, change and remove a stored face."""
        group, _, code = operation.partition("_")
        self.call(f"{group}_Update{code}", "PATCH", path, **CHANGE)
        assert self.call(f"{group}_Get{code}", "GET", path)["userData"] == "c"
        self.call(f"{group}_Delete{code}", "DELETE", path)


def detected(walk: Walk) -> str:
    query = "/detect?recognitionModel=recognition_04"
    walk.call("FaceDetectionOperations_DetectFromUrl", "POST", query, **URL)
    return str(walk.call("FaceDetectionOperations_Detect", "POST", query, **walk.image())[0]["faceId"])


def compare(walk: Walk, operation: str, path: str, body: object) -> Any:
    return walk.call(f"FaceRecognitionOperations_{operation}", "POST", path, json=body)


def walk_lists(walk: Walk, face: str) -> None:
    small = walk.container("FaceListOperations_FaceList", "/facelists/one")
    next(small)
    stored = walk.both("FaceListOperations_AddFaceListFace", "/facelists/one/persistedfaces")
    assert compare(walk, "FindSimilarFromFaceList", "/findsimilars", {"faceId": face, "faceListId": "one"})
    walk.call("FaceListOperations_DeleteFaceListFace", "DELETE", f"/facelists/one/persistedfaces/{stored}")
    next(small, None)

    path = "/largefacelists/one"
    large = walk.container("FaceListOperations_LargeFaceList", path)
    next(large)
    stored = walk.both("FaceListOperations_AddLargeFaceListFace", f"{path}/persistedfaces")
    walk.train("FaceListOperations_LargeFaceList", path)
    assert compare(walk, "FindSimilarFromLargeFaceList", "/findsimilars", {"faceId": face, "largeFaceListId": "one"})
    assert len(walk.call("FaceListOperations_GetLargeFaceListFaces", "GET", f"{path}/persistedfaces")) == 2
    walk.stored_face("FaceListOperations_LargeFaceListFace", f"{path}/persistedfaces/{stored}")
    next(large, None)


def walk_group(walk: Walk, face: str, code: str) -> None:
    operation, path = f"PersonGroupOperations_{code}", f"/{code.lower()}s/one"
    key = f"{code[0].lower()}{code[1:]}Id"
    group = walk.container(operation, path)
    next(group)
    named = {"json": NAMED}
    person = walk.call(f"PersonGroupOperations_Create{code}Person", "POST", f"{path}/persons", **named)["personId"]
    one = f"{path}/persons/{person}"
    stored = walk.both(f"PersonGroupOperations_Add{code}PersonFace", f"{one}/persistedfaces")
    walk.train(operation, path)
    [result] = compare(walk, f"IdentifyFrom{code}", "/identify", {"faceIds": [face], key: "one"})
    assert result["candidates"][0]["personId"] == person
    assert compare(walk, f"VerifyFrom{code}", "/verify", {"faceId": face, key: "one", "personId": person})[
        "isIdentical"
    ]
    walk.stored_face(f"{operation}PersonFace", f"{one}/persistedfaces/{stored}")
    walk.call(f"PersonGroupOperations_Update{code}Person", "PATCH", one, **CHANGE)
    assert walk.call(f"PersonGroupOperations_Get{code}Person", "GET", one)["userData"] == "c"
    assert len(walk.call(f"PersonGroupOperations_Get{code}Persons", "GET", f"{path}/persons")) == 1
    walk.call(f"PersonGroupOperations_Delete{code}Person", "DELETE", one)
    next(group, None)


def walk_recognition_in_directory(walk: Walk, face: str, preview: Client) -> None:
    # Only the previews can fill the directory, but all versions can compare with it.
    person = preview.post("/persons", json=NAMED).json()["personId"]
    preview.post(f"/persons/{person}/recognitionModels/recognition_04/persistedfaces", **walk.image())
    preview.put("/dynamicpersongroups/all", json={**NAMED, "addPersonIds": [person]})
    assert compare(walk, "VerifyFromPersonDirectory", "/verify", {"faceId": face, "personId": person})["isIdentical"]
    one, many = {"personIds": [person]}, {"dynamicPersonGroupId": "all"}
    for name, scope in (("IdentifyFromPersonDirectory", one), ("IdentifyFromDynamicPersonGroup", many)):
        [result] = compare(walk, name, "/identify", {"faceIds": [face], **scope})
        assert result["candidates"][0]["personId"] == person
    preview.delete(f"/persons/{person}")
    preview.delete("/dynamicpersongroups/all")


def walk_directory(walk: Walk) -> None:
    prefix = "PersonDirectoryOperations_"
    created = walk.face.post("/persons", json=NAMED)
    walk.call(f"{prefix}CreatePerson", "POST", "/persons", json=NAMED)
    walk.clock.forward(1)
    walk.call("GetOperationResult", "GET", created.headers["operation-location"])
    person = created.json()["personId"]
    one = f"/persons/{person}"
    assert walk.call(f"{prefix}GetPerson", "GET", created.headers["location"])["name"] == "a"
    assert len(walk.call(f"{prefix}GetPersons", "GET", "/persons")) == 2
    walk.call(f"{prefix}UpdatePerson", "PATCH", one, **CHANGE)

    faces = f"{one}/recognitionModels/recognition_04/persistedfaces"
    stored = walk.both(f"{prefix}AddPersonFace", faces)
    assert len(walk.call(f"{prefix}GetPersonFaces", "GET", faces)["persistedFaceIds"]) == 2
    walk_dynamic_groups(walk, person)
    walk.stored_face(f"{prefix}PersonFace", f"{faces}/{stored}")
    walk.call(f"{prefix}DeletePerson", "DELETE", one)


def walk_dynamic_groups(walk: Walk, person: str) -> None:
    prefix, groups = "PersonDirectoryOperations_", "/dynamicpersongroups"
    add = {**NAMED, "addPersonIds": [person]}
    walk.call(f"{prefix}CreateDynamicPersonGroup", "PUT", f"{groups}/empty", json=NAMED)
    walk.call(f"{prefix}CreateDynamicPersonGroupWithPerson", "PUT", f"{groups}/one", json=add)
    shown = walk.call(
        f"{prefix}GetDynamicPersonGroupReferences", "GET", f"/persons/{person}/dynamicPersonGroupReferences"
    )
    assert shown == {"dynamicPersonGroupIds": ["one"]}
    walk.call(f"{prefix}UpdateDynamicPersonGroup", "PATCH", f"{groups}/one", **CHANGE)
    assert walk.call(f"{prefix}GetDynamicPersonGroup", "GET", f"{groups}/one")["userData"] == "c"
    assert walk.call(f"{prefix}GetDynamicPersonGroupPersons", "GET", f"{groups}/one/persons") == {"personIds": [person]}
    change = {"removePersonIds": [person]}
    walk.call(f"{prefix}UpdateDynamicPersonGroupWithPersonChanges", "PATCH", f"{groups}/one", json=change)
    assert len(walk.call(f"{prefix}GetDynamicPersonGroups", "GET", groups)) == 2
    walk.call(f"{prefix}DeleteDynamicPersonGroup", "DELETE", f"{groups}/one")


def walk_audited_sessions(walk: Walk, version: str) -> None:
    prefix = "LivenessSessionOperations_"
    parts = {"Parameters": (None, '{"livenessOperationMode": "Passive"}'), "VerifyImage": ("a", b"a")}
    for kind in ("Liveness", "LivenessWithVerify"):
        path = f"/detect{kind}/singleModal/sessions"
        session = walk.call(f"{prefix}Create{kind}Session", "POST", path, json=SESSION)["sessionId"]
        if kind == "LivenessWithVerify":
            walk.call(f"{prefix}CreateLivenessWithVerifySessionWithVerifyImage", "POST", path, files=parts)
        image = walk.face.local(session, "complete").json()["result"].get("sessionImageId")
        if version == "v1.2-preview.1" and kind == "Liveness":
            walk_session_image(walk, "/session/sessionImages", image)
        walk.call(f"{prefix}Get{kind}SessionResult", "GET", f"{path}/{session}")
        walk.call(f"{prefix}Get{kind}Sessions", "GET", path)
        walk.call(f"{prefix}Get{kind}SessionAuditEntries", "GET", f"{path}/{session}/audit")
        walk.call(f"{prefix}Delete{kind}Session", "DELETE", f"{path}/{session}")


def walk_attempted_sessions(walk: Walk) -> None:
    prefix = "LivenessSessionOperations_"
    form = {**{name: (None, str(value).lower()) for name, value in SESSION.items()}, "verifyImage": ("a", b"a")}
    for kind, more in (("Liveness", {"json": SESSION}), ("LivenessWithVerify", {"files": form})):
        path = f"/detect{kind}-sessions"
        session = walk.call(f"{prefix}Create{kind}Session", "POST", path, **more)["sessionId"]
        completed = walk.face.local(session, "complete").json()
        image = completed["results"]["attempts"][0]["result"]["sessionImageId"]
        assert walk.call(f"{prefix}Get{kind}SessionResult", "GET", f"{path}/{session}") == completed
        if kind == "Liveness":
            walk_session_image(walk, "/sessionImages", image)
        walk.call(f"{prefix}Delete{kind}Session", "DELETE", f"{path}/{session}")


def walk_session_image(walk: Walk, path: str, image: str) -> None:
    assert walk.call("LivenessSessionOperations_GetSessionImage", "GET", f"{path}/{image}").startswith(b"\x89PNG")
    body = {"sessionImageId": image}
    assert walk.call("FaceDetectionOperations_DetectFromSessionImageId", "POST", "/detect", json=body)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_operation_has_a_behaviour(service: Callable[[str], Client], version: str) -> None:
    help_ = service(version).get("http://local/_local").json()

    assert help_["checkedOnly"] == []
    assert len(help_["answered"]) == COUNTS[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_walk(service: Callable[[str], Client], clock: Clock, version: str) -> None:
    walk = Walk(service(version), clock)
    face = detected(walk)
    compare(walk, "VerifyFaceToFace", "/verify", {"faceId1": face, "faceId2": face})
    compare(walk, "FindSimilar", "/findsimilars", {"faceId": face, "faceIds": [face]})
    other = face_id(walk.face, b"other", "?recognitionModel=recognition_04")
    compare(walk, "Group", "/group", {"faceIds": [face, other]})
    walk_lists(walk, face)
    walk_group(walk, face, "PersonGroup")
    walk_group(walk, face, "LargePersonGroup")
    walk_recognition_in_directory(walk, face, service("v1.2-preview.1"))
    if version in ("v1.1-preview.1", "v1.2-preview.1"):
        walk_directory(walk)
        walk_audited_sessions(walk, version)
    else:
        walk_attempted_sessions(walk)
    if version == "v1.3-preview.1":
        setting = "/settings/liveness-abuse-monitoring"
        walk.call("LivenessSessionOperations_GetSettingLivenessAbuseMonitoring", "GET", setting)
        walk.call(
            "LivenessSessionOperations_PatchSettingLivenessAbuseMonitoring", "PATCH", setting, json={"enabled": True}
        )

    assert sorted(set(walk.called)) == sorted(operations(version))


def operations(version: str) -> set[str]:
    """Return the ids of all client operations of a version."""
    items = [item for path in face_description(version)["paths"].values() for item in path.values()]
    described = [item for item in items if isinstance(item, dict)]
    overloads = [overload for item in described for overload in item.get("x-overloads", ())]
    return {str(each["operationId"]) for each in (*described, *overloads)}
