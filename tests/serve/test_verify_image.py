"""The Face service: sessions that are created with a picture."""

from __future__ import annotations

import json
import struct
from typing import Any

import httpx
import pytest

from .conftest import Client, Clock, png, refusal

PATH = "/detectLivenessWithVerify/singleModal/sessions"
PARAMETERS = json.dumps({"livenessOperationMode": "PassiveActive", "authTokenTimeToLiveInSeconds": 60})


def jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC0, 17, 8, height, width, 3)
    return b"\xff\xd8" + b"\xff\xe0\x00\x04\x00\x00" + frame + b"\x00" * 9


def create(face: Client, image: bytes, parameters: str = PARAMETERS, name: str | None = "a.png") -> httpx.Response:
    parts: dict[str, Any] = {"Parameters": (None, parameters), "VerifyImage": (name, image, "application/octet-stream")}
    return face.post(PATH, files=parts)


def rectangle(response: httpx.Response) -> tuple[int, int, int, int]:
    found = response.json()["verifyImage"]["faceRectangle"]
    return found["left"], found["top"], found["width"], found["height"]


@pytest.mark.parametrize("image", [png(1200, 900), jpeg(1200, 900)])
def test_rectangle_is_within_the_picture(face: Client, image: bytes) -> None:
    response = create(face, image)
    left, top, width, height = rectangle(response)

    assert response.json()["verifyImage"]["qualityForRecognition"] == "high"
    assert 300 <= width == height <= 600
    assert 0 < left < left + width < 1200
    assert 0 < top < top + height < 900


@pytest.mark.parametrize(
    ("image", "quality"), [(png(200, 200), "medium"), (png(20, 200), "low"), (png(1, 1), "low"), (b"any", "high")]
)
def test_quality_follows_the_size(face: Client, image: bytes, quality: str) -> None:
    assert create(face, image).json()["verifyImage"]["qualityForRecognition"] == quality


@pytest.mark.parametrize(
    "image", [b"\xff\xd8", b"\xff\xd8\xff\xe0\xff\xff", png(0, 5), png(2**32 - 1, 5), png(5, 5)[:20]]
)
def test_broken_headers_count_as_the_default_size(face: Client, image: bytes) -> None:
    assert rectangle(create(face, image))[2] >= 192


def test_same_bytes_have_the_same_face_with_and_without_a_file_name(face: Client) -> None:
    image = bytes(range(256))

    assert rectangle(create(face, image)) == rectangle(create(face, image, name=None))
    assert rectangle(create(face, image)) != rectangle(create(face, image + b"1"))


def test_result_has_the_face(face: Client, clock: Clock) -> None:
    response = create(face, png(1200, 900))
    session, seen = response.json()["sessionId"], response.json()["verifyImage"]
    completed = face.local(session, "complete", json={"verifyResult": {"matchConfidence": 0.1, "isIdentical": False}})

    body = completed.json()["result"]["response"]["body"]
    assert body["verifyResult"] == {"verifyImage": seen, "matchConfidence": 0.1, "isIdentical": False}
    assert completed.json()["result"]["request"]["url"].endswith("/detectLivenessWithVerify/singleModal")
    clock.forward(60)
    assert face.get(f"{PATH}/{session}").json()["sessionExpired"] is True


def test_session_without_a_picture_has_a_face_in_its_result(face: Client) -> None:
    session = face.post(PATH, json=json.loads(PARAMETERS)).json()["sessionId"]

    result = face.local(session, "complete").json()["result"]["response"]["body"]["verifyResult"]
    assert result["isIdentical"] is True
    assert result["verifyImage"]["qualityForRecognition"] == "high"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("{}", "The property 'livenessOperationMode' of the part 'Parameters' is required."),
        ("[]", "The part 'Parameters' must be of type object."),
        (
            '{"livenessOperationMode": "Passive", "authTokenTimeToLiveInSeconds": 5}',
            "The property 'authTokenTimeToLiveInSeconds' of the part 'Parameters' must be at least 60.",
        ),
        ("Passive", "The part 'Parameters' is not valid JSON: Expecting value at line 1, column 1."),
    ],
)
def test_parameters_are_checked(face: Client, parameters: str, message: str) -> None:
    assert refusal(create(face, png(5, 5), parameters)) == (400, "BadArgument", message)
    assert face.get(PATH).json() == []


def test_empty_picture_and_missing_parts_are_refused(face: Client) -> None:
    assert refusal(create(face, b"")) == (400, "InvalidImage", "The image is empty.")
    assert refusal(face.post(PATH, files={"VerifyImage": ("a", b"1")}))[2] == (
        "The part 'Parameters' of the request body is required."
    )
    assert refusal(face.post(PATH, files={"Parameters": (None, PARAMETERS)}))[2] == (
        "The part 'VerifyImage' of the request body is required."
    )
    assert refusal(face.post(PATH, content="x", headers={**face.headers, "content-type": "image/png"}))[0] == 415


@pytest.mark.parametrize("body", [{"verifyResult": 1}, {"verifyResult": {"matchConfidence": 2}}])
def test_verify_result_is_checked(face: Client, body: dict[str, Any]) -> None:
    session = create(face, png(5, 5)).json()["sessionId"]

    status, code, message = refusal(face.local(session, "complete", json=body))
    assert (status, code) == (400, "BadArgument")
    assert "verifyResult" in message


def test_verify_result_is_no_part_of_a_session_without_verify(face: Client) -> None:
    plain = face.post("/detectLiveness/singleModal/sessions", json={"livenessOperationMode": "Passive"}).json()

    assert refusal(face.local(plain["sessionId"], "complete", json={"verifyResult": {}}))[0] == 400
