"""The client over aiohttp: what is sent is what was said, and every failure is the one that httpx has for it."""

from __future__ import annotations

import asyncio
import gzip
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    AiohttpTransport,
    AsyncServiceClient,
    BrokenBodyError,
    HttpRequest,
    RequestContent,
    RequestContext,
    ResponseTooLargeError,
    RetryOptions,
)

from .faulty_server import OK, Act, FaultyServer, hang, reset, say, status, then

aiohttp = pytest.importorskip("aiohttp")

GET = HttpRequest("GET", "/x")
POST = HttpRequest("POST", "/x", content=RequestContent.json({"a": 1}))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n"


@asynccontextmanager
async def client_of(url: str, transport: httpx.AsyncBaseTransport | None = None, **options: Any) -> AsyncIterator[Any]:
    async with AsyncServiceClient(url, None, (), transport=transport or AiohttpTransport(), **options) as client:
        yield client


def over(acts: tuple[Act, ...], use: Callable[[str, FaultyServer], Awaitable[None]]) -> None:
    with FaultyServer(*acts) as server:
        asyncio.run(use(server.url, server))  # type: ignore[arg-type]


def pause(connection: Any, server: Any) -> bool:
    server.over.wait(0.1)
    return True


def test_the_request_is_sent_as_it_was_made_and_nothing_is_added() -> None:
    url = "/a%2Fb/~%7E/ü?x=%20+%26&y=a%2Cb,c"

    async def send(transport: httpx.AsyncBaseTransport, url: str) -> None:
        request = httpx.Request("POST", url, content=b"{}", headers=[(b"X-Own", "é".encode())])
        async with transport:
            response = await transport.handle_async_request(request)
            await response.aread()
            await response.aclose()

    heads = []
    for make in (httpx.AsyncHTTPTransport, AiohttpTransport):
        with FaultyServer(say(OK)) as server:
            asyncio.run(send(make(), f"{server.url}{url}"))
            line, *fields = server.requests[0].split("\r\n")
            host = server.url.removeprefix("http://")
            heads.append((line, sorted(field.lower().replace(host, "host") for field in fields)))
    assert heads[0] == heads[1]


def test_cookies_are_not_kept() -> None:
    async def use(url: str, server: FaultyServer) -> None:
        async with client_of(url) as client:
            for _ in range(2):
                await client._send(GET)
        assert "cookie" not in server.requests[1].lower()

    over((status(200, "Set-Cookie: session=1\r\n"),), use)


FAILURES: dict[str, tuple[Act, type[Exception]]] = {
    "the server hangs up": (reset, httpx.RemoteProtocolError),
    "no HTTP": (say(b"what?\r\n\r\n", close=True), httpx.RemoteProtocolError),
    "no answer": (hang, httpx.ReadTimeout),
    "no body": (then(say(HEAD), hang), httpx.ReadTimeout),
    "half a body": (say(HEAD + b"12345", close=True), BrokenBodyError),
    "half a body, later": (then(say(HEAD), pause, say(b"12345", close=True)), BrokenBodyError),
    "a chunk that is none": (
        say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", close=True),
        httpx.RemoteProtocolError,
    ),
}


@pytest.mark.parametrize(("act", "error"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_the_one_that_httpx_has(act: Act, error: type[Exception]) -> None:
    async def use(url: str, server: FaultyServer) -> None:
        async with client_of(url, retry=None, timeout=0.3) as client:
            with pytest.raises((error, BrokenBodyError)) as caught:
                await client._send(POST)
        assert isinstance(caught.value, error) or isinstance(caught.value.__cause__, error)
        assert len(server.requests) == 1

    over((act,), use)


@pytest.mark.parametrize("make", [None, lambda: aiohttp.ClientSession()], ids=["own", "made"])
def test_nothing_is_sent_again_that_the_client_does_not_know_of(make: Any) -> None:
    async def use(url: str, server: FaultyServer) -> None:
        async with client_of(url, AiohttpTransport(make), retry=None) as client:
            await client._send(GET)
            with pytest.raises(httpx.RemoteProtocolError):
                await client._send(GET)
        assert len(server.requests) == 2

    over((say(OK), reset), use)


def test_a_failure_does_not_show_what_the_query_holds() -> None:
    async def use(url: str, server: FaultyServer) -> None:
        transport = AiohttpTransport(lambda: aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)))
        async with client_of(url, transport, retry=None, timeout=0.2) as client:
            ask = HttpRequest("GET", "/x", query="key=s3cret")
            results = await asyncio.gather(client._send(ask), client._send(ask), return_exceptions=True)
        assert {type(error) for error in results} <= {httpx.ConnectTimeout, httpx.ReadTimeout}
        assert "s3cret" not in "".join(line for error in results for line in traceback.format_exception(error))

    over((hang,), use)


