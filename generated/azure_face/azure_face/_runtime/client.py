"""A request goes in, an ``httpx.Response`` comes out: the base class of every generated sync client."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Mapping
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from .authentication import authentication
from .client_core import DEFAULT_MAX_RESPONSE_SIZE, DEFAULT_TIMEOUT, NO_SERVERS, ClientCore, check_http, succeeded
from .context import RequestContext, checked_context
from .credentials import CredentialArgument
from .diagnostics import DiagnosticsOptions, call_policies, checked_diagnostics, observers
from .errors import request_failed
from .exchange import InterruptibleStream, arrived, began
from .hidden import without_secrets
from .policies import Placed, Policy, PolicyPosition, Send, at, chain, step
from .reading import read_body
from .request import HttpRequest
from .retry import DEFAULT_RETRY, RetryOptions
from .retrying import retrying
from .schemes import Security
from .transports import open_transport

if TYPE_CHECKING:
    from .rules import Rules


class ServiceClient(ClientCore):
    """Sends requests to one endpoint with one credential; may be shared by threads.

    Args:
        endpoint: The absolute base URL, https; http only to this machine where a credential is used.
        credential: What the description's security asks for; a mapping of scheme id to credential for a combination;
            ``None`` where anonymous calls are allowed.
        security: The description's security alternatives.
        transport: An ``httpx.BaseTransport`` in place of the network.
        http_client: The caller's own ``httpx.Client``; this client then does not close it.
        timeout: Seconds (> 0) or an ``httpx.Timeout`` for each try; ``None`` waits without a limit.
        headers: Headers of every request.
        user_agent: What the ``User-Agent`` says of the client.
        application_id: What it begins with: the application that uses the client, such as ``"my-app/1.2"``.
        policies: What stands around every call: pairs of a `Policy` and its ``PolicyPosition``.
        retry: When a call that failed is tried again; ``None`` never does.
        max_response_size: How many bytes (> 0) an answer's body may have, once it is decompressed; ``None`` for any
            number. It does not hold for a ``RequestContext(stream=True)``.
        diagnostics: What is written to logs and traces; ``None`` is ``DiagnosticsOptions()``.
        rules: What must hold for requests and answers beyond their types; ``None`` checks nothing.
        servers: Where requests go that name a server of their own, by its name; any other goes to the endpoint.

    Raises:
        TypeError: If an argument has a wrong type or the credential does not fit.
        ValueError: If the endpoint or a server is no such URL, or ``transport`` and ``http_client`` are both given.
    """

    _asynchronous = False

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
        policies: Iterable[Placed[Policy]] = (),
        retry: RetryOptions | None = DEFAULT_RETRY,
        max_response_size: int | None = DEFAULT_MAX_RESPONSE_SIZE,
        diagnostics: DiagnosticsOptions | None = None,
        rules: Rules | None = None,
        servers: Mapping[str, str] = NO_SERVERS,
    ) -> None:
        check_http(http_client, transport, asynchronous=False)
        super().__init__(
            endpoint,
            security=security,
            own_client=http_client is None,
            timeout=timeout,
            headers=headers,
            user_agent=user_agent,
            application_id=application_id,
            policies=policies,
            retry=retry,
            max_response_size=max_response_size,
            rules=rules,
            servers=servers,
        )
        self._authentication = authentication(security, credential, self._url, self._others)
        self._diagnostics = checked_diagnostics(diagnostics, security)
        self._transport = transport
        self._http_client = http_client
        self._opening = threading.Lock()
        self._carry: Send | None = None
        self._closed = False
        self._steps = self._composed(self._policies)

    def _send(self, request: HttpRequest, context: RequestContext | None = None) -> httpx.Response:
        options = checked_context(context).use()
        outgoing, call = self._build(request, options)
        steps = self._composed((*self._policies, *options.policies)) if options.policies else self._steps
        response: httpx.Response | None = None
        try:
            if call.interrupt is None:
                response = steps(outgoing)
            else:
                response = call.interrupt.run(partial(steps, outgoing), httpx.Response.close)
            if options.stream:
                without_secrets(response)
            if succeeded(response, request, options):
                if self._rules is not None:
                    self._rules.check_answer(request, response)
                return response
            read_body(response, self._max_response_size)
            raise request_failed(response)
        except Exception as error:
            if response is not None:  # a classifier of the caller's failed
                response.close()
            call.explain(error)
            raise

    def _composed(self, policies: Iterable[Placed[Policy]]) -> Send:
        """Put all steps of a call around the transport, the innermost first."""
        send: Send = chain(at(policies, PolicyPosition.BEFORE_TRANSPORT), self._exchange)
        for observer in reversed(observers(self._diagnostics)):
            send = step(observer, send)
        if self._authentication is not None:
            send = step(self._authentication, send)
        send = chain(at(policies, PolicyPosition.PER_RETRY), send)
        send = step(retrying, send)
        for policy in call_policies(self._diagnostics):
            send = step(policy, send)
        return chain(at(policies, PolicyPosition.PER_CALL), send)

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        """Have the transport carry a request, and read the answer: the innermost step."""
        carry = self._carry or self._open()
        if self._authentication is not None:
            self._authentication.guard(request)
        call, start = began(request)
        try:
            response = carry(request)
        except httpx.RequestError as error:
            error.request = request
            raise
        arrived(response, request, start)
        if not call.stream:
            read_body(response, self._max_response_size)
        elif call.interrupt is not None:
            response.stream = InterruptibleStream(response, call.interrupt)
        return response

    def _open(self) -> Send:
        with self._opening:
            if self._closed:
                raise RuntimeError("the client is closed")
            if self._carry is None:
                # Not before the first call: loading the certificates takes far longer than the rest.
                self._carry = self._carrier()
            return self._carry

    def _carrier(self) -> Send:
        client = self._http_client
        if client is not None:
            _make_abortable([client._transport, *client._mounts.values()])
            return partial(client.send, stream=True, follow_redirects=False)
        if self._transport is None:
            self._transport = open_transport(self._url, self._others)
        _make_abortable(getattr(self._transport, "transports", (self._transport,)))
        return self._transport.handle_request

    def close(self) -> None:
        """Close the connections, unless they belong to a client of the caller's; closing again changes nothing."""
        with self._opening:  # else a first call could open what nobody closes
            self._closed, self._carry = True, None
        if self._transport is not None:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _make_abortable(transports: Iterable[httpx.BaseTransport | None]) -> None:
    """Let calls over httpx's own transports be ended; where httpcore was never loaded, none of them is there."""
    if "httpcore" in sys.modules:
        from .aborts import make_abortable

        make_abortable(transports)
