"""What is sent piece by piece: again from its start, with progress, compressed, and never as a whole in memory."""

from __future__ import annotations

import asyncio
import gzip
import io
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from veneer.runtime import FilePart, HttpRequest, RequestContent, ServiceClient
from veneer.runtime.content import body_of, content_type_of

from .test_content import Once

DATA = bytes(range(256)) * 1000  # several pieces


def request_of(content: RequestContent, asynchronous: bool = False) -> httpx.Request:
    """The request that a client makes of a content."""
    body = body_of(content)
    headers = {"Content-Type": content_type_of(content, None), "Content-Encoding": body.encoding}
    if body.length is not None:
        headers["Content-Length"] = str(body.length)
    kept = {name: value for name, value in headers.items() if value is not None}
    return httpx.Request("POST", "https://host/", headers=kept, content=body.content(asynchronous))


def sent(request: httpx.Request) -> bytes:
    """Read a request's body as a transport does."""
    stream: Any = request.stream
    if isinstance(stream, httpx.SyncByteStream):
        return b"".join(stream)
    return asyncio.run(_asent(stream))


async def _asent(stream: httpx.AsyncByteStream) -> bytes:
    return b"".join([piece async for piece in stream])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "ada.png"
    found.write_bytes(b"skip:" + DATA)
    return found


OPEN: list[Any] = []


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def _at_five(path: Path) -> Any:
    file = path.open("rb")
    OPEN.append(file)
    file.seek(5)
    return file


class Again:
    def __iter__(self) -> Iterator[bytes]:
        return iter([DATA[:7], DATA[7:]])


class AsyncAgain:
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield DATA[:7]
        yield DATA[7:]


both = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
Make = Callable[[Path], RequestContent]

REPLAYABLE: dict[str, Make] = {
    "bytes": lambda path: RequestContent.bytes(DATA),
    "form": lambda path: RequestContent.form({"a": DATA[:50].hex()}),
    "path": lambda path: RequestContent.stream(path),
    "file not at its start": lambda path: RequestContent.stream(_at_five(path)),
    "in memory": lambda path: RequestContent.stream(io.BytesIO(DATA)),
    "list": lambda path: RequestContent.stream([DATA[:7], DATA[7:]]),
    "iterable": lambda path: RequestContent.stream(Again()),
    "compressed": lambda path: RequestContent.stream(path).gzip(),
    "told": lambda path: RequestContent.stream(path, progress=lambda *_: None),
    "parts": lambda path: RequestContent.multipart(
        {
            "a": "1",
            "b": path,
            "c": _at_five(path),
            "d": FilePart(b"x"),
            "e": FilePart(_at_five(path)),
            "f": bytearray(b"y"),
        }
    ),
    "compressed parts": lambda path: RequestContent.multipart({"a": path}).gzip(),
}
ONCE: dict[str, Make] = {
    "generator": lambda path: RequestContent.stream(piece for piece in [DATA]),
    "pipe": lambda path: RequestContent.stream(Once(DATA)),
    "compressed": lambda path: RequestContent.stream(iter([DATA])).gzip(),
    "told": lambda path: RequestContent.stream(iter([DATA]), progress=lambda *_: None),
    "part": lambda path: RequestContent.multipart({"a": b"1", "b": Once(DATA)}),  # type: ignore[dict-item]
}


@both
@pytest.mark.parametrize("make", REPLAYABLE.values(), ids=REPLAYABLE)
def test_what_says_that_it_is_replayable_is_sent_again_whole(make: Make, path: Path, asynchronous: bool) -> None:
    content = make(path)
    assert body_of(content).replayable
    request = request_of(content, asynchronous)
    first = sent(request)
    assert first == sent(request) == sent(request_of(content, asynchronous))
    length = request.headers.get("Content-Length")
    assert length in {None, str(len(first))}


@both
def test_parts_are_sent_from_where_their_files_stood(path: Path, asynchronous: bool) -> None:
    file = _at_five(path)
    request = request_of(RequestContent.multipart({"a": file, "b": FilePart(file)}), asynchronous)
    body = sent(request)
    assert request.headers["Content-Length"] == str(len(body))
    assert body.count(b"\r\n\r\n" + DATA + b"\r\n--") == 2
    assert b"skip:" not in body


