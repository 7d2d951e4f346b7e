"""The Face service: face lists and person groups of all four kinds, and what they hold."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID, uuid4

import pytest

from .conftest import Client, png, refusal, sent

KINDS = {
    "facelists": ("FaceList", "faceListId"),
    "largefacelists": ("LargeFaceList", "largeFaceListId"),
    "persongroups": ("PersonGroup", "personGroupId"),
    "largepersongroups": ("LargePersonGroup", "largePersonGroupId"),
}
LISTS = ["facelists", "largefacelists"]
GROUPS = ["persongroups", "largepersongroups"]
PAGED = [kind for kind in KINDS if kind != "facelists"]


def create(face: Client, path: str, **body: str) -> None:
    assert face.put(path, json={"name": "n", **body}).status_code == 200


def add(face: Client, path: str, image: bytes | str = b"a", query: str = "") -> str:
    response = face.post(f"{path}/persistedfaces{query}", **sent(face, image))
    assert response.status_code == 200, response.text
    return str(response.json()["persistedFaceId"])


def person(face: Client, path: str, **body: str) -> str:
    return str(face.post(f"{path}/persons", json={"name": "p", **body}).json()["personId"])


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_life_of_a_container(face: Client, kind: str) -> None:
    code, key = KINDS[kind]
    path = f"/{kind}/my-list_1"
    create(face, path, userData="u")
    faces: dict[str, Any] = {"persistedFaces": []} if kind == "facelists" else {}

    assert face.get(path).json() == {key: "my-list_1", "name": "n", "userData": "u", **faces}
    assert face.get(f"{path}?returnRecognitionModel=true").json()["recognitionModel"] == "recognition_01"
    assert refusal(face.put(path, json={"name": "n"}))[:2] == (409, f"{code}Exists")
    assert face.patch(path, json={"name": "m"}).content == b""
    assert face.get(path).json() == {key: "my-list_1", "name": "m", "userData": "u", **faces}
    assert face.patch(path, json={"userData": ""}).status_code == 200
    assert face.get(path).json() == {key: "my-list_1", "name": "m", "userData": "", **faces}
    assert face.get(f"/{kind}").json() == [{key: "my-list_1", "name": "m", "userData": ""}]
    assert face.get(f"/{kind}?returnRecognitionModel=true").json()[0]["recognitionModel"] == "recognition_01"
    assert face.delete(path).content == b""
    for gone in (face.get(path), face.patch(path, json={"name": "m"}), face.delete(path)):
        assert refusal(gone)[:2] == (404, f"{code}NotFound")
    assert face.get(f"/{kind}").json() == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "n" * 129},
        {"name": "n", "userData": "u" * 16385},
        {"name": "n", "recognitionModel": "x"},
    ],
)
def test_refused_creation(face: Client, kind: str, body: dict[str, str]) -> None:
    assert refusal(face.put(f"/{kind}/a", json=body))[:2] == (400, "BadArgument")
    assert refusal(face.put(f"/{kind}/A", json={"name": "n"}))[:2] == (400, "BadArgument")
    assert refusal(face.put(f"/{kind}/{'a' * 65}", json={"name": "n"}))[:2] == (400, "BadArgument")
    assert face.get(f"/{kind}").json() == []


def test_change_must_change_something(face: Client, kind: str) -> None:
    create(face, f"/{kind}/a")

    assert refusal(face.patch(f"/{kind}/a", json={}))[:2] == (400, "BadArgument")


@pytest.mark.parametrize("kind", PAGED)
def test_pages_of_containers(face: Client, kind: str) -> None:
    key = KINDS[kind][1]
    for name in ("c", "a", "d", "b"):
        create(face, f"/{kind}/{name}")

    def page(query: str) -> list[str]:
        return [each[key] for each in face.get(f"/{kind}{query}").json()]

    assert page("") == ["a", "b", "c", "d"]
    assert page("?top=2") == ["a", "b"]
    assert page("?top=2&start=b") == ["c", "d"]
    assert page("?start=bb") == ["c", "d"]
    assert page("?start=d") == []
    assert refusal(face.get(f"/{kind}?top=1001"))[:2] == (400, "BadArgument")
    assert refusal(face.get(f"/{kind}?start={'a' * 65}"))[:2] == (400, "BadArgument")


@pytest.mark.parametrize("kind", LISTS)
def test_faces_of_a_list(face: Client, kind: str) -> None:
    create(face, f"/{kind}/a")
    stored = add(face, f"/{kind}/a", "https://example.com/a", "?userData=u")
    plain = add(face, f"/{kind}/a", b"a", "?detectionModel=detection_03")

    assert str(UUID(stored)) == stored
    shown = face.get("/facelists/a").json()["persistedFaces"] if kind == "facelists" else None
    listed = shown if shown is not None else face.get(f"/{kind}/a/persistedfaces").json()
    expected = [{"persistedFaceId": stored, "userData": "u"}, {"persistedFaceId": plain}]
    assert listed == sorted(expected, key=lambda each: each["persistedFaceId"])
    assert face.delete(f"/{kind}/a/persistedfaces/{stored.upper()}").content == b""
    assert refusal(face.delete(f"/{kind}/a/persistedfaces/{stored}"))[:2] == (404, "PersistedFaceNotFound")
    assert refusal(face.post(f"/{kind}/b/persistedfaces", **sent(face, b"a")))[:2] == (404, f"{KINDS[kind][0]}NotFound")


def test_user_data_of_a_stored_face(face: Client) -> None:
    create(face, "/largefacelists/a")
    path = f"/largefacelists/a/persistedfaces/{add(face, '/largefacelists/a')}"

    assert face.patch(path, json={"userData": "u"}).content == b""
    assert face.patch(path, json={}).status_code == 200
    assert face.get(path).json()["userData"] == "u"
    assert refusal(face.patch(path, json={"userData": "u" * 1025}))[:2] == (400, "BadArgument")
    unknown = f"/largefacelists/a/persistedfaces/{uuid4()}"
    assert refusal(face.get(unknown))[:2] == refusal(face.patch(unknown, json={}))[:2] == (404, "PersistedFaceNotFound")


def test_target_face(face: Client) -> None:
    create(face, "/facelists/a")
    image = png(1000, 500, b"local-people=anna,ben")
    boxes = [each["faceRectangle"] for each in face.post("/detect", **sent(face, image)).json()]

    def target(left: int, top: int, width: int, height: int) -> Any:
        return face.post(f"/facelists/a/persistedfaces?targetFace={left},{top},{width},{height}", **sent(face, image))

    for box in boxes:
        assert target(box["left"] + 2, box["top"], box["width"], box["height"]).status_code == 200
    several = face.post("/facelists/a/persistedfaces", **sent(face, image))
    assert refusal(several)[:2] == refusal(target(0, 0, 5, 5))[:2] == (400, "InvalidImage")
    none = face.post("/facelists/a/persistedfaces", **sent(face, b"local-faces=0"))
    assert refusal(none)[:2] == (400, "InvalidImage")
    for wrong in (target(-1, 0, 5, 5), target(0, 0, 0, 5), target(900, 0, 101, 5), target(0, 490, 5, 11)):
        assert refusal(wrong)[:2] == (400, "BadArgument")
    assert len(face.get("/facelists/a").json()["persistedFaces"]) == 2


@pytest.mark.parametrize(
    "query", ["?targetFace=1,2,3", "?targetFace=a", "?detectionModel=x", f"?userData={'u' * 1025}"]
)
def test_refused_face(face: Client, query: str) -> None:
    create(face, "/facelists/a")

    assert refusal(face.post(f"/facelists/a/persistedfaces{query}", **sent(face, b"a")))[:2] == (400, "BadArgument")


@pytest.mark.parametrize("kind", GROUPS)
def test_life_of_a_person(face: Client, kind: str) -> None:
    create(face, f"/{kind}/g")
    one = person(face, f"/{kind}/g", userData="u")
    path = f"/{kind}/g/persons/{one}"

    assert face.get(path).json() == {"personId": one, "name": "p", "userData": "u", "persistedFaceIds": []}
    stored = add(face, path, b"a", "?userData=v")
    assert face.get(path).json()["persistedFaceIds"] == [stored]
    assert face.get(f"{path}/persistedfaces/{stored}").json() == {"persistedFaceId": stored, "userData": "v"}
    assert face.patch(path, json={"name": "q"}).content == b""
    assert face.get(f"/{kind}/g/persons").json() == [
        {"personId": one, "name": "q", "userData": "u", "persistedFaceIds": [stored]}
    ]
    assert face.patch(f"{path}/persistedfaces/{stored}", json={"userData": "w"}).status_code == 200
    assert face.delete(f"{path}/persistedfaces/{stored}").content == b""
    assert refusal(face.get(f"{path}/persistedfaces/{stored}"))[:2] == (404, "PersistedFaceNotFound")
    assert face.delete(path).content == b""
    for gone in (face.get(path), face.delete(path), face.post(f"{path}/persistedfaces", **sent(face, b"a"))):
        assert refusal(gone)[:2] == (404, "PersonNotFound")
    nowhere = face.post(f"/{kind}/none/persons", json={"name": "p"})
    assert refusal(nowhere)[:2] == (404, f"{KINDS[kind][0]}NotFound")


def test_person_has_at_most_248_faces(face: Client) -> None:
    create(face, "/persongroups/g")
    path = f"/persongroups/g/persons/{person(face, '/persongroups/g')}"
    urls = [{"url": f"https://example.com/{number}"} for number in range(249)]
    *added, refused = face.post_all(f"{path}/persistedfaces", urls)

    assert {each.status_code for each in added} == {200}
    assert refusal(refused)[:2] == (403, "QuotaExceeded")
    assert len(face.get(path).json()["persistedFaceIds"]) == 248


def test_face_list_has_at_most_1000_faces(face: Client) -> None:
    create(face, "/facelists/a")
    urls = [{"url": f"https://example.com/{number}"} for number in range(1001)]
    *added, refused = face.post_all("/facelists/a/persistedfaces", urls)

    assert {each.status_code for each in added} == {200}
    assert refusal(refused)[:2] == (403, "QuotaExceeded")
    assert len(face.get("/facelists/a").json()["persistedFaces"]) == 1000


def test_there_are_at_most_64_face_lists(face: Client) -> None:
    for number in range(64):
        create(face, f"/facelists/{number}")

    assert refusal(face.put("/facelists/64", json={"name": "n"}))[:2] == (403, "QuotaExceeded")


def test_list_of_5000_persons_is_read_in_pages(face: Client) -> None:
    create(face, "/largepersongroups/g")
    path = "/largepersongroups/g/persons"
    created = [each.json()["personId"] for each in face.post_all(path, [{"name": str(n)} for n in range(5000)])]

    began = time.perf_counter()
    found: list[str] = []
    while True:
        page = [each["personId"] for each in face.get(f"{path}?top=500&start={found[-1] if found else ''}").json()]
        if not page:
            break
        found += page
    taken = time.perf_counter() - began

    assert found == sorted(created)
    assert len(set(found)) == 5000
    assert taken < 10


def test_versions_share_what_is_stored(face: Client, latest: Client) -> None:
    create(face, "/largefacelists/a")

    assert latest.get("/largefacelists/a").json()["name"] == "n"


def test_names_in_another_case_are_taken(face: Client) -> None:
    assert face.put("/facelists/a", json={"NAME": "n", "userdata": "u"}).status_code == 200
    assert face.get("/facelists/a").json()["userData"] == "u"
