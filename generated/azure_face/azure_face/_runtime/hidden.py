"""A URL, headers or an error that hold a secret go in, the same come out, but no text of theirs shows it."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import quote, unquote_plus

import httpx

from .headers import checked_header_name


class UrlWithKey(httpx.URL):
    """A URL whose text leaves out its query: the query holds a key, and httpx logs URLs."""

    @classmethod
    def of(cls, url: httpx.URL, name: str, secret: str) -> Self:
        """Add a key to a URL's query."""
        query = url.query.decode("ascii")
        joined = f"{query}{'&' if query else ''}{quote(name, safe='')}={quote(secret, safe='')}"
        return cls(url, query=joined.encode("ascii"))

    def __str__(self) -> str:
        return str(httpx.URL(self, query=b"..."))

    def __repr__(self) -> str:
        return f"<UrlWithKey {self}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return httpx.URL, (str(self),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def copy_with(self, **kwargs: Any) -> httpx.URL:
        """As ``httpx.URL.copy_with``; a copy hides its query as well."""
        changed = httpx.URL(self, **kwargs)
        return type(self)(changed) if changed.query else changed


class HeadersWithKey(httpx.Headers):
    """Headers whose repr leaves out the values of some; httpx's own does so for ``Authorization`` alone.

    Args:
        headers: What to copy.
        hidden: The names of those.
    """

    def __init__(self, headers: httpx.Headers, hidden: frozenset[str]) -> None:
        super().__init__(headers, headers.encoding)
        self._hidden = hidden

    @classmethod
    def hiding(cls, headers: httpx.Headers, *names: str) -> httpx.Headers:
        """Return the same headers where they hide these names, else a copy that does.

        Raises:
            ValueError: If one is no header's name.
        """
        hidden: frozenset[str] = getattr(headers, "_hidden", frozenset())
        if hidden.issuperset(names):
            return headers
        return cls(headers, hidden.union(map(checked_header_name, names)))

    def copy(self) -> httpx.Headers:
        """As ``httpx.Headers.copy``."""
        return HeadersWithKey(self, self._hidden)

    def __repr__(self) -> str:
        shown = httpx.Headers(self)
        for name in self._hidden:
            if name in shown:
                shown[name] = "[secure]"
        return repr(shown)


def without_parameter(url: httpx.URL, name: str) -> httpx.URL:
    """Take a parameter out of a URL's query; the same URL where it has none."""
    query = url.query.decode("ascii")
    parts = query.split("&")
    kept = [part for part in parts if unquote_plus(part.partition("=")[0]) != name]
    if len(kept) == len(parts):
        return url
    return httpx.URL(url, query="&".join(kept).encode("ascii") or None)


def without_cookie(cookies: str, name: str) -> str:
    """Take a cookie out of a ``Cookie`` header; the same text where it has none."""
    parts = cookies.split(";")
    kept = [part for part in parts if part.partition("=")[0].strip() != name]
    return cookies if len(kept) == len(parts) else ";".join(kept).strip()


def without_secrets(told: httpx.RequestError | httpx.Response) -> None:
    """Leave of an error's request only what tells where it went: errors are pickled, logged and kept.

    Args:
        told: The error; or an answer that is not read yet, whose request httpx tells each error of reading it.
    """
    try:
        request = told.request
    except RuntimeError:  # nobody has told it yet
        return
    told.request = httpx.Request(request.method, request.url.copy_with(query=None))
