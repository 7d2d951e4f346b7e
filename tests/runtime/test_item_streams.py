"""Lines and events that come piece by piece: items as soon as they are whole, their places, and what is closed when."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    AsyncStream,
    BrokenBodyError,
    CancellationToken,
    DecodeError,
    EncodeError,
    HttpRequest,
    OperationCancelledError,
    RequestContext,
    ServiceClient,
    Stream,
    decode_any,
    decode_int,
    decode_str,
    encode_any,
    encode_int,
    json_events,
    json_lines,
    lines_content,
    list_of,
    stream_with,
    text_events,
)
from veneer.runtime.content import body_of
from veneer.runtime.item_readers import ItemReader

from .raw_server import answer, answering

LINES = "application/x-ndjson"
EVENTS = "text/event-stream"
Read = Callable[[httpx.Response, ItemReader[Any]], list[Any]]


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in given pieces, which knows how many it gave and whether it was closed."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces, self.given, self.closed = pieces, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.given += 1
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def read_sync(raw: httpx.Response, reader: ItemReader[Any]) -> list[Any]:
    return list(Stream(raw, reader))


def read_async(raw: httpx.Response, reader: ItemReader[Any]) -> list[Any]:
    async def run() -> list[Any]:
        return [item async for item in AsyncStream(raw, reader)]

    return asyncio.run(run())


@pytest.fixture(params=[read_sync, read_async], ids=["sync", "async"])
def read(request: pytest.FixtureRequest) -> Read:
    return request.param  # type: ignore[no-any-return]


def response(body: Any, media_type: str = LINES, **headers: str) -> httpx.Response:
    return httpx.Response(200, headers={"Content-Type": media_type, **headers}, stream=body)


def bytewise(data: bytes) -> Pieces:
    return Pieces(*(data[index : index + 1] for index in range(len(data))))


@pytest.mark.parametrize("split", [Pieces, bytewise])
@pytest.mark.parametrize(
    ("media_type", "data", "expected"),
    [
        (LINES, b"1\n2\r\n\n 3", [1, 2, 3]),
        (LINES, b"\xef\xbb\xbf1\n", [1]),
        (LINES, b"", []),
        ("application/json-seq", b"\x1e1\n\x1e2\n\x1e\x1e3", [1, 2, 3]),
        ("application/json-seq; x=y", b"\x1e[\n1\n]\n", [[1]]),
    ],
)
def test_lines_and_records(
    read: Read, split: Callable[[bytes], Pieces], media_type: str, data: bytes, expected: list[Any]
) -> None:
    body = split(data)

    assert read(response(body, media_type), json_lines(decode_any, media_type)) == expected
    assert body.closed


@pytest.mark.parametrize("split", [Pieces, bytewise])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"data: a\n\ndata:b\n\n", [("a", "message", "", None), ("b", "message", "", None)]),
        (b"\xef\xbb\xbfdata: a\r\ndata:  b\r\n\r\n", [("a\n b", "message", "", None)]),
        (b"event: e\rid: 1\rretry: 20\rdata\r\rdata: x\r\r", [("", "e", "1", 20), ("x", "message", "1", None)]),
        (b": comment\nid: a\0\nretry: x\nnone\ndata: [DONE]\n\ndata: lost", [("[DONE]", "message", "", None)]),
        (b"event: e\n\ndata: \xff\n\n", [("\ufffd", "message", "", None)]),
    ],
)
def test_events(read: Read, split: Callable[[bytes], Pieces], data: bytes, expected: list[Any]) -> None:
    found = read(response(split(data), EVENTS), text_events(EVENTS))

    assert [(item.data, item.event, item.id, item.retry) for item in found] == expected


def test_json_events_end_where_the_service_says_so(read: Read) -> None:
    body = Pieces(b"data: 1\n\ndata: [DONE]\n\n", b"data: 2\n\n")

    assert [item.data for item in read(response(body, EVENTS), json_events(decode_int, EVENTS))] == [1]
    assert (body.closed, body.given) == (True, 1)


@pytest.mark.parametrize(
    ("media_type", "data", "reader", "path"),
    [
        (LINES, b'[1]\n[2]\n[3, "x"]\n[4]\n', lambda: json_lines(list_of(decode_int), LINES), "$[2][1]"),
        (LINES, b"1\n{\n", lambda: json_lines(decode_int, LINES), "$[1]"),
        (LINES, b"\xff\n", lambda: json_lines(decode_str, LINES), "$[0]"),
        (EVENTS, b'data: 1\n\ndata: ["x"]\n\n', lambda: json_events(decode_int, EVENTS), "$[1].data"),
        ("text/html", b"1", lambda: json_lines(decode_int, LINES), "$"),
    ],
)
def test_what_does_not_fit_has_its_place_and_closes_the_answer(
    read: Read, media_type: str, data: bytes, reader: Callable[[], ItemReader[Any]], path: str
) -> None:
    body = Pieces(data)
    raw = response(body, media_type)

    with pytest.raises(DecodeError) as caught:
        read(raw, reader())

    assert (caught.value.path, caught.value.response, body.closed) == (path, raw, True)


def test_a_compressed_body_is_read_as_it_comes(read: Read) -> None:
    body = bytewise(gzip.compress(b"1\n2\n"))

    assert read(response(body, **{"Content-Encoding": "gzip"}), json_lines(decode_int, LINES)) == [1, 2]


def test_a_body_that_was_read_before_is_read_all_the_same(read: Read) -> None:
    raw = httpx.Response(200, content=b"1\n2\n", headers={"Content-Type": LINES})

    assert read(raw, json_lines(decode_int, LINES)) == [1, 2]


def test_an_item_is_there_before_the_next_has_come_and_closing_ends_it() -> None:
    body = Pieces(b"1\n", b"2\n", b"3\n")

    with Stream(response(body), json_lines(decode_int, LINES)) as stream:
        assert (next(stream), body.given) == (1, 1)

    assert body.closed
    assert list(stream) == []
    stream.close()


def test_one_that_nobody_began_is_closed_too() -> None:
    body, other = Pieces(b"1\n"), Pieces(b"1\n")
    Stream(response(body), json_lines(decode_int, LINES)).close()

    async def run() -> None:
        async with AsyncStream(response(other), json_lines(decode_int, LINES)):
            pass

    asyncio.run(run())
    assert (body.closed, other.closed) == (True, True)


def test_a_body_that_breaks_off_on_the_network() -> None:
    found: list[int] = []
    with (
        answering(answer(b"1\n2", "Content-Type: application/jsonl", length=100)) as url,
        httpx.Client(trust_env=False) as client,
    ):
        raw = client.send(client.build_request("GET", url), stream=True)
        with pytest.raises(BrokenBodyError):
            found.extend(Stream(raw, json_lines(decode_int, "application/jsonl")))
    assert found == [1]
    assert raw.is_closed


class Waiting(httpx.SyncByteStream):
    """A body whose second piece does not come until the test says so."""

    def __init__(self) -> None:
        self.go, self.closed = threading.Event(), False

    def __iter__(self) -> Iterator[bytes]:
        yield b"1\n"
        self.go.wait(20)

    def close(self) -> None:
        self.closed = True


def test_a_token_ends_a_stream_that_waits() -> None:
    body, token = Waiting(), CancellationToken()
    transport = httpx.MockTransport(lambda _: response(body))
    client = ServiceClient("https://example.com", None, (), transport=transport)
    stream = Stream(client._send(HttpRequest("GET", "/"), stream_with(token)), json_lines(decode_int, LINES))
    assert next(stream) == 1
    threading.Timer(0.05, token.cancel).start()

    with pytest.raises(OperationCancelledError):
        next(stream)

    assert body.closed
    body.go.set()


def test_a_context_has_no_place_beside_items() -> None:
    with pytest.raises(TypeError, match="context="):
        stream_with(None, RequestContext())
    assert stream_with(None).stream


def sent(content: Any) -> bytes:
    given: Any = body_of(content).content(False)
    return given if isinstance(given, bytes) else b"".join(given)


def test_items_become_lines() -> None:
    assert sent(lines_content([1, 2], encode_int, LINES)) == b"1\n2\n"
    assert sent(lines_content(iter([1, 2]), encode_int, "application/json-seq")) == b"\x1e1\n\x1e2\n"
    assert body_of(lines_content({1: 2}.keys(), encode_int, LINES)).replayable
    assert not body_of(lines_content(iter([1]), encode_int, LINES)).replayable


def test_async_items_become_lines_in_an_async_client() -> None:
    async def items() -> AsyncIterator[int]:
        yield 1
        yield 2

    async def run() -> bytes:
        given: Any = body_of(lines_content(items(), encode_int, LINES)).content(True)
        return b"".join([piece async for piece in given])

    assert asyncio.run(run()) == b"1\n2\n"


@pytest.mark.parametrize("items", ["text", b"bytes", {"a": 1}, 7, None])
def test_what_is_no_iterable_of_items_is_refused(items: Any) -> None:
    with pytest.raises(TypeError, match="iterable of items"):
        lines_content(items, encode_any, LINES)


def test_an_item_that_does_not_fit_has_its_place() -> None:
    items: list[Any] = [1, "x"]
    with pytest.raises(EncodeError) as caught:
        lines_content(items, encode_int, LINES)

    assert caught.value.path == "$[1]"
