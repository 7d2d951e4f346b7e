"""Policies: where each stands, what it sees and may do, and which transports stand below them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    AiohttpTransport,
    ApiKeyScheme,
    AsyncPolicy,
    AsyncSend,
    AsyncServiceClient,
    HttpRequest,
    KeyCredential,
    Policy,
    PolicyPosition,
    RequestContext,
    RetryOptions,
    Send,
    ServiceClient,
)

from .faulty_server import OK, FaultyServer, say

GET = HttpRequest("GET", "/x")
SECURITY = ((ApiKeyScheme("k", "X-Key"),),)
QUICK = RetryOptions(delay=0.001)
CALL, RETRY, LAST = PolicyPosition.PER_CALL, PolicyPosition.PER_RETRY, PolicyPosition.BEFORE_TRANSPORT


class Log(list[str]):
    """Policies that note when they are passed, on the way out and on the way back."""

    def policy(self, name: str) -> Policy:
        def noted(request: httpx.Request, send: Send) -> httpx.Response:
            self.append(f"{name}{'+' if 'X-Key' in request.headers else ''}")
            response = send(request)
            self.append(f"{name} {response.status_code} {response.text}")
            return response

        return noted

    def async_policy(self, name: str) -> AsyncPolicy:
        async def noted(request: httpx.Request, send: AsyncSend) -> httpx.Response:
            self.append(f"{name}{'+' if 'X-Key' in request.headers else ''}")
            response = await send(request)
            self.append(f"{name} {response.status_code} {response.text}")
            return response

        return noted


def failing_once() -> httpx.MockTransport:
    statuses = [503, 200]
    return httpx.MockTransport(lambda request: httpx.Response(statuses.pop(0), text="ok"))


EXPECTED = (
    "call", "context call",
    "retry", "context retry", "last+", "context last+",
    "context last 503 ok", "last 503 ok", "context retry 503 ok", "retry 503 ok",
    "retry+", "context retry+", "last+", "context last+",
    "context last 200 ok", "last 200 ok", "context retry 200 ok", "retry 200 ok",
    "context call 200 ok", "call 200 ok",
)  # fmt: skip


def test_policies_stand_where_they_are_put_those_of_the_context_within() -> None:
    log = Log()
    placed = [(log.policy("last"), LAST), (log.policy("call"), CALL), (log.policy("retry"), RETRY)]
    context = RequestContext()
    for name, position in (("context last", LAST), ("context retry", RETRY), ("context call", CALL)):
        context.add_policy(log.policy(name), position)
    key = KeyCredential("k")
    client = ServiceClient("https://host", key, SECURITY, transport=failing_once(), policies=placed, retry=QUICK)
    assert client._send(GET, context).status_code == 200
    assert tuple(log) == EXPECTED


def test_async_policies_stand_where_the_sync_ones_do() -> None:
    log = Log()
    placed = [(log.async_policy("last"), LAST), (log.async_policy("call"), CALL), (log.async_policy("retry"), RETRY)]
    context = RequestContext()
    for name, position in (("context last", LAST), ("context retry", RETRY), ("context call", CALL)):
        context.add_policy(log.async_policy(name), position)
    client = AsyncServiceClient(
        "https://host", KeyCredential("k"), SECURITY, transport=failing_once(), policies=placed, retry=QUICK
    )
    assert asyncio.run(client._send(GET, context)).status_code == 200
    assert tuple(log) == EXPECTED


def test_a_policy_may_answer_itself_send_twice_and_change_both_ways() -> None:
    sent: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["X-Count"])
        return httpx.Response(200, text=f"answer {request.headers['X-Count']}")

    def twice(request: httpx.Request, send: Send) -> httpx.Response:
        for count in ("1", "2"):
            request.headers["X-Count"] = count
            response = send(request)
        response.headers["X-Seen"] = "yes"
        return response

    def cached(request: httpx.Request, send: Send) -> httpx.Response:
        return httpx.Response(200, text="from the cache", request=request)

    def client(policy: Policy) -> ServiceClient:
        return ServiceClient("https://host", None, (), transport=httpx.MockTransport(handle), policies=[(policy, CALL)])

    response = client(twice)._send(GET)
    assert (response.text, response.headers["X-Seen"], sent) == ("answer 2", "yes", ["1", "2"])
    assert client(cached)._send(GET).text == "from the cache"
    assert len(sent) == 2


def test_what_a_policy_raises_comes_through() -> None:
    def broken(request: httpx.Request, send: Send) -> httpx.Response:
        raise LookupError("mine")

    for position in PolicyPosition:
        transport = httpx.MockTransport(lambda request: httpx.Response(200))
        client = ServiceClient("https://host", None, (), transport=transport, policies=[(broken, position)])
        with pytest.raises(LookupError, match="mine"):
            client._send(GET)


async def _asynchronous(request: httpx.Request, send: Any) -> httpx.Response:
    answer: httpx.Response = await send(request)
    return answer


def _synchronous(request: httpx.Request, send: Any) -> Any:
    return send(request)


def _none(request: httpx.Request, send: Any) -> Any:
    return None


async def _async_none(request: httpx.Request, send: Any) -> Any:
    return None


def test_a_policy_of_the_wrong_kind_is_named() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    wrong: list[tuple[Any, str]] = [
        (_asynchronous, "_asynchronous is a coroutine function: that is a policy for the async client"),
        (_none, r"a policy returns an httpx\.Response; _none returned NoneType"),
    ]
    for policy, text in wrong:
        client = ServiceClient("https://host", None, (), transport=transport, policies=[(policy, CALL)])
        with pytest.raises(TypeError, match=text):
            client._send(GET)
    wrong = [
        (_none, "a policy of an async client is a coroutine function; _none is none"),
        (_async_none, r"a policy returns an httpx\.Response; _async_none returned NoneType"),
    ]
    for policy, text in wrong:
        other = AsyncServiceClient("https://host", None, (), transport=transport, policies=[(policy, CALL)])
        with pytest.raises(TypeError, match=text):
            asyncio.run(other._send(GET))


@pytest.mark.parametrize(
    ("policies", "text"),
    [
        ([_synchronous], "policies are pairs"),
        ([(_synchronous, "per_call")], "a policy needs a position"),
        ([("x", CALL)], "a policy is called with a request and what sends it, got str"),
    ],
)
def test_what_is_no_policy_is_refused_when_the_client_is_made(policies: Any, text: str) -> None:
    with pytest.raises(TypeError, match=text):
        ServiceClient("https://host", None, (), policies=policies)
    with pytest.raises(TypeError, match="a policy needs a position"):
        RequestContext().add_policy(_synchronous, "per_call")  # type: ignore[arg-type]


TRANSPORTS: dict[str, Callable[[], dict[str, Any]]] = {
    "own": dict,
    "httpx": lambda: {"transport": httpx.AsyncHTTPTransport()},
    "aiohttp": lambda: {"transport": AiohttpTransport()},
    "httpx-aiohttp": lambda: {"transport": _httpx_aiohttp()},
    "http_client": lambda: {"http_client": httpx.AsyncClient()},
    "http_client over aiohttp": lambda: {"http_client": httpx.AsyncClient(transport=AiohttpTransport())},
}


def _httpx_aiohttp() -> httpx.AsyncBaseTransport:
    return pytest.importorskip("httpx_aiohttp").AiohttpTransport()  # type: ignore[no-any-return]


@pytest.mark.parametrize("options", TRANSPORTS.values(), ids=TRANSPORTS)
def test_any_async_transport_plugs_in_below(options: Callable[[], dict[str, Any]]) -> None:
    log = Log()

    async def run(url: str) -> None:
        given = options()
        async with AsyncServiceClient(
            url, KeyCredential("k"), SECURITY, policies=[(log.async_policy("last"), LAST)], **given
        ) as client:
            answers = await asyncio.gather(*(client._send(GET) for _ in range(20)))
            assert {answer.text for answer in answers} == {"{}"}
            assert log.count("last+") == 20
        if "http_client" in given:
            assert not given["http_client"].is_closed
            await given["http_client"].aclose()

    with FaultyServer(say(OK)) as server:
        asyncio.run(run(server.url))
        assert all("X-Key: k" in head for head in (text.replace("x-key", "X-Key") for text in server.requests))


def test_a_failure_of_httpx_aiohttp_is_tried_again() -> None:
    async def run() -> None:
        async with AsyncServiceClient(
            "http://127.0.0.1:9", None, (), transport=_httpx_aiohttp(), retry=QUICK
        ) as client:
            with pytest.raises(httpx.TransportError) as caught:
                await client._send(GET)
            assert len(caught.value.__notes__) == 4

    asyncio.run(run())
