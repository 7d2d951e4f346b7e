"""The pieces of a body as they come go in, its lines, records or server-sent events come out, each when it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from .errors import DecodeError
from .json_text import loads

LONGEST: Final = 67_108_864
"""Bytes that one line, record or event may have: 64 MiB."""

_SEPARATOR = b"\x1e"
_BOM = b"\xef\xbb\xbf"


class Pending:
    """What has come since the last whole one, joined only once it is whole."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, part: bytes) -> None:
        """Keep a part; ``DecodeError`` if it is too much."""
        self._parts.append(part)
        self._size += len(part)
        if self._size > LONGEST:
            raise DecodeError("$", f"the item has more than {LONGEST} bytes")

    def take(self) -> bytes:
        """Give all of it, and begin again."""
        whole, self._parts, self._size = b"".join(self._parts), [], 0
        return whole


class JsonLineFrames:
    """Lines that hold a JSON text each (JSON Lines, NDJSON); empty lines are passed over."""

    def __init__(self) -> None:
        self._pending = Pending()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Give the lines that end in this piece."""
        first, *others = piece.split(b"\n")
        self._pending.add(first)
        for other in others:
            yield from self.finish()
            self._pending.add(other)

    def finish(self) -> Iterator[bytes]:
        """Give the last line, which needs no end."""
        if line := self._pending.take().strip(b" \t\r\n").removeprefix(_BOM):
            yield line


class JsonSequenceFrames:
    """Records that begin with a record separator and hold a JSON text each (RFC 7464)."""

    def __init__(self) -> None:
        self._pending = Pending()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Give the records that end in this piece: at the next separator, or at a line's end where nothing follows."""
        first, *others = piece.split(_SEPARATOR)
        self._pending.add(first)
        for other in others:
            yield from self.finish()
            self._pending.add(other)
        if piece.endswith(b"\n"):
            record = self._pending.take()
            if _is_whole(record):
                yield record.strip()
            else:
                self._pending.add(record)

    def finish(self) -> Iterator[bytes]:
        """Give the last record."""
        if record := self._pending.take().strip():
            yield record


def _is_whole(record: bytes) -> bool:
    # A record may have lines of its own, but one that is whole is not held back for what comes next.
    try:
        loads(record)
    except (ValueError, RecursionError):
        return False
    return True


class EventFields(NamedTuple):
    """The fields of one server-sent event."""

    data: str
    event: str
    id: str
    retry: int | None


class EventFrames:
    """Server-sent events (WHATWG HTML, section 9.2.6, interpreting an event stream)."""

    def __init__(self) -> None:
        self._pending = Pending()
        self._begins, self._after_return = True, False
        self._id = ""
        self._clear()

    def _clear(self) -> None:
        self._data: list[str] = []
        self._size = 0
        self._event = ""
        self._retry: int | None = None

    def feed(self, piece: bytes) -> Iterator[EventFields]:
        """Give the events whose empty line is in this piece."""
        if not piece:
            return
        piece = piece.removeprefix(b"\n") if self._after_return else piece
        self._after_return = piece.endswith(b"\r")  # the line feed may be in the next piece
        first, *others = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._pending.add(first)
        for other in others:
            yield from self._line(self._pending.take())
            self._pending.add(other)

    def finish(self) -> Iterator[EventFields]:
        """Give nothing: an event without its empty line is not whole."""
        return iter(())

    def _line(self, raw: bytes) -> Iterator[EventFields]:
        if self._begins:
            raw, self._begins = raw.removeprefix(_BOM), False
        if not raw:
            if self._data:
                yield EventFields("\n".join(self._data), self._event or "message", self._id, self._retry)
            self._clear()
            return
        name, _, value = raw.decode("utf-8", "replace").partition(":")
        self._field(name, value.removeprefix(" "))

    def _field(self, name: str, value: str) -> None:
        if name == "data":
            self._data.append(value)
            self._size += len(value) + 1
            if self._size > LONGEST:
                raise DecodeError("$", f"the event has more than {LONGEST} characters")
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit() and len(value) < 16:
            self._retry = int(value)
