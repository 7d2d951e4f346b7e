"""Transports of several origins go in, one transport that carries each request by that of its origin comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import httpx

from .server import origin

T = TypeVar("T")


class _Routes(Generic[T]):
    """Transports by the origin that they carry requests to.

    Args:
        routes: The transports; several origins may share one.
        default: That of every other origin.
    """

    def __init__(self, routes: Mapping[tuple[Any, ...], T], default: T) -> None:
        self._routes: dict[tuple[Any, ...], T] = dict(routes)
        self._default = default
        self.transports = tuple(dict.fromkeys((default, *routes.values())))

    def _of(self, request: httpx.Request) -> T:
        return self._routes.get(origin(request.url), self._default)


class Routes(_Routes[httpx.BaseTransport], httpx.BaseTransport):
    """The transport of a sync client whose servers are not reached by the same proxy."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request by the transport of its origin."""
        return self._of(request).handle_request(request)

    def close(self) -> None:
        """Close all of the transports."""
        for transport in self.transports:
            transport.close()


class AsyncRoutes(_Routes[httpx.AsyncBaseTransport], httpx.AsyncBaseTransport):
    """The async twin of `Routes`."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request by the transport of its origin."""
        return await self._of(request).handle_async_request(request)

    async def aclose(self) -> None:
        """Close all of the transports."""
        for transport in self.transports:
            await transport.aclose()
