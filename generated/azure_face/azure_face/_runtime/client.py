"""A request goes in, an ``httpx.Response`` comes out: the base class of every generated sync client."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpx

from .authentication import authentication
from .client_core import DEFAULT_TIMEOUT, ClientCore, check_http
from .context import RequestContext, checked_context
from .credentials import CredentialArgument
from .request import HttpRequest
from .schemes import Security


class ServiceClient(ClientCore):
    """Sends requests to one endpoint with one credential; may be shared by threads.

    Args:
        endpoint: The absolute base URL, https; http only to this machine where a credential is used.
        credential: What the description's security asks for; a mapping of scheme id to credential for a combination;
            ``None`` where anonymous calls are allowed.
        security: The description's security alternatives.
        transport: An ``httpx.BaseTransport`` in place of the network.
        http_client: The caller's own ``httpx.Client``; this client then does not close it.
        timeout: Seconds (> 0) or an ``httpx.Timeout``; ``None`` waits without a limit.
        headers: Headers of every request.
        user_agent: What the ``User-Agent`` says of the client.
        application_id: What it begins with: the application that uses the client, such as ``"my-app/1.2"``.

    Raises:
        TypeError: If an argument has a wrong type or the credential does not fit.
        ValueError: If the endpoint is no such URL, or ``transport`` and ``http_client`` are both given.
    """

    def __init__(
        self,
        endpoint: str,
        credential: CredentialArgument,
        security: Security,
        *,
        transport: httpx.BaseTransport | None = None,
        http_client: httpx.Client | None = None,
        timeout: httpx.Timeout | float | None = DEFAULT_TIMEOUT,
        headers: Mapping[str, str] | None = None,
        user_agent: str | None = None,
        application_id: str | None = None,
    ) -> None:
        check_http(http_client, transport, asynchronous=False)
        own = http_client is None
        super().__init__(
            endpoint,
            own_client=own,
            timeout=timeout,
            headers=headers,
            user_agent=user_agent,
            application_id=application_id,
        )
        self._authentication = authentication(security, credential, self._url)
        self._transport = transport
        self._http_client = http_client
        self._owns_http_client = own
        self._opening = threading.Lock()
        self._closed = False

    def _send(self, request: HttpRequest, context: RequestContext | None = None) -> httpx.Response:
        options = checked_context(context)
        token = options.cancellation
        if token is not None:
            token.raise_if_cancelled()
        outgoing = self._build(self._client(), request, options)

        def send(request: httpx.Request) -> httpx.Response:
            if token is not None:  # fetching a token may have taken a while
                token.raise_if_cancelled()
            return self._exchange(request)

        policy = self._authentication
        return self._judge(send(outgoing) if policy is None else policy(outgoing, send), request, options)

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        """Send one finished request and read its answer: the place for policies to stand around."""
        if self._authentication is not None:
            self._authentication.guard(request)
        return self._client().send(request, follow_redirects=False)

    def _client(self) -> httpx.Client:
        if self._closed:
            raise RuntimeError("the client is closed")
        if self._http_client is None:
            with self._opening:
                if self._http_client is None:
                    # Not before the first call: loading the certificates takes far longer than the rest.
                    self._http_client = httpx.Client(**self._own_client_options(self._transport))
        return self._http_client

    def close(self) -> None:
        """Close the connections, unless they belong to a client of the caller's; closing again changes nothing."""
        self._closed = True
        if not self._owns_http_client:
            return
        if self._http_client is not None:
            self._http_client.close()
        elif self._transport is not None:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
