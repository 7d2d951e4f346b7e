"""Tokens and deadlines: a call that is over ends within 50 ms wherever it waits, and its connection with it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    AsyncServiceClient,
    CancellationToken,
    DeadlineExceededError,
    HttpRequest,
    OperationCancelledError,
    RequestContent,
    RequestContext,
    RetryOptions,
    ServiceClient,
)

from .faulty_server import OK, FaultyServer, hang, say, status, then

SOON = 0.05  # seconds: what the call may still take after it was called off
SLACK = 0.25  # seconds: what a busy machine may add to that; far less than any wait below
GET = HttpRequest("GET", "/x")
POST = HttpRequest("POST", "/x", content=RequestContent.json({"a": 1}))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"


def client_of(server: FaultyServer, **options: Any) -> ServiceClient:
    return ServiceClient(server.url, None, (), **options)


def later(act: Callable[[], object], server: FaultyServer, requests: int = 1) -> list[float]:
    """Do something from another thread once so many requests came; return when, in a list."""
    moments: list[float] = []

    def run() -> None:
        server.wait_for(requests)
        time.sleep(0.03)
        moments.append(time.monotonic())
        act()

    threading.Thread(target=run, daemon=True).start()
    return moments


def ends_soon(call: Callable[[], object], began: list[float]) -> None:
    with pytest.raises(OperationCancelledError):
        call()
    assert time.monotonic() - began[0] < SOON + SLACK


WAITS = {
    "for the head": (hang,),
    "for the body": (then(say(HEAD), hang),),
    "before a retry": (status(503, "Retry-After: 20\r\n"),),
}
CLIENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "own": dict,
    "transport": lambda: {"transport": httpx.HTTPTransport(limits=httpx.Limits(max_connections=1))},
    "http_client": lambda: {"http_client": httpx.Client(limits=httpx.Limits(max_connections=1))},
}


@pytest.mark.parametrize("options", CLIENTS.values(), ids=CLIENTS)
@pytest.mark.parametrize("acts", WAITS.values(), ids=WAITS)
@pytest.mark.parametrize("request_", [GET, POST], ids=["GET", "POST"])
def test_a_sync_call_in_flight_ends_at_once_and_leaves_the_pool_usable(
    acts: tuple[Any, ...], options: Callable[[], dict[str, Any]], request_: HttpRequest
) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(FaultyServer(*acts, say(OK)))
        given = options()
        client = stack.enter_context(client_of(server, **given))
        if "http_client" in given:
            stack.enter_context(given["http_client"])
        token = CancellationToken()
        began = later(token.cancel, server)
        ends_soon(lambda: client._send(request_, RequestContext(cancellation=token)), began)
        assert client._send(request_, RequestContext(timeout=2)).json() == {}


def test_the_connection_of_a_call_that_was_called_off_is_closed() -> None:
    with FaultyServer(hang) as server, client_of(server) as client:
        token = CancellationToken()
        began = later(token.cancel, server)
        ends_soon(lambda: client._send(GET, RequestContext(cancellation=token)), began)
        end = time.monotonic() + 5
        while not server.left:
            assert time.monotonic() < end
            time.sleep(0.002)
        assert server.left[0] - began[0] < SOON + SLACK


def test_nothing_of_a_call_that_was_called_off_stays_behind() -> None:
    before = {*threading.enumerate()}
    with FaultyServer(hang) as server, client_of(server) as client:
        for count in range(1, 11):
            token = CancellationToken()
            later(token.cancel, server, count)
            with pytest.raises(OperationCancelledError):
                client._send(GET, RequestContext(cancellation=token))
            assert not token._wakes
    end = time.monotonic() + 30
    while more := {*threading.enumerate()} - before:
        assert time.monotonic() < end, more
        time.sleep(0.01)


def test_a_transport_that_cannot_be_aborted_is_left_at_once_too() -> None:
    release, closed = threading.Event(), threading.Event()

    class Body(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"{}"

        def close(self) -> None:
            closed.set()

    class Slow(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            release.wait(10)
            return httpx.Response(200, stream=Body())

    token = CancellationToken()
    client = ServiceClient("https://host", None, (), transport=Slow())
    threading.Timer(0.05, token.cancel).start()
    begin = time.monotonic()
    with pytest.raises(OperationCancelledError):
        client._send(GET, RequestContext(cancellation=token))
    assert time.monotonic() - begin < 0.05 + SOON + SLACK
    release.set()
    assert closed.wait(5), "an answer that came too late was not closed"


def test_a_token_that_is_cancelled_already_sends_nothing() -> None:
    with FaultyServer(say(OK)) as server, client_of(server) as client:
        token = CancellationToken()
        token.cancel()
        with pytest.raises(OperationCancelledError):
            client._send(GET, RequestContext(cancellation=token))
        assert not server.requests


def test_a_token_ends_all_calls_that_it_goes_with() -> None:
    with FaultyServer(hang) as server, client_of(server) as client:
        token = CancellationToken()
        context = RequestContext(cancellation=token)
        ended: list[float] = []

        def call() -> None:
            with pytest.raises(OperationCancelledError):
                client._send(GET, context)
            ended.append(time.monotonic())

        threads = [threading.Thread(target=call) for _ in range(8)]
        for thread in threads:
            thread.start()
        server.wait_for(8)
        begin = time.monotonic()
        token.cancel()
        for thread in threads:
            thread.join(5)
        assert len(ended) == 8
        assert max(ended) - begin < SOON + SLACK


def test_a_token_with_a_time_and_one_whose_time_comes_later_end_a_call() -> None:
    with FaultyServer(hang) as server, client_of(server) as client:
        token = CancellationToken()
        token.cancel_after(0.1)
        begin = time.monotonic()
        with pytest.raises(OperationCancelledError):
            client._send(GET, RequestContext(cancellation=token))
        assert 0.1 <= time.monotonic() - begin < 0.1 + SOON + SLACK
    with FaultyServer(hang) as server, client_of(server) as client:  # another: the first request may never have come
        token = CancellationToken()
        began = later(lambda: token.cancel_after(0.1), server)
        with pytest.raises(OperationCancelledError):
            client._send(GET, RequestContext(cancellation=token))
        assert 0.1 <= time.monotonic() - began[0] < 0.1 + SOON + SLACK


def test_a_linked_token_ends_with_any_of_its_own_and_they_not_with_it() -> None:
    first, second = CancellationToken(), CancellationToken()
    linked = CancellationToken.linked(first, second)
    further = CancellationToken.linked(linked)
    assert not linked.is_cancelled
    second.cancel()
    assert (first.is_cancelled, linked.is_cancelled, further.is_cancelled) == (False, True, True)
    other = CancellationToken.linked(first)
    other.cancel()
    assert not first.is_cancelled
    with pytest.raises(TypeError, match="linked to others, got str"):
        CancellationToken.linked("x")  # type: ignore[arg-type]
    with FaultyServer(hang) as server, client_of(server) as client:
        linked = CancellationToken.linked(first, CancellationToken())
        began = later(first.cancel, server)
        ends_soon(lambda: client._send(GET, RequestContext(cancellation=linked)), began)
    assert not first._wakes


def test_what_a_token_takes_and_tells() -> None:
    token = CancellationToken()
    assert repr(token) == "<CancellationToken active>"
    for wrong in (-1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="seconds must be 0 or more seconds"):
            token.cancel_after(wrong)
    with pytest.raises(TypeError, match="seconds must be seconds, got str"):
        token.cancel_after("1")  # type: ignore[arg-type]
    assert token.remaining() == float("inf")
    token.cancel_after(100)
    assert 99 < token.remaining() <= 100
    token.cancel_after(50)
    assert 49 < token.remaining() <= 50
    assert token.wait(0.01) is False
    token.cancel_after(0)
    assert token.wait(10) is True
    token.cancel_after(50)  # too late: cancelled is for good
    assert repr(token) == "<CancellationToken cancelled>"
    with pytest.raises(OperationCancelledError):
        token.raise_if_cancelled()


@pytest.mark.parametrize("acts", WAITS.values(), ids=WAITS)
def test_a_deadline_ends_a_sync_call_wherever_it_waits(acts: tuple[Any, ...]) -> None:
    with FaultyServer(*acts) as server, client_of(server, retry=RetryOptions(budget=100)) as client:
        begin = time.monotonic()
        with pytest.raises((DeadlineExceededError, httpx.HTTPError, Exception)) as caught:
            client._send(GET, RequestContext(deadline=0.2))
        took = time.monotonic() - begin
        if isinstance(caught.value, DeadlineExceededError):
            assert 0.2 <= took < 0.2 + SOON + SLACK
            assert isinstance(caught.value, TimeoutError)
        else:  # what the service asks for is later than the deadline, so nothing is waited for
            assert getattr(caught.value, "status_code", None) == 503
            assert took < 0.2


def test_a_deadline_is_for_all_tries_and_their_notes_tell_of_them() -> None:
    with FaultyServer(status(503), status(503), hang) as server:
        options = RetryOptions(delay=0.001)
        with client_of(server, retry=options) as client, pytest.raises(DeadlineExceededError) as caught:
            client._send(GET, RequestContext(deadline=0.3))
    assert str(caught.value) == "the call was not done after 0.3 seconds, its deadline"
    notes = caught.value.__notes__
    assert [note.partition(" after ")[0] for note in notes] == ["try 1: 503", "try 2: 503"]


def test_an_answer_that_drips_is_ended_by_the_deadline() -> None:
    def drip(connection: Any, server: FaultyServer) -> bool:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not server.over.is_set():
            connection.sendall(b".")
            time.sleep(0.02)
        return False

    with FaultyServer(drip) as server, client_of(server) as client:
        begin = time.monotonic()
        with pytest.raises(DeadlineExceededError):
            client._send(GET, RequestContext(deadline=0.3, timeout=10))
        assert time.monotonic() - begin < 0.3 + SOON + SLACK


def test_a_stream_is_called_off_while_it_is_read() -> None:
    with FaultyServer(then(say(HEAD), hang)) as server, client_of(server) as client:
        token = CancellationToken()
        with closing(client._send(GET, RequestContext(cancellation=token, stream=True))) as response:
            pieces = response.iter_raw()
            assert next(pieces) == b"12345"
            began = later(token.cancel, server)
            ends_soon(lambda: next(pieces), began)


def test_ctrl_c_leaves_a_call_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(task: object) -> None:
        server.wait_for(1)
        raise KeyboardInterrupt

    with FaultyServer(hang) as server, client_of(server) as client:
        monkeypatch.setattr("veneer.runtime.interrupts._Task.result", pressed)
        with pytest.raises(KeyboardInterrupt):
            client._send(GET, RequestContext(deadline=60))
        end = time.monotonic() + 5
        while not server.left:  # its connection was shut down
            assert time.monotonic() < end
            time.sleep(0.002)


def run_async(server: FaultyServer, work: Callable[[AsyncServiceClient], Any], **options: Any) -> Any:
    async def run() -> Any:
        async with AsyncServiceClient(server.url, None, (), **options) as client:
            return await work(client)

    return asyncio.run(run())


@pytest.mark.parametrize("acts", WAITS.values(), ids=WAITS)
def test_an_async_call_obeys_the_token_and_the_pool_stays_usable(acts: tuple[Any, ...]) -> None:
    async def work(client: AsyncServiceClient) -> None:
        token = CancellationToken()
        began = later(token.cancel, server)
        with pytest.raises(OperationCancelledError):
            await client._send(GET, RequestContext(cancellation=token))
        assert time.monotonic() - began[0] < SOON + SLACK
        assert not token._wakes
        assert (await client._send(GET, RequestContext(timeout=2))).json() == {}

    with FaultyServer(*acts, say(OK)) as server:
        run_async(server, work, transport=httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=1)))


def test_an_async_call_obeys_the_cancellation_of_its_task() -> None:
    async def work(client: AsyncServiceClient) -> None:
        for context in (None, RequestContext(deadline=60, cancellation=CancellationToken())):
            task = asyncio.create_task(client._send(GET, context))
            await asyncio.sleep(0.1)
            begin = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - begin < SOON + SLACK

    with FaultyServer(hang) as server:
        run_async(server, work)


def test_an_async_call_obeys_the_deadline_and_a_timeout_of_the_callers() -> None:
    async def work(client: AsyncServiceClient) -> None:
        with pytest.raises(DeadlineExceededError):
            await client._send(GET, RequestContext(deadline=0.1))
        with pytest.raises(TimeoutError) as caught:
            async with asyncio.timeout(0.1):
                await client._send(GET, RequestContext(deadline=60))
        assert not isinstance(caught.value, DeadlineExceededError)

    with FaultyServer(hang) as server:
        run_async(server, work)


def test_an_async_stream_is_called_off_while_it_is_read() -> None:
    async def work(client: AsyncServiceClient) -> None:
        token = CancellationToken()
        response = await client._send(GET, RequestContext(cancellation=token, stream=True))
        pieces = response.aiter_raw()
        assert await anext(pieces) == b"12345"
        began = later(token.cancel, server)
        with pytest.raises(OperationCancelledError):
            await anext(pieces)
        assert time.monotonic() - began[0] < SOON + SLACK
        await response.aclose()

    with FaultyServer(then(say(HEAD), hang)) as server:
        run_async(server, work)
