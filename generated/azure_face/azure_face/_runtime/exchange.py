"""A request that is to be carried, and later its answer, goes in; both come out as their call wants them."""

from __future__ import annotations

import datetime
import math
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import httpx

from .calls import Call, call_of
from .interrupts import Interrupt

_GRACE = 0.5  # seconds: a wait ends that much later than its call, so that the call's own error comes first
_END: Any = object()


def began(request: httpx.Request) -> tuple[Call, float]:
    """Begin a try: raise if its call is over, and let no wait last much longer than the call may.

    Args:
        request: What is about to be carried.

    Returns:
        Its call; when the try began, by ``time.perf_counter()``.
    """
    call = call_of(request)
    if call.interrupt is not None:
        call.interrupt.check()
        if (left := call.interrupt.remaining()) != math.inf:
            waits: dict[str, float | None] = request.extensions.get("timeout", {})
            for name in ("connect", "read", "write", "pool"):
                own = waits.get(name)
                waits[name] = left + _GRACE if own is None else min(own, left + _GRACE)
            request.extensions["timeout"] = waits
    return call, time.perf_counter()


def arrived(response: httpx.Response, request: httpx.Request, began: float) -> None:
    """Complete the head of an answer as ``httpx.Client`` would."""
    response.request = request
    # A client prepares the redirect that was not followed, key included; nobody is to send it by accident.
    if response.next_request is not None:
        response.next_request = None
    response.elapsed = datetime.timedelta(seconds=time.perf_counter() - began)


class InterruptibleStream(httpx.SyncByteStream):
    """The body of an answer that is returned unread: each piece is waited for as long as the call may last."""

    def __init__(self, response: httpx.Response, interrupt: Interrupt) -> None:
        self._stream = cast("httpx.SyncByteStream", response.stream)
        self._interrupt = interrupt

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(self._stream)
        while (piece := self._interrupt.run(lambda: next(pieces, _END))) is not _END:
            yield piece

    def close(self) -> None:
        """Close the body."""
        self._stream.close()


class AsyncInterruptibleStream(httpx.AsyncByteStream):
    """The async twin of `InterruptibleStream`."""

    def __init__(self, response: httpx.Response, interrupt: Interrupt) -> None:
        self._stream = cast("httpx.AsyncByteStream", response.stream)
        self._interrupt = interrupt

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = aiter(self._stream)
        while (piece := await self._interrupt.run_async(anext(pieces, _END))) is not _END:
            yield piece

    async def aclose(self) -> None:
        """Close the body."""
        await self._stream.aclose()
