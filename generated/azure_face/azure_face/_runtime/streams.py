"""A file or an iterable of bytes goes in, a body that httpx can send comes out."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TypeAlias, cast

from .bodies import BodyArguments
from .files import opened, reader

StreamSource: TypeAlias = Iterable[bytes] | AsyncIterable[bytes] | BinaryIO | os.PathLike[str]

_CHUNK = 65_536


class StreamBody:
    """The body behind ``RequestContent.stream``: read while it is sent, never held in memory as a whole."""

    kind = "stream"

    def __init__(self, source: StreamSource, length: int | None) -> None:
        source = cast("StreamSource", opened(source))
        _check_source(source)
        self._source = source
        self._start = start_of(source)
        self._once = self._start is None and (hasattr(source, "read") or isinstance(source, (Iterator, AsyncIterator)))
        self._spent = False
        self.length = _checked_length(length) if length is not None else _length_of(source, self._start)

    @property
    def replayable(self) -> bool:
        """Whether it can be sent again: not if the source can be read only once."""
        return not self._once

    def arguments(self, asynchronous: bool) -> BodyArguments:
        """Give what ``httpx`` needs to send it.

        Raises:
            RuntimeError: If the source can be read only once, and has been.
            TypeError: If it is asynchronous and the client is not.
        """
        if self._spent:
            raise RuntimeError(_SPENT)
        if asynchronous:
            return {"content": _AsyncChunks(self)}
        if isinstance(self._source, AsyncIterable):
            raise TypeError("an async stream needs an async client: give this one a file or an iterable of bytes")
        return {"content": _Chunks(self)}

    def _begin(self) -> StreamSource:
        if self._spent:
            raise RuntimeError(_SPENT)
        self._spent = self._once
        return self._source

    def chunks(self) -> Iterator[bytes]:
        """Read the source from its start."""
        source: Any = reader(self._begin())
        if not hasattr(source, "read"):
            yield from map(_checked_chunk, source)
            return
        if self._start is not None:
            source.seek(self._start)
        while chunk := source.read(_CHUNK):
            yield _checked_chunk(chunk)

    async def async_chunks(self) -> AsyncIterator[bytes]:
        """Read the source from its start; one that is not asynchronous is read in place."""
        if isinstance(self._source, AsyncIterable):
            self._begin()
            async for chunk in self._source:
                yield _checked_chunk(chunk)
        else:
            for chunk in self.chunks():
                yield chunk


_SPENT = "this RequestContent.stream was sent already, and its source can be read only once: make one for each call"


class _Chunks:
    def __init__(self, body: StreamBody) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return self._body.chunks()


class _AsyncChunks:
    def __init__(self, body: StreamBody) -> None:
        self._body = body

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body.async_chunks()


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


def _checked_chunk(chunk: object) -> bytes:
    if isinstance(chunk, bytes):
        return chunk
    if isinstance(chunk, (bytearray, memoryview)):
        return bytes(chunk)
    raise TypeError(f"a stream gives bytes, got {type(chunk).__name__}")


def start_of(source: Any) -> int | None:
    """Where a file stands, to begin there again; ``None`` for what is no file that can seek."""
    try:
        return source.tell() if source.seekable() else None
    except (AttributeError, OSError, ValueError):
        return None


def _length_of(source: Any, start: int | None) -> int | None:
    if start is None:
        return None
    end: int = source.seek(0, os.SEEK_END)
    source.seek(start)
    return max(0, end - start)
