"""A URL in; all bytes behind it, or what went wrong, out; nothing that arrived in part."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
from attrs import define, field, frozen

from veneer.load import limits
from veneer.load.origins import Origins

_HEADERS = {"Accept": "application/json, application/yaml;q=0.9, */*;q=0.5", "Accept-Encoding": "identity"}
_AGAIN = "Try again later, or give another source; nothing was changed."


class NotFetchedError(Exception):
    """Nothing came, or not all of it: message and fix."""


@frozen
class Fetched:
    """What a URL gave, and the URL that it was at last led to."""

    content: bytes
    url: httpx.URL


@define
class Fetcher:
    """Fetches what belongs to one description, in bounded time.

    Attributes:
        origins: Where it may be led to.
        tell: Told how far it is.
    """

    origins: Origins
    tell: Callable[[str], None] = lambda _: None
    _client: httpx.Client = field(init=False)
    _end: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._client = httpx.Client(timeout=limits.SILENCE, headers=_HEADERS)
        self._end = time.monotonic() + limits.LONGEST

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    def fetch(self, url: httpx.URL, largest: int) -> Fetched:
        """Return what a URL gives.

        Args:
            url: A URL that may be fetched from.
            largest: How many bytes that may be.

        Raises:
            NotFetchedError: No connection, another status than 200, a redirect to where none may lead, an answer that
                broke off, is too large or takes too long.
        """
        with _told():
            for _ in range(limits.REDIRECTS + 1):
                self._check_time()
                with self._client.stream("GET", url) as answer:
                    if answer.next_request is None:
                        return Fetched(self._content(answer, largest), url)
                    url = answer.next_request.url
                if refusal := self.origins.refusal(url):
                    raise NotFetchedError(f"is redirected, and that {refusal[0]}", refusal[1])
        raise NotFetchedError(
            f"redirects more than {limits.REDIRECTS} times", "Give the address that it leads to in the end."
        )

    def _content(self, answer: httpx.Response, largest: int) -> bytes:
        if answer.status_code != 200:
            fix = "Check the address; one that needs a login is not read."
            raise NotFetchedError(f"answers {answer.status_code} {answer.reason_phrase}".rstrip(), fix)
        length = answer.headers.get("Content-Length", "")
        whole = f" of {size(int(length))}" if length.isdecimal() else ""
        content = bytearray()
        if length.isdecimal() and int(length) > largest:
            raise too_large(largest)
        for chunk in answer.iter_bytes():  # fails when there are fewer bytes than the answer promised
            content += chunk
            if len(content) > largest:
                raise too_large(largest)
            self._check_time()
            self.tell(f"{size(len(content))}{whole}")
        return bytes(content)

    def _check_time(self) -> None:
        if time.monotonic() > self._end:
            raise NotFetchedError(f"is not there after {limits.LONGEST:.0f} seconds", _AGAIN)


def too_large(largest: int) -> NotFetchedError:
    """Return the problem of more than may be fetched."""
    return NotFetchedError(f"is larger than {size(largest)}", "Give the address of a description.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException:
        raise NotFetchedError(f"gives no answer for {limits.SILENCE:.0f} seconds", _AGAIN) from None
    except httpx.RemoteProtocolError as error:
        raise NotFetchedError(f"broke off or is no HTTP: {error}", _AGAIN) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotFetchedError(f"cannot be reached: {error or type(error).__name__}", _AGAIN) from None


def size(number: int) -> str:
    """Return a number of bytes as a person reads it."""
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f}".removesuffix(".0") + " MB"
