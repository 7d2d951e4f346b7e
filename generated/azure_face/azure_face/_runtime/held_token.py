"""A fetched token goes in, whether it may still be sent and when to ask for the next one come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .credentials import AccessTokenLike
from .values import Fixed

_AHEAD = 300.0  # seconds before its end at which a token is renewed, where the credential does not say when
_PAUSE = 30.0  # seconds until the credential is asked again ahead of time, whatever came of it


class HeldToken(Fixed):
    """A token with its times, in seconds since 1970-01-01T00:00:00Z.

    Attributes:
        text: The token; not shown in a repr.
        due: From when on the next one is asked for.
        ends: From when on it is not sent any more.
    """

    __slots__ = ("due", "ends", "text")
    _unshown = frozenset({"text"})

    def __init__(self, text: str, due: float, ends: float) -> None:
        self.text: Final = text
        self.due: Final = due
        self.ends: Final = ends


class TokenShelf:
    """Holds one token; what sync and async sources share.

    Args:
        clock: Gives the seconds since 1970-01-01T00:00:00Z.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._held: HeldToken | None = None

    def drop(self, rejected: str) -> None:
        """Forget the token that a service did not accept, unless it was replaced already."""
        held = self._held
        if held is not None and held.text == rejected:
            self._held = None

    def _put(self, fetched: AccessTokenLike) -> HeldToken:
        ends = fetched.expires_on
        due = getattr(fetched, "refresh_on", None) or ends - _AHEAD
        held = self._held = HeldToken(fetched.token, min(max(due, self._clock() + _PAUSE), ends), ends)
        return held

    def _postpone(self, held: HeldToken) -> bool:
        """After a renewal that failed: let others not try at once; whether the old token may still be sent."""
        now = self._clock()
        if self._held is held:
            self._held = HeldToken(held.text, min(now + _PAUSE, held.ends), held.ends)
        return now < held.ends
