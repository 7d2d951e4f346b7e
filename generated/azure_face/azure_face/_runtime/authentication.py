"""Security, credential and endpoint go in, the policy that authenticates each try of a sync client comes out."""

from __future__ import annotations

from collections.abc import Iterable

import httpx

from .bindings import Bindings, at_home, replayable
from .errors import request_failed
from .hidden import without_secrets
from .policies import Send
from .reading import read_body
from .schemes import Security, place_token
from .security import choose
from .tokens import TokenSource


def authentication(
    security: Security, credential: object, endpoint: httpx.URL, servers: Iterable[httpx.URL] = ()
) -> Authentication | None:
    """Bind a credential for a sync client.

    Args:
        security: The description's alternatives.
        credential: A credential; a mapping of scheme id to credential for several; ``None`` for anonymous.
        endpoint: The origin that the credential is for.
        servers: The servers of single operations, for which it is too.

    Returns:
        The policy, whose ``guard`` looks at each request once more before it is sent; ``None`` for an anonymous client.

    Raises:
        TypeError: If the credential fits no alternative, or is asynchronous; the message names what does.
        ValueError: If the endpoint is plain http on another machine.
    """
    if credential is None:
        choose(security, credential)
        return None
    return Authentication(security, credential, (endpoint, *servers), TokenSource)


class Authentication(Bindings[TokenSource]):
    """Puts the present secret on each try; answers a challenge for claims with a new token, once."""

    def __call__(self, request: httpx.Request, send: Send) -> httpx.Response:
        """Authenticate a request, if it still goes to the endpoint, and send it."""
        bound = self._bound(request)
        if bound is None:
            return send(request)
        bound.place(request)
        at_home(request)
        if bound.tokens is None:
            return send(request)
        token = bound.tokens.token()
        place_token(request, token)
        url = request.url
        response = send(request)
        if response.status_code != 401 or not self._came_home(request, response):
            return response
        renewed = _renewed(bound.tokens, token, response)
        if renewed is None or not replayable(request):
            return response
        request.url = url  # another policy may have led the first try elsewhere
        at_home(request)
        place_token(request, renewed)
        return send(request)


def _renewed(tokens: TokenSource, rejected: str, response: httpx.Response) -> str | None:
    """Another token, where the service says what the rejected one lacks; else that one is not used again."""
    from .challenges import claims_of

    claims = claims_of(response)
    if claims is None:
        tokens.drop(rejected)
        return None
    if not response.is_stream_consumed:  # a streaming call
        without_secrets(response)
        read_body(response, None)
    try:
        renewed = tokens.renew(rejected, claims)
    except Exception as error:
        raise error from request_failed(response)
    return None if renewed == rejected else renewed
