"""The caller's endpoint goes in, a checked base URL comes out."""

from __future__ import annotations

import ipaddress

import httpx

from .kinds import type_name

_PART_FORBIDS = "/\\?#@"


def server_variable(name: str, value: str, *, path: bool = False) -> str:
    """Check what fills a variable of the server's URL template.

    Args:
        name: The argument's name, for messages.
        value: An absolute http(s) URL without query, fragment or user name; or a part of one, such as a host or region.
        path: Whether the variable stands in the template's path, where a part may hold slashes.

    Returns:
        The value without a slash at its end.

    Raises:
        TypeError: If the value is no str.
        ValueError: If it is empty, or no such URL or part. The value is not shown: it may hold a secret.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, got {type_name(value)}")
    if not value.strip():
        raise ValueError(f"{name} must not be empty")
    if not value.isprintable() or " " in value:
        raise ValueError(f"{name} must not hold a blank or a control character")
    if "://" in value:
        return str(checked_endpoint(value, name)).rstrip("/")
    if any(character in value for character in (_PART_FORBIDS[1:] if path else _PART_FORBIDS)):
        raise ValueError(f"{name} must be an absolute URL (https://...) or a plain name without any of {_PART_FORBIDS}")
    if path and not {".", ".."}.isdisjoint(value.split("/")):
        raise ValueError(f"{name} must not hold '.' or '..' as a part")
    return value.rstrip("/")


def checked_endpoint(endpoint: str, name: str = "endpoint") -> httpx.URL:
    """Check a base URL.

    Args:
        endpoint: The URL.
        name: The argument's name, for messages.

    Returns:
        The parsed URL.

    Raises:
        ValueError: If it is not absolute, not http or https, or has a query, a fragment or a user name.
    """
    try:
        url = httpx.URL(endpoint)
    except httpx.InvalidURL:
        raise ValueError(f"{name} is not a URL") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError(f"{name} must be an absolute URL: https://<host>")
    if url.userinfo:
        raise ValueError(f"{name} must not hold a user name or password: pass a credential")
    if "?" in endpoint or "#" in endpoint:
        raise ValueError(f"{name} must not have a query or a fragment")
    return url


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: ``localhost``, 127.0.0.0/8 or ``::1``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: httpx.URL) -> tuple[bytes, bytes, int | None]:
    """A URL's origin: scheme, host and port (RFC 6454); httpx leaves out the port that a scheme has anyway."""
    return url.raw_scheme, url.raw_host, url.port


def is_safe(url: httpx.URL) -> bool:
    """Whether a credential may be sent to a URL: over https, or to this machine."""
    return url.scheme == "https" or is_loopback(url.host)


def refuse_plain_http(url: httpx.URL) -> None:
    """Raise a ``ValueError`` where a credential would leave over plain http to another machine."""
    if not is_safe(url):
        raise ValueError(
            "a credential must not be sent over plain http: use an https:// endpoint (http:// only to localhost)"
        )
