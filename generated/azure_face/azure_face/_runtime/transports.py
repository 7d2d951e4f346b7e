"""An endpoint goes in, the transport that a client of its own opens comes out."""

from __future__ import annotations

import os
from typing import Any, Final

import httpx

from .server import is_loopback

LIMITS: Final = httpx.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=15.0)
"""At most 100 connections, all of which may wait for the next call, for 15 seconds."""


def transport_options(url: httpx.URL) -> dict[str, Any]:
    """Return what ``httpx.HTTPTransport`` and ``httpx.AsyncHTTPTransport`` take for an endpoint.

    Args:
        url: The endpoint. A proxy that the environment or the system names for it is used, and so are the certificates
            that ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name; for this machine there is never a proxy.
    """
    return {"limits": LIMITS, "proxy": None if is_loopback(url.host) else proxy_for(url)}


def proxy_for(url: httpx.URL) -> str | None:
    """Return the proxy that the environment or the system names for a URL, or ``None``."""
    if os.name == "posix" and not any(name.lower().endswith("_proxy") for name in os.environ):
        return None  # the usual case, without loading what knows the systems' settings
    from urllib.request import getproxies, proxy_bypass

    named = getproxies()
    proxy = named.get(url.scheme) or named.get("all")
    if proxy is None or proxy_bypass(url.netloc.decode("ascii")):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