def test_who_does_not_connect_is_told_so_and_tried_again() -> None:
    async def run() -> None:
        async with client_of("http://127.0.0.1:9", retry=RetryOptions(delay=0.001)) as client:
            with pytest.raises(httpx.ConnectError) as caught:
                await client._send(POST)
            assert len(caught.value.__notes__) == 4

    asyncio.run(run())


def test_a_free_connection_is_waited_for_no_longer_than_the_timeout_says() -> None:
    async def use(url: str, server: FaultyServer) -> None:
        transport = AiohttpTransport(lambda: aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)))
        limits = httpx.Timeout(5, pool=0.05, connect=0.05)
        async with client_of(url, transport, retry=None, timeout=limits) as client:
            first = asyncio.create_task(client._send(GET))
            await asyncio.to_thread(server.wait_for, 1)
            with pytest.raises(httpx.ConnectTimeout):
                await client._send(GET)
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first

    over((hang,), use)


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_body_is_the_same_whole_or_in_pieces_and_its_connection_is_used_again(pieces: int) -> None:
    packed = gzip.compress(b'{"a": "' + b"x" * 50_000 + b'"}', mtime=0)
    fields = f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + fields
    cut = len(packed) // pieces
    parts = [packed[at : at + cut] for at in range(0, len(packed), cut)]
    acts = [say(head + parts[0]), *(act for part in parts[1:] for act in (pause, say(part)))]

    async def use(url: str, server: FaultyServer) -> None:
        async with client_of(url) as client:
            for _ in range(2):
                assert len((await client._send(GET)).json()["a"]) == 50_000
        async with client_of(url, max_response_size=10_000, retry=None) as client:
            with pytest.raises(ResponseTooLargeError):
                await client._send(GET)
        assert server.connections == 2

    over((then(*acts),), use)


def test_an_answer_is_streamed_and_one_that_is_left_gives_its_connection_up() -> None:
    async def use(url: str, server: FaultyServer) -> None:
        async with client_of(url, timeout=5) as client:
            response = await client._send(GET, RequestContext(stream=True))
            assert [piece async for piece in response.aiter_raw()] == [b"01234", b"56789"]
            await response.aclose()
            left = await client._send(GET, RequestContext(stream=True))
            await left.aclose()
            assert (await client._send(GET)).text == "0123456789"
        assert server.connections == 2

    over((then(say(HEAD + b"01234"), pause, say(b"56789")),), use)


def test_bodies_are_sent_from_a_stream_in_chunks_or_with_their_length() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"one"
        yield b"two"

    async def send(url: str, headers: dict[str, str]) -> None:
        async with AiohttpTransport() as transport:
            request = httpx.Request("POST", url, content=pieces(), headers=headers)
            await (await transport.handle_async_request(request)).aread()
            assert request.headers.get("Transfer-Encoding") == ("chunked" if not headers else None)

    with FaultyServer(say(OK)) as server:
        asyncio.run(send(server.url, {"Content-Length": "6"}))
        assert server.bodies == [b"onetwo"]
        asyncio.run(send(server.url, {}))
        assert "transfer-encoding: chunked" in server.requests[1].lower()


def test_a_session_of_the_callers_stays_open_and_one_that_was_made_is_closed() -> None:
    async def use(url: str, server: FaultyServer) -> None:
        made: list[Any] = []

        def make() -> Any:
            made.append(aiohttp.ClientSession())
            return made[-1]

        async with client_of(url, AiohttpTransport(make)) as client:
            await client._send(GET)
            await client._send(GET)
        async with aiohttp.ClientSession() as session:
            async with client_of(url, AiohttpTransport(session)) as client:
                await client._send(GET)
            assert not session.closed
        assert [each.closed for each in made] == [True]

    over((say(OK),), use)


def test_without_aiohttp_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    with pytest.raises(ImportError, match=r"AiohttpTransport needs aiohttp: pip install 'aiohttp>=3\.11'"):
        AiohttpTransport()


def test_what_is_no_session_is_refused() -> None:
    with pytest.raises(TypeError, match=r"session is an aiohttp\.ClientSession or a function that makes one, not 'x'"):
        AiohttpTransport("x")
