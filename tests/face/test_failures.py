"""The service refuses: each status has its error, with the code and the message that the service gave."""

from __future__ import annotations

import pickle
from typing import Any

import azure_face
import httpx
import pytest
from azure_face import (
    DecodeError,
    ErrorOptions,
    NotFoundError,
    RequestContent,
    RequestContext,
    RequestFailedError,
    ServiceError,
    TooManyRequestsError,
    UnauthorizedError,
)
from azure_face.models import CreateLivenessSessionContent, LivenessOperationMode

from .calls import KEY, Service, unreachable, use

STATUSES = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    409: "ConflictError",
    412: "PreconditionFailedError",
    418: "RequestFailedError",
    429: "TooManyRequestsError",
    500: "ServerError",
    503: "ServerError",
}
BODY = {"error": {"code": "InvalidRequest", "message": "The token lifetime is out of range."}}


def typed(client: Any) -> Any:
    return client.create_liveness_session(CreateLivenessSessionContent(LivenessOperationMode.PASSIVE))


def raw(client: Any) -> Any:
    return client.create_liveness_session(RequestContent.json({"livenessOperationMode": "Passive"}))


both_layers = pytest.mark.parametrize("call", [typed, raw])


def failure(service: Service, call: Any, asynchronous: bool) -> RequestFailedError:
    with pytest.raises(RequestFailedError) as caught:
        use("FaceSessionClient", asynchronous, service, call)
    return caught.value


@pytest.mark.parametrize(("status", "name"), STATUSES.items())
@both_layers
def test_status_has_its_error(status: int, name: str, call: Any, asynchronous: bool) -> None:
    error = failure(Service(status, BODY), call, asynchronous)
    assert type(error).__name__ == name
    assert isinstance(error, ServiceError)
    assert getattr(azure_face, name) is type(error)
    assert (error.status_code, error.error_code) == (status, "InvalidRequest")
    assert error.message == "The token lifetime is out of range."
    assert error.response.json() == BODY
    text = str(error)
    assert all(part in text for part in (str(status), "InvalidRequest", "The token lifetime is out of range."))
    assert KEY not in text + repr(error)


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0", 0.0), (None, None), ("soon", None)])
def test_429_tells_how_long_to_wait(header: str | None, seconds: float | None, asynchronous: bool) -> None:
    headers = {} if header is None else {"Retry-After": header}
    error = failure(Service(429, BODY, headers), typed, asynchronous)
    assert isinstance(error, TooManyRequestsError)
    assert error.retry_after == seconds


@pytest.mark.parametrize(
    ("answer", "code", "message"),
    [
        ({"json": {"code": "401", "message": "Denied."}}, "401", "Denied."),
        ({"headers": {"x-ms-error-code": "Denied"}}, "Denied", "Unauthorized"),
        ({"text": "<html>", "headers": {"Content-Type": "text/html"}}, None, "Unauthorized"),
        ({"json": {"error": {"code": None, "message": None}}}, None, None),
        ({"json": []}, None, None),
        ({"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, None, None),
    ],
    ids=["gateway", "header", "html", "nulls", "list", "garbage"],
)
def test_other_bodies_are_told_as_well_as_can_be(answer: Any, code: Any, message: Any, asynchronous: bool) -> None:
    with pytest.raises(UnauthorizedError) as caught:
        use("FaceSessionClient", asynchronous, lambda request: httpx.Response(401, **answer), typed)
    assert caught.value.error_code == code
    assert caught.value.message
    assert message is None or caught.value.message == message


@pytest.mark.parametrize("status", STATUSES)
def test_no_throw_returns_the_response(status: int, asynchronous: bool) -> None:
    context = RequestContext(error_options=ErrorOptions.NO_THROW)
    response = use(
        "FaceSessionClient",
        asynchronous,
        Service(status, BODY),
        lambda client: client.get_liveness_session_result("id", context=context),
    )
    assert isinstance(response, httpx.Response)
    assert (response.status_code, response.json()) == (status, BODY)


@both_layers
def test_redirect_is_not_followed_with_the_key(call: Any, asynchronous: bool) -> None:
    service = Service(307, None, {"Location": "https://elsewhere.example.com/"})
    assert failure(service, call, asynchronous).status_code == 307
    assert len(service.requests) == 1


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"sessionId": "id"}, "$"),
        ({"sessionId": 3, "authToken": "t"}, "$.sessionId"),
        ({"sessionId": "id", "authToken": None}, "$.authToken"),
        ([], "$"),
    ],
    ids=["missing", "number", "null", "list"],
)
def test_answer_of_another_shape_says_where(answer: Any, path: str, asynchronous: bool) -> None:
    with pytest.raises(DecodeError) as caught:
        use("FaceSessionClient", asynchronous, Service(200, answer), typed)
    assert caught.value.path.startswith(path)
    assert caught.value.response is not None
    assert caught.value.response.status_code == 200


@pytest.mark.parametrize("content", [b"", b"not json", b"\xff"])
def test_answer_that_is_no_json_is_a_decode_error(content: bytes, asynchronous: bool) -> None:
    with pytest.raises(DecodeError):
        use("FaceSessionClient", asynchronous, lambda request: httpx.Response(200, content=content), typed)


@both_layers
def test_broken_connection_is_httpx_s_own_error(call: Any, asynchronous: bool) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(httpx.ConnectError):
        use("FaceSessionClient", asynchronous, broken, call)


def test_error_survives_a_pickle_without_the_key(asynchronous: bool) -> None:
    data = pickle.dumps(failure(Service(404, BODY), typed, asynchronous))
    assert KEY.encode() not in data
    copy = pickle.loads(data)
    assert isinstance(copy, NotFoundError)
    assert copy.message == BODY["error"]["message"]


def test_wrong_context_is_refused(asynchronous: bool) -> None:
    with pytest.raises(TypeError, match="RequestContext"):
        use(
            "FaceSessionClient",
            asynchronous,
            unreachable,
            lambda client: client.get_liveness_session_result("id", context={"headers": {}}),
        )
