"""Calls that may block go in, their results come out with ``await`` while the event loop goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


async def in_thread(call: Callable[..., T], *arguments: object) -> T:
    """Call something in a thread of asyncio's, or here if another library than asyncio runs the event loop."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return call(*arguments)
    return await asyncio.to_thread(call, *arguments)


async def each_in_thread(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Yield what an iterator gives, each piece fetched in a thread."""
    while (piece := await in_thread(_next, pieces)) is not None:
        yield piece


async def each_in_place(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Yield what an iterator gives that never blocks."""
    for piece in pieces:
        yield piece


def _next(pieces: Iterator[bytes]) -> bytes | None:
    return next(pieces, None)
