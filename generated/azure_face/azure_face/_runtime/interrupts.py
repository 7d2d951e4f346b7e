"""A token and a deadline go in; work that is still going on when one of them ends is broken off within milliseconds."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from typing import Any, TypeVar, cast

from .cancellation import CancellationToken
from .errors import DeadlineExceededError, OperationCancelledError, ServiceError

T = TypeVar("T")


class Interrupt:
    """What may end one call early.

    Args:
        token: The caller's token, if any.
        deadline: Seconds that the call may take, if that is limited.
    """

    def __init__(self, token: CancellationToken | None, deadline: float | None) -> None:
        self._token, self._deadline = token, deadline
        self._ends = math.inf if deadline is None else time.monotonic() + deadline

    def remaining(self) -> float:
        """Return the seconds until the call is to end: 0 if it is over, ``math.inf`` if nothing ends it by itself."""
        left = math.inf if self._ends == math.inf else max(0.0, self._ends - time.monotonic())
        return left if self._token is None else min(left, self._token.remaining())

    def reason(self) -> ServiceError:
        """Return the error that tells why the call is over."""
        if self._token is not None and self._token.is_cancelled:
            return OperationCancelledError()
        return DeadlineExceededError(f"the call was not done after {self._deadline} seconds, its deadline")

    def check(self) -> None:
        """Raise that error if the call is over."""
        if self.remaining() <= 0:
            raise self.reason()

    @contextmanager
    def waking(self, wake: Callable[[], None]) -> Iterator[None]:
        """Have a function called, from any thread, when ``remaining`` may have changed."""
        if self._token is None:
            yield
            return
        self._token.watch(wake)
        try:
            yield
        finally:
            self._token.unwatch(wake)

    def pause(self, seconds: float) -> None:
        """Sleep for this long; raise that error when the call is over."""
        left = max(0.0, min(seconds, self._ends - time.monotonic()))
        if self._token is None:
            time.sleep(left)
        else:
            self._token.wait(left)
        self.check()

    async def pause_async(self, seconds: float) -> None:
        """Sleep as `pause` does, without holding up the event loop."""
        import asyncio

        await self.run_async(asyncio.sleep(seconds))

    def run(self, work: Callable[[], T], drop: Callable[[T], object] = lambda result: None) -> T:
        """Do a piece of the call's work in a thread of its own, and leave that thread when the call is over.

        Nothing but another thread can leave one that waits for the network. Where the transport allows it (`aborts`),
        the connection that it waits for is shut down too, so that the thread ends and keeps nothing busy.

        Args:
            work: What to do.
            drop: What to do with a result that comes too late.

        Returns:
            The result.

        Raises:
            OperationCancelledError: The token was cancelled.
            DeadlineExceededError: The deadline passed.
            BaseException: What the work raises.
        """
        self.check()
        task = _Task(work, drop, self)
        with self.waking(task.awake.set):
            threading.Thread(target=copy_context().run, args=(task.act,), name="veneer-call", daemon=True).start()
            try:
                return cast("T", task.result())
            except BaseException:
                task.leave()
                raise

    async def run_async(self, work: Awaitable[T]) -> T:
        """Await a piece of the call's work, and cancel it when the call is over; returns and raises as `run` does."""
        import asyncio

        loop = asyncio.get_running_loop()
        scope = asyncio.timeout(None)
        try:
            async with scope:

                def adjust() -> None:
                    left = self.remaining()
                    with suppress(RuntimeError):  # the work is done, or being cancelled
                        scope.reschedule(None if left == math.inf else loop.time() + left)

                def wake() -> None:
                    with suppress(RuntimeError):  # the loop is closed
                        loop.call_soon_threadsafe(adjust)

                with self.waking(wake):
                    adjust()
                    return await work
        except TimeoutError:
            if scope.expired():
                raise self.reason() from None
            raise


_here = threading.local()


class _Task:
    """One piece of work in a thread of its own."""

    def __init__(self, work: Callable[[], Any], drop: Callable[[Any], object], interrupt: Interrupt) -> None:
        self.awake = threading.Event()
        self._work, self._drop, self._interrupt = work, drop, interrupt
        self._lock = threading.Lock()
        self._outcome: tuple[Any, BaseException | None] | None = None
        self._abort: Callable[[], None] | None = None
        self._left = False

    def act(self) -> None:
        """Do the work, in its thread."""
        _here.task = self
        outcome: tuple[Any, BaseException | None]
        try:
            outcome = self._work(), None
        except BaseException as error:  # noqa: BLE001 - raised where the caller waits
            outcome = None, error
        with self._lock:
            self._outcome, late = outcome, self._left
        if late and outcome[1] is None:
            self._drop(outcome[0])
        self.awake.set()

    def result(self) -> Any:
        """Wait for the work, in the caller's thread."""
        while self._outcome is None:
            self._interrupt.check()
            left = self._interrupt.remaining()
            self.awake.wait(None if left == math.inf else left)
            self.awake.clear()
        result, error = self._outcome
        if error is not None:
            try:
                raise error
            finally:
                del error  # else the error's traceback would hold the error
        return result

    def leave(self) -> None:
        """Have no more to do with the work; it ends as soon as it can."""
        with self._lock:
            self._left = True
            late, abort = self._outcome, self._abort
        if abort is not None:
            abort()
        if late is not None and late[1] is None:
            self._drop(late[0])

    def blocking(self, wait: Callable[[], T], abort: Callable[[], None]) -> T:
        """Wait for the network, in the work's thread, in a way that can be aborted from the caller's."""
        with self._lock:
            if self._left:
                raise OperationCancelledError
            self._abort = abort
        try:
            result = wait()
        finally:
            with self._lock:
                self._abort, left = None, self._left
        if left:  # what was read is what an aborted connection gives
            raise OperationCancelledError
        return result


def blocking(wait: Callable[[], T], abort: Callable[[], None]) -> T:
    """Wait for the network.

    Args:
        wait: What waits.
        abort: What makes it end at once, called from another thread when the call is over whose work this thread does.

    Returns:
        What ``wait`` returns.

    Raises:
        OperationCancelledError: The caller has left.
    """
    task: _Task | None = getattr(_here, "task", None)
    return wait() if task is None else task.blocking(wait, abort)
