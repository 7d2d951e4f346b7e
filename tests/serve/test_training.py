"""The Face service: trainings take a while, keep others waiting and can be made to fail."""

from __future__ import annotations

import pytest

from veneer.serve import create_app, load_behaviours

from .conftest import FACE, KEY, ROOT, Client, Clock, face_id, refusal, sent

KINDS = {"largefacelists": "LargeFaceList", "persongroups": "PersonGroup", "largepersongroups": "LargePersonGroup"}


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest, face: Client) -> str:
    """Path of a list or group with one face."""
    path = f"/{request.param}/a"
    face.put(path, json={"name": "n"})
    owner = path
    if request.param != "largefacelists":
        owner = f"{path}/persons/{face.post(f'{path}/persons', json={'name': 'p'}).json()['personId']}"
    assert face.post(f"{owner}/persistedfaces", **sent(face, b"a")).status_code == 200
    return path


def code(path: str) -> str:
    return KINDS[path.split("/")[1]]


def test_training_takes_a_while(face: Client, clock: Clock, path: str) -> None:
    assert refusal(face.get(f"{path}/training"))[:2] == (404, f"{code(path)}NotTrained")
    started = face.post(f"{path}/train")
    assert (started.status_code, started.content) == (202, b"")
    assert started.headers["operation-location"] == f"{FACE}{path}/training"
    never = "1970-01-01T00:00:00.000Z"
    created = {"createdDateTime": "2024-05-06T07:08:09.000Z", "lastSuccessfulTrainingDateTime": never}

    status = face.get(started.headers["operation-location"]).json()
    assert status == {"status": "notStarted", "lastActionDateTime": "2024-05-06T07:08:09.000Z", **created}
    clock.forward(0.5)
    status = face.get(f"{path}/training").json()
    assert status == {"status": "running", "lastActionDateTime": "2024-05-06T07:08:09.200Z", **created}
    clock.forward(0.5)
    status = face.get(f"{path}/training").json()
    done = "2024-05-06T07:08:10.000Z"
    assert status == {
        **created,
        "status": "succeeded",
        "lastActionDateTime": done,
        "lastSuccessfulTrainingDateTime": done,
    }


def test_training_keeps_changes_waiting(face: Client, clock: Clock, path: str) -> None:
    face.post(f"{path}/train")
    waiting = [face.post(f"{path}/train"), face.patch(path, json={"name": "m"}), face.delete(path)]
    if "list" in path:
        waiting.append(face.post(f"{path}/persistedfaces", **sent(face, b"b")))
    else:
        waiting.append(face.post(f"{path}/persons", json={"name": "q"}))

    assert {refusal(each)[:2] for each in waiting} == {(409, f"{code(path)}TrainingNotFinished")}
    assert face.get(path).status_code == 200
    clock.forward(1)
    assert face.patch(path, json={"name": "m"}).status_code == 200


def test_next_training_can_be_made_to_fail(face: Client, clock: Clock, path: str) -> None:
    told = face.post(f"http://local/_local{path}/fail-next-training", json={"message": "The disk is full."})
    assert told.json() == {"message": "The disk is full."}
    face.post(f"{path}/train")
    assert "message" not in face.get(f"{path}/training").json()
    clock.forward(1)
    failed = face.get(f"{path}/training").json()
    assert (failed["status"], failed["message"]) == ("failed", "The disk is full.")

    face.post(f"{path}/train")
    clock.forward(1)
    again = face.get(f"{path}/training").json()
    assert again["status"] == "succeeded"
    assert "message" not in again


def test_failed_training_leaves_the_one_before_in_use(face: Client, clock: Clock) -> None:
    face.put("/largefacelists/a", json={"name": "n"})
    face.post("/largefacelists/a/persistedfaces", **sent(face, b"a"))
    body = {"faceId": face_id(face, b"a"), "largeFaceListId": "a"}
    face.post("http://local/_local/largefacelists/a/fail-next-training")
    face.post("/largefacelists/a/train")
    clock.forward(1)
    assert refusal(face.post("/findsimilars", json=body))[:2] == (400, "LargeFaceListNotTrained")

    for _ in range(2):
        face.post("/largefacelists/a/train")
        clock.forward(1)
        assert len(face.post("/findsimilars", json=body).json()) == 1
        face.post("http://local/_local/largefacelists/a/fail-next-training")


@pytest.mark.parametrize("kind", KINDS)
def test_training_without_a_face_fails(face: Client, clock: Clock, kind: str) -> None:
    face.put(f"/{kind}/empty", json={"name": "n"})
    face.post(f"/{kind}/empty/train")
    clock.forward(1)

    status = face.get(f"/{kind}/empty/training").json()
    assert status["status"] == "failed"
    assert status["message"].startswith("There is no face in the ")


def test_refused_wishes(face: Client) -> None:
    route = "http://local/_local/largefacelists/a/fail-next-training"

    assert refusal(face.post(route))[:2] == (404, "LargeFaceListNotFound")
    assert (
        refusal(face.post(route, json=[]))[:2]
        == refusal(face.post(route, json={"message": 1}))[:2]
        == (400, "BadArgument")
    )
    assert refusal(face.post("/largefacelists/a/train"))[:2] == (404, "LargeFaceListNotFound")
    assert refusal(face.get("/largefacelists/a/training"))[:2] == (404, "LargeFaceListNotFound")


def test_time_of_a_training_can_be_set(face_document: dict[str, object], clock: Clock) -> None:
    quick = load_behaviours(ROOT / "customizations" / "azure_face", clock=clock, training_seconds=0)
    face = Client(create_app(face_document, quick, check_answers=True), FACE, KEY)
    face.put("/largefacelists/a", json={"name": "n"})
    body = {"faceId": face_id(face, b"a"), "largeFaceListId": "a", "mode": "matchFace"}
    for count in (1, 2):
        face.post("/largefacelists/a/persistedfaces", **sent(face, str(count).encode()))
        face.post("/largefacelists/a/train")
        assert len(face.post("/findsimilars", json=body).json()) == count
