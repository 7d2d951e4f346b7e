"""Compressed pieces of a body go in, what they hold comes out in small pieces (RFC 9110, section 8.4.1).

A piece that comes out has at most 64 KiB, however much a piece that goes in holds: a few bytes of gzip can be many
megabytes, and whoever counts must be able to stop.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import httpx

_PIECE = 65_536
_MOST_CODINGS = 5


class Inflater:
    """Decompresses gzip and deflate, also one over the other.

    Args:
        codings: ``gzip`` or ``deflate``, in the order in which they were applied; more than five are refused.
    """

    def __init__(self, codings: Sequence[str]) -> None:
        self._steps = [_Step(coding) for coding in reversed(codings)]

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what a piece holds; an ``httpx.DecodingError`` where it is not sound."""
        if len(self._steps) > _MOST_CODINGS:
            raise httpx.DecodingError(f"it was compressed {len(self._steps)} times")
        return self._through(data, 0)

    def finish(self) -> Iterator[bytes]:
        """Yield what is left at the end; an ``httpx.DecodingError`` where the end is missing."""
        for at, step in enumerate(self._steps):
            yield from self._through(step.finish(), at + 1)

    def _through(self, data: bytes, at: int) -> Iterator[bytes]:
        if at < len(self._steps):
            for piece in self._steps[at].feed(data):
                yield from self._through(piece, at + 1)
        elif data:
            yield data


class _Step:
    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream is None or self._stream.eof:
                if self._stream is not None and (self._coding != "gzip" or data[0] != 0x1F):
                    return  # what follows the end and is no further member (RFC 1952, section 2.2) says nothing
                self._stream = zlib.decompressobj(self._window(data[0]))
            try:
                yield self._stream.decompress(data, _PIECE)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from error
            data = self._stream.unconsumed_tail or self._stream.unused_data

    def finish(self) -> bytes:
        if self._stream is None:
            return b""
        rest = self._stream.flush()
        if not self._stream.eof:
            raise httpx.DecodingError("its end is missing")
        return rest

    def _window(self, first: int) -> int:
        if self._coding == "gzip":
            return zlib.MAX_WBITS | 16
        # "deflate" is zlib's format, whose first byte says 8; many send it without that frame.
        return zlib.MAX_WBITS if first & 0x0F == 8 else -zlib.MAX_WBITS
