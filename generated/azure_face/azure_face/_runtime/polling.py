"""The answer that begins a long-running operation goes in, its status and its result come out."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from .context import CancellationToken
from .error_body import retry_after_seconds
from .errors import OperationFailedError, PollingTimeoutError
from .response import Response
from .verdicts import Progress, Verdict

S = TypeVar("S")
T = TypeVar("T")

INTERVAL = 1.0
"""Seconds between two looks where neither the service nor the caller says otherwise."""

# In seconds: how soon an async wait sees that its token was cancelled, and what a pause is at least and at most.
_SLICE = 0.05
_SHORTEST = 0.01
_LONGEST = 86_400.0


class _Polled(Generic[S, T]):
    """What the sync and the async poller share: what was seen last, and how long to wait."""

    def __init__(
        self, response: Response[T], verdict_of: Callable[[S], Verdict], cancellation: CancellationToken | None
    ) -> None:
        self._response, self._verdict_of, self._cancellation = response, verdict_of, cancellation
        self._last: Response[S] | None = None

    @property
    def response(self) -> Response[T]:
        """The answer that began the operation."""
        return self._response

    @property
    def done(self) -> bool:
        """Whether the operation was at its end when it was last looked at; asks nobody."""
        return self._last is not None and self._verdict(self._last).progress is not Progress.RUNNING

    def _verdict(self, status: Response[S]) -> Verdict:
        return self._verdict_of(status.value)

    def _succeeded(self) -> Response[S] | None:
        """Return the last status if the operation succeeded, ``None`` if it goes on; raise if it failed."""
        if self._last is None:
            return None
        verdict = self._verdict(self._last)
        if verdict.progress is Progress.FAILED:
            raise OperationFailedError(verdict.message or "the operation failed", self._last.raw)
        return self._last if verdict.progress is Progress.SUCCEEDED else None

    def __repr__(self) -> str:
        state = "not looked at yet" if self._last is None else self._verdict(self._last).progress.value
        return f"<{type(self).__name__}: {state}>"


class Poller(_Polled[S, T]):
    """A long-running operation that the service took on.

    Args:
        response: The answer that began it.
        look: Asks the service how far the operation is.
        verdict_of: Judges what the service says.
        cancellation: Ends a wait; the operation itself goes on at the service.
    """

    def __init__(
        self,
        response: Response[T],
        look: Callable[[], Response[S]],
        verdict_of: Callable[[S], Verdict],
        cancellation: CancellationToken | None = None,
    ) -> None:
        super().__init__(response, verdict_of, cancellation)
        self._look = look

    def status(self) -> Response[S]:
        """Ask once how far the operation is; one that failed raises nothing here.

        Raises:
            RequestFailedError: The service did not say.
            OperationCancelledError: The token was cancelled.
        """
        self._last = self._look()
        return self._last

    def wait(self, timeout: float | None = None, *, interval: float = INTERVAL) -> Response[S]:
        """Wait until the operation succeeded.

        Args:
            timeout: Seconds (>= 0) to wait at most; ``None`` waits without a limit.
            interval: Seconds (> 0) between two looks where the service sends no ``Retry-After``.

        Returns:
            The last status.

        Raises:
            OperationFailedError: The operation failed; its text is the service's.
            PollingTimeoutError: It goes on after this time.
            OperationCancelledError: The token was cancelled while waiting.
            RequestFailedError: The service did not say how far it is.
        """
        clock = _Clock(timeout, interval)
        while (found := self._succeeded()) is None:
            self._sleep(clock.pause(self._last or self._response))
            self.status()
        return found

    def result(self, timeout: float | None = None, *, interval: float = INTERVAL) -> Response[T]:
        """Wait as `wait` does, and return the answer that began the operation, which holds what it made."""
        self.wait(timeout, interval=interval)
        return self._response

    def _sleep(self, seconds: float) -> None:
        if self._cancellation is None:
            time.sleep(seconds)
        elif self._cancellation.wait(seconds):
            self._cancellation.raise_if_cancelled()


class AsyncPoller(_Polled[S, T]):
    """The async twin of `Poller`, its three methods awaited."""

    def __init__(
        self,
        response: Response[T],
        look: Callable[[], Awaitable[Response[S]]],
        verdict_of: Callable[[S], Verdict],
        cancellation: CancellationToken | None = None,
    ) -> None:
        super().__init__(response, verdict_of, cancellation)
        self._look = look

    async def status(self) -> Response[S]:
        """Ask once how far the operation is; see `Poller.status`."""
        self._last = await self._look()
        return self._last

    async def wait(self, timeout: float | None = None, *, interval: float = INTERVAL) -> Response[S]:
        """Wait until the operation succeeded; arguments, result and errors as of `Poller.wait`."""
        clock = _Clock(timeout, interval)
        while (found := self._succeeded()) is None:
            await self._sleep(clock.pause(self._last or self._response))
            await self.status()
        return found

    async def result(self, timeout: float | None = None, *, interval: float = INTERVAL) -> Response[T]:
        """Wait as `wait` does, and return the answer that began the operation; see `Poller.result`."""
        await self.wait(timeout, interval=interval)
        return self._response

    async def _sleep(self, seconds: float) -> None:
        import asyncio

        if self._cancellation is None:
            await asyncio.sleep(seconds)
            return
        end = time.monotonic() + seconds
        while not self._cancellation.is_cancelled and (left := end - time.monotonic()) > 0:
            await asyncio.sleep(min(_SLICE, left))
        self._cancellation.raise_if_cancelled()


class _Clock:
    """How long one wait still lasts, and how long it pauses before each look."""

    def __init__(self, timeout: float | None, interval: float) -> None:
        if timeout is not None:
            _check_seconds("timeout", timeout, more_than_none=False)
        _check_seconds("interval", interval, more_than_none=True)
        self._timeout, self._interval = timeout, interval
        self._end = math.inf if timeout is None else time.monotonic() + timeout
        self._looks = 0

    def pause(self, last: Response[Any]) -> float:
        """Return how many seconds to wait before the next look, of which each wait has one at least.

        Args:
            last: The last answer about the operation, whose ``Retry-After`` counts.
        """
        left = self._end - time.monotonic()
        if self._looks and left <= 0:
            raise PollingTimeoutError(f"the operation still goes on after {self._timeout} seconds", last.raw)
        asked = retry_after_seconds(last.headers.get("Retry-After"))
        wanted = asked if asked is not None else self._interval if self._looks else 0.0
        if self._looks:
            wanted = max(wanted, _SHORTEST)  # a date of a clock that is behind asks for no pause at all
        self._looks += 1
        return max(0.0, min(wanted, left, _LONGEST))


def _check_seconds(name: str, value: object, *, more_than_none: bool) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name} must be seconds, got {type(value).__name__}")
    if not 0 <= value < math.inf or (more_than_none and value == 0):
        raise ValueError(f"{name} must be {'more than 0' if more_than_none else '0 or more'} seconds, got {value}")
