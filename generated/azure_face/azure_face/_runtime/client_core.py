"""A request as an operation describes it goes in, an ``httpx.Request`` comes out: all of a client that is not I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final

import httpx

from .bindings import SECURITY
from .bodies import Body, Content
from .calls import CALL, Call
from .content import body_of, content_type_of
from .context import ErrorOptions, RequestContext, checked_timeout
from .errors import ServiceError
from .headers import checked_header, checked_headers
from .hidden import HeadersWithKey
from .policies import Placed, checked_policies
from .request import HttpRequest, with_query
from .retry import RetryOptions, checked_retry
from .schemes import ApiKeyScheme, Security
from .server import checked_endpoint, origin
from .unset import UNSET

if TYPE_CHECKING:
    from .rules import Rules

DEFAULT_TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)
"""Seconds that a client waits: 10 for a connection, 60 for each read or write."""

DEFAULT_MAX_RESPONSE_SIZE: Final = 268_435_456
"""Bytes that an answer's body may have: 256 MiB."""

NO_SERVERS: Final[Mapping[str, str]] = MappingProxyType({})
"""The servers of a service whose operations have none of their own."""

_RUNTIME_AGENT = f"veneer-runtime python-httpx/{httpx.__version__}"


class ClientCore:
    """What sync and async clients share: endpoint, headers, timeout; building requests and judging answers."""

    _asynchronous: ClassVar[bool]
    _http_client: Any

    def __init__(
        self,
        endpoint: str,
        *,
        security: Security,
        own_client: bool,
        timeout: httpx.Timeout | float | None,
        headers: Mapping[str, str] | None,
        user_agent: str | None,
        application_id: str | None,
        policies: Iterable[Placed[Any]],
        retry: RetryOptions | None,
        max_response_size: int | None,
        rules: Rules | None,
        servers: Mapping[str, str],
    ) -> None:
        self._url = checked_endpoint(endpoint)
        self._base = endpoint.rstrip("/")
        self._servers = {name: url.rstrip("/") for name, url in servers.items()}
        self._others = tuple(checked_endpoint(url, "the server of an operation") for url in self._servers.values())
        checked_timeout(timeout)
        # A client that the caller made has a timeout already; only one that was asked for replaces it.
        keep_theirs = timeout is DEFAULT_TIMEOUT and not own_client
        self._timeout = None if keep_theirs else _timeout_extension(timeout)
        self._host = _host(self._url)
        self._headers = _default_headers(headers, application_id, user_agent, self._host if own_client else None)
        keys = {scheme.header for schemes in security for scheme in schemes if isinstance(scheme, ApiKeyScheme)}
        self._headers = HeadersWithKey.hiding(self._headers, *filter(None, keys))  # else each request is copied for it
        self._head = lru_cache(64)(self._new_head)  # to make them for each call would take a fifth of its time
        self._policies = checked_policies(policies)
        self._retry = checked_retry(retry)
        self._max_response_size = checked_size(max_response_size)
        self._rules = rules

    def _build(self, request: HttpRequest, context: RequestContext) -> tuple[httpx.Request, Call]:
        if self._rules is not None:
            self._rules.check_request(request)
        if context._query is not None:
            request = with_query(request, context._query)
        elif context._link is not None:
            request = request._replace(method="GET", content=None, query="")
        body = None if request.content is None else body_of(request.content)
        url = _parsed(self._target(request)) if context._link is None else self._own(context._link, request.query)
        headers = self._headers_of(request, body, url, context)
        retry = self._retry if context.retry is UNSET else context.retry
        call = Call(context, retry, body is None or body.replayable)
        timeout = self._timeout if context.timeout is UNSET else _timeout_extension(context.timeout)
        extensions: dict[str, Any] = {CALL: call} if timeout is None else {CALL: call, "timeout": timeout.copy()}
        if request.security is not None:
            extensions[SECURITY] = request.security
        content = b"" if body is None else body.content(self._asynchronous)
        make = _request if self._http_client is None else self._http_client.build_request
        return make(request.method, url, headers=headers, content=content, extensions=extensions), call

    def _headers_of(
        self, request: HttpRequest, body: Body | None, url: httpx.URL, context: RequestContext
    ) -> httpx.Headers:
        content = request.content
        content_type = None if content is None else content_type_of(content, request.content_type)
        headers = self._head(request.accept, content_type).copy()
        if (request.server or context._link is not None) and headers.get("Host") == self._host:
            headers["Host"] = _host(url)
        if request.headers:
            _put(headers, request.headers)
        if request.cookies:
            headers["Cookie"] = request.cookies
        _put_framing(headers, request.method, body)
        if context.headers:
            _put(headers, context.headers)
        return headers

    def _new_head(self, accept: str | None, content_type: str | None) -> httpx.Headers:
        """Make the headers that each request has which accepts and sends the same; they are kept, and copied."""
        headers = self._headers.copy()
        if accept is not None:
            headers["Accept"] = checked_header("Accept", accept)
        if content_type is not None:
            headers["Content-Type"] = checked_header("Content-Type", content_type)
        return headers

    def _target(self, request: HttpRequest) -> str:
        path = request.path
        if path and not path.startswith("/"):
            raise ValueError("the path of a request must begin with a slash")  # else it would change the host
        base = self._servers.get(request.server, self._base) if request.server else self._base
        return f"{base}{path}?{request.query}" if request.query else f"{base}{path}"

    def _own(self, link: str, query: str) -> httpx.URL:
        """Return the URL that an answer leads to, which has to be one of the same service; it gets a query."""
        url = _parsed(f"{link}?{query}" if query else link)
        if origin(url) not in {origin(own) for own in (self._url, *self._others)}:
            raise ServiceError(f"the answer leads to another origin, {url.scheme}://{url.host}, which is not followed")
        return url

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base}>"


