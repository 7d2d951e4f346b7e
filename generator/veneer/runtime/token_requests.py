"""A token credential goes in, what asks it for a token in the way that it understands comes out."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from .credentials import AccessTokenLike, checked_secret


class TokenRequest:
    """Asks a credential, with no more than it takes: scopes at least, claims where it knows of them.

    azure-core's protocol has ``get_token_info(*scopes, options={...})``, which also tells when to refresh, and
    ``get_token(*scopes, claims=..., enable_cae=...)``. Who takes claims is told from the first token on that claims
    challenges are answered here, so that a refreshed token is of the same kind as one with claims.

    Args:
        credential: Anything with ``get_token(*scopes)`` or ``get_token_info(*scopes, options=...)``.
        scopes: What tokens are for.
    """

    def __init__(self, credential: Any, scopes: tuple[str, ...]) -> None:
        info = getattr(credential, "get_token_info", None)
        self._with_options = callable(info)
        self._method: Callable[..., Any] = info if callable(info) else credential.get_token
        self._scopes = scopes
        self._keywords = _keywords(self._method)
        self.takes_claims = self._with_options or "claims" in self._keywords
        self.is_async = inspect.iscoroutinefunction(self._method)

    def __call__(self, claims: str | None) -> Any:
        """Ask for a token, with claims where it has to hold some; gives it, or what gives it when awaited."""
        wishes: dict[str, Any] = {"enable_cae": True} if claims is None else {"enable_cae": True, "claims": claims}
        if self._with_options:
            return self._method(*self._scopes, options=wishes)
        return self._method(*self._scopes, **{name: wishes[name] for name in wishes if name in self._keywords})


def _keywords(method: Callable[..., Any]) -> frozenset[str]:
    """Which of claims and enable_cae a method takes."""
    ours = frozenset({"claims", "enable_cae"})
    try:
        parameters = inspect.signature(method).parameters.values()
    except (TypeError, ValueError):  # a method that is not Python's own has no signature
        return frozenset()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return ours
    return ours & {parameter.name for parameter in parameters if parameter.kind is not parameter.VAR_POSITIONAL}


def checked_token(fetched: Any) -> AccessTokenLike:
    """Pass a token that can be sent, from any credential.

    Raises:
        TypeError: If it has no ``token`` that is a str, or no ``expires_on`` in seconds.
        ValueError: If a header cannot carry the token, which is not shown.
    """
    checked_secret(getattr(fetched, "token", None), "the token from the credential")
    if not isinstance(getattr(fetched, "expires_on", None), (int, float)):
        raise TypeError("the token from the credential must have expires_on, in seconds since 1970")
    token: AccessTokenLike = fetched
    return token
