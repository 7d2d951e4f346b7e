"""A local service goes in, a server comes out that answers as it does over real sockets, with faults below HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import httpx
from azure_face.testing import LocalService

from .asking import SAID
from .plans import ASKS_AGAIN, GARBAGE, STATUSES

_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: closing resets the connection
_HUNG = 5.0  # seconds: longer than any call lasts


class ChaosServer:
    """A loopback server in a thread of its own; the header ``x-chaos`` of a request names what goes wrong with it.

    Attributes:
        service: What answers; may be changed between calls.
        url: The endpoint.
        opened: How many connections there were.
        open: How many there are.
        busy: How many of these wait for an answer.
    """

    service: LocalService

    def __init__(self) -> None:
        self.opened = self.open = self.busy = 0
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def only_idle(self, most: int) -> bool:
        """Say whether no connection is open but some that wait for the next call."""
        return self.busy == 0 and self.open <= most

    def __repr__(self) -> str:
        return f"<ChaosServer: {self.open} connections, {self.busy} busy>"

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        async with await asyncio.start_server(self._connected, sock=self._listening):
            await self._over.wait()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        self.open += 1
        try:
            while await self._answered(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # the other side has gone
        finally:
            self.open -= 1
            writer.close()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
        first, *lines = head.strip().split("\r\n")
        headers = httpx.Headers([tuple(line.split(": ", 1)) for line in lines])
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        method, target, _ = first.split()
        self.busy += 1
        try:
            return await self._answer(_Answering(reader, writer, headers["x-chaos"]), method, target, headers, content)
        finally:
            self.busy -= 1

    async def _answer(
        self, answering: _Answering, method: str, target: str, headers: httpx.Headers, content: bytes
    ) -> bool:
        if answering.fault in STATUSES:
            return await answering.refuse()
        request = httpx.Request(method, self.url + target, headers=headers, content=content)
        response = self.service.transport().handle_request(request)
        return await answering.go_wrong(response.status_code, response.read())


class _Answering:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: str) -> None:
        self.fault = fault
        self._reader, self._writer = reader, writer

    async def refuse(self) -> bool:
        again = "Retry-After: 0\r\n" if self.fault in ASKS_AGAIN else ""
        return await self._send(_head(STATUSES[self.fault], _SAID_SIZE, again), json.dumps(SAID).encode())

    async def go_wrong(self, status: int, body: bytes) -> bool:
        """Send the service's answer, as far as the fault lets it."""
        whole = _head(status, len(body))
        half = len(body) // 2
        ways: dict[str, Callable[[], Awaitable[bool]]] = {
            "hang": self._hang,
            "reset": self._reset,
            "reset in body": lambda: self._send(_head(status, len(body) or 3), body[:2], then=self._reset),
            "cut": lambda: self._send(whole if body else b"", body[:half], then=self._close),
            "cut chunked": lambda: self._send(
                _head(status, None), b"%x\r\n" % len(body), body[:half], then=self._close
            ),
            "garbage": lambda: self._send(_head(status, len(GARBAGE)), GARBAGE),
            "no http": lambda: self._send(GARBAGE, b"\r\n\r\n", then=self._close),
            "stall": lambda: self._send(whole, body[:half], then=self._hang if body else None),
            "closes": lambda: self._send(whole, body, then=self._close),
            "pause": lambda: self._send(b"", whole, body, pause=0.001),
            "drip": lambda: self._send(whole, *(body[n : n + 20] for n in range(0, len(body), 20)), pause=0.0005),
            "chunked": lambda: self._send(_head(status, None), *_chunks(body)),
        }
        return await ways.get(self.fault, lambda: self._send(whole, body))()

    async def _send(
        self, *pieces: bytes, pause: float = 0.0, then: Callable[[], Awaitable[bool]] | None = None
    ) -> bool:
        for piece in pieces:
            self._writer.write(piece)
            await self._writer.drain()
            if pause:
                await asyncio.sleep(pause)
        return True if then is None else await then()

    async def _hang(self) -> bool:
        try:
            async with asyncio.timeout(_HUNG):
                await self._reader.read()
        except TimeoutError:
            pass
        return False

    async def _reset(self) -> bool:
        await asyncio.sleep(0.001)  # else what was sent before may be lost as well
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        return False

    async def _close(self) -> bool:
        return False


_SAID_SIZE = len(json.dumps(SAID))


def _head(status: int, length: int | None, more: str = "") -> bytes:
    framing = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\n{more}{framing}\r\n\r\n".encode()


def _chunks(body: bytes) -> list[bytes]:
    return [*(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:7], body[7:]) if piece), b"0\r\n\r\n"]
