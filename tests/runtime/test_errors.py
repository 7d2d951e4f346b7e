"""Errors: what is read from an answer's body, how they read, and that no secret leaves with them."""

from __future__ import annotations

import copy
import datetime
import pickle
from email.utils import format_datetime

import httpx
import pytest

from veneer.runtime import (
    BadRequestError,
    ConflictError,
    DecodeError,
    EncodeError,
    ForbiddenError,
    NotFoundError,
    OperationCancelledError,
    OperationFailedError,
    PreconditionFailedError,
    RequestFailedError,
    Response,
    ServerError,
    ServiceError,
    TooManyRequestsError,
    UnauthorizedError,
)
from veneer.runtime.errors import request_failed

URL = "https://host/face/v1/sessions/a%20b?key=topsecret"


def answer(
    status: int, body: bytes = b"", kind: str = "application/json", headers: dict[str, str] | None = None
) -> httpx.Response:
    request = httpx.Request("GET", URL, headers={"Ocp-Apim-Subscription-Key": "topsecret"})
    fields = {"Content-Type": kind, **(headers or {})}
    return httpx.Response(status, content=body, headers=fields, request=request)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, RequestFailedError),
        (400, BadRequestError),
        (401, UnauthorizedError),
        (403, ForbiddenError),
        (404, NotFoundError),
        (409, ConflictError),
        (412, PreconditionFailedError),
        (418, RequestFailedError),
        (429, TooManyRequestsError),
        (500, ServerError),
        (503, ServerError),
    ],
)
def test_each_status_has_its_class_below_one_root(status: int, kind: type[RequestFailedError]) -> None:
    error = request_failed(answer(status))
    assert type(error) is kind
    assert isinstance(error, ServiceError)
    assert error.status_code == status


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (
            b'{"error":{"code":"SessionNotFound","message":"Session not found."}}',
            "SessionNotFound",
            "Session not found.",
        ),
        (b'{"code":"Bad","message":"No."}', "Bad", "No."),
        (b'{"code":404,"message":{"lang":"en","value":"No."}}', "404", "No."),
        (b'{"odata.error":{"code":"X","message":{"value":"Y"}}}', "X", "Y"),
        (b'{"error":"invalid_grant","error_description":"Expired."}', "invalid_grant", "Expired."),
        (b'{"type":"https://e/none","title":"T","detail":"D","status":404}', "https://e/none", "D"),
        (b'{"type":"about:blank","title":"T"}', None, "T"),
        (b'{"error":{"code":null,"message":[]}}', None, 'Not Found: {"error":{"code":null,"message":[]}}'),
        (b"{}", None, "Not Found: {}"),
        (b"", None, "Not Found"),
        (b"\xff\xfe\x00", None, "Not Found: \ufffd\ufffd\x00"),
        (b"[" * 100_000, None, "Not Found: " + "[" * 200 + "..."),
        (b'"just text"', None, 'Not Found: "just text"'),
    ],
)
def test_code_and_message_are_read_from_every_usual_body_and_nothing_makes_it_raise(
    body: bytes, code: str | None, message: str
) -> None:
    error = request_failed(answer(404, body))
    assert (error.error_code, error.message) == (code, message)


def test_the_header_is_the_fallback_for_the_code() -> None:
    headers = {"x-ms-error-code": "FromHeader"}
    assert request_failed(answer(404, headers=headers)).error_code == "FromHeader"
    assert request_failed(answer(404, b'{"code":"Body"}', headers=headers)).error_code == "Body"


def test_html_gives_the_reason_alone_and_text_a_short_excerpt() -> None:
    assert request_failed(answer(502, b"<html>" * 999, "text/html")).message == "Bad Gateway"
    message = request_failed(answer(502, b"word \n" * 999, "text/plain; charset=utf-8")).message
    assert message.startswith("Bad Gateway: word word")
    assert len(message) < 230
    assert request_failed(answer(599)).message == "the service gave no reason"


