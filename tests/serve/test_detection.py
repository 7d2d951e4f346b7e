"""The Face service: which faces an image shows, and what is told of each."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from .conftest import Client, Clock, detect, face_id, png, refusal, sent

ALL_ATTRIBUTES = (
    "headPose,glasses,occlusion,accessories,blur,exposure,noise,qualityForRecognition,age,smile,facialHair,hair"
)
VERSIONS = ["v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1"]


def box(face: dict[str, Any]) -> tuple[int, int, int, int]:
    found = face["faceRectangle"]
    return found["left"], found["top"], found["width"], found["height"]


@pytest.mark.parametrize("version", VERSIONS)
def test_same_image_shows_the_same_face(service: Callable[[str], Client], version: str) -> None:
    face = service(version)
    (first,), (second,), (other,) = detect(face, b"one"), detect(face, b"one"), detect(face, b"two")

    assert str(UUID(first["faceId"])) == first["faceId"] != second["faceId"]
    assert set(first) == {"faceId", "faceRectangle"}
    assert box(first) == box(second) != box(other)
    assert box(detect(face, "https://example.com/a")[0]) == box(detect(face, "https://example.com/a")[0])


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height)


def bmp(width: int, height: int) -> bytes:
    return b"BM" + b"\0" * 16 + struct.pack("<ii", width, height)


@pytest.mark.parametrize("image", [png(1200, 900), gif(1200, 900), bmp(1200, 900), bmp(1200, -900)])
@pytest.mark.parametrize("count", [1, 2, 7, 100])
def test_faces_lie_within_the_image_and_not_upon_one_another(face: Client, image: bytes, count: int) -> None:
    found = detect(face, image + f"local-faces={count}".encode(), "?returnFaceLandmarks=true")
    boxes = [box(each) for each in found]

    assert len(found) == count
    assert [width * height for _, _, width, height in boxes] == sorted((b[2] * b[3] for b in boxes), reverse=True)
    assert all(0 <= left < left + width <= 1200 for left, _, width, _ in boxes)
    assert all(0 <= top < top + height <= 900 for _, top, _, height in boxes)
    covered = {(x, y) for left, top, w, h in boxes for x in range(left, left + w, 3) for y in range(top, top + h, 3)}
    assert len(covered) <= 1200 * 900 / 9
    for each, (left, top, width, height) in zip(found, boxes, strict=True):
        points = each["faceLandmarks"].values()
        assert len(points) == 27
        assert all(left <= p["x"] <= left + width and top <= p["y"] <= top + height for p in points)


@pytest.mark.parametrize(
    ("image", "count"),
    [
        (b"local-faces=0", 0),
        (b"x local-faces=3 x", 3),
        (b"local-faces=999", 100),
        (b"local-people=anna,ben", 2),
        ("https://example.com/a.jpg?local-faces=0", 0),
        ("https://example.com/local-faces=4/a.jpg", 4),
        ("https://example.com/?local-people=anna%2Cben%2Ccarl", 3),
        (png(1, 1, b"local-faces=9"), 9),
    ],
)
def test_an_image_can_say_how_many_faces_it_shows(face: Client, image: bytes | str, count: int) -> None:
    assert len(detect(face, image)) == count


def test_what_is_asked_for_is_told(face: Client) -> None:
    [plain] = detect(face, b"a", "?returnFaceId=false&returnRecognitionModel=true")
    assert set(plain) == {"faceRectangle"}
    [full] = detect(face, b"a", "?recognitionModel=recognition_03&returnRecognitionModel=true&returnFaceLandmarks=true")
    assert set(full) == {"faceId", "faceRectangle", "recognitionModel", "faceLandmarks"}
    assert full["recognitionModel"] == "recognition_03"
    [attributes] = detect(face, b"a", f"?returnFaceAttributes={ALL_ATTRIBUTES}&recognitionModel=recognition_04")
    assert set(attributes["faceAttributes"]) == set(ALL_ATTRIBUTES.split(","))
    [few] = detect(face, b"a", "?returnFaceAttributes=age,blur")
    assert few["faceAttributes"] == {name: attributes["faceAttributes"][name] for name in ("age", "blur")}
    [masked] = detect(face, b"a", "?returnFaceAttributes=mask,headPose,blur&detectionModel=detection_03")
    assert set(masked["faceAttributes"]) == {"mask", "headPose", "blur"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?detectionModel=detection_02&returnFaceAttributes=blur", "not supported by detection_02"),
        ("?detectionModel=detection_02&returnFaceLandmarks=true", "not supported by detection_02"),
        ("?detectionModel=detection_03&returnFaceAttributes=glasses", "not supported by detection_03"),
        ("?returnFaceAttributes=mask", "not supported by detection_01"),
        ("?returnFaceAttributes=qualityForRecognition", "needs one of the recognition models"),
        ("?returnFaceAttributes=beauty", "must not have 'beauty'"),
        ("?detectionModel=detection_09", "'detectionModel' must be one of"),
        ("?recognitionModel=recognition_09", "'recognitionModel' must be one of"),
        ("?faceIdTimeToLive=59", "must be at least 60"),
    ],
)
def test_models_have_their_limits(face: Client, query: str, message: str) -> None:
    status, code, text = refusal(face.post(f"/detect{query}", **sent(face, b"a")))
    assert (status, code) == (400, "BadArgument")
    assert message in text


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ("ftp://example.com/a.jpg", "InvalidURL"),
        ("urn:a", "InvalidURL"),
        ("https://nowhere.invalid/a.jpg", "InvalidURL"),
        (b"a" * (6 * 1024 * 1024 + 1), "InvalidImageSize"),
    ],
)
def test_image_that_cannot_be_read(face: Client, image: bytes | str, code: str) -> None:
    assert refusal(face.post("/detect", **sent(face, image)))[:2] == (400, code)


def test_id_of_a_face_lives_as_long_as_asked_for(face: Client, clock: Clock) -> None:
    short, long = face_id(face, b"a", "?faceIdTimeToLive=60"), face_id(face, b"a")
    clock.forward(59.9)
    assert face.post("/verify", json={"faceId1": short, "faceId2": long}).status_code == 200
    clock.forward(0.1)
    gone = face.post("/verify", json={"faceId1": short, "faceId2": long})
    assert refusal(gone)[:2] == (404, "FaceNotFound")
    clock.forward(86400 - 60)
    assert refusal(face.post("/group", json={"faceIds": [long, long.upper()]}))[:2] == (400, "FaceNotFound")


def test_help_says_how_to_get_another_number_of_faces(face: Client) -> None:
    notes = " ".join(face.get("http://local/_local").json()["notes"])
    assert "local-faces=" in notes
    assert "local-people=" in notes