def succeeded(response: httpx.Response, request: HttpRequest, context: RequestContext) -> bool:
    """Say whether an answer is returned; if not, it is raised as an error.

    Args:
        response: The answer.
        request: What was asked, with the statuses that the description calls a success.
        context: The caller's wishes: no error at all, or classifiers of its own.
    """
    if context.error_options is ErrorOptions.NO_THROW:
        return True
    if (is_error := context.is_error(response)) is not None:
        return not is_error
    return 200 <= response.status_code <= 299 or response.status_code in request.success


def _request(
    method: str, url: httpx.URL, *, headers: httpx.Headers, content: Content, extensions: dict[str, Any]
) -> httpx.Request:
    stream = httpx.ByteStream(content) if isinstance(content, bytes) else content
    request = httpx.Request(method, url, stream=stream, extensions=extensions)
    request.headers = headers  # a copy would forget the encoding
    if stream is not content:
        request.read()
    return request


@lru_cache(maxsize=256)  # many calls go to the same few places, and parsing takes longer than all the rest
def _parsed(target: str) -> httpx.URL:
    try:
        return httpx.URL(target)
    except httpx.InvalidURL as error:
        raise ValueError(f"the request's URL cannot be used: {error}") from None


def _host(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


def _put_framing(headers: httpx.Headers, method: str, body: Body | None) -> None:
    """Say how long the body is (RFC 9112, section 6)."""
    if body is None:
        if method in {"POST", "PUT", "PATCH"}:
            headers["Content-Length"] = "0"
        return
    if body.encoding is not None:
        headers["Content-Encoding"] = body.encoding
    if body.length is not None:
        headers["Content-Length"] = str(body.length)
    else:
        headers["Transfer-Encoding"] = "chunked"


def _put(headers: httpx.Headers, more: Mapping[str, str]) -> None:
    for name, value in more.items():
        headers[name] = value


def _default_headers(
    headers: Mapping[str, str] | None, application_id: str | None, user_agent: str | None, host: str | None
) -> httpx.Headers:
    agent = [checked_header("User-Agent", part) for part in (application_id, user_agent) if part is not None]
    if "" in agent:
        raise ValueError("application_id and user_agent must not be empty: leave them out")
    # An encoding, since httpx else finds it out at each look.
    made = httpx.Headers({} if host is None else {"Host": host}, encoding="utf-8")
    made["User-Agent"] = " ".join((*agent, _RUNTIME_AGENT))
    if host is not None:  # a client of the caller's says itself what it accepts
        made["Accept"] = "*/*"
        made["Accept-Encoding"] = "gzip, deflate"
    _put(made, checked_headers(headers))
    return made


def _timeout_extension(timeout: Any) -> dict[str, Any]:
    return httpx.Timeout(timeout).as_dict()


def checked_size(size: int | None) -> int | None:
    """Pass a number of bytes (> 0), or ``None`` for no limit; a ``TypeError`` or ``ValueError`` for anything else."""
    if size is None:
        return None
    if isinstance(size, bool) or not isinstance(size, int):
        raise TypeError(f"max_response_size must be an int or None, got {type(size).__name__}")
    if size <= 0:
        raise ValueError(f"max_response_size must be more than 0 bytes, got {size}; None sets no limit")
    return size


def check_http(client: object, transport: object, *, asynchronous: bool) -> None:
    """Check what a client was given for its HTTP.

    Args:
        client: The caller's ``http_client=``, or ``None``.
        transport: The caller's ``transport=``, or ``None``.
        asynchronous: Which kind of both is wanted.

    Raises:
        TypeError: If either is of the other kind, or of none.
        ValueError: If both are given.
    """
    if client is not None and transport is not None:
        raise ValueError("pass transport= or http_client=, not both: the http_client has a transport of its own")
    wanted, twin = (httpx.AsyncClient, "AsyncClient") if asynchronous else (httpx.Client, "Client")
    if client is not None and not isinstance(client, wanted):
        raise TypeError(f"http_client must be an httpx.{twin}, got {type(client).__name__}")
    method, base = (
        ("handle_async_request", "AsyncBaseTransport") if asynchronous else ("handle_request", "BaseTransport")
    )
    if transport is not None and not hasattr(transport, method):
        raise TypeError(f"transport must be an httpx.{base}, got {type(transport).__name__}")
