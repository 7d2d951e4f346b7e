"""A client goes in, the base class of what sends a part of its operations comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from .async_client import AsyncServiceClient
    from .client import ServiceClient
    from .context import RequestContext
    from .request import HttpRequest


class OperationGroup:
    """Some of a client's operations, which go through that client: its connections, credential, policies and options.

    It is open as long as the client is, and the client is there as long as a group of it is used.

    Args:
        client: The client.
    """

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    def _send(self, request: HttpRequest, context: RequestContext | None = None) -> httpx.Response:
        return self._client._send(request, context)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


class AsyncOperationGroup:
    """The async twin of `OperationGroup`.

    Args:
        client: The client.
    """

    def __init__(self, client: AsyncServiceClient) -> None:
        self._client = client

    async def _send(self, request: HttpRequest, context: RequestContext | None = None) -> httpx.Response:
        return await self._client._send(request, context)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"
