"""The answer that began a long-running operation goes in, a poller that follows its headers comes out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

import httpx

from .cancellation import CancellationToken
from .context import RequestContext, cancel_with
from .long_running import OperationStatus, Trail
from .next_pages import at_link
from .polling import INTERVAL, AsyncPoller, Poller
from .request import HttpRequest
from .response import Response
from .verdicts import Verdict

T = TypeVar("T")

Send = Callable[[HttpRequest, RequestContext | None], httpx.Response]
AsyncSend = Callable[[HttpRequest, RequestContext | None], Awaitable[httpx.Response]]


def followed(
    send: Send, request: HttpRequest, raw: httpx.Response, read: Callable[[httpx.Response], T], final: str = ""
) -> Poller[OperationStatus, T]:
    """Follow an operation by the URLs in the headers of its answers.

    These are ``Operation-Location`` and ``Azure-AsyncOperation``, whose JSON has the status (Azure REST API
    Guidelines), and ``Location`` (RFC 9110, section 10.2.2), which answers 202 until the end. A URL is followed only to
    the client's own origin.

    Args:
        send: Sends a request.
        request: What is sent to such a URL, less the URL.
        raw: The answer that began the operation.
        read: Reads the result from an answer.
        final: Where the result is, as `x-ms-long-running-operation-options` says it; empty: by the method.
    """
    return _Following(send, request, raw, read, final)


def followed_async(
    send: AsyncSend, request: HttpRequest, raw: httpx.Response, read: Callable[[httpx.Response], T], final: str = ""
) -> AsyncPoller[OperationStatus, T]:
    """Follow an operation as `followed` does, with an async client."""
    return _AsyncFollowing(send, request, raw, read, final)


class _Following(Poller[OperationStatus, T]):
    def __init__(
        self, send: Send, request: HttpRequest, raw: httpx.Response, read: Callable[[httpx.Response], T], final: str
    ) -> None:
        self._trail, self._read, self._send, self._request = Trail(raw, final), read, send, request
        super().__init__(_first(raw, read), self._asked, _verdict, self._trail.began())

    def _asked(self, cancellation: CancellationToken | None) -> Response[OperationStatus]:
        return self._trail.take(self._got(self._trail.url, cancellation))

    def _got(self, url: str, cancellation: CancellationToken | None) -> httpx.Response:
        return self._send(self._request, at_link(cancel_with(cancellation), url))

    def result(
        self, timeout: float | None = None, *, interval: float = INTERVAL, cancellation: CancellationToken | None = None
    ) -> Response[T]:
        last = self.wait(timeout, interval=interval, cancellation=cancellation)
        url = self._trail.result_url(last)
        raw = last.raw if url is None else self._got(url, cancellation)
        return Response(raw, self._read(raw))


class _AsyncFollowing(AsyncPoller[OperationStatus, T]):
    def __init__(
        self,
        send: AsyncSend,
        request: HttpRequest,
        raw: httpx.Response,
        read: Callable[[httpx.Response], T],
        final: str,
    ) -> None:
        self._trail, self._read, self._send, self._request = Trail(raw, final), read, send, request
        super().__init__(_first(raw, read), self._asked, _verdict, self._trail.began())

    async def _asked(self, cancellation: CancellationToken | None) -> Response[OperationStatus]:
        return self._trail.take(await self._got(self._trail.url, cancellation))

    async def _got(self, url: str, cancellation: CancellationToken | None) -> httpx.Response:
        return await self._send(self._request, at_link(cancel_with(cancellation), url))

    async def result(
        self, timeout: float | None = None, *, interval: float = INTERVAL, cancellation: CancellationToken | None = None
    ) -> Response[T]:
        last = await self.wait(timeout, interval=interval, cancellation=cancellation)
        url = self._trail.result_url(last)
        raw = last.raw if url is None else await self._got(url, cancellation)
        return Response(raw, self._read(raw))


def _first(raw: httpx.Response, read: Callable[[httpx.Response], T]) -> Response[T]:
    """Read the first answer; a 202 may be empty whatever the description says, since there is no result yet."""
    empty = raw.status_code == httpx.codes.ACCEPTED and not raw.content
    return Response(raw, cast("T", None) if empty else read(raw))


def _verdict(status: OperationStatus) -> Verdict:
    return status._verdict
