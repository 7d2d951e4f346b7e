"""Things of one kind and their keys -> the things kept in order of their keys, read a page at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from attrs import frozen

from ..asgi import ServiceError, bad_argument

T = TypeVar("T")
K = TypeVar("K", str, int)

_LONGEST_START = 64


@frozen
class Noun:
    """What a kind of thing is called.

    Attributes:
        code: In error codes, for example ``LargeFaceList``.
        words: In messages, for example ``large face list``.
    """

    code: str
    words: str

    def not_found(self, key: str, status: int = 404) -> ServiceError:
        """Return the refusal of a key that nothing has."""
        return ServiceError(status, f"{self.code}NotFound", f"There is no {self.words} '{key}'.")

    def exists(self, key: str) -> ServiceError:
        """Return the refusal (409) of a key that is taken."""
        return ServiceError(409, f"{self.code}Exists", f"There is a {self.words} '{key}' already.")


def keyset_page(keys: Sequence[K], start: K | None, top: int) -> Sequence[K]:
    """Return at most ``top`` of the sorted ``keys``, those after ``start`` or, without it, the first."""
    first = 0 if start is None else bisect_right(keys, start)
    return keys[first : first + top]


class Shelf(Generic[T]):
    """All things of one kind in one place, sorted by key; the case of a key's letters does not matter."""

    def __init__(self, noun: Noun, limit: int) -> None:
        self.noun = noun
        self._limit = limit
        self._items: dict[str, T] = {}
        self._keys: list[str] = []

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[T]:
        return (self._items[key] for key in self._keys)

    def __contains__(self, key: str) -> bool:
        return key.lower() in self._items

    @property
    def keys(self) -> Sequence[str]:
        """The keys, sorted."""
        return self._keys

    def add(self, key: str, item: T) -> T:
        """Keep ``item`` and return it.

        Raises:
            ServiceError: The key is taken (409), or the shelf is full (403).
        """
        if key in self:
            raise self.noun.exists(key)
        if len(self) >= self._limit:
            raise ServiceError(
                403, "QuotaExceeded", f"The limit of {self._limit} has been reached for: {self.noun.words}."
            )
        self._items[key.lower()] = item
        insort(self._keys, key.lower())
        return item

    def get(self, key: str, status: int = 404) -> T:
        """Return the item with a key.

        Raises:
            ServiceError: There is none (``status``).
        """
        if key not in self:
            raise self.noun.not_found(key, status)
        return self._items[key.lower()]

    def remove(self, key: str) -> T:
        """Remove the item with a key and return it.

        Raises:
            ServiceError: There is none (404).
        """
        item = self.get(key)
        del self._items[key.lower()]
        del self._keys[bisect_left(self._keys, key.lower())]
        return item

    def page(self, start: str | None, top: int) -> list[T]:
        """Return the items with the first ``top`` keys, or with the first after ``start``.

        Raises:
            ServiceError: ``start`` is longer than a key can be (400).
        """
        if start and len(start) > _LONGEST_START:
            raise bad_argument(f"The query parameter 'start' must have at most {_LONGEST_START} characters.")
        return [self._items[key] for key in keyset_page(self._keys, start.lower() if start else None, top)]
