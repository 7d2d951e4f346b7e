"""A file or an iterable of bytes goes in, a body that httpx can send comes out."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TypeAlias, cast

from .files import may_block, opened, reader, start_of
from .pieces import PieceBody
from .threads import each_in_place, each_in_thread

StreamSource: TypeAlias = Iterable[bytes] | AsyncIterable[bytes] | BinaryIO | os.PathLike[str]

_PIECE = 65_536


class StreamBody(PieceBody):
    """The body behind ``RequestContent.stream``."""

    kind = "stream"

    def __init__(self, source: StreamSource, length: int | None) -> None:
        source = cast("StreamSource", opened(source))
        _check_source(source)
        self._source = source
        self._start = start_of(source)
        self._spent = False
        self.length = _checked_length(length) if length is not None else _length_of(source, self._start)
        self.replayable = self._start is not None or not (
            hasattr(source, "read") or isinstance(source, (Iterator, AsyncIterator))
        )

    def check(self, asynchronous: bool) -> None:
        """Refuse a source that was used up, and an asynchronous one in a sync client."""
        if self._spent:
            raise RuntimeError(_SPENT)
        if not asynchronous and isinstance(self._source, AsyncIterable):
            raise TypeError("an async stream needs an async client: give this one a file or an iterable of bytes")

    def pieces(self) -> Iterator[bytes]:
        """Read the source from its start."""
        source: Any = reader(self._begin())
        if not hasattr(source, "read"):
            yield from map(_checked_piece, source)
            return
        if self._start is not None:
            source.seek(self._start)
        while piece := source.read(_PIECE):
            yield _checked_piece(piece)

    def async_pieces(self) -> AsyncIterator[bytes]:
        """Read the source from its start: a file in a thread, an iterable that is not asynchronous in place."""
        if isinstance(self._source, AsyncIterable):
            return self._theirs()
        return each_in_thread(self.pieces()) if may_block(self._source) else each_in_place(self.pieces())

    async def _theirs(self) -> AsyncIterator[bytes]:
        async for piece in cast("AsyncIterable[bytes]", self._begin()):
            yield _checked_piece(piece)

    def _begin(self) -> StreamSource:
        if self._spent:
            raise RuntimeError(_SPENT)
        self._spent = not self.replayable
        return self._source


_SPENT = "this RequestContent.stream was sent already, and its source can be read only once: make one for each call"


def _check_source(source: object) -> None:
    if isinstance(source, (str, bytes, bytearray, memoryview, Mapping)):
        raise TypeError(f"a stream is a binary file or an iterable of bytes, got {type(source).__name__}")
    if isinstance(source, io.TextIOBase):
        raise TypeError("open the file in binary mode ('rb') to stream it")
    if not hasattr(source, "read") and not isinstance(source, (Iterable, AsyncIterable)):
        raise TypeError(f"a stream is a binary file or an iterable of bytes, got {type(source).__name__}")


def _checked_length(length: int) -> int:
    if isinstance(length, bool) or not isinstance(length, int):
        raise TypeError(f"length must be an int, got {type(length).__name__}")
    if length < 0:
        raise ValueError("length must be 0 or more bytes")
    return length


def _checked_piece(piece: object) -> bytes:
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, (bytearray, memoryview)):
        return bytes(piece)
    raise TypeError(f"a stream gives bytes, got {type(piece).__name__}")


def _length_of(source: Any, start: int | None) -> int | None:
    if start is None:
        return None
    end: int = source.seek(0, os.SEEK_END)
    source.seek(start)
    return max(0, end - start)
