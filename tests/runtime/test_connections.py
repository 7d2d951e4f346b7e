"""The connections of an async client: one for each call at a time, the last used first, none for longer than needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from veneer.runtime import AsyncServiceClient, HttpRequest, RequestContext
from veneer.runtime.connections import Connections

from .faulty_server import OK, FaultyServer, hang, say

GET = HttpRequest("GET", "/x")


class Body(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{}"


class One(httpx.AsyncBaseTransport):
    """A transport that notes how often it is used, and fails where it is told to."""

    def __init__(self, made: list[One], answer: Callable[[], Any]) -> None:
        self.uses, self.closed, self._answer = 0, False, answer
        made.append(self)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.uses += 1
        await asyncio.sleep(0)
        self._answer()
        return httpx.Response(200, stream=Body())

    async def aclose(self) -> None:
        self.closed = True


def connections(made: list[One], most: int = 3, longest: float = 100.0, answer: Any = lambda: None) -> Connections:
    return Connections(lambda: One(made, answer), most, longest)


def client_of(transport: Connections) -> AsyncServiceClient:
    return AsyncServiceClient("https://host", None, (), transport=transport, retry=None)


def test_calls_one_after_another_use_one_connection_and_many_at_a_time_no_more_than_allowed() -> None:
    async def run() -> None:
        made: list[One] = []
        async with client_of(connections(made)) as client:
            for _ in range(5):
                await client._send(GET)
            assert [one.uses for one in made] == [5]
            await asyncio.gather(*(client._send(GET) for _ in range(50)))
            assert len(made) == 3
            assert sum(one.uses for one in made) == 55
        assert all(one.closed for one in made)

    asyncio.run(run())


def test_a_connection_is_taken_until_its_answer_is_closed() -> None:
    async def run() -> None:
        made: list[One] = []
        async with client_of(connections(made, most=1)) as client:
            answer = await client._send(GET, RequestContext(stream=True))
            with pytest.raises(httpx.PoolTimeout, match=r"no connection was free within 0\.05 seconds"):
                await client._send(GET, RequestContext(timeout=0.05))
            waiting = asyncio.create_task(client._send(GET))
            await asyncio.sleep(0.02)
            assert not waiting.done()
            await answer.aclose()
            await answer.aclose()
            assert (await waiting).content == b"{}"
            assert [one.closed for one in made] == [True, False]  # an answer that was not read spoils its connection

    asyncio.run(run())


def test_a_call_that_fails_or_is_cancelled_frees_its_place() -> None:
    async def run() -> None:
        def fail() -> None:
            raise httpx.ReadError("x")

        made: list[One] = []
        async with client_of(connections(made, most=1, answer=fail)) as client:
            for _ in range(3):
                with pytest.raises(httpx.ReadError):
                    await client._send(GET, RequestContext(timeout=0.05))
        assert [(one.uses, one.closed) for one in made] == [(1, True)] * 3  # none that failed is used again

    asyncio.run(run())

    async def cancel() -> None:
        async with AsyncServiceClient(server.url, None, ()) as client:
            tasks = [asyncio.create_task(client._send(GET)) for _ in range(150)]
            await asyncio.sleep(0.3)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            transport: Any = client._transport
            assert transport._places.value == 100

    with FaultyServer(hang) as server:
        asyncio.run(cancel())


def test_a_connection_that_is_not_needed_is_closed_after_a_while() -> None:
    async def run() -> None:
        made: list[One] = []
        async with client_of(connections(made, longest=0.05)) as client:
            await asyncio.gather(*(client._send(GET) for _ in range(3)))
            assert len(made) == 3
            await asyncio.sleep(0.1)
            await client._send(GET)
            assert [one.closed for one in made] == [True] * 3 + [False]
            await client._send(GET)
            assert len(made) == 4

    asyncio.run(run())


def test_real_connections_are_kept_and_closed() -> None:
    async def run() -> None:
        async with AsyncServiceClient(server.url, None, ()) as client:
            for _ in range(5):
                await client._send(GET)
            assert server.connections == 1
            await asyncio.gather(*(client._send(GET) for _ in range(20)))
            assert server.connections <= 20

    with FaultyServer(say(OK)) as server:
        asyncio.run(run())


def test_a_connection_in_use_is_closed_with_its_answer_once_the_client_is_closed() -> None:
    async def run() -> None:
        made: list[One] = []
        client = client_of(connections(made))
        answer = await client._send(GET, RequestContext(stream=True))
        await client.aclose()
        assert not made[0].closed
        await answer.aclose()
        assert made[0].closed

    asyncio.run(run())
