"""A request goes in, an ``httpx.Response`` comes out with ``await``: the base class of every generated async client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from .async_authentication import async_authentication
from .client_core import DEFAULT_MAX_RESPONSE_SIZE, DEFAULT_TIMEOUT, NO_SERVERS, ClientCore, check_http, succeeded
from .context import RequestContext, checked_context
from .credentials import AsyncCredentialArgument
from .diagnostics import DiagnosticsOptions, async_observers, call_policies, checked_diagnostics
from .errors import request_failed
from .exchange import AsyncInterruptibleStream, arrived, began
from .hidden import without_secrets
from .policies import AsyncPolicy, AsyncSend, Placed, PolicyPosition, async_chain, at, step
from .reading import read_body_async
from .request import HttpRequest
from .retry import DEFAULT_RETRY, RetryOptions
from .retrying import async_retrying
from .schemes import Security
from .transports import open_async_transport

if TYPE_CHECKING:
    from .rules import Rules


class AsyncServiceClient(ClientCore):
    """The async twin of `ServiceClient`; may be shared by the tasks of one event loop.

    Arguments and errors are the same. The credential may be asynchronous or not; transport, client and policies are the
    async ones.
    """

    _asynchronous = True

    def __init__(
        self,
        endpoint: str,
        credential: AsyncCredentialArgument,
        security: Security,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        http_client: httpx.AsyncClient | None = None,
        timeout: httpx.Timeout | float | None = DEFAULT_TIMEOUT,
        headers: Mapping[str, str] | None = None,
        user_agent: str | None = None,
        application_id: str | None = None,
        policies: Iterable[Placed[AsyncPolicy]] = (),
        retry: RetryOptions | None = DEFAULT_RETRY,
        max_response_size: int | None = DEFAULT_MAX_RESPONSE_SIZE,
        diagnostics: DiagnosticsOptions | None = None,
        rules: Rules | None = None,
        servers: Mapping[str, str] = NO_SERVERS,
    ) -> None:
        check_http(http_client, transport, asynchronous=True)
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
        self._authentication = async_authentication(security, credential, self._url, self._others)
        self._diagnostics = checked_diagnostics(diagnostics, security)
        self._transport = transport
        self._http_client = http_client
        self._carry: AsyncSend | None = None
        self._closed = False
        self._steps = self._composed(self._policies)

    async def _send(self, request: HttpRequest, context: RequestContext | None = None) -> httpx.Response:
        options = checked_context(context).use()
        outgoing, call = self._build(request, options)
        steps = self._composed((*self._policies, *options.policies)) if options.policies else self._steps
        response: httpx.Response | None = None
        try:
            if call.interrupt is None:
                response = await steps(outgoing)
            else:
                call.interrupt.check()
                response = await call.interrupt.run_async(steps(outgoing))
            if options.stream:
                without_secrets(response)
            if succeeded(response, request, options):
                if self._rules is not None:
                    self._rules.check_answer(request, response)
                return response
            await read_body_async(response, self._max_response_size)
            raise request_failed(response)
        except Exception as error:
            if response is not None:  # a classifier of the caller's failed
                await response.aclose()
            call.explain(error)
            raise

    def _composed(self, policies: Iterable[Placed[AsyncPolicy]]) -> AsyncSend:
        """Put all steps of a call around the transport, the innermost first."""
        send: AsyncSend = async_chain(at(policies, PolicyPosition.BEFORE_TRANSPORT), self._exchange)
        for observer in reversed(async_observers(self._diagnostics)):
            send = step(observer, send)
        if self._authentication is not None:
            send = step(self._authentication, send)
        send = async_chain(at(policies, PolicyPosition.PER_RETRY), send)
        send = step(async_retrying, send)
        for policy in call_policies(self._diagnostics):
            send = step(policy, send)
        return async_chain(at(policies, PolicyPosition.PER_CALL), send)

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        """Have the transport carry a request, and read the answer: the innermost step."""
        carry = self._carry or self._open()
        if self._authentication is not None:
            self._authentication.guard(request)
        call, start = began(request)
        try:
            response = await carry(request)
        except httpx.RequestError as error:
            error.request = request
            raise
        arrived(response, request, start)
        if not call.stream:
            await read_body_async(response, self._max_response_size)
        elif call.interrupt is not None:
            response.stream = AsyncInterruptibleStream(response, call.interrupt)
        return response

    def _open(self) -> AsyncSend:
        if self._closed:
            raise RuntimeError("the client is closed")
        if self._http_client is not None:
            self._carry = partial(self._http_client.send, stream=True, follow_redirects=False)
        else:
            if self._transport is None:
                # Not before the first call: loading the certificates takes far longer than the rest.
                self._transport = open_async_transport(self._url, self._others)
            self._carry = self._transport.handle_async_request
        return self._carry

    async def aclose(self) -> None:
        """Close the connections, unless they belong to a client of the caller's; closing again changes nothing."""
        self._closed, self._carry = True, None
        if self._transport is not None:
            await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
