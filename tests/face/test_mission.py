"""The four samples of the page that this client is modelled on, written as a developer writes them in Python."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from azure_face import (
    AsyncFaceSessionClient,
    FaceSessionClient,
    KeyCredential,
    RequestContent,
    RequestContext,
    Response,
)
from azure_face.models import CreateLivenessSessionContent, CreateLivenessSessionResult, LivenessOperationMode

from .calls import ENDPOINT, KEY, Service, sent_json, unreachable, use

SHORT = {"livenessOperationMode": "Passive"}
ALL = {
    "livenessOperationMode": "Passive",
    "sendResultsToClient": True,
    "deviceCorrelationIdSetInClient": True,
    "deviceCorrelationId": "<deviceCorrelationId>",
    "authTokenTimeToLiveInSeconds": 1234,
}
ANSWER = {"sessionId": "b12e033e-bda7-4b83-a211-e721c661f30e", "authToken": "<authToken>"}


def check_wire(service: Service, body: dict[str, Any]) -> None:
    request = service.request
    assert request.method == "POST"
    assert str(request.url) == f"{ENDPOINT}/face/v1.1-preview.1/detectLiveness/singleModal/sessions"
    assert request.headers["Ocp-Apim-Subscription-Key"] == KEY
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Content-Length"] == str(len(request.content))
    assert sent_json(request) == body


def check_typed(response: Response[CreateLivenessSessionResult]) -> None:
    assert isinstance(response, Response)
    assert isinstance(response.value, CreateLivenessSessionResult)
    assert response.value.session_id == ANSWER["sessionId"]
    assert response.value.auth_token == ANSWER["authToken"]
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.raw.json() == ANSWER


def test_short_sample_convenience() -> None:
    service = Service(content=ANSWER)
    client = FaceSessionClient(ENDPOINT, KeyCredential(KEY), transport=httpx.MockTransport(service))
    response = client.create_liveness_session(CreateLivenessSessionContent(LivenessOperationMode.PASSIVE))
    check_typed(response)
    check_wire(service, SHORT)


def test_sample_with_all_parameters_convenience() -> None:
    service = Service(content=ANSWER)
    client = FaceSessionClient(ENDPOINT, KeyCredential(KEY), transport=httpx.MockTransport(service))
    content = CreateLivenessSessionContent(
        LivenessOperationMode.PASSIVE,
        send_results_to_client=True,
        device_correlation_id_set_in_client=True,
        device_correlation_id="<deviceCorrelationId>",
        auth_token_time_to_live_in_seconds=1234,
    )
    check_typed(client.create_liveness_session(content))
    check_wire(service, ALL)


@pytest.mark.parametrize("body", [SHORT, ALL], ids=["short", "all"])
def test_samples_protocol(body: dict[str, Any]) -> None:
    service = Service(content=ANSWER)
    client = FaceSessionClient(ENDPOINT, KeyCredential(KEY), transport=httpx.MockTransport(service))
    response = client.create_liveness_session(RequestContent.json(body))
    assert isinstance(response, httpx.Response)
    result = response.json()
    assert (result["sessionId"], result["authToken"]) == (ANSWER["sessionId"], ANSWER["authToken"])
    check_wire(service, body)


@pytest.mark.parametrize("body", [SHORT, ALL], ids=["short", "all"])
def test_samples_async(body: dict[str, Any]) -> None:
    services = Service(content=ANSWER), Service(content=ANSWER)

    async def main() -> None:
        credential = KeyCredential(KEY)
        async with AsyncFaceSessionClient(
            ENDPOINT, credential, transport=httpx.MockTransport(services[0])
        ) as convenience:
            check_typed(await convenience.create_liveness_session(CreateLivenessSessionContent.from_dict(body)))
        async with AsyncFaceSessionClient(ENDPOINT, credential, transport=httpx.MockTransport(services[1])) as protocol:
            response = await protocol.create_liveness_session(RequestContent.json(body))
            assert response.json() == ANSWER

    asyncio.run(main())
    for service in services:
        check_wire(service, body)


@pytest.mark.parametrize("slashes", ["", "/"])
@pytest.mark.parametrize("prefix", ["", "/behind/a/gateway"])
def test_endpoint_may_have_a_path_and_end_with_a_slash(prefix: str, slashes: str) -> None:
    service = Service(content=ANSWER)
    endpoint = ENDPOINT + prefix + slashes
    client = FaceSessionClient(endpoint, KeyCredential(KEY), transport=httpx.MockTransport(service))
    client.create_liveness_session(RequestContent.json(SHORT))
    expected = f"{ENDPOINT}{prefix}/face/v1.1-preview.1/detectLiveness/singleModal/sessions"
    assert str(service.request.url) == expected


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "required"),
        (SHORT, r"RequestContent\.json"),
        ("{}", "str"),
        (7, "int"),
        ([SHORT], r"RequestContent\.json"),
    ],
    ids=["none", "dict", "text", "number", "list"],
)
@pytest.mark.parametrize("context", [None, RequestContext()], ids=["", "context"])
def test_what_is_no_content_is_refused_before_anything_is_sent(
    content: object, says: str, context: RequestContext | None, asynchronous: bool
) -> None:
    with pytest.raises(TypeError, match=says):
        use(
            "FaceSessionClient",
            asynchronous,
            unreachable,
            lambda client: client.create_liveness_session(content, context=context),
        )


def test_context_with_a_model_is_refused_before_anything_is_sent(asynchronous: bool) -> None:
    content = CreateLivenessSessionContent(LivenessOperationMode.PASSIVE)
    with pytest.raises(TypeError, match="RequestContent"):
        use(
            "FaceSessionClient",
            asynchronous,
            unreachable,
            lambda client: client.create_liveness_session(content, context=RequestContext()),
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"liveness_operation_mode": None},
        {"liveness_operation_mode": 3},
        {"send_results_to_client": "yes"},
        {"device_correlation_id": 3},
        {"auth_token_time_to_live_in_seconds": "600"},
        {"auth_token_time_to_live_in_seconds": True},
    ],
    ids=repr,
)
def test_model_with_a_wrong_value_is_refused_before_anything_is_sent(wrong: Any, asynchronous: bool) -> None:
    given = {"liveness_operation_mode": LivenessOperationMode.PASSIVE, **wrong}
    with pytest.raises((TypeError, ValueError)):
        use(
            "FaceSessionClient",
            asynchronous,
            unreachable,
            lambda client: client.create_liveness_session(CreateLivenessSessionContent(**given)),
        )


def test_text_of_an_enum_does_as_its_member(asynchronous: bool) -> None:
    service = Service(content=ANSWER)
    content = CreateLivenessSessionContent("PassiveActive")  # type: ignore[arg-type]
    use("FaceSessionClient", asynchronous, service, lambda client: client.create_liveness_session(content))
    assert sent_json(service.request) == {"livenessOperationMode": "PassiveActive"}


@pytest.mark.parametrize("endpoint", ["http://my-face.example.com", "my-face.example.com", "", "ftp://x"])
def test_key_leaves_over_https_only(endpoint: str) -> None:
    with pytest.raises(ValueError, match=r"https|endpoint"):
        FaceSessionClient(endpoint, KeyCredential(KEY))


def test_rotated_key_is_the_one_that_is_sent() -> None:
    service, credential = Service(content=ANSWER), KeyCredential("old")
    client = FaceSessionClient(ENDPOINT, credential, transport=httpx.MockTransport(service))
    client.create_liveness_session(RequestContent.json(SHORT))
    credential.update("new")
    client.create_liveness_session(RequestContent.json(SHORT))
    assert [request.headers["Ocp-Apim-Subscription-Key"] for request in service.requests] == ["old", "new"]
    assert "new" not in repr(credential) + repr(client)


class Tokens:
    """A token credential that asks nobody."""

    def get_token(self, *scopes: str) -> Any:
        assert scopes == ("https://cognitiveservices.azure.com/.default",)
        return type("Token", (), {"token": "the-token", "expires_on": 4102444800})()


def test_token_credential_goes_instead_of_a_key() -> None:
    service = Service(content=ANSWER)
    client = FaceSessionClient(ENDPOINT, Tokens(), transport=httpx.MockTransport(service))
    client.create_liveness_session(RequestContent.json(SHORT))
    assert service.request.headers["Authorization"] == "Bearer the-token"
    assert "Ocp-Apim-Subscription-Key" not in service.request.headers
