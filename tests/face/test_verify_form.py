"""A session with verification from v1.2 on: a form only, each setting a part of its own, the image with a file name."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure_face import FilePart, RequestContent, RequestContext

from .calls import ENDPOINT, KEY, Service, check_parts, client_class, parts_of, unreachable, use
from .description import VERSIONS, Version
from .samples import IMAGE, Sampler, models_of

METHOD = "create_liveness_with_verify_session"
PATH = "/detectLivenessWithVerify-sessions"

# Argument, name of the part, value, text of the part.
SETTINGS: list[tuple[str, str, Any, str]] = [
    ("liveness_operation_mode", "livenessOperationMode", "PassiveActive", "PassiveActive"),
    ("device_correlation_id_set_in_client", "deviceCorrelationIdSetInClient", False, "false"),
    ("enable_session_image", "enableSessionImage", True, "true"),
    ("liveness_model_version", "livenessModelVersion", "2024-11-15", "2024-11-15"),
    ("return_verify_image_hash", "returnVerifyImageHash", True, "true"),
    ("verify_confidence_threshold", "verifyConfidenceThreshold", 0.25, "0.25"),
    ("device_correlation_id", "deviceCorrelationId", 'Zoë "1" & 猫', 'Zoë "1" & 猫'),
    ("auth_token_time_to_live_in_seconds", "authTokenTimeToLiveInSeconds", 600, "600"),
]
ATTEMPTS = ("number_of_client_attempts_allowed", "numberOfClientAttemptsAllowed", 3, "3")


@pytest.fixture(params=[version for version in VERSIONS if PATH in version.document["paths"]], ids=repr)
def version(request: pytest.FixtureRequest) -> Version:
    found: Version = request.param
    return found


def settings_of(version: Version) -> list[tuple[str, str, Any, str]]:
    return [*SETTINGS, ATTEMPTS] if version.name == "v1.3-preview.1" else SETTINGS


def model(version: Version, image: Any, *, full: bool = False, **instead: Any) -> Any:
    models = models_of(version)
    given = {name: value for name, _, value, _ in settings_of(version)} if full else {}
    given["liveness_operation_mode"] = models.LivenessOperationMode.PASSIVE_ACTIVE
    return models.CreateLivenessWithVerifySessionContent(**{**given, "verify_image": image, **instead})


def answering(version: Version) -> Service:
    return Service(content=Sampler(version=version).sample(version.schemas["LivenessWithVerifySession"]))


def call(version: Version, asynchronous: bool, service: Any, *arguments: Any, **named: Any) -> Any:
    def action(client: Any) -> Any:
        return getattr(client, METHOD)(*arguments, **named)

    return use("FaceSessionClient", asynchronous, service, action, version)


def picture_of(service: Service) -> tuple[str | None, str]:
    part = parts_of(service.request)["verifyImage"]
    assert b"\r\n\r\n" + IMAGE + b"\r\n--" in service.request.content
    return part.get_filename(), part.get_content_type()


def test_operation_is_described_with_these_parts_and_as_a_form_only(version: Version) -> None:
    body = version.published["paths"][PATH]["post"]["requestBody"]["content"]
    assert list(body) == ["multipart/form-data"]
    described = body["multipart/form-data"]["schema"]["properties"]
    assert set(described) == {part for _, part, _, _ in settings_of(version)} | {"verifyImage"}


def test_every_setting_is_a_part_and_the_image_a_file(version: Version, asynchronous: bool) -> None:
    service = answering(version)
    response = call(version, asynchronous, service, model(version, IMAGE, full=True))
    assert response.value.to_dict() == service.content
    assert (service.request.method, str(service.request.url)) == ("POST", f"{ENDPOINT}{version.base_path}{PATH}")
    assert service.request.headers["Ocp-Apim-Subscription-Key"] == KEY
    check_parts(service.request, {"verifyImage": IMAGE} | {part: text for _, part, _, text in settings_of(version)})
    assert picture_of(service) == ("verifyImage", "application/octet-stream")


def test_what_is_left_out_is_no_part(version: Version, asynchronous: bool) -> None:
    service = answering(version)
    call(version, asynchronous, service, model(version, IMAGE, device_correlation_id=None))
    assert set(parts_of(service.request)) == {"livenessOperationMode", "verifyImage"}


def test_image_as_an_open_file_or_a_file_part(version: Version, asynchronous: bool, tmp_path: Path) -> None:
    path = tmp_path / "ada's photo.jpg"
    path.write_bytes(IMAGE)
    service = answering(version)
    with path.open("rb") as file:
        call(version, asynchronous, service, model(version, file))
    assert picture_of(service) == ("ada's photo.jpg", "application/octet-stream")
    for source in (IMAGE, io.BytesIO(IMAGE)):
        service = answering(version)
        call(version, asynchronous, service, model(version, FilePart(source, "ada.png", "image/png")))
        assert picture_of(service) == ("ada.png", "image/png")


def test_protocol_layer_sends_the_same_form(version: Version, asynchronous: bool) -> None:
    service = answering(version)
    texts = {part: text for _, part, _, text in settings_of(version)}
    content = RequestContent.multipart({**texts, "verifyImage": IMAGE})
    response = call(version, asynchronous, service, content, context=RequestContext())
    assert isinstance(response, httpx.Response)
    assert response.json() == service.content
    check_parts(service.request, {**texts, "verifyImage": IMAGE})


@pytest.mark.parametrize(
    "wrong",
    [
        {"enable_session_image": "true"},
        {"verify_confidence_threshold": "0.5"},
        {"auth_token_time_to_live_in_seconds": 600.5},
        {"auth_token_time_to_live_in_seconds": True},
        {"device_correlation_id": 3},
        {"verify_image": "photo.jpg"},
        {"verify_image": None},
        {"verify_image": io.StringIO("text")},
    ],
    ids=lambda wrong: "-".join(f"{name}-{type(value).__name__}" for name, value in wrong.items()),
)
def test_wrong_part_is_refused_before_anything_is_sent(version: Version, wrong: Any, asynchronous: bool) -> None:
    with pytest.raises((TypeError, ValueError)):
        call(version, asynchronous, unreachable, model(version, IMAGE, **wrong))


def test_neither_json_nor_an_image_beside_the_content(version: Version, asynchronous: bool) -> None:
    assert not hasattr(client_class("FaceSessionClient", asynchronous, version), f"{METHOD}_with_verify_image")
    with pytest.raises(TypeError):
        call(version, asynchronous, unreachable, model(version, IMAGE), verify_image=IMAGE)
    for wrong in (
        None,
        {"livenessOperationMode": "Passive"},
        models_of(version).CreateLivenessSessionContent("Passive"),
    ):
        with pytest.raises(TypeError):
            call(version, asynchronous, unreachable, wrong)
