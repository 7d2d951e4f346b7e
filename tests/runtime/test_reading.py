"""The body of an answer: whole or an error that says why not, never larger than allowed, the same in both kinds."""

from __future__ import annotations

import asyncio
import gzip
import pickle
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veneer.runtime import BrokenBodyError, DecodeError, ResponseTooLargeError
from veneer.runtime.reading import read_body, read_body_async

from .raw_server import answer, answering

Read = Callable[..., httpx.Response]
DATA = bytes(range(256)) * 100
GZIP, DEFLATE = "Content-Encoding: gzip", "Content-Encoding: deflate"


def _sync(url: str, limit: int | None = None, method: str = "GET") -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        response = client.send(client.build_request(method, url), stream=True)
        try:
            read_body(response, limit)
        finally:
            assert response.is_closed
        return response


def _async(url: str, limit: int | None = None, method: str = "GET") -> httpx.Response:
    async def run() -> httpx.Response:
        async with httpx.AsyncClient(trust_env=False) as client:
            response = await client.send(client.build_request(method, url), stream=True)
            try:
                await read_body_async(response, limit)
            finally:
                assert response.is_closed
            return response

    return asyncio.run(run())


@pytest.fixture(params=[_sync, _async], ids=["sync", "async"])
def read(request: pytest.FixtureRequest) -> Read:
    return request.param  # type: ignore[no-any-return]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("sent", "content"),
    [
        (answer(DATA), DATA),
        (answer(b""), b""),
        (answer(chunked(DATA), "Transfer-Encoding: chunked"), DATA),
        (answer(DATA, length=-1), DATA),
        (answer(gzip.compress(DATA), GZIP), DATA),
        (answer(gzip.compress(DATA), "Content-Encoding: X-GZip"), DATA),
        (answer(gzip.compress(DATA) + gzip.compress(b"more"), GZIP), DATA + b"more"),
        (answer(gzip.compress(DATA) + b"\0" * 9, GZIP), DATA),
        (answer(gzip.compress(gzip.compress(DATA)), "Content-Encoding: gzip, gzip"), DATA),
        (answer(zlib.compress(gzip.compress(DATA)), "Content-Encoding: gzip", DEFLATE), DATA),
        (answer(zlib.compress(DATA), DEFLATE), DATA),
        (answer(raw_deflate(DATA), DEFLATE), DATA),
        (answer(b"", GZIP), b""),
        (answer(DATA, "Content-Encoding: identity"), DATA),
        (answer(DATA, "Content-Encoding: nobody-knows"), DATA),
        (answer(DATA, "Content-Encoding:"), DATA),
        (answer(b"", status="204 No Content", length=-1), b""),
        (answer(b"", status="304 Not Modified", length=90), b""),
    ],
)
def test_a_whole_body_is_read_whole(read: Read, sent: bytes, content: bytes) -> None:
    with answering(sent) as url:
        response = read(url, len(content))
    assert response.content == content


def test_the_answer_to_head_has_no_body_whatever_it_announces(read: Read) -> None:
    with answering(answer(b"", length=90)) as url:
        assert read(url, 10, "HEAD").content == b""


@pytest.mark.parametrize(
    ("sent", "message", "came"),
    [
        (answer(b"x" * 12, length=90), "$: the body ended after 12 of 90 bytes", b"x" * 12),
        (answer(b"", length=90), "$: the body ended after 0 of 90 bytes", b""),
        (
            answer(b"5\r\nabc", "Transfer-Encoding: chunked"),
            "$: the body ended after 3 bytes, before its end",
            b"abc",
        ),
        (
            answer(b"nonsense", "Transfer-Encoding: chunked"),
            "$: the body ended after 0 bytes, before its end",
            b"",
        ),
        (
            answer(gzip.compress(DATA)[:-20], GZIP),
            "$: the body cannot be decompressed: its end is missing",
            DATA[:1],
        ),
        (
            answer(b"no gzip", GZIP),
            "$: the body cannot be decompressed: Error -3 while decompressing data: incorrect header check",
            b"",
        ),
        (
            answer(b"", "Content-Encoding: " + "gzip, " * 9 + "gzip", length=1) + b"x",
            "$: the body cannot be decompressed: it was compressed 10 times",
            b"",
        ),
    ],
)
def test_a_body_that_is_not_whole_is_a_decode_error_with_what_came(
    read: Read, sent: bytes, message: str, came: bytes
) -> None:
    with answering(sent) as url, pytest.raises(BrokenBodyError) as caught:
        read(url, 10**6)
    assert str(caught.value) == message
    assert isinstance(caught.value, DecodeError)
    assert isinstance(caught.value.__cause__, httpx.TransportError | httpx.DecodingError)
    assert caught.value.response is not None
    assert caught.value.response.content[: len(came)] == came
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.response.content) == (
        BrokenBodyError,
        message,
        caught.value.response.content,
    )


