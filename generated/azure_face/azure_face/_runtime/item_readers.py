"""How an item is written goes in, what reads the items of a body piece by piece comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, Protocol, TypeVar

from .decoding import Decoder, decode_str
from .errors import DecodeError
from .framing import EventFields, EventFrames, JsonLineFrames, JsonSequenceFrames
from .json_text import loads
from .values import Fixed

F = TypeVar("F")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_DONE = "[DONE]"  # no JSON; some services end a stream of JSON events with it


class ServerSentEvent(Fixed, Generic[T]):
    """One event of an event stream (WHATWG HTML, section 9.2).

    Attributes:
        data: What it says, typed.
        event: Its type; ``"message"`` where the service names none.
        id: The last id that the service has told so far; empty before the first.
        retry: Milliseconds that the service wants a client to wait before it connects again, if the event says so.
    """

    __slots__ = ("data", "event", "id", "retry")
    # The data may hold a secret or a person's data.
    _unshown = frozenset({"data"})

    def __init__(self, data: T, event: str = "message", id: str = "", retry: int | None = None) -> None:
        self.data: Final = data
        self.event: Final = event
        self.id: Final = id
        self.retry: Final = retry


class _Frames(Protocol[T_co]):
    def feed(self, piece: bytes) -> Iterator[T_co]: ...

    def finish(self) -> Iterator[T_co]: ...


class ItemReader(Generic[T]):
    """Reads the items of one body.

    Attributes:
        promised: The media type that the description promises.
        decode: What makes what an item says typed.
        ended: Whether the service said that nothing more comes.
    """

    def __init__(
        self, promised: str, frames: _Frames[F], read: Callable[[F, Decoder[Any]], T], decode: Decoder[Any]
    ) -> None:
        self.promised = promised
        self.decode = decode
        self.ended = False
        self._frames: _Frames[Any] = frames
        self._read: Callable[[Any, Decoder[Any]], T] = read

    def feed(self, piece: bytes) -> Iterator[T]:
        """Give the items that are whole with this piece; ``DecodeError`` for one that does not fit."""
        return self._items(self._frames.feed(piece))

    def finish(self) -> Iterator[T]:
        """Give the items that the end of the body makes whole."""
        return self._items(self._frames.finish())

    def _items(self, frames: Iterator[Any]) -> Iterator[T]:
        for frame in frames:
            if isinstance(frame, EventFields) and frame.data == _DONE and self._read is not _text_event:
                self.ended = True
            if self.ended:
                return
            yield self._read(frame, self.decode)


def json_lines(decode: Decoder[T], media_type: str) -> ItemReader[T]:
    """Make the reader of lines that hold a JSON text each, or of a JSON sequence.

    Args:
        decode: What makes a parsed line a typed item.
        media_type: What the description promises: ``application/json-seq``, or one of lines.

    Returns:
        The reader of one body.
    """
    sequence = media_type.partition(";")[0].strip().lower() in {"application/json-seq", "application/geo+json-seq"}
    frames = JsonSequenceFrames() if sequence else JsonLineFrames()
    return ItemReader(media_type, frames, lambda text, decode: decode(_parsed(text)), decode)


def json_events(decode: Decoder[T], media_type: str) -> ItemReader[ServerSentEvent[T]]:
    """Make the reader of server-sent events whose data is JSON; data that is ``[DONE]`` ends them.

    Args:
        decode: What makes the parsed data typed.
        media_type: What the description promises.

    Returns:
        The reader of one body.
    """
    return ItemReader(media_type, EventFrames(), _json_event, decode)


def text_events(media_type: str) -> ItemReader[ServerSentEvent[str]]:
    """Make the reader of server-sent events whose data is text; `media_type` is what the description promises."""
    return ItemReader(media_type, EventFrames(), _text_event, decode_str)


def _json_event(fields: EventFields, decode: Decoder[T]) -> ServerSentEvent[T]:
    try:
        return ServerSentEvent(decode(_parsed(fields.data)), *fields[1:])
    except DecodeError as error:
        raise error.under(".data") from None


def _text_event(fields: EventFields, decode: Decoder[str]) -> ServerSentEvent[str]:
    try:
        return ServerSentEvent(decode(fields.data), *fields[1:])
    except DecodeError as error:
        raise error.under(".data") from None


def _parsed(text: bytes | str) -> object:
    try:
        return loads(text)
    except RecursionError:
        raise DecodeError("$", "the JSON is nested too deeply") from None
    except ValueError as error:
        shown = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"is none: {error}"
        raise DecodeError("$", f"expected JSON, got text that {shown}") from None
