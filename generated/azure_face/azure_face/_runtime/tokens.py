"""A token credential goes in, a source that fetches a token only when the last one is about to end comes out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING, Any

from .credentials import AccessTokenLike, AsyncTokenCredential, SyncTokenCredential, checked_secret

if TYPE_CHECKING:
    import asyncio

_MARGIN = 300.0  # seconds: a token that ends sooner might end on its way


class TokenSource:
    """Keeps a token until five minutes before it ends; safe from several threads, one of which fetches.

    Args:
        credential: Where tokens come from.
        scopes: What they are for.
        clock: Gives the seconds since 1970-01-01T00:00:00Z.
    """

    def __init__(
        self, credential: SyncTokenCredential, scopes: tuple[str, ...], clock: Callable[[], float] = time.time
    ) -> None:
        self._credential = credential
        self._scopes = scopes
        self._clock = clock
        self._lock = threading.Lock()
        self._held: AccessTokenLike | None = None

    def token(self) -> str:
        """Give a token that has not ended; whatever the credential raises comes through."""
        held = self._held
        if held is None or held.expires_on - _MARGIN <= self._clock():
            with self._lock:
                held = self._held
                if held is None or held.expires_on - _MARGIN <= self._clock():
                    self._held = held = self._fetch()
        return held.token

    def _fetch(self) -> AccessTokenLike:
        fetched = self._credential.get_token(*self._scopes)
        if isawaitable(fetched):
            getattr(fetched, "close", lambda: None)()
            raise TypeError("the credential's get_token is asynchronous: use the async client with it")
        return _checked(fetched)


class AsyncTokenSource:
    """Keeps a token until five minutes before it ends; safe from several tasks, one of which fetches.

    A credential that is not asynchronous is asked in a thread, so that the event loop goes on.

    Args:
        credential: Where tokens come from, asynchronous or not.
        scopes: What they are for.
        clock: Gives the seconds since 1970-01-01T00:00:00Z.
    """

    def __init__(
        self,
        credential: SyncTokenCredential | AsyncTokenCredential,
        scopes: tuple[str, ...],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._credential = credential
        self._scopes = scopes
        self._clock = clock
        self._lock: asyncio.Lock | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._held: AccessTokenLike | None = None

    async def token(self) -> str:
        """Give a token that has not ended; whatever the credential raises comes through."""
        held = self._held
        if held is None or held.expires_on - _MARGIN <= self._clock():
            async with self._lock_of_loop():
                held = self._held
                if held is None or held.expires_on - _MARGIN <= self._clock():
                    self._held = held = await self._fetch()
        return held.token

    def _lock_of_loop(self) -> asyncio.Lock:
        import asyncio

        loop = asyncio.get_running_loop()
        if self._lock is None or self._loop is not loop:  # a lock belongs to the loop that first waited for it
            self._lock, self._loop = asyncio.Lock(), loop
        return self._lock

    async def _fetch(self) -> AccessTokenLike:
        import asyncio

        get_token = self._credential.get_token
        if iscoroutinefunction(get_token):
            return _checked(await get_token(*self._scopes))
        fetched: Any = await asyncio.to_thread(get_token, *self._scopes)
        return _checked(await fetched if isawaitable(fetched) else fetched)


def _checked(fetched: AccessTokenLike) -> AccessTokenLike:
    checked_secret(getattr(fetched, "token", None), "the token from the credential")
    if not isinstance(getattr(fetched, "expires_on", None), (int, float)):
        raise TypeError("the token from the credential must have expires_on, in seconds since 1970")
    return fetched
