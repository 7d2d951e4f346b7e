"""The URLs of a service go in, the transport that a client of its own opens comes out."""

from __future__ import annotations

import os
from functools import partial
from typing import Final

import httpx

from .connections import Connections
from .routes import AsyncRoutes, Routes
from .server import is_loopback, origin

MOST: Final = 100
"""How many connections a client opens at most."""

LONGEST: Final = 15.0
"""Seconds that a connection is kept while it is not needed."""


def open_transport(url: httpx.URL, others: tuple[httpx.URL, ...] = ()) -> httpx.BaseTransport:
    """Make the transport of a sync client.

    Args:
        url: The endpoint. A proxy that the environment or the system names for it is used, and so are the certificates
            that ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name; for this machine there is never a proxy.
        others: The servers that operations have of their own, each with its proxy.
    """
    limits = httpx.Limits(max_connections=MOST, max_keepalive_connections=MOST, keepalive_expiry=LONGEST)
    proxies = _proxies(url, others)
    made = {proxy: httpx.HTTPTransport(limits=limits, proxy=proxy) for proxy in dict.fromkeys(proxies.values())}
    if len(made) == 1:
        return made[proxies[origin(url)]]
    return Routes({place: made[proxy] for place, proxy in proxies.items()}, made[proxies[origin(url)]])


def open_async_transport(url: httpx.URL, others: tuple[httpx.URL, ...] = ()) -> httpx.AsyncBaseTransport:
    """Make the transport of an async client; else as ``open_transport``."""
    one = httpx.Limits(max_connections=1, keepalive_expiry=LONGEST)
    verify = httpx.create_ssl_context()  # takes long, so all connections share it
    proxies = _proxies(url, others)
    made = {
        proxy: Connections(partial(httpx.AsyncHTTPTransport, verify, limits=one, proxy=proxy), MOST, LONGEST)
        for proxy in dict.fromkeys(proxies.values())
    }
    if len(made) == 1:
        return made[proxies[origin(url)]]
    return AsyncRoutes({place: made[proxy] for place, proxy in proxies.items()}, made[proxies[origin(url)]])


def _proxies(url: httpx.URL, others: tuple[httpx.URL, ...]) -> dict[tuple[bytes, bytes, int | None], str | None]:
    """Return the proxy of each origin, that of the endpoint first."""
    return {origin(item): _proxy_for(item) for item in (url, *others)}


def _proxy_for(url: httpx.URL) -> str | None:
    """Return the proxy that the environment or the system names for a URL, or ``None``."""
    if is_loopback(url.host) or not _proxies_may_be_named():
        return None
    from urllib.request import getproxies, proxy_bypass

    named = getproxies()
    proxy = named.get(url.scheme) or named.get("all")
    if proxy is None or proxy_bypass(url.netloc.decode("ascii")):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxies_may_be_named() -> bool:
    # Elsewhere the system has settings of its own.
    return os.name != "posix" or any(name.lower().endswith("_proxy") for name in os.environ)
