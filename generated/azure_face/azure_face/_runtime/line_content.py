"""Items go in, the ``RequestContent`` of a body with a JSON text for each, a line or a record, comes out."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from .checking import SentItems
from .content import RequestContent, with_value
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
        later = _AsyncLines(items, encode, begin)
        source = aiter(later) if isinstance(items, AsyncIterator) else later
        return with_value(RequestContent.stream(source, content_type), later)
    lines = _Lines(items, encode, begin)
    if isinstance(items, Sequence):
        return with_value(RequestContent.bytes(b"".join(lines), content_type), lines)
    return with_value(RequestContent.stream(iter(lines) if isinstance(items, Iterator) else lines, content_type), lines)


class _Line(SentItems, Generic[T]):
    """What lines of both kinds share: how an item is written, and checked while it is."""

    def __init__(self, encode: Encoder[T], begin: bytes) -> None:
        self._encode, self._begin = encode, begin
        self._check: Callable[[object, int], None] | None = None

    def check_with(self, check: Callable[[object, int], None]) -> None:
        self._check = check

    def _value(self, item: T, index: int) -> object:
        try:
            value = as_sent(self._encode, item)
        except EncodeError as error:
            raise error.under(item_step(index)) from None
        if self._check is not None:
            self._check(value, index)
        return value

    def _line(self, item: T, index: int) -> bytes:
        value = self._value(item, index)
        try:
            return b"%s%s\n" % (self._begin, dumps(value))
        except EncodeError as error:
            raise error.under(item_step(index)) from None


class _Lines(_Line[T]):
    def __init__(self, items: Iterable[T], encode: Encoder[T], begin: bytes) -> None:
        super().__init__(encode, begin)
        self._items = items

    def check_with(self, check: Callable[[object, int], None]) -> None:
        super().check_with(check)
        if isinstance(self._items, Sequence):  # which is written already
            for index, item in enumerate(self._items):
                self._value(item, index)

    def __iter__(self) -> Iterator[bytes]:
        for index, item in enumerate(self._items):
            yield self._line(item, index)


class _AsyncLines(_Line[T]):
    def __init__(self, items: AsyncIterable[T], encode: Encoder[T], begin: bytes) -> None:
        super().__init__(encode, begin)
        self._items = items

    async def __aiter__(self) -> AsyncIterator[bytes]:
        index = 0
        async for item in self._items:
            yield self._line(item, index)
            index += 1
