"""A call goes in, it is made and judged; what is not right is kept with its plan, and lateness is measured."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field
from azure_face import CancellationToken, RequestFailedError

from .asking import CURRENT, Running, call, call_async, context_of
from .leaks import check_error, check_objects
from .oracle import Surroundings, right_ends
from .plans import Plan

SLACK = 2.0  # seconds: what a busy machine may add; a call that hangs takes longer than that
LONGEST = 1.0  # seconds: what all tries and pauses of a call without a deadline take at most


@define
class Judge:
    """The calls of a batch and what became of them.

    Attributes:
        around: What may happen to any try.
        ends: How often calls came to each end.
        wrongs: What was not right.
        late: Seconds by which calls that hung ended after their deadline or their cancellation.
    """

    around: Surroundings
    ends: Counter[str] = field(factory=Counter)
    wrongs: list[str] = field(factory=list)
    late: list[float] = field(factory=list)

    def make(self, client: Any, plan: Plan) -> None:
        """Make a call of a sync client and judge it."""
        running, token = _begin(plan)
        timer = None
        if token is not None and not plan.by_time:
            timer = threading.Timer(plan.cancel or 0.0, token.cancel)
            timer.start()
        began, error = time.monotonic(), None
        try:
            end = call(client, plan, token)
        except Exception as raised:
            end, error = type(raised).__name__, raised
        self._judge(running, end, error, time.monotonic() - began)
        if timer is not None:
            timer.join()

    async def make_async(self, client: Any, plan: Plan) -> None:
        """Make a call of an async client, in a task of its own if that is to be cancelled, and judge it."""
        running, token = _begin(plan)
        loop = asyncio.get_running_loop()
        if token is not None and not plan.by_time:
            loop.call_later(plan.cancel or 0.0, token.cancel)
        began, error = time.monotonic(), None
        asked: Any = call_async(client, plan, token)
        if plan.abandon is not None:
            asked = asyncio.create_task(asked)
            loop.call_later(plan.abandon, asked.cancel)
        try:
            end = await asked
        except (Exception, asyncio.CancelledError) as raised:
            end, error = type(raised).__name__, raised
        self._judge(running, end, error, time.monotonic() - began)

    def _judge(self, running: Running, end: str, error: BaseException | None, took: float) -> None:
        plan = running.plan
        right = right_ends(plan, self.around)
        self.ends[end] += 1
        limits = [limit for limit in (plan.deadline, plan.cancel) if limit is not None]
        if plan.hangs:
            self.late.append(took - min(limits))
        most = 1 + (plan.retry.max_retries if plan.retry else 0)
        try:
            assert end in right, f"right is only {sorted(right)}"
            assert running.tries <= most, f"{running.tries} tries of {most}"
            assert took <= min((*limits, LONGEST)) + SLACK, "too late"
            if error is not None:
                check_error(error, thorough=plan.number % 4 == 0)
            assert not isinstance(error, RequestFailedError) or 400 <= error.status_code <= 599
        except AssertionError as wrong:
            self.wrongs.append(f"{plan}\n    ended with {end} after {took:.3f} s: {wrong}")

    def check(self, seed: int) -> None:
        """Say which calls did not end as they must; the seed makes the same plans again."""
        assert not self.wrongs, f"seed {seed}: {len(self.wrongs)} calls went wrong\n" + "\n".join(self.wrongs[:5])


class Share:
    """Gives plans to many threads, each plan to one."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._lock, self._rest = threading.Lock(), iter(plans)

    def __iter__(self) -> Iterator[Plan]:
        return self

    def __next__(self) -> Plan:
        with self._lock:
            return next(self._rest)


def _begin(plan: Plan) -> tuple[Running, CancellationToken | None]:
    running = Running(plan)
    CURRENT.set(running)
    if plan.cancel is None:
        return running, None
    token = CancellationToken()
    if plan.by_time:
        token.cancel_after(plan.cancel)
    check_objects(token, context_of(plan, token))
    return running, token
