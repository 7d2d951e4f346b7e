"""Items go in, the ``RequestContent`` of a body with a JSON text for each, a line or a record, comes out."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from .content import RequestContent
from .encoding import Encoder
from .errors import EncodeError
from .json_text import dumps
from .kinds import type_name
from .model import Model
from .read_only import as_sent
from .steps import item_step

T = TypeVar("T")


def lines_content(items: Iterable[T] | AsyncIterable[T], encode: Encoder[T], content_type: str) -> RequestContent:
    """Make the content of a body of JSON lines, or of a JSON sequence (RFC 7464).

    Args:
        items: The items. A sequence is written now; anything else is read while it is sent, and what is no iterator
            can be sent again. Async ones are for async clients.
        encode: What makes an item JSON-ready.
        content_type: The operation's media type.

    Returns:
        The content.

    Raises:
        EncodeError: If an item of a sequence does not fit; ``$[3].name`` is in the fourth.
        TypeError: If items is no iterable, or is text, bytes, a mapping or a single model.
    """
    if isinstance(items, (str, bytes, bytearray, memoryview, Mapping, Model)) or not isinstance(
        items, (Iterable, AsyncIterable)
    ):
        raise TypeError(f"the content must be an iterable of items, got {type_name(items)}")
    begin = b"\x1e" if "json-seq" in content_type.lower() else b""
    if isinstance(items, AsyncIterable):
        lines = _AsyncLines(items, encode, begin)
        return RequestContent.stream(aiter(lines) if isinstance(items, AsyncIterator) else lines, content_type)
    written = _Lines(items, encode, begin)
    if isinstance(items, Sequence):
        return RequestContent.bytes(b"".join(written), content_type)
    return RequestContent.stream(iter(written) if isinstance(items, Iterator) else written, content_type)


class _Lines(Generic[T]):
    def __init__(self, items: Iterable[T], encode: Encoder[T], begin: bytes) -> None:
        self._items, self._encode, self._begin = items, encode, begin

    def __iter__(self) -> Iterator[bytes]:
        for index, item in enumerate(self._items):
            yield _line(item, index, self._encode, self._begin)


class _AsyncLines(Generic[T]):
    def __init__(self, items: AsyncIterable[T], encode: Encoder[T], begin: bytes) -> None:
        self._items, self._encode, self._begin = items, encode, begin

    async def __aiter__(self) -> AsyncIterator[bytes]:
        index = 0
        async for item in self._items:
            yield _line(item, index, self._encode, self._begin)
            index += 1


def _line(item: T, index: int, encode: Encoder[T], begin: bytes) -> bytes:
    try:
        return b"%s%s\n" % (begin, dumps(as_sent(encode, item)))
    except EncodeError as error:
        raise error.under(item_step(index)) from None
