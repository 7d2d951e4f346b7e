"""Retries: what is tried again and what is not, how long it waits, and what the last error tells."""

from __future__ import annotations

import asyncio
import datetime
import io
import pickle
import time
from collections.abc import Iterator
from contextlib import suppress
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    AsyncServiceClient,
    CancellationToken,
    HttpRequest,
    OperationCancelledError,
    RequestContent,
    RequestContext,
    RequestFailedError,
    RetryOptions,
    ServiceClient,
)
from veneer.runtime.error_body import retry_after
from veneer.runtime.retry import Tries

QUICK = RetryOptions(delay=0.001)
Outcome = int | Exception | httpx.Response
NEVER_SENT = (httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x"), httpx.ProxyError("x"))
BROKEN = (httpx.ReadError("x"), httpx.ReadTimeout("x"), httpx.WriteError("x"), httpx.RemoteProtocolError("x"))


class Service:
    """A transport that answers or fails as told in turn, the last way for ever."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._outcomes = outcomes
        self.bodies: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        outcome = self._outcomes[min(len(self.bodies), len(self._outcomes) - 1)]
        self.bodies.append(request.content)
        if isinstance(outcome, Exception):
            raise outcome
        return httpx.Response(outcome) if isinstance(outcome, int) else outcome


def answer(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def tries(
    method: str, *outcomes: Outcome, content: RequestContent | None = None, retry: RetryOptions | None = QUICK
) -> int:
    """Return how often a request was sent, by a sync and by an async client alike."""
    counts = []
    for send in (_send, _send_async):
        service = Service(*outcomes)
        with suppress(RequestFailedError, httpx.HTTPError):
            send(service, HttpRequest(method, "/x", content=content), retry)
        assert len(set(service.bodies)) == 1, "a try had another body"
        counts.append(len(service.bodies))
    assert counts[0] == counts[1]
    return counts[0]


def _send(service: Service, request: HttpRequest, retry: RetryOptions | None) -> httpx.Response:
    with ServiceClient("https://host", None, (), transport=httpx.MockTransport(service), retry=retry) as client:
        return client._send(request)


def _send_async(service: Service, request: HttpRequest, retry: RetryOptions | None) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.MockTransport(service)
        async with AsyncServiceClient("https://host", None, (), transport=transport, retry=retry) as client:
            return await client._send(request)

    return asyncio.run(run())


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"])
def test_an_idempotent_method_is_tried_again_after_all_that_is_transient(method: str) -> None:
    for status in (408, 429, 500, 502, 503, 504):
        assert tries(method, status, 200) == 2
        assert tries(method, status) == 4
    for error in (*NEVER_SENT, *BROKEN):
        assert tries(method, error, 200) == 2
    for status in (200, 202, 304, 400, 401, 403, 404, 409, 412, 501, 505):
        assert tries(method, status) == 1
    for error in (httpx.UnsupportedProtocol("x"), httpx.LocalProtocolError("x"), httpx.DecodingError("x")):
        assert tries(method, error) == 1


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_post_is_tried_again_as_the_official_sdks_do(method: str) -> None:
    content = RequestContent.json({"a": 1})
    assert {status: tries(method, status, 200, content=content) for status in (408, 429, 500, 502, 503, 504)} == {
        408: 1,
        429: 1,
        500: 2,
        502: 1,
        503: 2,
        504: 2,
    }
    for status in (408, 429, 502):
        assert tries(method, answer(status, retry_after="0"), 200, content=content) == 2
    assert tries(method, answer(400, retry_after="0"), 200) == 1
    for error in NEVER_SENT:
        assert tries(method, error, 200, content=content) == 2
    for error in BROKEN:
        assert tries(method, error, 200, content=content) == 1


def test_only_a_body_that_can_be_sent_again_is_sent_again(tmp_path: Any) -> None:
    class Pipe(io.RawIOBase):
        def seekable(self) -> bool:
            return False

        def read(self, size: int = -1) -> bytes:
            return b""

    class Again:
        def __iter__(self) -> Iterator[bytes]:
            yield b"ab"

    path = tmp_path / "file"
    path.write_bytes(b"ab")
    seekable = io.BytesIO(b"xab")
    seekable.seek(1)
    again = [
        RequestContent.bytes(b"ab"),
        RequestContent.text("ab"),
        RequestContent.form({"a": 1}),
        RequestContent.multipart({"a": b"1", "f": path}),
        RequestContent.stream(path),
        RequestContent.stream(Again()),
        RequestContent.stream([b"ab"]),
    ]
    for content in again:
        transport = Service(503, 200)
        _send(transport, HttpRequest("PUT", "/x", content=content), QUICK)
        assert len(transport.bodies) == 2
    assert tries("PUT", 503, content=RequestContent.stream(seekable)) == 4
    for source in (iter([b"ab"]), Pipe()):
        service = Service(503, 200)
        with pytest.raises(RequestFailedError) as caught:
            _send(service, HttpRequest("PUT", "/x", content=RequestContent.stream(source)), QUICK)  # type: ignore[arg-type]
        assert len(service.bodies) == 1
        assert caught.value.__notes__[0].endswith("the body cannot be sent again")


def test_retries_can_be_switched_off_and_overridden_for_a_call() -> None:
    assert tries("GET", 503, retry=None) == 1
    assert tries("GET", 503, retry=RetryOptions(max_retries=0)) == 1
    assert tries("GET", 503, retry=RetryOptions(max_retries=5, delay=0.001)) == 6
    service = Service(503)
    client = ServiceClient("https://host", None, (), transport=httpx.MockTransport(service), retry=None)
    with pytest.raises(RequestFailedError):
        client._send(HttpRequest("GET", "/x"), RequestContext(retry=RetryOptions(max_retries=1, delay=0.001)))
    assert len(service.bodies) == 2
    client = ServiceClient("https://host", None, (), transport=httpx.MockTransport(service), retry=QUICK)
    with pytest.raises(RequestFailedError):
        client._send(HttpRequest("GET", "/x"), RequestContext(retry=None))
    assert len(service.bodies) == 3


def test_the_last_error_tells_of_all_tries() -> None:
    service = Service(503, httpx.ReadError("secret"), answer(429, retry_after="0"), 500)
    with pytest.raises(RequestFailedError) as caught:
        _send(service, HttpRequest("GET", "/x"), QUICK)
    assert caught.value.status_code == 500
    notes = caught.value.__notes__
    assert [note.split()[2] for note in notes] == ["503", "ReadError", "429", "500"]
    assert [note.rpartition("; ")[2].partition(" 0.0")[0] for note in notes] == ["waited"] * 3 + ["no try was left"]
    assert "secret" not in "".join(notes)
    assert pickle.loads(pickle.dumps(caught.value)).__notes__ == notes
    with pytest.raises(httpx.ReadError) as broken:
        _send(Service(503, httpx.ReadError("x")), HttpRequest("GET", "/x"), RetryOptions(max_retries=1, delay=0.001))
    assert len(broken.value.__notes__) == 2
    with pytest.raises(RequestFailedError) as plain:
        _send(Service(404), HttpRequest("GET", "/x"), QUICK)
    assert not hasattr(plain.value, "__notes__")


def test_a_token_that_is_cancelled_while_a_try_fails_ends_the_call() -> None:
    token = CancellationToken()

    def fail(request: httpx.Request) -> httpx.Response:
        token.cancel()
        raise httpx.ConnectError("no route")

    with (
        ServiceClient("https://host", None, (), transport=httpx.MockTransport(fail)) as client,
        pytest.raises(OperationCancelledError),
    ):
        client._send(HttpRequest("GET", "/x"), RequestContext(cancellation=token))


def pauses(options: RetryOptions, *outcomes: httpx.Response | Exception, time_left: float = 1e9) -> list[float | None]:
    began = time.monotonic()
    tried = Tries(options, True, began, began + time_left)
    return [tried.pause_after("GET", outcome) for outcome in outcomes]


def test_pauses_grow_are_random_and_have_a_limit() -> None:
    options = RetryOptions(max_retries=400, delay=1.0, max_delay=8.0, budget=1e6)
    rows = [pauses(options, *[answer(503)] * 200) for _ in range(20)]
    columns = [[pause for pause in column if pause is not None] for column in zip(*rows, strict=True)]
    for count, column in enumerate(columns):
        assert all(0 <= pause <= min(8.0, 2.0**count) for pause in column)
        assert len(set(column)) > 10
    assert max(columns[-1]) > 4.0 > 2.0 > min(columns[-1])


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "3"}, 3.0),
        ({"Retry-After": "0.5"}, 0.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"x-ms-retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "250", "Retry-After": "9"}, 0.25),
        ({"retry-after-ms": "soon", "Retry-After": "9"}, 9.0),
        ({"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "nan"}, None),
        ({"retry-after-ms": "inf"}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_the_service_says_how_long_to_wait(headers: dict[str, str], expected: float | None) -> None:
    assert retry_after(httpx.Headers(headers)) == expected
    paused = pauses(RetryOptions(delay=0.001), httpx.Response(503, headers=headers))[0]
    assert paused == expected if expected is not None else 0 <= (paused or 0) <= 0.001


def test_a_date_counts_from_now() -> None:
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    asked = retry_after(httpx.Headers({"Retry-After": format_datetime(moment, usegmt=True)}))
    assert asked is not None
    assert 27 < asked <= 30


def test_no_try_begins_after_the_budget_or_the_deadline() -> None:
    assert pauses(RetryOptions(budget=10), answer(503, retry_after="9")) == [9.0]
    assert pauses(RetryOptions(budget=10), answer(503, retry_after="11")) == [None]
    assert pauses(RetryOptions(), answer(503, retry_after="9"), time_left=5) == [None]
    service = Service(answer(503, retry_after="3600"))
    with pytest.raises(RequestFailedError) as caught:
        _send(service, HttpRequest("GET", "/x"), RetryOptions())
    assert caught.value.retry_after == 3600
    assert caught.value.__notes__[0].endswith("no time was left for another try")


def test_what_options_take() -> None:
    for name in ("delay", "max_delay", "budget"):
        for value in (0, -1, float("nan"), float("inf")):
            with pytest.raises(ValueError, match=f"{name} must be more than 0 seconds"):
                RetryOptions(**{name: value})
        with pytest.raises(TypeError, match=f"{name} must be seconds, got str"):
            RetryOptions(**{name: "1"})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_retries must be 0 or more"):
        RetryOptions(max_retries=-1)
    for wrong in (1.5, True, "3"):
        with pytest.raises(TypeError, match="max_retries must be an int"):
            RetryOptions(max_retries=wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"retry must be RetryOptions\(\.\.\.\) or None, got int"):
        ServiceClient("https://host", None, (), retry=3)  # type: ignore[arg-type]


def test_answers_that_are_not_returned_are_closed() -> None:
    class Body(httpx.SyncByteStream):
        closed = 0

        def __iter__(self) -> Iterator[bytes]:
            yield b"{}"

        def close(self) -> None:
            Body.closed += 1

    class Transport(httpx.BaseTransport):
        count = 0

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            self.count += 1
            return httpx.Response(503 if self.count < 3 else 200, stream=Body())

    with ServiceClient("https://host", None, (), transport=Transport(), retry=QUICK) as client:
        response = client._send(HttpRequest("GET", "/x"), RequestContext(stream=True))
        assert Body.closed == 2
        assert (response.is_closed, response.read(), Body.closed) == (False, b"{}", 3)
