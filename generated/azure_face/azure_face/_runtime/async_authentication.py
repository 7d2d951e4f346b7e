"""Security, credential and endpoint go in, the policy that authenticates each try of an async client comes out."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable

import httpx

from .async_tokens import AsyncTokenSource
from .bindings import Bindings, at_home, replayable
from .errors import request_failed
from .hidden import without_secrets
from .policies import AsyncSend
from .reading import read_body_async
from .schemes import Security, place_token
from .security import choose


def async_authentication(
    security: Security, credential: object, endpoint: httpx.URL, servers: Iterable[httpx.URL] = ()
) -> AsyncAuthentication | None:
    """Bind a credential, asynchronous or not, for an async client; else as ``authentication``."""
    if credential is None:
        choose(security, credential)
        return None
    return AsyncAuthentication(security, credential, (endpoint, *servers), AsyncTokenSource)


class AsyncAuthentication(Bindings[AsyncTokenSource]):
    """As ``Authentication``, with ``await``."""

    def __call__(self, request: httpx.Request, send: AsyncSend) -> Awaitable[httpx.Response]:
        """Authenticate a request, if it still goes to the endpoint, and send it."""
        bound = self._bound(request)
        if bound is None:
            return send(request)
        bound.place(request)
        at_home(request)
        if bound.tokens is None:
            return send(request)
        return self._with_token(request, send, bound.tokens)

    async def _with_token(self, request: httpx.Request, send: AsyncSend, tokens: AsyncTokenSource) -> httpx.Response:
        token = await tokens.token()
        place_token(request, token)
        url = request.url
        response = await send(request)
        if response.status_code != 401 or not self._came_home(request, response):
            return response
        renewed = await _renewed(tokens, token, response)
        if renewed is None or not replayable(request):
            return response
        request.url = url  # another policy may have led the first try elsewhere
        at_home(request)
        place_token(request, renewed)
        return await send(request)


async def _renewed(tokens: AsyncTokenSource, rejected: str, response: httpx.Response) -> str | None:
    """Another token, where the service says what the rejected one lacks; else that one is not used again."""
    from .challenges import claims_of

    claims = claims_of(response)
    if claims is None:
        tokens.drop(rejected)
        return None
    if not response.is_stream_consumed:  # a streaming call
        without_secrets(response)
        await read_body_async(response, None)
    try:
        renewed = await tokens.renew(rejected, claims)
    except Exception as error:
        raise error from request_failed(response)
    return None if renewed == rejected else renewed
