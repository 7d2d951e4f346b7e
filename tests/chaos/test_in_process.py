"""The local service in process, with all its faults: 20,000 calls, sync ones in threads and async ones in tasks."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import pytest

from .batches import Batch, batch, client_of, inject_all, service_of
from .judging import Judge, Share
from .leaks import check_objects
from .watching import run, until, watched

BATCHES, SIZE = 6, 420  # of each test below, of which there are four sync and four async
WORKERS = 6
TASKS = 12


@pytest.mark.parametrize("group", range(4))
def test_sync_calls_in_threads(group: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: Counter[str] = Counter()
    late: list[float] = []
    with watched(monkeypatch):
        for seed in range(group * BATCHES, (group + 1) * BATCHES):
            judge = _sync(batch(seed, SIZE, asynchronous=False))
            ends += judge.ends
            late += judge.late
    _all_kinds(ends, late)


@pytest.mark.parametrize("group", range(4))
def test_async_calls_in_tasks(group: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: Counter[str] = Counter()
    late: list[float] = []
    with watched(monkeypatch):
        for seed in range(group * BATCHES, (group + 1) * BATCHES):
            judge = _async(batch(seed, SIZE, asynchronous=True))
            ends += judge.ends
            late += judge.late
    assert ends["CancelledError"]
    _all_kinds(ends, late)


def _sync(batch: Batch) -> Judge:
    service, judge = service_of(batch.plans), Judge(batch.around)
    inject_all(service)
    client, theirs = client_of(service, batch, asynchronous=False)
    plans = Share(batch.plans)

    def work(_: int) -> None:
        for plan in plans:
            judge.make(client, plan)
            if plan.number % 50 == 0:
                batch.rotate()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    client.close()
    if theirs is not None:
        theirs.close()
    _leaves_nothing(service, client, batch, judge)
    return judge


def _async(batch: Batch) -> Judge:
    service, judge = service_of(batch.plans), Judge(batch.around)
    inject_all(service)
    plans = iter(batch.plans)

    async def work(client: Any) -> None:
        for plan in plans:
            await judge.make_async(client, plan)
            if plan.number % 50 == 0:
                batch.rotate()

    async def main() -> Any:
        client, theirs = client_of(service, batch, asynchronous=True)
        await asyncio.gather(*(work(client) for _ in range(TASKS)))
        await client.aclose()
        if theirs is not None:
            await theirs.aclose()
        return client

    _leaves_nothing(service, run(main), batch, judge)
    return judge


def _leaves_nothing(service: Any, client: Any, batch: Batch, judge: Judge) -> None:
    judge.check(batch.seed)
    assert judge.ends.total() == len(batch.plans)
    until(lambda: service.open_responses == 0, "answers are not closed", lambda: service.open_responses)
    check_objects(service, client, batch.credential, *service.calls[:50])


def _all_kinds(ends: Counter[str], late: list[float]) -> None:
    """Make sure that the chaos was one, and that calls which are over end at once when the machine has time."""
    errors = {"BrokenBodyError", "ConnectError", "ConnectTimeout", "ReadError", "ReadTimeout", "RemoteProtocolError"}
    errors |= {"DeadlineExceededError", "OperationCancelledError", "DecodeError", "PolicyError", "TokenError"}
    errors |= {"ServerError", "BadRequestError", "UnauthorizedError", "NotFoundError", "ConflictError"}
    errors |= {"TooManyRequestsError", "RequestFailedError"}
    others = {"value", "200 right", "200 garbage", "200 part", "503 fault"}
    assert (errors | others) - ends.keys() == set()
    assert median(late) < 0.2
