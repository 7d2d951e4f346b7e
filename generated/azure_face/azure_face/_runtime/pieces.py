"""What gives bytes piece by piece goes in, a body comes out that is read while it is sent, from its start each time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeAlias

import httpx

from .bodies import Content, gzip_packer

ProgressCallback: TypeAlias = Callable[[int, int | None], object]
"""Is told how many bytes have gone so far, and of how many, where that is known."""


class PieceBody(ABC):
    """A body that is never held in memory as a whole.

    Attributes:
        kind: Its name in a repr.
        length: How many bytes it has, where that is known.
        content_type: The only ``Content-Type`` that is right for it, where there is one.
        encoding: Its ``Content-Encoding``, if it has one.
        replayable: Whether it can be read again from its start.
    """

    kind: str
    length: int | None
    content_type: str | None = None
    encoding: str | None = None
    replayable: bool

    @abstractmethod
    def check(self, asynchronous: bool) -> None:
        """Refuse to be sent where that cannot work: a ``RuntimeError`` or a ``TypeError`` that says why."""

    @abstractmethod
    def pieces(self) -> Iterator[bytes]:
        """Read it from its start."""

    @abstractmethod
    def async_pieces(self) -> AsyncIterator[bytes]:
        """Read it from its start without blocking the event loop for long."""

    def content(self, asynchronous: bool) -> Content:
        """Give what ``httpx`` sends.

        Raises:
            RuntimeError: If it can be read only once, and has been.
            TypeError: If it is asynchronous and the client is not.
        """
        self.check(asynchronous)
        return _AsyncAgain(self) if asynchronous else _Again(self)

    def gzip(self) -> PieceBody:
        """Return the same body, compressed while it is sent."""
        return self if self.encoding is not None else _Gzip(self)


class _Again(httpx.SyncByteStream):
    def __init__(self, body: PieceBody) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return self._body.pieces()


class _AsyncAgain(httpx.AsyncByteStream):
    def __init__(self, body: PieceBody) -> None:
        self._body = body

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body.async_pieces()


class _Around(PieceBody):
    def __init__(self, inner: PieceBody) -> None:
        self._inner = inner
        self.kind, self.length, self.replayable = inner.kind, inner.length, inner.replayable
        self.content_type, self.encoding = inner.content_type, inner.encoding

    def check(self, asynchronous: bool) -> None:
        self._inner.check(asynchronous)


class _Gzip(_Around):
    def __init__(self, inner: PieceBody) -> None:
        super().__init__(inner)
        self.length, self.encoding = None, "gzip"

    def pieces(self) -> Iterator[bytes]:
        packer = gzip_packer()
        for piece in self._inner.pieces():
            yield packer.compress(piece)
        yield packer.flush()

    async def async_pieces(self) -> AsyncIterator[bytes]:
        packer = gzip_packer()
        async for piece in self._inner.async_pieces():
            yield packer.compress(piece)
        yield packer.flush()


class _Progress(_Around):
    def __init__(self, inner: PieceBody, tell: ProgressCallback) -> None:
        super().__init__(inner)
        self._tell = tell

    def pieces(self) -> Iterator[bytes]:
        sent = 0
        for piece in self._inner.pieces():
            yield piece
            sent += len(piece)
            self._tell(sent, self.length)

    async def async_pieces(self) -> AsyncIterator[bytes]:
        sent = 0
        async for piece in self._inner.async_pieces():
            yield piece
            sent += len(piece)
            self._tell(sent, self.length)


def with_progress(body: PieceBody, progress: ProgressCallback | None) -> PieceBody:
    """Return the same body, which tells how much of it was sent; without a callback the body itself.

    Raises:
        TypeError: If progress cannot be called.
    """
    if progress is None:
        return body
    return _Progress(body, checked_progress(progress))


def checked_progress(progress: ProgressCallback) -> ProgressCallback:
    """Pass what can be called; a ``TypeError`` for anything else."""
    if not callable(progress):
        raise TypeError(f"progress must take (bytes so far, bytes in all or None), got {type(progress).__name__}")
    return progress
