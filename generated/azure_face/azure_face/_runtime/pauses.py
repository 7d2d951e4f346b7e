"""The last answer about a long-running operation goes in, how long to pause before the next look comes out."""

from __future__ import annotations

import math
import time
from typing import Any

from .error_body import retry_after
from .errors import PollingTimeoutError
from .response import Response
from .seconds import checked_seconds

_LONGEST = 86_400.0  # seconds: what a pause is at most

# Seconds that `Retry-After: 0`, or a date of a clock that is behind, leaves from a status to the next look, if the
# caller's own interval is not shorter. The service says "at once" of what still goes on; ten looks a second are soon
# enough for anybody who waits, and do not flood it.
_FLOOR = 0.1


class Heard:
    """An answer about an operation, and when it came, from which its ``Retry-After`` counts.

    Args:
        response: The answer.
        is_status: Whether it says how far the operation is; the one that began it does not.
        was_given: Whether the caller had asked already before there was a poller.
    """

    def __init__(self, response: Response[Any], *, is_status: bool = True, was_given: bool = False) -> None:
        self.response, self.was_given, self._is_status = response, was_given, is_status
        self._came = time.monotonic()
        self._asked = retry_after(response.headers)

    def due(self, interval: float) -> float:
        """Return the moment of the next look: without ``Retry-After`` at once, or this long after a status."""
        if not self._is_status:
            return self._came + (self._asked or 0.0)
        return self._came + (interval if self._asked is None else max(self._asked, min(interval, _FLOOR)))


class Clock:
    """How long one wait still lasts, and how long it pauses before each look."""

    def __init__(self, timeout: float | None, interval: float) -> None:
        if timeout is not None:
            checked_seconds("timeout", timeout)
        checked_seconds("interval", interval, more_than_none=True)
        self._timeout, self._interval = timeout, interval
        self._end = math.inf if timeout is None else time.monotonic() + timeout
        self._looks = 0

    def pause(self, heard: Heard) -> float:
        """Return how many seconds to wait before the next look.

        Args:
            heard: The last answer about the operation, which goes on.

        Raises:
            PollingTimeoutError: The time is over, and this wait had its one look: its own, or one that was just given.
        """
        now = time.monotonic()
        left, rest = self._end - now, heard.due(self._interval) - now
        if left <= 0 and (self._looks or (heard.was_given and rest > 0)):
            raise PollingTimeoutError(f"the operation still goes on after {self._timeout} seconds", heard.response.raw)
        self._looks += 1
        return max(0.0, min(rest, left, _LONGEST))
