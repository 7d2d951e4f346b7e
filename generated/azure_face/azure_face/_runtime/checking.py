"""An answer and the decoder of what it holds go in, the decoder that checks it as well, where it is to, comes out.

What comes as JSON is checked as soon as it is there. XML and streams are checked by who reads them: only then is known
what they say.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final, TypeVar

import httpx

from .decoding import Decoder

CHECK: Final = "veneer.check"
"""Where an answer's extensions hold what raises a ``DecodeError`` for a JSON value that breaks a rule."""

T = TypeVar("T")


def checking(raw: httpx.Response, decode: Decoder[T]) -> Decoder[T]:
    """Make the decoder that checks a value before it decodes it; the same one where nothing is to be checked."""
    check: Callable[[object], None] | None = raw.extensions.get(CHECK)
    if check is None:
        return decode

    def checked(value: object) -> T:
        check(value)
        return decode(value)

    return checked


class SentItems(ABC):
    """The items of a request's body, of which some may not be known before they are sent."""

    __slots__ = ()

    @abstractmethod
    def check_with(self, check: Callable[[object, int], None]) -> None:
        """Check each item, as JSON and with its number: those that are there now, the others when they are sent.

        Args:
            check: Raises an ``EncodeError`` for an item that breaks a rule.
        """
