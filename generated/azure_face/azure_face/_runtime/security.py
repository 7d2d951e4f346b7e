"""A description's security alternatives and a caller's credential go in, what puts secrets on requests comes out."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from inspect import iscoroutinefunction
from typing import Any

import httpx
from attrs import frozen

from .credentials import BasicCredential, BearerTokenCredential, checked_secret
from .schemes import ApiKeyScheme, BasicScheme, Scheme, Security
from .tokens import AsyncTokenSource, TokenSource


@frozen(repr=False)
class Authenticator:
    """One scheme with the secret of a sync client."""

    place: Callable[[httpx.Request, str], None]
    secret: Callable[[], str]

    def authenticate(self, request: httpx.Request) -> None:
        """Put the present secret on the request."""
        self.place(request, self.secret())


@frozen(repr=False)
class AsyncAuthenticator:
    """One scheme with the secret of an async client."""

    place: Callable[[httpx.Request, str], None]
    secret: Callable[[], str] | None
    fetch: Callable[[], Awaitable[str]] | None

    async def authenticate(self, request: httpx.Request) -> None:
        """Put the present secret on the request."""
        if self.secret is not None:
            self.place(request, self.secret())
        elif self.fetch is not None:
            self.place(request, await self.fetch())


def authenticators(security: Security, credential: object) -> tuple[Authenticator, ...]:
    """Bind a credential for a sync client.

    Args:
        security: The description's alternatives.
        credential: A credential; a mapping of scheme id to credential for a combination; ``None`` for anonymous.

    Returns:
        What to run on every request; empty for an anonymous client.

    Raises:
        TypeError: If the credential fits no alternative, or is asynchronous; the message names what does.
    """
    bound: list[Authenticator] = []
    for scheme, part in choose(security, credential):
        secret = _ready_secret(scheme, part)
        if secret is None:
            if iscoroutinefunction(part.get_token):
                raise TypeError("the credential's get_token is asynchronous: use the async client with it")
            secret = TokenSource(part, getattr(scheme, "scopes", ())).token
        bound.append(Authenticator(scheme.place, secret))
    return tuple(bound)


def async_authenticators(security: Security, credential: object) -> tuple[AsyncAuthenticator, ...]:
    """Bind a credential, asynchronous or not, for an async client; else as ``authenticators``."""
    bound: list[AsyncAuthenticator] = []
    for scheme, part in choose(security, credential):
        secret = _ready_secret(scheme, part)
        fetch = AsyncTokenSource(part, getattr(scheme, "scopes", ())).token if secret is None else None
        bound.append(AsyncAuthenticator(scheme.place, secret, fetch))
    return tuple(bound)


def choose(security: Security, credential: object) -> list[tuple[Scheme, Any]]:
    """Choose the first alternative that the credential fits.

    Args:
        security: The alternatives.
        credential: As for ``authenticators``.

    Returns:
        Each scheme of the alternative with its credential.

    Raises:
        TypeError: If none fits; the message names what does, never the credential.
    """
    if credential is None:
        if not security or () in security:
            return []
        raise TypeError(f"a credential is required: pass {_accepted(security)}")
    for alternative in security:
        if alternative and (fitting := _fit(alternative, credential)) is not None:
            return fitting
    if not any(security):
        raise TypeError("this service takes no credential: pass None")
    raise TypeError(f"credential must be {_accepted(security)}; got {type(credential).__name__}{_hint(credential)}")


def _fit(alternative: tuple[Scheme, ...], credential: object) -> list[tuple[Scheme, Any]] | None:
    if isinstance(credential, Mapping):
        # A combination is fitted by exactly its schemes: a credential that is left over was meant for something.
        if set(credential) != {scheme.id for scheme in alternative}:
            return None
        pairs = [(scheme, credential[scheme.id]) for scheme in alternative]
    elif len(alternative) == 1:
        pairs = [(alternative[0], credential)]
    else:
        return None
    return pairs if all(scheme.fits(part) for scheme, part in pairs) else None


def _accepted(security: Security) -> str:
    def one(alternative: tuple[Scheme, ...]) -> str:
        if not alternative:
            return "None"
        if len(alternative) == 1:
            return alternative[0].accepts
        return "a mapping with " + " and ".join(f"{scheme.id!r}: {scheme.accepts}" for scheme in alternative)

    return ", or ".join(dict.fromkeys(one(alternative) for alternative in security))


def _hint(credential: object) -> str:
    return (
        ": wrap a key in KeyCredential(...), a token in BearerTokenCredential(...)"
        if isinstance(credential, str)
        else ""
    )


def _ready_secret(scheme: Scheme, credential: Any) -> Callable[[], str] | None:
    """What gives the secret without any I/O, or ``None`` where a token has to be fetched."""
    if isinstance(scheme, ApiKeyScheme):
        return lambda: checked_secret(credential.key, "the credential's key")
    if isinstance(scheme, BasicScheme):
        return lambda: _basic(credential)
    if isinstance(credential, BearerTokenCredential):
        return lambda: credential.token
    return None


def _basic(credential: BasicCredential) -> str:
    return base64.b64encode(f"{credential.username}:{credential.password}".encode()).decode("ascii")
