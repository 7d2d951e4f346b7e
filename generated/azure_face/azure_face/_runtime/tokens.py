"""A token credential goes in, a source of tokens for many threads comes out, which asks only when it has to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING

from .credentials import SyncTokenCredential
from .held_token import HeldToken, TokenShelf
from .token_requests import TokenRequest, checked_token

if TYPE_CHECKING:
    from concurrent.futures import Future

_ASYNCHRONOUS = "the credential's get_token is asynchronous: use the async client with it"


class TokenSource(TokenShelf):
    """Keeps a token. Ahead of its end one caller asks for the next, and others go on; after it they wait for that one.

    Args:
        credential: Where tokens come from.
        scopes: What they are for.
        clock: Gives the seconds since 1970-01-01T00:00:00Z.

    Raises:
        TypeError: If the credential is asynchronous.
    """

    def __init__(
        self, credential: SyncTokenCredential, scopes: tuple[str, ...], clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(clock)
        self._request = TokenRequest(credential, scopes)
        if self._request.is_async:
            raise TypeError(_ASYNCHRONOUS)
        self._lock = threading.Lock()  # for the next line alone; nobody holds it while a token is fetched
        self._flights: dict[str | None, Future[HeldToken]] = {}

    def token(self) -> str:
        """Give a token that has not ended; whatever the credential raises comes through where none is left."""
        held = self._held
        if held is not None:
            now = self._clock()
            if now < held.due:
                return held.text
            if now < held.ends:
                return self._ahead(held)
        return self._fetched(held, None)

    def renew(self, rejected: str, claims: str) -> str | None:
        """Give a token in place of one that lacks claims.

        Args:
            rejected: The token that the service did not accept.
            claims: What it asks for.

        Returns:
            Another token; ``None`` where the credential knows nothing of claims.
        """
        held = self._held
        if held is not None and held.text != rejected:
            return held.text
        if not self._request.takes_claims:
            self.drop(rejected)
            return None
        return self._fetched(held, claims)

    def _ahead(self, held: HeldToken) -> str:
        flight, mine = self._board(held, None)
        if not mine:
            return held.text
        try:
            return self._fly(flight, None)
        except Exception:
            if not self._postpone(held):
                raise
            return held.text

    def _fetched(self, old: HeldToken | None, claims: str | None) -> str:
        from concurrent.futures import CancelledError

        while True:
            flight, mine = self._board(old, claims)
            if mine:
                return self._fly(flight, claims)
            try:
                return flight.result().text
            except CancelledError:  # whoever fetched was interrupted: this caller takes over
                continue

    def _board(self, old: HeldToken | None, claims: str | None) -> tuple[Future[HeldToken], bool]:
        """The fetch to wait for, and whether it is this caller's to carry out."""
        from concurrent.futures import Future

        with self._lock:
            flight = self._flights.get(claims)
            if flight is not None:
                return flight, False
            flight = Future()
            if self._held is not None and self._held is not old:  # another fetched it in between
                flight.set_result(self._held)
                return flight, False
            self._flights[claims] = flight
            return flight, True

    def _fly(self, flight: Future[HeldToken], claims: str | None) -> str:
        try:
            held = self._put(checked_token(self._fetch(claims)))
        except BaseException as error:
            del self._flights[claims]
            if isinstance(error, Exception):
                flight.set_exception(error)
            else:
                flight.cancel()
            raise
        del self._flights[claims]
        flight.set_result(held)
        return held.text

    def _fetch(self, claims: str | None) -> object:
        fetched: object = self._request(claims)
        if isawaitable(fetched):
            getattr(fetched, "close", lambda: None)()
            raise TypeError(_ASYNCHRONOUS)
        return fetched