def test_the_text_reads_well_without_host_query_or_secret() -> None:
    body = b'{"error":{"code":"SessionNotFound","message":"Session\\nnot found."}}'
    text = str(request_failed(answer(404, body)))
    assert text == "(404) SessionNotFound: Session not found. [GET /face/v1/sessions/a%20b]"
    assert str(request_failed(answer(404))) == "(404) Not Found [GET /face/v1/sessions/a%20b]"
    assert "topsecret" not in repr(request_failed(answer(404)))


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"apim-request-id": "a-1"}, "a-1"),
        ({"X-Request-Id": "r-1", "x-ms-client-request-id": "mine"}, "r-1"),
        ({"x-ms-client-request-id": "mine"}, "mine"),
        ({"x-ms-request-id": "", "request-id": "r\x1b[2K\u2028"}, "r\\x1b[2K\\u2028"),
        ({"x-request-id": "x" * 999}, "x" * 200),
        ({"Date": "today"}, None),
    ],
)
def test_the_id_of_the_request_is_told_in_a_text_that_is_safe_to_print(
    headers: dict[str, str], found: str | None
) -> None:
    response = httpx.Response(404, headers={name: value.encode() for name, value in headers.items()})
    error = request_failed(response)
    assert error.request_id == found
    assert str(error) == "(404) Not Found" + (f" (request id {found})" if found else "")
    assert pickle.loads(pickle.dumps(error)).request_id == found
    assert DecodeError("$", "wrong", response).request_id == found
    assert OperationFailedError("failed", response).request_id == found


def test_an_error_without_an_answer_has_no_request_id() -> None:
    assert DecodeError("$", "wrong").request_id is None
    assert OperationCancelledError().request_id is None


def test_an_answer_without_a_request_still_makes_an_error() -> None:
    assert str(request_failed(httpx.Response(404))) == "(404) Not Found"


def test_a_pickled_error_is_the_same_but_carries_no_credential() -> None:
    error = request_failed(answer(429, b'{"code":"Busy","message":"Wait."}', headers={"Retry-After": "3"}))
    data = pickle.dumps(error)
    assert b"topsecret" not in data
    twin = pickle.loads(data)
    assert type(twin) is TooManyRequestsError
    assert str(twin) == str(error)
    assert (twin.status_code, twin.error_code, twin.message, twin.retry_after) == (429, "Busy", "Wait.", 3.0)
    assert twin.response.json() == {"code": "Busy", "message": "Wait."}
    assert "topsecret" in error.response.request.headers.values()
    assert str(copy.copy(error)) == str(error)


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0.5", 0.5), ("-1", None), ("nan", None), ("soon", None)])
def test_retry_after_is_read_as_seconds(header: str, seconds: float | None) -> None:
    assert request_failed(answer(429, headers={"Retry-After": header})).retry_after == seconds


def test_retry_after_is_read_as_a_date_and_never_negative() -> None:
    now = datetime.datetime.now(datetime.UTC)
    soon = format_datetime(now + datetime.timedelta(seconds=60), usegmt=True)
    past = format_datetime(now - datetime.timedelta(seconds=60), usegmt=True)
    waiting = request_failed(answer(429, headers={"Retry-After": soon})).retry_after
    assert waiting is not None
    assert 50 < waiting <= 60
    assert request_failed(answer(503, headers={"Retry-After": past})).retry_after == 0.0
    assert request_failed(answer(429)).retry_after is None


def test_the_other_errors_pickle_and_stand_in_the_tree() -> None:
    error = pickle.loads(pickle.dumps(DecodeError("$.a", "wrong", answer(200, b"{}"))))
    assert (str(error), error.response.status_code) == ("$.a: wrong", 200)
    assert pickle.loads(pickle.dumps(DecodeError("$", "wrong"))).response is None
    assert str(pickle.loads(pickle.dumps(EncodeError("$.a", "wrong")))) == "$.a: wrong"
    assert str(pickle.loads(pickle.dumps(OperationCancelledError()))) == "the operation was cancelled"
    assert issubclass(DecodeError, ServiceError)
    assert issubclass(OperationCancelledError, ServiceError)


def test_a_response_shows_neither_body_nor_value() -> None:
    response = Response(answer(200, b'"secret"'), "secret")
    assert repr(response) == "<Response 200 OK: str>"
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    with pytest.raises(AttributeError):
        response.value = "x"  # type: ignore[misc]
