"""A function that fetches one page goes in, an iterator over all items of the list comes out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Generic, TypeVar

from .errors import ServiceError
from .response import Response
from .scalars import scalar_text
from .unset import UNSET, Unset

P = TypeVar("P")
T = TypeVar("T")

Following = Callable[[Response[list[T]]], str | None]
"""Tells from a page where the next one begins; ``None`` after the last page."""


class Pager(Generic[T]):
    """The items of a list that comes in pages: ``for item in pager``, or ``for page in pager.by_page()``.

    A page is fetched when it is needed, and let go before the next one is. Iterating again begins again.

    Args:
        fetch: Fetches the page that begins at a place; ``None`` stands for the first page.
        following: Tells from a page where the next one begins.
        start: Where the first page begins.
    """

    __slots__ = ("_fetch", "_following", "_start")

    def __init__(
        self, fetch: Callable[[str | None], Response[list[T]]], following: Following[T], start: str | None = None
    ) -> None:
        self._fetch, self._following, self._start = fetch, following, start

    def by_page(self) -> Iterator[Response[list[T]]]:
        """Yield the pages, each a ``Response`` whose value is its items.

        Raises:
            RequestFailedError: When a page cannot be fetched; those before it have been yielded.
            ServiceError: When a page leads back to one that was there already.
        """
        place, seen = self._start, {self._start}
        while True:
            page = self._fetch(place)
            yield page
            place = self._following(page)
            del page
            if place is None:
                return
            _check_new(place, seen)

    def __iter__(self) -> Iterator[T]:
        pages = self.by_page()
        while (page := next(pages, None)) is not None:
            items = page.value
            del page
            yield from items
            del items

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of items; .by_page() has the answers>"


class AsyncPager(Generic[T]):
    """The async twin of `Pager`: ``async for item in pager``, or ``async for page in pager.by_page()``."""

    __slots__ = ("_fetch", "_following", "_start")

    def __init__(
        self,
        fetch: Callable[[str | None], Awaitable[Response[list[T]]]],
        following: Following[T],
        start: str | None = None,
    ) -> None:
        self._fetch, self._following, self._start = fetch, following, start

    async def by_page(self) -> AsyncIterator[Response[list[T]]]:
        """Yield the pages, each a ``Response`` whose value is its items; raises as `Pager.by_page` does."""
        place, seen = self._start, {self._start}
        while True:
            page = await self._fetch(place)
            yield page
            place = self._following(page)
            del page
            if place is None:
                return
            _check_new(place, seen)

    async def __aiter__(self) -> AsyncIterator[T]:
        pages = self.by_page()
        while (page := await anext(pages, None)) is not None:
            items = page.value
            del page
            for item in items:
                yield item
                del item
            del items

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of items; .by_page() has the answers>"


def after_last(key_of: Callable[[T], object], size: int | None) -> Following[T]:
    """Follow a keyset list: the next page begins after the last item of the one before.

    Args:
        key_of: The key of an item: what can be a parameter, such as a text, a number, a UUID or an enum's member.
        size: How many items a full page has (>= 1): a shorter one is the last. ``None``: an empty one is.
    """

    def following(page: Response[list[T]]) -> str | None:
        items = page.value
        if not items or (size is not None and len(items) < size):
            return None
        key = key_of(items[-1])
        if key is None or key is UNSET:
            raise ServiceError("the last item of a page has no key, so the next page cannot be asked for")
        return scalar_text("the key of the last item", key)

    return following


def items_of(page: P | None, items: Callable[[P], list[T] | Unset | None]) -> list[T]:
    """Return the items of a page: none of a page or a list that is not there."""
    return (items(page) or []) if page is not None else []


def _check_new(place: str, seen: set[str | None]) -> None:
    if place in seen:
        raise ServiceError(f"the page after {place!r} was there already, so the list would have no end")
    seen.add(place)
