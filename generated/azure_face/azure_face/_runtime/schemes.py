"""A security scheme of the description and a secret go in, a request that carries the secret comes out."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias
from urllib.parse import quote

import httpx
from attrs import frozen

from .credentials import BasicCredential, BearerTokenCredential
from .headers import checked_header, checked_header_name

_PLAIN_URL = "veneer.url"
_PLAIN_COOKIE = "veneer.cookie"


@frozen
class ApiKeyScheme:
    """A key in a header, the query or a cookie.

    Attributes:
        id: The scheme's name in the description.
        name: The name of the header, query parameter or cookie.
        location: Where it goes.
    """

    id: str
    name: str
    location: Literal["header", "query", "cookie"] = "header"
    accepts = "a KeyCredential (or anything with .key)"

    def fits(self, credential: object) -> bool:
        """Whether the credential has a key."""
        return isinstance(getattr(type(credential), "key", None), property) or isinstance(
            getattr(credential, "key", None), str
        )

    def place(self, request: httpx.Request, secret: str) -> None:
        """Put the key on the request; doing so again replaces it."""
        if self.location == "header":
            request.headers[self.name] = checked_header(self.name, secret)
        elif self.location == "query":
            plain: httpx.URL = request.extensions.setdefault(_PLAIN_URL, request.url)
            request.url = UrlWithKey.of(plain, self.name, secret)
        else:
            cookies: str = request.extensions.setdefault(_PLAIN_COOKIE, request.headers.get("Cookie", ""))
            name = checked_header_name(self.name)  # a cookie's name has the same characters (RFC 6265, section 4.1.1)
            request.headers["Cookie"] = f"{cookies}{'; ' if cookies else ''}{name}={secret}"


@frozen
class BearerTokenScheme:
    """A bearer token: OAuth 2, OpenID Connect, HTTP Bearer.

    Attributes:
        id: The scheme's name in the description.
        scopes: What a token must be for.
    """

    id: str
    scopes: tuple[str, ...] = ()
    accepts = "a token credential (anything with get_token, or a BearerTokenCredential)"

    def fits(self, credential: object) -> bool:
        """Whether the credential gives tokens."""
        return isinstance(credential, BearerTokenCredential) or callable(getattr(credential, "get_token", None))

    def place(self, request: httpx.Request, secret: str) -> None:
        """Put the token on the request; doing so again replaces it."""
        request.headers["Authorization"] = f"Bearer {secret}"


@frozen
class BasicScheme:
    """HTTP Basic.

    Attributes:
        id: The scheme's name in the description.
    """

    id: str
    accepts = "a BasicCredential"

    def fits(self, credential: object) -> bool:
        """Whether the credential is a ``BasicCredential``."""
        return isinstance(credential, BasicCredential)

    def place(self, request: httpx.Request, secret: str) -> None:
        """Put user name and password, already in base64, on the request; doing so again replaces them."""
        request.headers["Authorization"] = f"Basic {secret}"


Scheme: TypeAlias = ApiKeyScheme | BearerTokenScheme | BasicScheme
Security: TypeAlias = tuple[tuple[Scheme, ...], ...]
"""Alternatives, each of which is a combination of schemes; an empty combination allows anonymous calls."""


class UrlWithKey(httpx.URL):
    """A URL whose text leaves out its query: the query holds a key, and httpx logs URLs."""

    @classmethod
    def of(cls, url: httpx.URL, name: str, secret: str) -> UrlWithKey:
        """Add a key to a URL's query."""
        path, _, query = url.raw_path.decode("ascii").partition("?")
        joined = f"{query}{'&' if query else ''}{quote(name, safe='')}={quote(secret, safe='')}"
        return cls(url, raw_path=f"{path}?{joined}".encode("ascii"))

    def __str__(self) -> str:
        return str(httpx.URL(self, query=b"..."))

    def __repr__(self) -> str:
        return f"<UrlWithKey {self}>"

    def copy_with(self, **kwargs: Any) -> httpx.URL:
        """As ``httpx.URL.copy_with``."""
        return httpx.URL(self, **kwargs)