def test_an_async_iterable_is_sent_again() -> None:
    content = RequestContent.stream(AsyncAgain())
    assert body_of(content).replayable
    request = request_of(content, True)
    assert sent(request) == sent(request) == DATA


@both
@pytest.mark.parametrize("make", ONCE.values(), ids=ONCE)
def test_what_can_be_read_once_says_so_and_is_never_sent_by_halves(make: Make, path: Path, asynchronous: bool) -> None:
    content = make(path)
    assert not body_of(content).replayable
    request = request_of(content, asynchronous)
    assert "Content-Length" not in request.headers
    assert len(sent(request)) > 100
    with pytest.raises(RuntimeError, match="only once"):
        sent(request)
    with pytest.raises(RuntimeError, match="only once"):
        request_of(content, asynchronous)


def test_a_pipe_as_a_part_has_no_length() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"abc")
    os.close(writing)
    with open(reading, "rb") as file:
        request = request_of(RequestContent.multipart({"a": file}))
        assert "Content-Length" not in request.headers
        assert b"\r\n\r\nabc\r\n--" in sent(request)


# Progress


@both
@pytest.mark.parametrize("compressed", [False, True])
def test_progress_counts_up_to_the_end_and_begins_anew(path: Path, asynchronous: bool, compressed: bool) -> None:
    told: list[tuple[int, int | None]] = []
    content = RequestContent.stream(path, progress=lambda *now: told.append(now))
    request = request_of(content.gzip() if compressed else content, asynchronous)
    size = len(DATA) + 5
    for _ in range(2):
        told.clear()
        sent(request)
        assert [total for _, total in told] == [size] * len(told)
        counts = [count for count, _ in told]
        assert counts == sorted(set(counts))
        assert len(counts) > 2
        assert counts[-1] == size


@both
def test_progress_of_parts_and_of_what_has_no_length(path: Path, asynchronous: bool) -> None:
    told: list[tuple[int, int | None]] = []
    request = request_of(
        RequestContent.multipart({"a": path, "b": "1"}, progress=lambda *now: told.append(now)), asynchronous
    )
    size = len(sent(request))
    assert told[-1] == (size, size)
    told.clear()
    sent(request_of(RequestContent.stream(Again(), progress=lambda *now: told.append(now)), asynchronous))
    assert told == [(7, None), (len(DATA), None)]


def test_an_error_of_the_callback_ends_the_call(path: Path) -> None:
    def stop(count: int, total: int | None) -> None:
        raise KeyError("enough")

    content = RequestContent.stream(path, progress=stop)
    transport = httpx.MockTransport(lambda request: httpx.Response(204))
    with (
        ServiceClient("https://host", None, (), transport=transport) as client,
        pytest.raises(KeyError, match="enough"),
    ):
        client._send(HttpRequest("POST", "/x", content=content))


@pytest.mark.parametrize("progress", [1, "print", []])
def test_a_progress_that_cannot_be_called_is_refused(progress: Any) -> None:
    with pytest.raises(TypeError, match="progress must take"):
        RequestContent.stream([b""], progress=progress)
    with pytest.raises(TypeError, match="progress must take"):
        RequestContent.multipart({"a": "1"}, progress=progress)