def test_a_connection_that_is_reset_in_the_body_breaks_it_off(read: Read) -> None:
    with (
        answering(answer(b"x" * 12, length=90), reset=True) as url,
        pytest.raises(BrokenBodyError, match="of 90 bytes"),
    ):
        read(url)


@pytest.mark.parametrize(
    "sent",
    [
        answer(DATA),
        answer(chunked(DATA), "Transfer-Encoding: chunked"),
        answer(gzip.compress(DATA), GZIP),
        answer(raw_deflate(DATA), DEFLATE),
        answer(b"x", length=len(DATA)),
    ],
)
def test_a_body_larger_than_allowed_is_not_read(read: Read, sent: bytes) -> None:
    with answering(sent) as url, pytest.raises(ResponseTooLargeError) as caught:
        read(url, len(DATA) - 1)
    assert str(caught.value) == (
        "the answer's body is larger than 25599 bytes: allow more with the client's max_response_size=, "
        "or take it piece by piece with RequestContext(stream=True) [GET /]"
    )
    assert caught.value.response.status_code == 200
    assert caught.value.limit == 25_599
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.limit) == (str(caught.value), 25_599)


@pytest.mark.parametrize("times", [1, 2])
def test_a_gzip_bomb_does_not_fill_the_memory(read: Read, times: int) -> None:
    bomb = gzip.compress(b"\0" * 400_000_000, 9)
    for _ in range(times - 1):
        bomb = gzip.compress(bomb, 9)
    coding = "Content-Encoding: " + ", ".join(["gzip"] * times)
    with answering(answer(bomb, coding)) as url:
        tracemalloc.start()
        with pytest.raises(ResponseTooLargeError):
            read(url, 1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 3_000_000


def test_an_answer_that_was_read_before_is_only_measured() -> None:
    response = httpx.Response(200, content=b"12345")
    read_body(response, 5)
    asyncio.run(read_body_async(response, None))
    with pytest.raises(ResponseTooLargeError):
        read_body(response, 4)
    with pytest.raises(ResponseTooLargeError):
        asyncio.run(read_body_async(response, 4))


class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body of a transport that fails in a way of its own, and says whether it was closed."""

    def __init__(self, error: BaseException) -> None:
        self.error, self.closed = error, False

    def __iter__(self) -> Iterator[bytes]:
        yield b"abc"
        raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"abc"
        raise self.error

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


@pytest.mark.parametrize("error", [httpx.ReadTimeout("slow"), OSError("odd"), KeyboardInterrupt()])
def test_other_errors_pass_and_the_answer_is_closed(error: BaseException) -> None:
    for call in (read_body, lambda *both: asyncio.run(read_body_async(*both))):
        stream = Broken(error)
        with pytest.raises(type(error)):
            call(httpx.Response(200, stream=stream), None)
        assert stream.closed


@given(st.binary(max_size=300), st.lists(st.integers(1, 40), max_size=40), st.sampled_from(["gzip", "zlib", "raw"]))
def test_pieces_of_any_size_decompress_to_the_same(data: bytes, sizes: list[int], kind: str) -> None:
    packed = {"gzip": gzip.compress, "zlib": zlib.compress, "raw": raw_deflate}[kind](data)

    def pieces() -> Iterator[bytes]:
        at = 0
        for size in [*sizes, len(packed)]:
            yield packed[at : at + size]
            at += size

    coding = "gzip" if kind == "gzip" else "deflate"
    response = httpx.Response(200, headers={"Content-Encoding": coding}, content=pieces())
    read_body(response, None)
    assert response.content == data
