"""A request as an operation describes it goes in, an ``httpx.Request`` comes out: all of a client that is not I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import httpx

from .bindings import SECURITY
from .bodies import BodyArguments
from .content import body_of, content_type_of
from .context import ErrorOptions, RequestContext, checked_timeout
from .errors import request_failed
from .headers import checked_header
from .request import HttpRequest
from .server import checked_endpoint, is_loopback
from .unset import UNSET

DEFAULT_TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)
"""Seconds that a client waits: 10 for a connection, 60 for each read or write."""

_RUNTIME_AGENT = f"veneer-runtime python-httpx/{httpx.__version__}"


class ClientCore:
    """What sync and async clients share: endpoint, headers, timeout; building requests and judging answers."""

    def __init__(
        self,
        endpoint: str,
        *,
        own_client: bool,
        timeout: httpx.Timeout | float | None,
        headers: Mapping[str, str] | None,
        user_agent: str | None,
        application_id: str | None,
    ) -> None:
        self._url = checked_endpoint(endpoint)
        self._base = endpoint.rstrip("/")
        checked_timeout(timeout)
        # A client that the caller made has a timeout already; only one that was asked for replaces it.
        keep_theirs = timeout is DEFAULT_TIMEOUT and not own_client
        self._timeout: Any = httpx.USE_CLIENT_DEFAULT if keep_theirs else timeout
        self._headers = _default_headers(headers, application_id, user_agent)

    def _own_client_options(self, transport: Any) -> dict[str, Any]:
        # Plain http is for loopback only, and must not take a detour over a proxy of the environment's.
        trust_env = not (self._url.scheme == "http" and is_loopback(self._url.host))
        return {"transport": transport, "follow_redirects": False, "trust_env": trust_env}

    def _build(
        self, client: httpx.Client | httpx.AsyncClient, request: HttpRequest, context: RequestContext
    ) -> httpx.Request:
        arguments: BodyArguments = {}
        headers = self._headers.copy()
        headers.update(request.headers)
        if request.cookies:
            headers["Cookie"] = request.cookies
        if request.accept is not None:
            headers["Accept"] = checked_header("Accept", request.accept)
        if request.content is not None:
            body = body_of(request.content)
            arguments = body.arguments(isinstance(client, httpx.AsyncClient))
            content_type = content_type_of(request.content, request.content_type)
            if content_type is not None:
                headers["Content-Type"] = checked_header("Content-Type", content_type)
            if body.length is not None:
                headers["Content-Length"] = str(body.length)
        if context.headers:
            headers.update(context.headers)
        timeout = self._timeout if context.timeout is UNSET else context.timeout
        built = client.build_request(
            request.method, self._target(request), headers=headers, timeout=timeout, **arguments
        )
        if request.security is not None:
            built.extensions[SECURITY] = request.security
        return built

    def _target(self, request: HttpRequest) -> str:
        path = request.path
        if path and not path.startswith("/"):
            raise ValueError("the path of a request must begin with a slash")  # else it would change the host
        return f"{self._base}{path}?{request.query}" if request.query else f"{self._base}{path}"

    def _judge(self, response: httpx.Response, request: HttpRequest, context: RequestContext) -> httpx.Response:
        # httpx prepares the redirect that was not followed, key included; nobody is to send it by accident.
        response.next_request = None
        status = response.status_code
        if 200 <= status <= 299 or status in request.success or context.error_options is ErrorOptions.NO_THROW:
            return response
        raise request_failed(response)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base}>"


def _default_headers(
    headers: Mapping[str, str] | None, application_id: str | None, user_agent: str | None
) -> httpx.Headers:
    agent = [checked_header("User-Agent", part) for part in (application_id, user_agent) if part is not None]
    if "" in agent:
        raise ValueError("application_id and user_agent must not be empty: leave them out")
    merged = httpx.Headers({"User-Agent": " ".join((*agent, _RUNTIME_AGENT))})
    if headers is not None:
        if not isinstance(headers, Mapping):
            raise TypeError(f"headers must be a mapping of str to str, got {type(headers).__name__}")
        merged.update({name: checked_header(name, value) for name, value in headers.items()})
    return merged


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