# gzip


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (RequestContent.json({"a": "b" * 5000}), "application/json"),
        (RequestContent.bytes(DATA), None),
        (RequestContent.text("b" * 5000), "text/plain; charset=utf-8"),
        (RequestContent.form({"a": "b" * 5000}), "application/x-www-form-urlencoded"),
        (RequestContent.stream([DATA, b"more"]), None),
        (RequestContent.multipart({"a": DATA}), None),
        (RequestContent.bytes(b""), None),
        (RequestContent.stream([]), None),
    ],
)
@both
def test_gzip_sends_the_same_smaller_and_equal_for_equal(
    content: RequestContent, kind: str | None, asynchronous: bool
) -> None:
    plain = sent(request_of(content, asynchronous))
    request = request_of(content.gzip(), asynchronous)
    packed = sent(request)
    assert gzip.decompress(packed) == plain
    assert len(packed) < max(len(plain), 30)
    assert packed == sent(request) == sent(request_of(content.gzip().gzip(), asynchronous))
    assert request.headers["Content-Encoding"] == "gzip"
    assert request.headers.get("Content-Type") == request_of(content).headers.get("Content-Type")
    assert kind is None or request.headers["Content-Type"] == kind
    length = request.headers.get("Content-Length")
    assert length == (None if "stream" in repr(content) or "multipart" in repr(content) else str(len(packed)))


def test_a_part_is_not_compressed_by_itself() -> None:
    with pytest.raises(TypeError, match="belongs to the multipart content"):
        RequestContent.multipart({"a": RequestContent.text("x").gzip()})


# Over real HTTP


class Sink(BaseHTTPRequestHandler):
    """Counts what comes, holds nothing of it."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        left = size = int(self.headers["Content-Length"])
        while left:
            left -= len(self.rfile.read(min(left, 1 << 20)))
        self.send_response(200)
        self.send_header("Content-Length", str(len(str(size))))
        self.end_headers()
        self.wfile.write(str(size).encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="module")
def sink() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Sink) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


BIG = 200_000_000
SENDS = """
import asyncio, pathlib, resource, sys
from veneer.runtime import AsyncServiceClient, HttpRequest, RequestContent, ServiceClient
url, path, kind, layer = sys.argv[1:]
def content(source):
    return RequestContent.stream(source) if kind == "stream" else RequestContent.multipart({"a": source, "b": "1"})
def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
def ask(source): return HttpRequest("POST", "/", content=content(source))
def sync(source):
    with ServiceClient(url, None, ()) as client: return client._send(ask(source)).text
def asynchronous(source):
    async def run():
        async with AsyncServiceClient(url, None, ()) as client: return (await client._send(ask(source))).text
    return asyncio.run(run())
send = sync if layer == "sync" else asynchronous
send(pathlib.Path(sys.executable))  # everything is imported then
before = memory()
size = send(pathlib.Path(path))
print(size, memory() - before)
"""


@pytest.mark.parametrize("layer", ["sync", "async"])
@pytest.mark.parametrize("kind", ["stream", "multipart"])
def test_a_big_file_is_sent_without_holding_it(sink: str, tmp_path: Path, kind: str, layer: str) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(BIG)
    done = subprocess.run(
        [sys.executable, "-c", SENDS, sink, str(path), kind, layer],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    size, grown = map(int, done.stdout.split())
    assert size - BIG in range(1 if kind == "stream" else 1000)
    assert grown < 20  # MB


class Slow(io.RawIOBase):
    """A file on a slow disk."""

    def __init__(self) -> None:
        self.left = 3

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        threading.Event().wait(0.2)
        self.left -= 1
        return b"x" if self.left > 0 else b""


@pytest.mark.parametrize("make", [RequestContent.stream, lambda file: RequestContent.multipart({"a": file})])
def test_a_slow_file_does_not_hold_up_the_event_loop(make: Any) -> None:
    async def run() -> tuple[float, bytes]:
        request, longest = request_of(make(Slow()), True), 0.0
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(_asent(request.stream))  # type: ignore[arg-type]
        while not task.done():
            before = loop.time()
            await asyncio.sleep(0.01)
            longest = max(longest, loop.time() - before)
        return longest, task.result()

    longest, body = asyncio.run(run())
    assert b"xx" in body
    assert longest < 0.15


def test_without_asyncio_a_file_is_read_in_place(path: Path) -> None:
    # As trio runs it: nothing but the coroutine itself is driven, so whatever waited for asyncio would never go on.
    reading = _asent(request_of(RequestContent.stream(path), True).stream)  # type: ignore[arg-type]
    with pytest.raises(StopIteration) as ended:
        reading.send(None)
    assert ended.value.value == path.read_bytes()
