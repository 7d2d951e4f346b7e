"""Real sockets on this machine: calls through faults below HTTP, and no connection, descriptor or thread stays open."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from attrs import evolve
from azure_face import AiohttpTransport, AsyncFaceAdministrationClient, FaceAdministrationClient, PolicyPosition

from .asking import tagging
from .batches import Batch, batch, service_of
from .judging import Judge, Share
from .leaks import check_objects
from .oracle import _BREAKS
from .plans import CALM, WILD
from .server import ChaosServer
from .watching import run, until, watched

SIZE = 250  # of a batch; each test below has six of them
WORKERS = 6
TASKS = 12
Run = Callable[[Batch, ChaosServer], Judge]


def _sync(batch: Batch, server: ChaosServer) -> Judge:
    judge, plans = Judge(batch.around), Share(batch.plans)

    def work(_: int) -> None:
        for plan in plans:
            judge.make(client, plan)

    with FaceAdministrationClient(server.url, batch.credential, **_options(batch)) as client:
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, range(WORKERS)))
        until(lambda: server.only_idle(2 * WORKERS), "connections are busy", lambda: server)
        check_objects(client, client._transport)
    return judge


def _async(batch: Batch, server: ChaosServer, transport: httpx.AsyncBaseTransport | None = None) -> Judge:
    judge, plans = Judge(batch.around), iter(batch.plans)

    async def work(client: Any) -> None:
        for plan in plans:
            await judge.make_async(client, plan)

    async def main() -> None:
        options = {**_options(batch), "transport": transport}
        async with AsyncFaceAdministrationClient(server.url, batch.credential, **options) as client:
            await asyncio.gather(*(work(client) for _ in range(TASKS)))
            until(lambda: server.only_idle(2 * TASKS), "connections are busy", lambda: server)
            check_objects(client, client._transport)

    run(main)
    return judge


def _over_aiohttp(batch: Batch, server: ChaosServer) -> Judge:
    return _async(batch, server, AiohttpTransport())


@pytest.mark.parametrize("way", [_sync, _async, _over_aiohttp], ids=["sync", "async", "aiohttp"])
@pytest.mark.parametrize("wild", [False, True], ids=["calm", "wild"])
def test_calls_over_sockets(way: Run, wild: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: Counter[str] = Counter()
    if way is _over_aiohttp:  # to which a reset and an early end are one
        monkeypatch.setitem(_BREAKS, "reset in body", "RemoteProtocolError")
    with watched(monkeypatch), ChaosServer() as server:
        before = _descriptors()
        for seed in range(100, 118):
            if seed >= 106 and not ENDS - ends.keys():
                break  # on a busy machine some ends are rare
            plans = batch(
                seed, SIZE, (0.05,) if wild else (10.0,), WILD if wild else CALM, asynchronous=way is not _sync
            )
            if wild:
                plans = evolve(plans, timeout=0.05, around=evolve(plans.around, upsets=UPSETS))
            else:
                plans = evolve(plans, timeout=10.0)
            server.service = service_of(plans.plans)
            judge = way(plans, server)
            judge.check(seed)
            ends += judge.ends
            until(lambda: server.open == 0, "connections are open", lambda: server.open)
            until(lambda: _descriptors() == before, "descriptors are open", _descriptors)
    assert server.opened > SIZE
    assert ENDS - ends.keys() == set()


# What has to come of some calls.
ENDS = {
    *("BrokenBodyError", "ReadError", "RemoteProtocolError", "DeadlineExceededError", "OperationCancelledError"),
    *("value", "DecodeError", "200 right", "200 garbage", "200 part", "503 fault", "ServerError"),
}


UPSETS = frozenset(
    # A machine that is busy makes a short timeout pass, and a connection may be closed as it is used again.
    {"ReadTimeout", "WriteTimeout", "ConnectTimeout", "PoolTimeout", "RemoteProtocolError", "ReadError", "WriteError"}
)


def _options(batch: Batch) -> dict[str, Any]:
    return {"timeout": batch.timeout, "retry": batch.retry, "policies": [(tagging, PolicyPosition.PER_RETRY)]}


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))
