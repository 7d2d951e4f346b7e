"""The one overlay: a session with verification, as JSON without an image and as a form with one."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure_face import FilePart, RequestContent, RequestContext
from azure_face.models import LivenessOperationMode

from .calls import ENDPOINT, KEY, Service, parts_of, sent_json, unreachable, use
from .description import MERGED, VERSIONS, Version
from .samples import IMAGE, models_of

SETTINGS = {
    "livenessOperationMode": "PassiveActive",
    "deviceCorrelationId": 'Zoë "1" & 猫\r\n--x',
    "authTokenTimeToLiveInSeconds": 60,
}
FACE = {"faceRectangle": {"top": 1, "left": 2, "width": 3, "height": 4}, "qualityForRecognition": "high"}
ANSWER = {"sessionId": "id", "authToken": "token"}
METHOD = "create_liveness_with_verify_session"
IMAGE_METHOD = f"{METHOD}_with_verify_image"


@pytest.fixture(params=[version for version in VERSIONS if MERGED in version.by_id], ids=repr)
def version(request: pytest.FixtureRequest) -> Version:
    """The versions that have both operations, and so the overlay."""
    found: Version = request.param
    return found


def url(version: Version) -> str:
    return f"{ENDPOINT}{version.base_path}/detectLivenessWithVerify/singleModal/sessions"


def settings(version: Version) -> Any:
    return models_of(version).CreateLivenessWithVerifySessionContent.from_dict(SETTINGS)


def call(
    version: Version, asynchronous: bool, service: Any, *arguments: Any, method: str = METHOD, **named: Any
) -> Any:
    def action(client: Any) -> Any:
        return getattr(client, method)(*arguments, **named)

    return use("FaceSessionClient", asynchronous, service, action, version)


def check_form(version: Version, service: Service, filename: str, content_type: str, image: bytes = IMAGE) -> None:
    request = service.request
    assert (request.method, str(request.url)) == ("POST", url(version))
    assert request.headers["Ocp-Apim-Subscription-Key"] == KEY
    parts = parts_of(request)
    assert list(parts) == ["Parameters", "VerifyImage"]
    parameters, picture = parts["Parameters"], parts["VerifyImage"]
    assert parameters.get_filename() is None
    assert json.loads(parameters.get_payload(decode=True)) == SETTINGS
    assert picture.get_filename() == filename
    assert picture.get_content_type() == content_type
    # The parser takes line breaks for its own, so the bytes are looked for in what was sent.
    assert b"\r\n\r\n" + image + b"\r\n--" in request.content


def test_without_an_image_the_body_is_json(asynchronous: bool, version: Version) -> None:
    service = Service(content=ANSWER)
    response = call(version, asynchronous, service, settings(version))
    assert (response.value.session_id, response.value.auth_token) == ("id", "token")
    assert response.value.verify_image is None
    assert (service.request.method, str(service.request.url)) == ("POST", url(version))
    assert service.request.headers["Content-Type"] == "application/json"
    assert sent_json(service.request) == SETTINGS


def test_image_as_bytes(asynchronous: bool, version: Version) -> None:
    service = Service(content={**ANSWER, "verifyImage": FACE})
    response = call(version, asynchronous, service, settings(version), verify_image=IMAGE)
    check_form(version, service, "VerifyImage", "application/octet-stream")
    assert response.value.verify_image.face_rectangle.height == 4
    assert response.value.verify_image.quality_for_recognition is models_of(version).QualityForRecognition.HIGH


def test_image_as_an_open_file(asynchronous: bool, version: Version, tmp_path: Path) -> None:
    path = tmp_path / "ada's photo.jpg"
    path.write_bytes(IMAGE)
    service = Service(content=ANSWER)
    with path.open("rb") as file:
        call(version, asynchronous, service, settings(version), verify_image=file)
        assert not file.closed
    check_form(version, service, "ada's photo.jpg", "application/octet-stream")
    assert str(tmp_path).encode() not in service.request.content


def test_image_as_a_file_in_memory(asynchronous: bool, version: Version) -> None:
    service = Service(content=ANSWER)
    call(version, asynchronous, service, settings(version), verify_image=io.BytesIO(IMAGE))
    check_form(version, service, "VerifyImage", "application/octet-stream")


@pytest.mark.parametrize("source", [IMAGE, io.BytesIO(IMAGE)], ids=["bytes", "file"])
def test_image_as_a_file_part(source: Any, asynchronous: bool, version: Version) -> None:
    service = Service(content=ANSWER)
    if isinstance(source, io.BytesIO):
        source.seek(0)
    part = FilePart(source, filename="ada.png", content_type="image/png")
    call(version, asynchronous, service, settings(version), verify_image=part)
    check_form(version, service, "ada.png", "image/png")


def test_empty_image_is_an_image(asynchronous: bool, version: Version) -> None:
    service = Service(content=ANSWER)
    call(version, asynchronous, service, settings(version), verify_image=b"")
    check_form(version, service, "VerifyImage", "application/octet-stream", b"")


def test_protocol_form_with_json(asynchronous: bool, version: Version) -> None:
    service = Service(content=ANSWER)
    response = call(version, asynchronous, service, RequestContent.json(SETTINGS))
    assert isinstance(response, httpx.Response)
    assert str(service.request.url) == url(version)
    assert sent_json(service.request) == SETTINGS


@pytest.mark.parametrize("method", [METHOD, IMAGE_METHOD])
def test_protocol_form_with_multipart(method: str, asynchronous: bool, version: Version) -> None:
    service = Service(content=ANSWER)
    content = RequestContent.multipart(
        {
            "Parameters": json.dumps(SETTINGS),
            "VerifyImage": FilePart(IMAGE, filename="a.jpg", content_type="image/jpeg"),
        }
    )
    response = call(version, asynchronous, service, content, method=method)
    assert isinstance(response, httpx.Response)
    assert response.json() == ANSWER
    check_form(version, service, "a.jpg", "image/jpeg")


def test_protocol_form_with_a_json_part(asynchronous: bool, version: Version) -> None:
    service = Service(content=ANSWER)
    content = RequestContent.multipart({"Parameters": RequestContent.json(SETTINGS), "VerifyImage": IMAGE})
    call(version, asynchronous, service, content, method=IMAGE_METHOD)
    check_form(version, service, "VerifyImage", "application/octet-stream")
    assert parts_of(service.request)["Parameters"].get_content_type() == "application/json"


def test_image_beside_raw_content_is_refused(asynchronous: bool, version: Version) -> None:
    with pytest.raises(TypeError, match="verify_image"):
        call(version, asynchronous, unreachable, RequestContent.json(SETTINGS), verify_image=IMAGE)


@pytest.mark.parametrize(
    "image", ["photo.jpg", 3, {"a": 1}, io.StringIO("text")], ids=["path", "number", "dict", "text"]
)
def test_what_is_no_image_is_refused(image: object, asynchronous: bool, version: Version) -> None:
    with pytest.raises((TypeError, ValueError)):
        call(version, asynchronous, unreachable, settings(version), verify_image=image)


@pytest.mark.parametrize("image", [None, IMAGE], ids=["json", "form"])
def test_context_with_a_model_is_refused(image: bytes | None, asynchronous: bool, version: Version) -> None:
    with pytest.raises(TypeError, match="context"):
        call(version, asynchronous, unreachable, settings(version), verify_image=image, context=RequestContext())


@pytest.mark.parametrize("content", [None, SETTINGS, "{}", LivenessOperationMode.PASSIVE], ids=repr)
@pytest.mark.parametrize("image", [None, IMAGE], ids=["json", "form"])
def test_what_is_no_content_is_refused(
    content: object, image: bytes | None, asynchronous: bool, version: Version
) -> None:
    with pytest.raises(TypeError):
        call(version, asynchronous, unreachable, content, verify_image=image)


@pytest.mark.parametrize("content", [None, SETTINGS], ids=["none", "dict"])
def test_the_other_protocol_method_takes_raw_content_only(
    content: object, asynchronous: bool, version: Version
) -> None:
    with pytest.raises(TypeError, match="RequestContent"):
        call(version, asynchronous, unreachable, content, method=IMAGE_METHOD)
