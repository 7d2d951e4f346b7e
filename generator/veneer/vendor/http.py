"""A URL -> all bytes behind it, or a problem; nothing that arrived in part."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from veneer.report import Progress
from veneer.vendor import limits
from veneer.vendor.problems import not_fetched, too_large
from veneer.vendor.sources import UrlSource, is_allowed

_HEADERS = {"Accept": "application/json, application/yaml;q=0.9, */*;q=0.5", "Accept-Encoding": "identity"}


def fetch_url(source: UrlSource, progress: Progress) -> bytes:
    """Return what a URL gives.

    Args:
        source: The URL, one without a fault.
        progress: Told how far it is.

    Raises:
        InputError: `not-fetched`: no connection, another status than 200, a redirect that leads away from https, an
            answer that broke off, is too large or takes too long.
    """
    end = time.monotonic() + limits.LONGEST
    url = httpx.URL(source.url)
    with _told(source), httpx.Client(timeout=limits.SILENCE, headers=_HEADERS) as client:
        for _ in range(limits.REDIRECTS + 1):
            with client.stream("GET", url) as answer:
                if answer.next_request is None:
                    return _content(answer, source, progress, end)
                url = _followed(url, answer.next_request.url, source)
    raise not_fetched(source, f"redirects more than {limits.REDIRECTS} times", "Give the address that it leads to.")


def _followed(url: httpx.URL, target: httpx.URL, source: UrlSource) -> httpx.URL:
    """Return where a redirect leads, if that is no less safe than where it came from."""
    if not is_allowed(target) or (url.scheme == "https" and target.scheme != "https"):
        place = f"{target.scheme}://{target.host}" if target.scheme == "http" else f"{target.scheme}:"
        fix = "Give an https address that stays with https."
        raise not_fetched(source, f"redirects to {place}, which is neither https nor on this machine", fix)
    return target


def _content(answer: httpx.Response, source: UrlSource, progress: Progress, end: float) -> bytes:
    if answer.status_code != 200:
        fix = "Check the address; one that needs a login is not read."
        raise not_fetched(source, f"answers {answer.status_code} {answer.reason_phrase}".rstrip(), fix)
    length = answer.headers.get("Content-Length", "")
    whole = f" of {size(int(length))}" if length.isdecimal() else ""
    content = bytearray()
    if length.isdecimal() and int(length) > limits.LARGEST:
        raise too_large(source, limits.LARGEST)
    for chunk in answer.iter_bytes():  # fails when there are fewer bytes than the answer promised
        content += chunk
        if len(content) > limits.LARGEST:
            raise too_large(source, limits.LARGEST)
        if time.monotonic() > end:
            raise not_fetched(source, f"is not there after {limits.LONGEST:.0f} seconds")
        progress.update(f"{size(len(content))}{whole}")
    return bytes(content)


@contextmanager
def _told(source: UrlSource) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException:
        raise not_fetched(source, f"gives no answer for {limits.SILENCE:.0f} seconds") from None
    except httpx.RemoteProtocolError as error:
        raise not_fetched(source, f"broke off or is no HTTP: {error}") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise not_fetched(source, f"cannot be reached: {error or type(error).__name__}") from None


def size(number: int) -> str:
    """Return a number of bytes as a person reads it."""
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"
