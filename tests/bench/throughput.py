"""Many async calls at a time -> the protocol layer beside bare httpx, and over aiohttp beside bare aiohttp."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import aiohttp
import httpx
from azure_face import AiohttpTransport, KeyCredential, RequestContent
from azure_face.v1_2_preview_1 import AsyncFaceSessionClient
from httpx_aiohttp import AiohttpTransport as HttpxAiohttpTransport
from rich.table import Table

from bench.measuring import Bar, Comparison, Measure, compare
from bench.server import serving
from bench.service import ANSWER, BODY, HEADERS, KEY, PATH, expect
from bench.tables import rate, table

IN_FLIGHT, CALLS, ROUNDS = 200, 10_000, 10
"""How many calls are on their way at a time, and how many a side makes, in so many rounds."""

OVER_AIOHTTP, OVER_HTTPX_AIOHTTP = "azure_face over aiohttp", "azure_face over httpx-aiohttp"
Call = Callable[[], Awaitable[None]]


def tables() -> Iterator[Table]:
    """Yield the table of calls that are made at the same time."""
    title = f"{CALLS:,} async calls, {IN_FLIGHT} in flight"
    with serving(ANSWER) as url, asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            sides = runner.run(calls(url, stack))
            yield table(title, comparisons(runner, sides), rate)
        finally:
            runner.run(stack.aclose())


def comparisons(runner: asyncio.Runner, calls: dict[str, Call]) -> Iterator[Comparison]:
    """Yield a comparison for each transport."""

    def side(name: str) -> tuple[str, Measure]:
        return name, lambda: runner.run(throughput(calls[name]))

    at_least_httpx, at_least_aiohttp = Bar(1.0, at_most=False), Bar(0.6, at_most=False)
    yield compare("default transport", side("azure_face"), side("httpx"), at_least_httpx, ROUNDS)
    yield compare("aiohttp", side(OVER_AIOHTTP), side("aiohttp"), at_least_aiohttp, ROUNDS)
    yield compare("httpx-aiohttp", side(OVER_HTTPX_AIOHTTP), side("aiohttp"), None, ROUNDS)


async def calls(url: str, stack: AsyncExitStack) -> dict[str, Call]:
    """Return the call of each side; the stack closes the clients."""
    bare = await stack.enter_async_context(httpx.AsyncClient(headers=HEADERS, trust_env=False, timeout=60))
    session = await stack.enter_async_context(aiohttp.ClientSession(headers=HEADERS))
    made = {
        "httpx": await_httpx(bare, url + PATH),
        "aiohttp": await_aiohttp(session, url + PATH),
    }
    transports = {"azure_face": None, OVER_AIOHTTP: AiohttpTransport(), OVER_HTTPX_AIOHTTP: HttpxAiohttpTransport()}
    for name, transport in transports.items():
        client = AsyncFaceSessionClient(url, KeyCredential(KEY), transport=transport)
        await stack.enter_async_context(client)
        made[name] = await_ours(client)
    return made


def await_httpx(client: httpx.AsyncClient, url: str) -> Call:
    """Make the call of bare httpx."""

    async def call() -> None:
        expect((await client.post(url, json=BODY)).json()["sessionId"])

    return call


def await_aiohttp(session: aiohttp.ClientSession, url: str) -> Call:
    """Make the call of bare aiohttp."""

    async def call() -> None:
        async with session.post(url, json=BODY) as response:
            expect((await response.json())["sessionId"])

    return call


def await_ours(client: AsyncFaceSessionClient) -> Call:
    """Make the call of the protocol layer."""

    async def call() -> None:
        expect((await client.create_liveness_session(RequestContent.json(BODY))).json()["sessionId"])

    return call


async def throughput(call: Call) -> float:
    """Make the calls of a round; return how many a second."""
    left = iter(range(CALLS // ROUNDS))

    async def work() -> None:
        for _ in left:
            await call()

    begin = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
    return CALLS // ROUNDS / (time.perf_counter() - begin)
