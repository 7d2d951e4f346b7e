"""An answer and the value read from it go in, one object with both comes out."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

import httpx

from .values import Fixed

T = TypeVar("T")


class Response(Fixed, Generic[T]):
    """What a convenience method returns.

    Attributes:
        raw: The HTTP answer, its body read.
        value: The typed value that the body holds; ``None`` where the operation answers without one.
    """

    __slots__ = ("raw", "value")

    def __init__(self, raw: httpx.Response, value: T) -> None:
        self.raw: Final = raw
        self.value: Final = value

    @property
    def status_code(self) -> int:
        """The HTTP status, for instance 200."""
        return self.raw.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The answer's headers; names are case-insensitive."""
        return self.raw.headers

    def collected(self, prefix: str) -> dict[str, str]:
        """Return the headers whose names begin alike, by what follows that beginning, in lower case.

        Args:
            prefix: How they begin, for instance ``x-ms-meta-``; case does not matter.
        """
        begins = prefix.lower()
        named = ((name.lower(), text) for name, text in self.headers.items())
        return {name[len(begins) :]: text for name, text in named if name.startswith(begins) and name != begins}

    def __repr__(self) -> str:
        # The value may hold a token or a person's data, so only its kind is shown.
        return f"<Response {f'{self.status_code} {self.raw.reason_phrase}'.strip()}: {type(self.value).__name__}>"
