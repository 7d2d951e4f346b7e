"""A request of httpx -> its response as a real transport gives it, from the local service; sync and async."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator

import anyio
import httpx
from attrs import define, field

from .backend import Backend
from .script import Script, Step


class LocalTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Carries the requests of ``httpx.Client`` and ``httpx.AsyncClient`` to the local service; may be shared."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._running: set[threading.Event] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; its response is not read yet.

        Raises:
            httpx.TransportError: A fault that was injected.
        """
        script = self._backend.connect(request)
        if script is None:
            assert isinstance(request.stream, httpx.SyncByteStream)
            script = self._backend.exchange(request, b"".join(request.stream))
        ended = threading.Event()
        self._running.add(ended)

        def end() -> None:
            ended.set()
            self._running.discard(ended)

        try:
            for _ in _played(script.before, ended):
                pass
        except BaseException:
            end()
            raise
        return _response(script, _Stream(script.body, self._opened(end), ended))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; its response is not read yet, and cancelling the task ends every pause.

        Raises:
            httpx.TransportError: A fault that was injected.
        """
        script = self._backend.connect(request)
        if script is None:
            assert isinstance(request.stream, httpx.AsyncByteStream)
            script = self._backend.exchange(request, b"".join([piece async for piece in request.stream]))
        async for _ in _awaited(script.before):
            pass
        return _response(script, _AsyncStream(script.body, self._opened()))

    def close(self) -> None:
        """End the pauses that threads are in: each is then ``httpx.ReadError``."""
        for ended in tuple(self._running):
            ended.set()

    def _opened(self, end: Callable[[], None] = lambda: None) -> Callable[[], None]:
        self._backend.count(1)

        def close() -> None:
            end()
            self._backend.count(-1)

        return close


@define(eq=False)
class _Open:
    """The body of an answer that is to be closed, once."""

    steps: tuple[Step, ...]
    _close: Callable[[], None]
    _is_open: bool = field(default=True, init=False)

    def end(self) -> None:
        """Count the answer as closed, once."""
        if self._is_open:
            self._is_open = False
            self._close()


@define(eq=False)
class _Stream(_Open, httpx.SyncByteStream):
    ended: threading.Event

    def __iter__(self) -> Iterator[bytes]:
        return _played(self.steps, self.ended)

    def close(self) -> None:
        self.end()


@define(eq=False)
class _AsyncStream(_Open, httpx.AsyncByteStream):
    def __aiter__(self) -> AsyncIterator[bytes]:
        return _awaited(self.steps)

    async def aclose(self) -> None:
        self.end()


def _played(steps: tuple[Step, ...], ended: threading.Event) -> Iterator[bytes]:
    for step in steps:
        if isinstance(step, Exception):
            raise step
        if isinstance(step, bytes):
            yield step
        elif ended.wait(step.seconds):
            raise httpx.ReadError("the transport was closed")


async def _awaited(steps: tuple[Step, ...]) -> AsyncIterator[bytes]:
    for step in steps:
        if isinstance(step, Exception):
            raise step
        if isinstance(step, bytes):
            yield step
        else:
            await anyio.sleep(step.seconds)


def _response(script: Script, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> httpx.Response:
    status = script.answer.status
    reason = httpx.codes.get_reason_phrase(status).encode()
    extensions = {"http_version": b"HTTP/1.1", "reason_phrase": reason}
    return httpx.Response(status, headers=script.answer.headers, stream=stream, extensions=extensions)
