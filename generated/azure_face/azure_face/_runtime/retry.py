"""An answer or an error of one try goes in, the pause before the next try comes out, or none if it was the last."""

from __future__ import annotations

import random
import time
from typing import Final

import httpx

from .error_body import retry_after
from .errors import BrokenBodyError
from .seconds import checked_seconds
from .values import Value

TRANSIENT: Final = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses that may be gone at the next try."""

# What azure-core does: a POST is tried again where the service says that it did not do it, or when to come again.
_AGAIN_FOR_ALL: Final = frozenset({500, 503, 504})
_IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})  # RFC 9110, section 9.2.2
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_FAILED: Final = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError, httpx.ProxyError)


def _checked_count(value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"max_retries must be an int, got {type(value).__name__}")
    if value < 0:
        raise ValueError(f"max_retries must be 0 or more, got {value}")
    return value


class RetryOptions(Value):
    """When a call that failed is tried again.

    Tried again are calls that got 408, 429, 500, 502, 503 or 504, or no answer because the connection failed or the
    answer broke off. A POST or PATCH, which might do its work twice, is tried again only if nothing was sent, after
    500, 503 and 504, and where the service says when (``Retry-After``), as the official SDKs do. A body that can be
    read only once is never sent again.

    Attributes:
        max_retries: How many tries there are after the first (>= 0).
        delay: Seconds (> 0) that the first pause has at most. Each further one may be twice as long; the pause itself
            is chosen at random between 0 and that ("full jitter"), so that many callers do not come back at once.
        max_delay: Seconds (> 0) that any such pause has at most.
        budget: Seconds (> 0) from the beginning of the call within which the last try has to begin. A service that asks
            to come again later than that (``Retry-After``) is not waited for.

    Raises:
        TypeError: If an attribute is no number.
        ValueError: If it is out of its range.
    """

    __slots__ = ("max_retries", "delay", "max_delay", "budget")  # noqa: RUF023 (in the order of the repr)

    def __init__(
        self, *, max_retries: int = 3, delay: float = 0.8, max_delay: float = 60.0, budget: float = 120.0
    ) -> None:
        self.max_retries: Final = _checked_count(max_retries)
        self.delay: Final = delay
        self.max_delay: Final = max_delay
        self.budget: Final = budget
        for name in ("delay", "max_delay", "budget"):
            checked_seconds(name, getattr(self, name), more_than_none=True)


DEFAULT_RETRY: Final = RetryOptions()
"""What a client does unless it is told otherwise."""


def checked_retry(options: RetryOptions | None) -> RetryOptions | None:
    """Pass retry options, or ``None`` for no retries; anything else is a ``TypeError``."""
    if options is None or isinstance(options, RetryOptions):
        return options
    raise TypeError(f"retry must be RetryOptions(...) or None, got {type(options).__name__}")


class Tries:
    """The tries of one call: what became of each that failed, and whether there is another.

    Args:
        options: When to try again.
        replayable: Whether the request's body can be sent again.
        began: When the first try began, by ``time.monotonic()``.
        until: How long the whole call may last, by the same clock.
    """

    def __init__(self, options: RetryOptions, replayable: bool, began: float, until: float) -> None:
        self._options, self._replayable = options, replayable
        self._try_began = began
        self._end = min(began + options.budget, until)
        self.notes: list[str] = []

    def pause_after(self, method: str, outcome: httpx.Response | Exception) -> float | None:
        """Decide what follows a try that failed.

        Args:
            method: The request's method.
            outcome: What came of it.

        Returns:
            Seconds to wait before the next try; ``None`` if this was the last.
        """
        again, asked = _is_transient(method, outcome)
        now, count = time.monotonic(), len(self.notes)
        if not again and not count:
            return None
        pause = self._jitter(count) if asked is None else asked
        end = self._stop(again, count, now + pause)
        follows = f"waited {pause:.2f} s" if end is None else end
        self.notes.append(f"try {count + 1}: {_told(outcome)} after {now - self._try_began:.2f} s; {follows}")
        self._try_began = now + pause
        return None if end is not None else pause

    def _jitter(self, count: int) -> float:
        return random.uniform(0.0, min(self._options.max_delay, self._options.delay * 2.0 ** min(count, 64)))

    def _stop(self, again: bool, count: int, next_at: float) -> str | None:
        if not again:
            return "another try would not help"
        if count >= self._options.max_retries:
            return "no try was left"
        if not self._replayable:
            return "the body cannot be sent again"
        return "no time was left for another try" if next_at > self._end else None


def _is_transient(method: str, outcome: httpx.Response | Exception) -> tuple[bool, float | None]:
    """Say whether another try makes sense, and the seconds that the service asks to wait."""
    if isinstance(outcome, httpx.Response):
        if outcome.status_code not in TRANSIENT:
            return False, None
        asked = retry_after(outcome.headers)
        return asked is not None or method in _IDEMPOTENT or outcome.status_code in _AGAIN_FOR_ALL, asked
    if isinstance(outcome, BrokenBodyError):
        return method in _IDEMPOTENT, None
    again = isinstance(outcome, _FAILED) and (method in _IDEMPOTENT or isinstance(outcome, _NEVER_SENT))
    return again, None


def _told(outcome: httpx.Response | Exception) -> str:
    # An exception's own text may come from anywhere, so only its kind is told.
    return str(outcome.status_code) if isinstance(outcome, httpx.Response) else type(outcome).__name__
