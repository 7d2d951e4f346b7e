"""What makes a transport of one connection goes in, an async transport with many connections comes out.

httpcore's pool goes through all its connections for each request that comes or is done, and once more for each request
that waits: with some hundred calls at a time that takes many times longer than the calls themselves. Here a call takes
the connection that was used last, so the time does not depend on their number, and those that are not needed grow old.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Protocol, cast

import httpx


class Connections(httpx.AsyncBaseTransport):
    """Carries each request by a connection of its own, and keeps that for the next.

    Args:
        make: Makes a transport that needs one connection at a time.
        most: How many there are at most (> 0); further requests wait their turn, as long as their pool timeout says.
        longest: Seconds that an unused one is kept.
    """

    def __init__(self, make: Callable[[], httpx.AsyncBaseTransport], most: int, longest: float) -> None:
        import anyio  # httpcore needs it too

        self._make, self._longest = make, longest
        self._places = anyio.Semaphore(most, fast_acquire=True)
        self._closed = False
        self._unused: deque[tuple[httpx.AsyncBaseTransport, float]] = deque()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; its connection is free again when the answer is closed."""
        while self._unused and self._unused[0][1] < time.monotonic() - self._longest:
            await self._unused.popleft()[0].aclose()
        await self._enter(request)
        connection = self._unused.pop()[0] if self._unused else self._make()
        try:
            response = await connection.handle_async_request(request)
        except BaseException:
            await self._leave(connection, whole=False)
            raise
        response.stream = _Carried(cast("httpx.AsyncByteStream", response.stream), connection, self._leave)
        return response

    async def _enter(self, request: httpx.Request) -> None:
        import anyio

        try:
            self._places.acquire_nowait()
        except anyio.WouldBlock:
            longest = request.extensions.get("timeout", {}).get("pool")
            try:
                with anyio.fail_after(longest):
                    await self._places.acquire()
            except TimeoutError:
                raise httpx.PoolTimeout(f"no connection was free within {longest} seconds") from None

    async def _leave(self, connection: httpx.AsyncBaseTransport, *, whole: bool) -> None:
        # One whose answer was not read to its end is not used again: httpcore may still take it for busy.
        self._places.release()
        if whole and not self._closed:
            self._unused.append((connection, time.monotonic()))
        else:
            await connection.aclose()

    async def aclose(self) -> None:
        """Close the connections; those in use are closed when their answers are."""
        self._closed = True
        while self._unused:
            await self._unused.pop()[0].aclose()


class _Leave(Protocol):
    async def __call__(self, connection: httpx.AsyncBaseTransport, *, whole: bool) -> None: ...


class _Carried(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, connection: httpx.AsyncBaseTransport, leave: _Leave) -> None:
        self._stream, self._leave, self._whole = stream, leave, False
        self._connection: httpx.AsyncBaseTransport | None = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            yield piece
        self._whole = True

    async def aclose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await self._stream.aclose()
        except BaseException:  # its task is cancelled, for instance
            await self._leave(connection, whole=False)
            raise
        await self._leave(connection, whole=self._whole)
