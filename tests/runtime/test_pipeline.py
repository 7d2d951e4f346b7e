"""Whole calls through all steps: what each step leaves for the others, sync and async alike."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeAlias

import httpx
import pytest

from veneer.runtime import (
    ApiKeyScheme,
    AsyncServiceClient,
    BrokenBodyError,
    CancellationToken,
    DiagnosticsOptions,
    HttpRequest,
    KeyCredential,
    RequestContent,
    RequestContext,
    ResponseTooLargeError,
    RetryOptions,
    ServerError,
    ServiceClient,
)

Handler: TypeAlias = Callable[[httpx.Request], httpx.Response]
Call: TypeAlias = Callable[..., httpx.Response]

GET = HttpRequest("GET", "/x")
SECURITY = ((ApiKeyScheme("k", "X-Key"),),)
QUICK = RetryOptions(delay=0.001)


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in pieces, and may break off."""

    def __init__(self, *pieces: bytes, error: Exception | None = None) -> None:
        self._pieces, self._error = pieces, error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


class Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._handler(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self._handler(request)


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Call:
    """Send one request through a client of either kind."""

    def send(
        handler: Handler, sent: HttpRequest = GET, context: RequestContext | None = None, **options: Any
    ) -> httpx.Response:
        arguments: Any = {"transport": Transport(handler), "retry": QUICK, **options}
        key = KeyCredential("sesame")
        if request.param == "sync":
            with ServiceClient("https://host", key, SECURITY, **arguments) as client:
                return client._send(sent, context)

        async def run() -> httpx.Response:
            async with AsyncServiceClient("https://host", key, SECURITY, **arguments) as client:
                return await client._send(sent, context)

        return asyncio.run(run())

    return send


def test_an_answer_is_read_up_to_the_limit_compressed_or_not(call: Call) -> None:
    packed = gzip.compress(b"a" * 5000)

    def plain(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Pieces(b"a" * 600, b"a" * 600))

    def compressed(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Pieces(packed))

    assert call(plain, max_response_size=1200).content == b"a" * 1200
    assert call(compressed, max_response_size=5000).content == b"a" * 5000
    assert call(plain, max_response_size=None).num_bytes_downloaded == 1200
    for handler, limit in ((plain, 1199), (compressed, 4999)):
        with pytest.raises(ResponseTooLargeError, match=f"larger than {limit} bytes: allow more with"):
            call(handler, max_response_size=limit)
    for wrong, error in ((0, ValueError), (-1, ValueError), ("1", TypeError), (True, TypeError)):
        with pytest.raises(error, match="max_response_size"):
            call(plain, max_response_size=wrong)


def test_the_limit_holds_for_an_error_of_a_streaming_call(call: Call) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404, stream=Pieces(b"a" * 600, b"a" * 600))

    with pytest.raises(ResponseTooLargeError):
        call(handler, context=RequestContext(stream=True), max_response_size=1000)


def test_a_body_that_breaks_off_is_asked_for_again_and_told_of_in_the_end(call: Call) -> None:
    counts = [0]

    def handler(request: httpx.Request) -> httpx.Response:
        counts[0] += 1
        error = httpx.RemoteProtocolError("peer closed") if counts[0] <= broken else None
        return httpx.Response(
            200, headers={"Content-Length": "4"}, stream=Pieces(*(b"ab", b"cd")[: 1 if error else 2], error=error)
        )

    broken = 2
    assert call(handler).content == b"abcd"
    assert counts == [3]
    counts[0], broken = 0, 9
    with pytest.raises(BrokenBodyError, match=r"\$: the body ended after 2 of 4 bytes") as caught:
        call(handler)
    assert counts == [4]
    assert caught.value.response is not None
    assert caught.value.response.content == b"ab"
    assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError)
    assert [note.split()[2] for note in caught.value.__notes__] == ["BrokenBodyError"] * 4
    counts[0] = 0
    with pytest.raises(BrokenBodyError):
        call(handler, HttpRequest("POST", "/x", content=RequestContent.json({})))
    assert counts == [1]


def test_what_a_request_says_of_its_body(call: Call) -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    def headers(content: RequestContent | None, method: str = "POST") -> dict[str, str]:
        call(handler, HttpRequest(method, "/x", content=content, content_type="application/json"))
        names = ("content-type", "content-length", "content-encoding", "transfer-encoding")
        return {name: seen[-1].headers[name] for name in names if name in seen[-1].headers}

    assert headers(RequestContent.json({})) == {"content-type": "application/json", "content-length": "2"}
    assert headers(None) == {"content-length": "0"}
    assert headers(None, "GET") == {}
    packed = headers(RequestContent.json({}).gzip())
    assert packed == {
        "content-type": "application/json",
        "content-length": packed["content-length"],
        "content-encoding": "gzip",
    }
    assert gzip.decompress(seen[-1].content) == b"{}"
    assert headers(RequestContent.stream(iter([b"a"]))) == {
        "content-type": "application/json",
        "transfer-encoding": "chunked",
    }
    assert seen[-1].headers["Host"] == "host"
    call(handler, context=RequestContext(headers={"HOST": "other", "accept": "text/plain"}))
    assert seen[-1].headers.get_list("Host") == ["other"]
    assert seen[-1].headers.get_list("Accept") == ["text/plain"]


def test_each_try_is_logged_and_the_error_has_the_request_id(call: Call, caplog: pytest.LogCaptureFixture) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.headers["X-Key"] == "sesame"
        return httpx.Response(503, headers={"x-ms-request-id": "id-1"})

    with (
        caplog.at_level(logging.DEBUG, "veneer.runtime"),
        pytest.raises(ServerError, match=r"\(request id id-1\)") as caught,
    ):
        call(handler, diagnostics=DiagnosticsOptions(request_id_header="x-ms-client-request-id"))
    assert caught.value.request_id == "id-1"
    told = [record.attempt for record in caplog.records if record.levelno == logging.INFO]  # type: ignore[attr-defined]
    assert told == [1, 2, 3, 4]
    assert "sesame" not in caplog.text + repr(caught.value) + "".join(caught.value.__notes__)
    sent = caught.value.response.request.headers["x-ms-client-request-id"]
    assert len(sent) == 36


def test_an_error_of_the_network_names_the_request_without_its_secrets(call: Call) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(httpx.ConnectError) as caught:
        call(handler)
    assert (caught.value.request.method, caught.value.request.url.host) == ("GET", "host")
    assert "X-Key" not in caught.value.request.headers


def test_a_url_that_cannot_be_sent_is_a_value_error(call: Call) -> None:
    with pytest.raises(ValueError, match="the request's URL cannot be used"):
        call(lambda request: httpx.Response(200), HttpRequest("GET", "/" + "a" * 70_000))


def test_a_call_with_a_token_does_as_one_without(call: Call) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Pieces(b"ab", b"c"))

    for context in (RequestContext(deadline=60), RequestContext(cancellation=CancellationToken(), deadline=60)):
        response = call(handler, context=context)
        assert response.content == b"abc"
        assert response.elapsed.total_seconds() >= 0
        assert response.request.url == "https://host/x"
