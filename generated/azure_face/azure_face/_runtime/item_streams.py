"""An answer whose body is unread goes in, an iterator over its items comes out, each read as soon as it has come."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Iterable, Iterator
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

import httpx

from .cancellation import CancellationToken
from .checking import checking
from .context import RequestContext, cancel_with
from .errors import DecodeError
from .intake import BREAKS, Intake
from .item_readers import ItemReader
from .other_bodies import check_type
from .steps import item_step

T = TypeVar("T")


class Stream(Generic[T]):
    """The items of one answer as they come: ``for item in stream``, once.

    The connection is free again after the last item, after an error, and when the stream is closed: leave a ``with``
    block, or call ``close``, where not all items are read.

    Attributes:
        response: The HTTP answer; its body is read by the stream.
    """

    __slots__ = ("__weakref__", "_items", "response")

    def __init__(self, raw: httpx.Response, reader: ItemReader[T]) -> None:
        self.response: Final = raw
        self._items = _pieces(raw, _Items(raw, reader))

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        """Return the next item, waiting for it.

        Raises:
            DecodeError: If the answer is of another type, or an item does not fit; ``$[3].name`` is in the fourth.
            BrokenBodyError: If the body breaks off.
            OperationCancelledError: If the call's token was cancelled.
            httpx.TransportError: If anything else goes wrong on the way, for instance a timeout.
        """
        return next(self._items)

    def close(self) -> None:
        """End the stream and close the answer; closing again changes nothing."""
        self._items.close()
        self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Stream of the answer {self.response.status_code}>"


class AsyncStream(Generic[T]):
    """The async twin of `Stream`: ``async for item in stream``, ``async with stream``, ``aclose``."""

    __slots__ = ("__weakref__", "_items", "response")

    def __init__(self, raw: httpx.Response, reader: ItemReader[T]) -> None:
        self.response: Final = raw
        self._items = _async_pieces(raw, _Items(raw, reader))

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        """Return the next item, waiting for it; raises as the next of a `Stream` does."""
        return await anext(self._items)

    async def aclose(self) -> None:
        """End the stream and close the answer; closing again changes nothing."""
        await self._items.aclose()
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<AsyncStream of the answer {self.response.status_code}>"


class _Items(Generic[T]):
    """The items of a body, with the place of each in an error."""

    def __init__(self, raw: httpx.Response, reader: ItemReader[T]) -> None:
        self._raw, self._reader, self._count = raw, reader, 0
        reader.decode = checking(raw, reader.decode)
        self.intake = Intake(raw, None, "")

    def begin(self) -> bytes | None:
        """Check the answer's type; return the body if it was read before."""
        check_type(self._raw, self._reader.promised)
        return self._raw.content if self._raw.is_stream_consumed else None

    @property
    def ended(self) -> bool:
        return self._reader.ended

    def feed(self, pieces: Iterable[bytes]) -> Iterator[T]:
        for piece in pieces:
            yield from self._located(self._reader.feed(piece))

    def finish(self) -> Iterator[T]:
        yield from self._located(self._reader.finish())

    def _located(self, items: Iterator[T]) -> Iterator[T]:
        try:
            for item in items:
                self._count += 1
                yield item
        except DecodeError as error:
            error.response = self._raw
            raise error.under(item_step(self._count)) from None


def _pieces(raw: httpx.Response, items: _Items[T]) -> Generator[T, None, None]:
    try:
        whole = items.begin()
        if whole is not None:
            yield from items.feed((whole,))
        else:
            for piece in items.intake.pieces():
                yield from items.feed(items.intake.take(piece))
                if items.ended:
                    return
            yield from items.feed(items.intake.end())
        yield from items.finish()
    except BREAKS as error:
        raise items.intake.broken(error) from error
    finally:
        raw.close()


async def _async_pieces(raw: httpx.Response, items: _Items[T]) -> AsyncGenerator[T, None]:
    try:
        whole = items.begin()
        if whole is not None:
            for item in items.feed((whole,)):
                yield item
        else:
            async for piece in items.intake.async_pieces():
                for item in items.feed(items.intake.take(piece)):
                    yield item
                if items.ended:
                    return
            for item in items.feed(items.intake.end()):
                yield item
        for item in items.finish():
            yield item
    except BREAKS as error:
        raise items.intake.broken(error) from error
    finally:
        await raw.aclose()


def stream_with(cancellation: CancellationToken | None, context: RequestContext | None = None) -> RequestContext:
    """Make the context of a convenience call whose answer is a stream from its token; else as ``cancel_with``."""
    cancel_with(cancellation, context)
    return RequestContext(cancellation=cancellation, stream=True)
