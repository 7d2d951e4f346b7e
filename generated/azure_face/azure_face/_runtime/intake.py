"""The pieces of an answer's body as they come go in, what they hold comes out: decompressed, counted and whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import Final, cast

import httpx

from .errors import BrokenBodyError, ResponseTooLargeError
from .inflating import Inflater

BREAKS: Final = (httpx.RemoteProtocolError, httpx.ReadError, httpx.DecodingError)
"""What httpx raises when a body breaks off or cannot be decompressed."""

_DIGITS = 19
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "identity": ""}


class Intake:
    """The body of one answer on its way in.

    gzip and deflate are decompressed here, so that never more than 64 KiB are held that were not counted. What httpx
    knows beyond them (br and zstd, where their packages are installed) is left to it, and is counted after it.

    Args:
        response: The answer, its body unread.
        limit: How many bytes there may be once they are decompressed; ``None`` for any number.
        advice: What to do about a body that is larger.
    """

    __slots__ = ("_advice", "_by_httpx", "_inflater", "_limit", "_plain", "_raw", "_response", "_size", "announced")

    def __init__(self, response: httpx.Response, limit: int | None, advice: str) -> None:
        self._response = response
        self._limit = limit
        self._advice = advice
        self._size = self._raw = 0
        length, coded = _framing(response.headers.raw)
        self.announced = int(length) if length is not None and length.isdigit() and len(length) < _DIGITS else None
        codings = None if coded is None else _codings(coded)
        self._plain = coded is None
        self._by_httpx = coded is not None and codings is None
        self._inflater = Inflater(codings) if codings else None

    def pieces(self) -> Iterator[bytes]:
        """Read the body's pieces, for ``take``."""
        # The stream itself rather than `iter_raw`, whose frames cost a small answer more than all of the rest.
        return self._response.iter_bytes() if self._by_httpx else iter(cast("httpx.SyncByteStream", self._take_over()))

    def async_pieces(self) -> AsyncIterator[bytes]:
        """Read the body's pieces, for ``take``."""
        if self._by_httpx:
            return self._response.aiter_bytes()
        return aiter(cast("httpx.AsyncByteStream", self._take_over()))

    def close(self) -> None:
        """Let go of the connection."""
        if not self._response.is_closed:
            cast("httpx.SyncByteStream", self._let_go()).close()

    async def aclose(self) -> None:
        """Let go of the connection."""
        if not self._response.is_closed:
            await cast("httpx.AsyncByteStream", self._let_go()).aclose()

    def _take_over(self) -> object:
        self._response.is_stream_consumed = True
        return self._response.stream

    def _let_go(self) -> object:
        self._response.is_closed = True
        return self._response.stream

    def take(self, piece: bytes) -> Iterable[bytes]:
        """Give what a piece holds; ``ResponseTooLargeError`` as soon as it is too much."""
        self._raw += len(piece)
        if self._inflater is None:
            self._count(len(piece))
            return (piece,)
        return self._counted(self._inflater.feed(piece))

    def end(self) -> Iterable[bytes]:
        """Give what is left; an error of ``BREAKS`` if the body is not whole."""
        received = self.received
        if self.announced is not None and received < self.announced and _may_have_body(self._response):
            raise httpx.RemoteProtocolError(f"{received} of {self.announced} bytes came")
        return () if self._inflater is None else self._counted(self._inflater.finish())

    def whole(self, content: bytes) -> bytes:
        """Pass a body that was read before; ``ResponseTooLargeError`` if it is too much."""
        if self._limit is not None and len(content) > self._limit:
            raise self._too_large(self._limit)
        return content

    def broken(self, error: Exception) -> BrokenBodyError:
        """Make the error for a body that is not whole."""
        if isinstance(error, httpx.DecodingError):
            return BrokenBodyError("$", f"the body cannot be decompressed: {error}", self._response)
        of = "" if self.announced is None else f" of {self.announced}"
        message = f"the body ended after {self.received}{of} bytes"
        return BrokenBodyError("$", message if of else f"{message}, before its end", self._response)

    @property
    def received(self) -> int:
        """How many bytes have come, before they are decompressed."""
        return self._response.num_bytes_downloaded if self._by_httpx else self._raw

    def _counted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._count(len(piece))
            yield piece

    def _count(self, more: int) -> None:
        self._size += more
        if self._limit is None:
            return
        # A length that is announced is believed at the first piece: there may be none, as after HEAD.
        if self._size > self._limit or (self._plain and self.announced is not None and self.announced > self._limit):
            raise self._too_large(self._limit)

    def _too_large(self, limit: int) -> ResponseTooLargeError:
        return ResponseTooLargeError(limit, self._advice, self._response)


def _framing(fields: list[tuple[bytes, bytes]]) -> tuple[bytes | None, str | None]:
    """Return ``Content-Length`` and ``Content-Encoding``, in one pass: looking up names takes httpx far longer."""
    length: bytes | None = None
    coded: list[bytes] = []
    for name, value in fields:
        if len(name) == 14 and name.lower() == b"content-length":
            length = value
        elif len(name) == 16 and name.lower() == b"content-encoding":
            coded.append(value)
    return length, b",".join(coded).decode("latin-1") if coded else None


def _codings(header: str) -> Sequence[str] | None:
    """Read ``Content-Encoding``; ``None`` where it names what is not decompressed here."""
    found = [_CODINGS.get(coding.strip().lower()) for coding in header.split(",")]
    return None if None in found else [coding for coding in found if coding]


def _may_have_body(response: httpx.Response) -> bool:
    """Whether the length that is announced is that of a body which follows (RFC 9110, section 8.6)."""
    if response.status_code in {204, 304}:
        return False
    try:
        return response.request.method != "HEAD"
    except RuntimeError:  # an answer made by hand, without a request
        return True
