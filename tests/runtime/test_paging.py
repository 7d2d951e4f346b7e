"""Pagers: which pages are fetched and when, what comes out, where a list ends, and how little is held meanwhile."""

from __future__ import annotations

import asyncio
import collections
import uuid
import weakref
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from enum import Enum, IntEnum
from itertools import islice
from typing import Any, TypeAlias, TypeVar

import httpx
import pytest

from veneer.runtime import (
    UNSET,
    AsyncPager,
    Pager,
    RequestFailedError,
    Response,
    ServiceError,
    Unset,
    after_last,
    items_of,
)
from veneer.runtime.errors import request_failed

T = TypeVar("T")

Fetch: TypeAlias = Callable[[str | None], Response[list[T]]]
Following: TypeAlias = Callable[[Response[list[T]]], str | None]
AnyPager: TypeAlias = Pager[T] | AsyncPager[T]

twins = pytest.mark.parametrize("twin", ["sync", "async"])


class Shade(Enum):
    DARK = "Dark Red"


class Size(IntEnum):
    LARGE = 3


class Numbers:
    """A service with the list 1, 2, ... ``last``: it tells at most ``size`` at a time, and keeps what it was asked."""

    def __init__(self, last: int, size: int) -> None:
        self.asked: list[str | None] = []
        self._last, self._size = last, size

    def fetch(self, place: str | None) -> Response[list[int]]:
        self.asked.append(place)
        before = int(place or 0)
        return page(range(before + 1, min(before + self._size, self._last) + 1))


def page(items: Iterable[T]) -> Response[list[T]]:
    return Response(httpx.Response(200), list(items))


def key(item: int) -> object:
    return item


def pager_of(twin: str, fetch: Fetch[T], following: Following[T], start: str | None = None) -> AnyPager[T]:
    if twin == "sync":
        return Pager(fetch, following, start)

    async def fetch_later(place: str | None) -> Response[list[T]]:
        await asyncio.sleep(0)
        return fetch(place)

    return AsyncPager(fetch_later, following, start)


def steps(source: Iterable[T] | AsyncIterable[T]) -> Iterator[T]:
    """Either kind of iterable as a plain iterator that holds nothing back, so that one test proves both twins."""
    if isinstance(source, Iterable):
        yield from source
        return

    async def step(iterator: AsyncIterator[T]) -> T | None:
        return await anext(iterator, None)

    with asyncio.Runner() as runner:
        iterator = aiter(source)
        while (item := runner.run(step(iterator))) is not None:
            yield item
            del item


@twins
def test_nothing_is_fetched_before_it_is_needed(twin: str) -> None:
    service = Numbers(9, 3)
    items = steps(pager_of(twin, service.fetch, after_last(key, 3)))
    assert service.asked == []
    assert list(islice(items, 3)) == [1, 2, 3]
    assert service.asked == [None]
    assert next(items) == 4
    assert service.asked == [None, "3"]


@twins
def test_making_a_pager_or_its_iterators_asks_nobody(twin: str) -> None:
    service = Numbers(9, 3)
    pager = pager_of(twin, service.fetch, after_last(key, 3))
    pages = pager.by_page()
    walk = iter(pager) if isinstance(pager, Pager) else aiter(pager)
    assert "by_page" in repr(pager)
    assert service.asked == []
    del pages, walk


@twins
@pytest.mark.parametrize(
    ("last", "size", "asked"),
    [
        (0, 3, [None]),
        (2, 3, [None]),
        (3, 3, [None, "3"]),
        (4, 3, [None, "3"]),
        (6, 3, [None, "3", "6"]),
        (3, 1, [None, "1", "2", "3"]),
    ],
)
def test_items_come_in_order_until_a_page_is_shorter_than_size(
    twin: str, last: int, size: int, asked: list[str | None]
) -> None:
    service = Numbers(last, size)
    assert list(steps(pager_of(twin, service.fetch, after_last(key, size)))) == list(range(1, last + 1))
    assert service.asked == asked


@twins
def test_without_a_size_only_an_empty_page_is_the_end(twin: str) -> None:
    service = Numbers(5, 3)
    assert list(steps(pager_of(twin, service.fetch, after_last(key, None)))) == [1, 2, 3, 4, 5]
    assert service.asked == [None, "3", "5"]


@twins
def test_by_page_yields_the_answers_one_by_one(twin: str) -> None:
    service = Numbers(6, 3)
    pages = steps(pager_of(twin, service.fetch, after_last(key, 3)).by_page())
    first = next(pages)
    assert isinstance(first, Response)
    assert (first.status_code, first.value, service.asked) == (200, [1, 2, 3], [None])
    assert [page.value for page in pages] == [[4, 5, 6], []]


