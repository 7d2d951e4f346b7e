"""The answer that begins a long-running operation goes in, its status and its result come out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from .cancellation import CancellationToken, checked_token
from .errors import OperationFailedError
from .interrupts import Interrupt
from .pauses import Clock, Heard
from .response import Response
from .verdicts import Progress, Verdict

S = TypeVar("S")
T = TypeVar("T")

INTERVAL = 1.0
"""Seconds between two looks where neither the service nor the caller says otherwise."""


class _Polled(Generic[S, T]):
    """What the sync and the async poller share: what was heard last, and what it says."""

    def __init__(self, response: Response[T], verdict_of: Callable[[S], Verdict], last: Response[S] | None) -> None:
        self._response, self._verdict_of, self._last = response, verdict_of, last
        self._heard = Heard(response, is_status=False) if last is None else Heard(last, was_given=True)

    @property
    def response(self) -> Response[T]:
        """The answer that began the operation; its value is ``None`` if it is an empty 202."""
        return self._response

    @property
    def done(self) -> bool:
        """Whether the operation was at its end when it was last looked at; asks nobody."""
        return self._last is not None and self._verdict(self._last).progress is not Progress.RUNNING

    def _verdict(self, status: Response[S]) -> Verdict:
        return self._verdict_of(status.value)

    def _take(self, status: Response[S]) -> Response[S]:
        self._last, self._heard = status, Heard(status)
        return status

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

    The token of the call that began it has done its work; each look and each wait takes a token of its own, so a wait
    that was cancelled can be followed by another. No token ends the operation, which goes on at the service.

    Args:
        response: The answer that began it.
        look: Asks the service how far the operation is, with the token of that look.
        verdict_of: Judges what the service says.
        last: A status that was heard just now, which counts as the first look.
    """

    def __init__(
        self,
        response: Response[T],
        look: Callable[[CancellationToken | None], Response[S]],
        verdict_of: Callable[[S], Verdict],
        last: Response[S] | None = None,
    ) -> None:
        super().__init__(response, verdict_of, last)
        self._look = look

    def status(self, *, cancellation: CancellationToken | None = None) -> Response[S]:
        """Ask once how far the operation is; one that failed raises nothing here.

        Args:
            cancellation: Calls this look off.

        Raises:
            RequestFailedError: The service did not say.
            OperationCancelledError: The token was cancelled; nothing was asked.
        """
        _check_token(cancellation)
        return self._take(self._look(cancellation))

    def wait(
        self, timeout: float | None = None, *, interval: float = INTERVAL, cancellation: CancellationToken | None = None
    ) -> Response[S]:
        """Wait until the operation succeeded.

        Args:
            timeout: Seconds (>= 0) to wait at most; ``None`` waits without a limit. It is checked between looks: one
                that hangs ends with the client's own timeout. 0 looks once, if no status was given just now.
            interval: Seconds (> 0) from a status to the next look where the service sends no ``Retry-After``.
            cancellation: Ends this wait, and no other.

        Returns:
            The last status.

        Raises:
            OperationFailedError: The operation failed; its text is the service's.
            PollingTimeoutError: It goes on after this time.
            OperationCancelledError: The token was cancelled, before or while waiting.
            RequestFailedError: The service did not say how far it is.
        """
        clock = Clock(timeout, interval)
        _check_token(cancellation)
        while (found := self._succeeded()) is None:
            Interrupt(cancellation, None).pause(clock.pause(self._heard))
            self.status(cancellation=cancellation)
        return found

    def result(
        self, timeout: float | None = None, *, interval: float = INTERVAL, cancellation: CancellationToken | None = None
    ) -> Response[T]:
        """Wait as `wait` does, and return the answer that began the operation, which holds what it made."""
        self.wait(timeout, interval=interval, cancellation=cancellation)
        return self._response


class AsyncPoller(_Polled[S, T]):
    """The async twin of `Poller`, its look and its three methods awaited."""

    def __init__(
        self,
        response: Response[T],
        look: Callable[[CancellationToken | None], Awaitable[Response[S]]],
        verdict_of: Callable[[S], Verdict],
        last: Response[S] | None = None,
    ) -> None:
        super().__init__(response, verdict_of, last)
        self._look = look

    async def status(self, *, cancellation: CancellationToken | None = None) -> Response[S]:
        """Ask once how far the operation is; see `Poller.status`."""
        _check_token(cancellation)
        return self._take(await self._look(cancellation))

    async def wait(
        self, timeout: float | None = None, *, interval: float = INTERVAL, cancellation: CancellationToken | None = None
    ) -> Response[S]:
        """Wait until the operation succeeded; arguments, result and errors as of `Poller.wait`."""
        clock = Clock(timeout, interval)
        _check_token(cancellation)
        while (found := self._succeeded()) is None:
            await Interrupt(cancellation, None).pause_async(clock.pause(self._heard))
            await self.status(cancellation=cancellation)
        return found

    async def result(
        self, timeout: float | None = None, *, interval: float = INTERVAL, cancellation: CancellationToken | None = None
    ) -> Response[T]:
        """Wait as `wait` does, and return the answer that began the operation; see `Poller.result`."""
        await self.wait(timeout, interval=interval, cancellation=cancellation)
        return self._response


def _check_token(cancellation: CancellationToken | None) -> None:
    if cancellation is not None:
        checked_token(cancellation).raise_if_cancelled()
