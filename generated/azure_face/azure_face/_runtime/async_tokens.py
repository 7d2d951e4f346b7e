"""A token credential, asynchronous or not, goes in, a source of tokens for many tasks comes out."""

from __future__ import annotations

import time
from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from .credentials import AsyncTokenCredential, SyncTokenCredential
from .held_token import HeldToken, TokenShelf
from .token_requests import TokenRequest, checked_token

if TYPE_CHECKING:
    import asyncio


class AsyncTokenSource(TokenShelf):
    """As ``TokenSource``, for the tasks of an event loop. A task that is cancelled does not end the fetch of others.

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
        super().__init__(clock)
        self._request = TokenRequest(credential, scopes)
        self._flights: dict[str | None, asyncio.Task[HeldToken]] = {}

    async def token(self) -> str:
        """Give a token that has not ended; whatever the credential raises comes through where none is left."""
        held = self._held
        if held is not None:
            now = self._clock()
            if now < held.due:
                return held.text
            if now < held.ends:
                return await self._ahead(held)
        return await _landed(self._board(None)[0])

    async def renew(self, rejected: str, claims: str) -> str | None:
        """As ``TokenSource.renew``."""
        held = self._held
        if held is not None and held.text != rejected:
            return held.text
        if not self._request.takes_claims:
            self.drop(rejected)
            return None
        return await _landed(self._board(claims)[0])

    async def _ahead(self, held: HeldToken) -> str:
        flight, mine = self._board(None)
        if not mine:
            return held.text
        try:
            return await _landed(flight)
        except Exception:
            if not self._postpone(held):
                raise
            return held.text

    def _board(self, claims: str | None) -> tuple[asyncio.Task[HeldToken], bool]:
        """The fetch to wait for, and whether it begins here."""
        import asyncio

        loop = asyncio.get_running_loop()
        flight = self._flights.get(claims)
        if flight is not None and flight.get_loop() is loop and not flight.done():  # that of an ended loop never lands
            return flight, False
        flight = self._flights[claims] = loop.create_task(self._fly(claims))
        flight.add_done_callback(_seen)
        return flight, True

    async def _fly(self, claims: str | None) -> HeldToken:
        try:
            return self._put(checked_token(await self._fetch(claims)))
        finally:
            self._flights.pop(claims, None)

    async def _fetch(self, claims: str | None) -> Any:
        import asyncio

        if self._request.is_async:
            return await self._request(claims)
        fetched: Any = await asyncio.to_thread(self._request, claims)
        return await fetched if isawaitable(fetched) else fetched


def _seen(flight: asyncio.Task[HeldToken]) -> None:
    """Look at a failure, so that asyncio does not complain where every task that waited was cancelled."""
    if not flight.cancelled():
        flight.exception()


async def _landed(flight: asyncio.Task[HeldToken]) -> str:
    """Wait for a fetch that goes on without this task where this task is cancelled."""
    import asyncio

    await asyncio.wait((flight,))
    return flight.result().text  # the result itself is one whose repr, which that of the task shows, hides it