@twins
def test_iterating_again_begins_again_at_the_start(twin: str) -> None:
    service = Numbers(6, 2)
    pager = pager_of(twin, service.fetch, after_last(key, 2), "3")
    assert list(islice(steps(pager), 1)) == [4]
    assert list(steps(pager)) == list(steps(pager)) == [4, 5, 6]
    assert service.asked == ["3", "3", "5", "3", "5"]


@twins
def test_two_iterations_at_once_do_not_disturb_each_other(twin: str) -> None:
    pager = pager_of(twin, Numbers(5, 2).fetch, after_last(key, 2))
    assert list(zip(steps(pager), steps(pager), strict=True)) == [(n, n) for n in range(1, 6)]


@twins
@pytest.mark.parametrize(
    ("found", "place"),
    [
        (7, "7"),
        ("seven", "seven"),
        (uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (Shade.DARK, "Dark Red"),
        (Size.LARGE, "3"),
    ],
)
def test_the_next_place_is_the_text_of_the_key(twin: str, found: object, place: str) -> None:
    asked: list[str | None] = []

    def fetch(place: str | None) -> Response[list[object]]:
        asked.append(place)
        return page([found] if len(asked) == 1 else [])

    def itself(item: object) -> object:
        return item

    assert list(steps(pager_of(twin, fetch, after_last(itself, 1)))) == [found]
    assert asked == [None, place]


@twins
@pytest.mark.parametrize("missing", [None, UNSET])
def test_a_full_page_whose_last_item_has_no_key_is_an_error_after_its_items(twin: str, missing: object) -> None:
    def no_key(item: int) -> object:
        return missing

    items = steps(pager_of(twin, Numbers(9, 2).fetch, after_last(no_key, 2)))
    assert [next(items), next(items)] == [1, 2]
    with pytest.raises(ServiceError, match="no key"):
        next(items)
    assert list(steps(pager_of(twin, Numbers(1, 2).fetch, after_last(no_key, 2)))) == [1]


@twins
@pytest.mark.parametrize("start", [None, "2"])
def test_a_page_that_leads_back_to_itself_is_an_error_and_no_endless_list(twin: str, start: str | None) -> None:
    asked: list[str | None] = []

    def same_again(place: str | None) -> Response[list[int]]:
        asked.append(place)
        assert len(asked) < 9, "the list has no end"
        return page([1, 2])

    with pytest.raises(ServiceError, match="after '2' was there already"):
        list(steps(pager_of(twin, same_again, after_last(key, 2), start)))
    assert asked == ([None, "2"] if start is None else ["2"])


@twins
def test_pages_that_lead_to_each_other_are_an_error_and_no_endless_list(twin: str) -> None:
    pages = {None: [1, 2], "2": [3, 4], "4": [1, 2]}

    with pytest.raises(ServiceError, match="after '2' was there already"):
        list(steps(pager_of(twin, lambda place: page(pages[place]), after_last(key, 2))))


@twins
def test_an_error_of_a_later_page_comes_after_the_items_before_it(twin: str) -> None:
    service = Numbers(9, 2)

    def fetch(place: str | None) -> Response[list[int]]:
        if place is not None:
            raise request_failed(httpx.Response(503))
        return service.fetch(place)

    items = steps(pager_of(twin, fetch, after_last(key, 2)))
    assert [next(items), next(items)] == [1, 2]
    with pytest.raises(RequestFailedError, match="503"):
        next(items)


@pytest.mark.parametrize(
    ("box", "items"), [(None, []), ({"items": None}, []), ({"items": UNSET}, []), ({"items": [1]}, [1])]
)
def test_the_items_of_a_page_or_a_list_that_is_not_there(
    box: dict[str, list[int] | Unset | None] | None, items: list[int]
) -> None:
    assert items_of(box, lambda page: page["items"]) == items


class Item:
    """Like an attrs model with slots: compared by what it holds, but here it can be seen to live."""

    __slots__ = ("__weakref__", "number")

    def __init__(self, number: int) -> None:
        self.number = number


@twins
@pytest.mark.parametrize("way", ["items", "pages"])
def test_the_items_of_a_page_are_let_go_before_the_next_is_fetched(twin: str, way: str) -> None:
    service = Numbers(9, 3)
    living: weakref.WeakSet[Item] = weakref.WeakSet()
    alive: list[list[int]] = []

    def fetch(place: str | None) -> Response[list[Item]]:
        alive.append(sorted(item.number for item in living))
        answer = page(Item(number) for number in service.fetch(place).value)
        living.update(answer.value)
        return answer

    def number(item: Item) -> object:
        return item.number

    pager = pager_of(twin, fetch, after_last(number, 3))
    source: Iterator[Any] = steps(pager) if way == "items" else steps(pager.by_page())
    collections.deque(source, maxlen=0)  # unlike a for loop, it holds no item while it asks for the next
    assert alive == [[], [], [], []]
