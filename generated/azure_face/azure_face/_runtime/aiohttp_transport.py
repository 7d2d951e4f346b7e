"""A request of httpx goes in, aiohttp carries it, and its answer comes out as one of httpx.

Beside `httpx-aiohttp`: a URL is sent as it is encoded, no cookie is kept, no header is added, each failure is the one
that httpx's own transport has (one that may have reached the service is none of connecting, which is tried again), and
an answer that came whole with its head is read without another turn of the event loop.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, NoReturn

import httpx

from .transports import LONGEST, MOST

_NEEDED: Final = "AiohttpTransport needs aiohttp: pip install 'aiohttp>=3.11'"
_ADDED: Final = ("Accept", "Accept-Encoding", "User-Agent")
"""What aiohttp adds by itself to a request that lacks it, as it does ``Content-Type`` to one with a body."""

# What aiohttp raises, the more special before the more general, and what httpx raises for the same.
_ERRORS: Final = (
    ("ClientProxyConnectionError", httpx.ProxyError),
    ("ClientHttpProxyError", httpx.ProxyError),
    ("ClientConnectorError", httpx.ConnectError),
    ("ServerFingerprintMismatch", httpx.ConnectError),
    ("ConnectionTimeoutError", httpx.ConnectTimeout),
    ("ServerTimeoutError", httpx.ReadTimeout),
    ("ServerDisconnectedError", httpx.RemoteProtocolError),
    ("ClientConnectionResetError", httpx.WriteError),
    ("ClientConnectionError", httpx.ReadError),
    ("ClientPayloadError", httpx.RemoteProtocolError),
    ("ClientResponseError", httpx.RemoteProtocolError),
    ("InvalidURL", httpx.UnsupportedProtocol),
    ("NonHttpUrlClientError", httpx.UnsupportedProtocol),
    ("ClientError", httpx.ReadError),
)


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends with aiohttp, which is the quickest for many async calls at a time: ``transport=AiohttpTransport()``.

    Connections, certificates and proxies are aiohttp's business: pass a session for any that are not the usual ones
    (up to 100 connections, each kept for 15 seconds; certificates as with httpx; no proxy).

    Args:
        session: An ``aiohttp.ClientSession``, which stays the caller's (it sends again by itself, once, what a
            connection lost); or a function that makes one, which is called with the first request, and whose session
            the transport closes.

    Raises:
        ImportError: aiohttp is not installed.
        TypeError: The session is neither.
    """

    def __init__(self, session: Any = None) -> None:
        try:
            self._aiohttp: Any = import_module("aiohttp")
            self._url: Any = import_module("yarl").URL
            self._headers: Any = import_module("multidict").CIMultiDict
        except ImportError as error:
            raise ImportError(_NEEDED, name=error.name) from error
        self._failures = (self._aiohttp.ClientError, OSError)
        self._errors = tuple((getattr(self._aiohttp, name), ours) for name, ours in _ERRORS)
        self._timeout = lru_cache(64)(self._made_timeout)
        is_open = isinstance(session, self._aiohttp.ClientSession)
        if not (session is None or is_open or callable(session)):
            raise TypeError(f"session is an aiohttp.ClientSession or a function that makes one, not {session!r}")
        self._session: Any = session if is_open else None
        self._make: Callable[[], Any] | None = None if is_open else session or self._new_session

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its answer once the head is there.

        Raises:
            httpx.TransportError: It fails.
        """
        session, url = self._opened(), self._url(str(request.url), encoded=True)
        try:
            answer = await session.request(request.method, url, **self._options(request))
            body = answer.content
            whole = body.read_nowait(-1) if body.is_eof() else None
        except self._failures as error:
            self._fail(error)
        extensions = {"http_version": b"HTTP/%d.%d" % answer.version}
        if answer.reason:
            extensions["reason_phrase"] = answer.reason.encode("latin-1", "replace")
        stream = _Body(answer, self._failures, self._fail) if whole is None else httpx.ByteStream(whole)
        return httpx.Response(answer.status, headers=answer.raw_headers, stream=stream, extensions=extensions)

    async def aclose(self) -> None:
        """Close the session if it is the transport's own."""
        session, self._session = self._session, None
        if session is not None and self._make is not None:
            await session.close()

    def _opened(self) -> Any:
        if self._session is None and self._make is not None:
            self._session = self._make()
            # As aiohttp's own test client does, there being no public way: how often is tried is the client's business.
            self._session._retry_connection = False
        return self._session

    def _new_session(self) -> Any:
        verify = httpx.create_ssl_context()
        connector = self._aiohttp.TCPConnector(limit=MOST, keepalive_timeout=LONGEST, ssl=verify)
        return self._aiohttp.ClientSession(connector=connector, cookie_jar=self._aiohttp.DummyCookieJar())

    def _options(self, request: httpx.Request) -> dict[str, Any]:
        """Return what is sent with a request, and how long each part of it may take."""
        headers = self._headers([(name.decode("ascii"), value.decode()) for name, value in request.headers.raw])
        content: Any
        try:
            content = request.content or None
        except httpx.RequestNotRead:
            content = request.stream
            headers.pop("Transfer-Encoding", None)  # which aiohttp sets, and refuses from others
        added = _ADDED if content is None else (*_ADDED, "Content-Type")
        limits = request.extensions.get("timeout", {})
        return {
            "headers": headers,
            "data": content,
            "timeout": self._timeout(limits.get("connect"), limits.get("read"), limits.get("pool")),
            "skip_auto_headers": [name for name in added if name not in headers] or None,
            "server_hostname": request.extensions.get("sni_hostname"),
            "allow_redirects": False,
            "auto_decompress": False,
        }

    def _made_timeout(self, connect: float | None, read: float | None, pool: float | None) -> Any:
        # Theirs for a connection includes the wait for a free one.
        both = None if connect is None or pool is None else connect + pool
        return self._aiohttp.ClientTimeout(connect=both, sock_connect=connect, sock_read=read)

    def _fail(self, error: Exception) -> NoReturn:
        """Raise what httpx raises for a failure."""
        ours = next((ours for theirs, ours in self._errors if isinstance(error, theirs)), httpx.ReadError)
        said = str(error)
        if not said or "://" in said:  # a URL, whose query may hold a secret
            raise ours(type(error).__name__) from None
        raise ours(said) from error


class _Body(httpx.AsyncByteStream):
    """The body of an answer that is still coming."""

    def __init__(
        self, answer: Any, failures: tuple[type[Exception], ...], fail: Callable[[Exception], NoReturn]
    ) -> None:
        self._answer, self._failures, self._fail = answer, failures, fail

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while piece := await self._answer.content.readany():
                yield piece
        except self._failures as error:
            self._fail(error)

    async def aclose(self) -> None:
        # Where the body has come whole the connection went back by itself.
        self._answer.close()
