"""A URL or headers go in, text that shows no value but those of listed names comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import unquote_plus

import httpx

REDACTED: Final = "REDACTED"

CREDENTIAL_HEADERS: Final = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})
"""Headers that are never shown, whoever lists them."""

_HEADERS = frozenset(
    {
        *(
            "accept",
            "accept-encoding",
            "content-encoding",
            "content-length",
            "content-type",
            "transfer-encoding",
            "vary",
        ),
        *("cache-control", "date", "etag", "expires", "last-modified", "pragma"),
        *("if-match", "if-modified-since", "if-none-match", "if-unmodified-since"),
        *("connection", "host", "retry-after", "retry-after-ms", "server", "user-agent", "www-authenticate"),
        *("apim-request-id", "ms-cv", "request-id", "traceparent", "x-ms-client-request-id", "x-ms-request-id"),
        *("api-supported-versions", "x-ms-error-code", "x-ms-return-client-request-id", "x-request-id"),
    }
)
_QUERY = frozenset({"api-version"})
_PARAMETER = re.compile("[^&;]+")  # some services still take a semicolon for an ampersand


class Redaction:
    """What logs and traces may show of a request and its answer.

    A path is shown as it is, since a line without it says nothing; an error's text shows it too.

    Args:
        headers: Names of headers to show, beside those that are harmless with any service.
        query: Names of query parameters to show, beside ``api-version``.
    """

    def __init__(self, headers: Iterable[str] = (), query: Iterable[str] = ()) -> None:
        self._headers = _HEADERS.union(name.lower() for name in headers)
        self._query = _QUERY.union(name.lower() for name in query)

    def url(self, url: httpx.URL) -> str:
        """Write a URL: ``https://host/path?api-version=v1&top=REDACTED``, without user name and fragment."""
        # Not from str(url), which leaves out what it takes for a key.
        path, mark, query = url.raw_path.decode("ascii", "replace").partition("?")
        shown = _PARAMETER.sub(self._parameter, query)
        return f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}{path}{mark}{shown}"

    def _parameter(self, found: re.Match[str]) -> str:
        name, mark, _ = found[0].partition("=")
        if not mark:
            return REDACTED
        return found[0] if unquote_plus(name).lower() in self._query else f"{name}={REDACTED}"

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Write headers: every name, and the values that may be shown."""
        shown = self._headers
        return {visible(name): visible(value) if name.lower() in shown else REDACTED for name, value in headers.items()}


def visible(text: str) -> str:
    """Escape what is not visible ASCII, so that text from elsewhere can neither begin a line nor move a cursor."""
    return text if text.isascii() and text.isprintable() else ascii(text)[1:-1]
