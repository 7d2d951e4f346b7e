"""A URL in; whether a description, or what it refers to, may be fetched from there, and if not why, out."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import ip_address

import httpx
from attrs import field, frozen

from veneer.diagnostics import Diagnostic, InputError, Location

_PORTS = {"http": 80, "https": 443}
_FIX = "Write it as https://host, or https://host:port, without a path."
_COPY = "Put a copy beside the description and refer to that."
SECRET = (
    "has a name or a password in it, which files would show",
    "Leave it out; git asks its credential helper, and a URL has to be readable by everybody.",
)


def parse_url(url: str) -> httpx.URL | None:
    """Return a URL, or ``None`` if the text is none."""
    try:
        return httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return None


def origin_of(url: httpx.URL) -> str:
    """Return scheme, host and port of a URL, the port only where it is another than that of the scheme."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def read_origins(names: Iterable[str]) -> frozenset[str]:
    """Return origins that a user named.

    Raises:
        InputError: `bad-origin`.
    """
    return frozenset(_origin(name) for name in names)


def _origin(name: str) -> str:
    url = parse_url(name)
    if url is None or url.scheme not in _PORTS or not url.host or url.userinfo or url.path != "/" or "?" in name:
        raise InputError([Diagnostic("bad-origin", f"`{name}` is no origin", Location("veneer"), _FIX)])
    return origin_of(url)


def url_fault(url: str, allowed: frozenset[str] = frozenset()) -> tuple[str, str] | None:
    """Return what is wrong with a URL that a user named and what to do about it, if something is.

    Args:
        url: The URL of a description.
        allowed: Origins that the user allowed.
    """
    parsed = parse_url(url)
    if parsed is None:
        return "is no URL", "Write it as https://host/path."
    if parsed.userinfo:
        return SECRET
    if not _is_safe(parsed) and origin_of(parsed) not in allowed:
        return "is neither https nor on this machine", "Name an https URL, or a file."
    return None


def _is_safe(url: httpx.URL) -> bool:
    """Tell whether nobody on the way can change what a URL gives: https, or http on this machine."""
    return bool(url.host) and (url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.host)))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@frozen
class Origins:
    """Where references and redirects may lead: to the origin of the description, and to those that a user named.

    A name that a user allowed is not enough for an address of this machine or of a private network, which its owner
    could let it have; unless the description itself is from there.

    Attributes:
        first: The description; ``None`` for a file of this machine.
        allowed: The origins that the user named.
    """

    first: httpx.URL | None
    allowed: frozenset[str] = field(default=frozenset())

    def refusal(self, url: httpx.URL) -> tuple[str, str] | None:
        """Return where a URL leads to that it may not lead to, and what to do about it."""
        if url.scheme not in _PORTS or not url.host:
            return f"leads to `{url.scheme}:`, which is not fetched", _COPY
        if url.userinfo:
            return "has a name or a password in it", "Leave it out."
        origin = origin_of(url)
        if self.first is not None and origin == origin_of(self.first):
            return None
        if origin not in self.allowed:
            return f"leads to another origin, {origin}", f"If that is meant, allow it: --allow-origin {origin}"
        if self.first is None or _inner_address(self.first.host):
            return None
        inner = _inner_address(url.host)
        if inner is None or inner == url.host or url.host == "localhost":
            return None
        message = f"leads to {origin}, which has the address {inner} of this machine or of a private network"
        return message, f"If that is meant, allow the address: --allow-origin {origin_of(url.copy_with(host=inner))}"


def _inner_address(host: str) -> str | None:
    """Return an address of a host that is not one of the public internet, if it has such a one."""
    try:
        found = [str(item[4][0]) for item in socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)]
    except (OSError, UnicodeError):
        return None  # nothing can be fetched from there, or a proxy knows the way
    return next((item for item in found if not ip_address(item.partition("%")[0]).is_global), None)
