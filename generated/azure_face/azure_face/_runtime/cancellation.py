"""A caller's change of mind goes in, from any thread; what waits with the same token is woken."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Self

from .errors import OperationCancelledError
from .seconds import checked_seconds

Wake = Callable[[], None]


class CancellationToken:
    """Lets any thread call off what others do: a call in flight, a pause before a retry, a wait for an operation.

    One token may go with any number of calls, sync and async, and all of them end when it is cancelled. It can not be
    used again after that.
    """

    __slots__ = ("_ends", "_lock", "_parents", "_wakes")

    def __init__(self) -> None:
        self._parents: tuple[CancellationToken, ...] = ()
        self._ends = math.inf
        self._wakes: list[Wake] = []
        self._lock = threading.Lock()

    @classmethod
    def linked(cls, *tokens: CancellationToken) -> Self:
        """Make a token that is cancelled when any of some others is, or when it is itself.

        Args:
            tokens: The others; cancelling the new one does nothing to them.

        Returns:
            The new token.

        Raises:
            TypeError: If one of them is no token.
        """
        for token in tokens:
            if not isinstance(token, CancellationToken):
                raise TypeError(f"a CancellationToken is linked to others, got {type(token).__name__}")
        linked = cls()
        linked._parents = tokens
        return linked

    def cancel(self) -> None:
        """Call it off, for good; calling again changes nothing. Safe from any thread."""
        self._end_at(-math.inf)

    def cancel_after(self, seconds: float) -> None:
        """Call it off by itself later; a second call replaces the time of the first.

        Args:
            seconds: How long from now (>= 0).

        Raises:
            TypeError: If that is no number.
            ValueError: If it is negative or not finite.
        """
        self._end_at(time.monotonic() + checked_seconds("seconds", seconds))

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off, by ``cancel``, by time or by a token that it is linked to."""
        return self.remaining() <= 0

    def remaining(self) -> float:
        """Return the seconds until time calls it off: 0 if it was called off, ``math.inf`` if time will not."""
        ends = self._earliest_end()
        return math.inf if ends == math.inf else max(0.0, ends - time.monotonic())

    def wait(self, seconds: float) -> bool:
        """Sleep for this long, or until it is called off; return whether it was."""
        woken, end = threading.Event(), time.monotonic() + seconds
        self.watch(woken.set)
        try:
            while (own := self.remaining()) > 0 and (left := end - time.monotonic()) > 0:
                woken.wait(min(own, left, threading.TIMEOUT_MAX))
                woken.clear()
        finally:
            self.unwatch(woken.set)
        return self.is_cancelled

    def raise_if_cancelled(self) -> None:
        """Raise ``OperationCancelledError`` if it was called off."""
        if self.is_cancelled:
            raise OperationCancelledError

    def watch(self, wake: Wake) -> None:
        """Have a function called whenever ``remaining`` became shorter or longer, in the thread that did that."""
        for token in self._family():
            with token._lock:
                token._wakes.append(wake)

    def unwatch(self, wake: Wake) -> None:
        """End what ``watch`` began."""
        for token in self._family():
            with token._lock:
                token._wakes.remove(wake)

    def _end_at(self, moment: float) -> None:
        with self._lock:
            if self._ends <= time.monotonic():  # cancelled: for good
                return
            self._ends = moment
            wakes = tuple(self._wakes)
        for wake in wakes:
            wake()

    def _earliest_end(self) -> float:
        return min((self._ends, *(parent._earliest_end() for parent in self._parents)))

    def _family(self) -> list[CancellationToken]:
        return [self, *(token for parent in self._parents for token in parent._family())]

    def __repr__(self) -> str:
        return f"<CancellationToken {'cancelled' if self.is_cancelled else 'active'}>"


def checked_token(token: object) -> CancellationToken:
    """Pass a ``CancellationToken``; anything else is a ``TypeError`` that says where it belongs."""
    if isinstance(token, CancellationToken):
        return token
    advice = "; pass the RequestContext as context=" if hasattr(token, "error_options") else ""
    raise TypeError(f"cancellation must be a CancellationToken, got {type(token).__name__}{advice}")
