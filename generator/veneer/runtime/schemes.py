"""A security scheme of the description and a secret go in, a request that carries the secret comes out."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import httpx

from .credentials import BasicCredential
from .headers import checked_header_name
from .hidden import HeadersWithKey, UrlWithKey, without_cookie, without_parameter
from .values import Value


class ApiKeyScheme(Value):
    """A key in a header, the query or a cookie.

    Attributes:
        id: The scheme's name in the description.
        name: The name of the header, query parameter or cookie.
        location: Where it goes.
        prefix: What stands before it in a header, the name of a scheme of HTTP for example.
    """

    __slots__ = ("id", "name", "location", "prefix")  # noqa: RUF023 (in the order of the repr)

    accepts = "a KeyCredential (or anything with .key)"

    def __init__(
        self, id: str, name: str, location: Literal["header", "query", "cookie"] = "header", prefix: str = ""
    ) -> None:
        self.id: Final = id
        self.name: Final = name
        self.location: Final = location
        self.prefix: Final = prefix

    @property
    def header(self) -> str | None:
        """The name of the header that holds the key, if one does."""
        return {"header": self.name, "cookie": "Cookie"}.get(self.location)

    def fits(self, credential: object) -> bool:
        """Whether the credential has a key."""
        return isinstance(getattr(type(credential), "key", None), property) or isinstance(
            getattr(credential, "key", None), str
        )

    def place(self, request: httpx.Request, secret: str) -> None:
        """Put the key on the request; doing so again replaces it."""
        if self.location == "header":
            request.headers = HeadersWithKey.hiding(request.headers, self.name)
            request.headers[self.name] = f"{self.prefix} {secret}" if self.prefix else secret
        elif self.location == "query":
            request.url = UrlWithKey.of(without_parameter(request.url, self.name), self.name, secret)
        else:
            if ";" in secret:
                raise ValueError("a key that goes into a cookie must not hold a semicolon: the cookie would end there")
            cookies = without_cookie(request.headers.get("Cookie", ""), self.name)
            name = checked_header_name(self.name)  # a cookie's name has the same characters (RFC 6265, section 4.1.1)
            request.headers = HeadersWithKey.hiding(request.headers, "Cookie")
            request.headers["Cookie"] = f"{cookies}{'; ' if cookies else ''}{name}={secret}"

    def remove(self, request: httpx.Request) -> bool:
        """Take any such key off the request; whether there was one."""
        if self.location == "header":
            return request.headers.pop(self.name, None) is not None
        if self.location == "query":
            url, request.url = request.url, without_parameter(request.url, self.name)
            return request.url is not url
        cookies = request.headers.get("Cookie", "")
        kept = without_cookie(cookies, self.name)
        if kept == cookies:
            return False
        if kept:
            request.headers["Cookie"] = kept
        else:
            del request.headers["Cookie"]
        return True


class BearerTokenScheme(Value):
    """A bearer token: OAuth 2, OpenID Connect, HTTP Bearer.

    Attributes:
        id: The scheme's name in the description.
        scopes: What a token must be for.
    """

    __slots__ = ("id", "scopes")

    accepts = "a token credential (anything with get_token, or a BearerTokenCredential)"

    def __init__(self, id: str, scopes: tuple[str, ...] = ()) -> None:
        self.id: Final = id
        self.scopes: Final = scopes

    def fits(self, credential: object) -> bool:
        """Whether the credential gives tokens."""
        return callable(getattr(credential, "get_token", None)) or callable(getattr(credential, "get_token_info", None))

    def place(self, request: httpx.Request, secret: str) -> None:
        """Put the token on the request; doing so again replaces it."""
        place_token(request, secret)

    def remove(self, request: httpx.Request) -> bool:
        """Take any token off the request; whether there was one."""
        return request.headers.pop("Authorization", None) is not None


class BasicScheme(Value):
    """HTTP Basic.

    Attributes:
        id: The scheme's name in the description.
    """

    __slots__ = ("id",)

    accepts = "a BasicCredential"

    def __init__(self, id: str) -> None:
        self.id: Final = id

    def fits(self, credential: object) -> bool:
        """Whether the credential is a ``BasicCredential``."""
        return isinstance(credential, BasicCredential)

    def place(self, request: httpx.Request, secret: str) -> None:
        """Put user name and password, already in base64, on the request; doing so again replaces them."""
        request.headers["Authorization"] = f"Basic {secret}"

    def remove(self, request: httpx.Request) -> bool:
        """Take any user name and password off the request; whether there was one."""
        return request.headers.pop("Authorization", None) is not None


Scheme: TypeAlias = ApiKeyScheme | BearerTokenScheme | BasicScheme
Security: TypeAlias = tuple[tuple[Scheme, ...], ...]
"""Alternatives, each of which is a combination of schemes; an empty combination allows anonymous calls."""


def place_token(request: httpx.Request, token: str) -> None:
    """Put a bearer token on a request; doing so again replaces it."""
    request.headers["Authorization"] = f"Bearer {token}"
