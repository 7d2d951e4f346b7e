"""Requests and answers of the tests of logs and traces, and a chain of policies in place of the pipeline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar

import httpx

from veneer.runtime.diagnostics import DiagnosticsOptions, async_observers, call_policies, observers
from veneer.runtime.schemes import ApiKeyScheme, BearerTokenScheme

KEY, TOKEN, QUERY_KEY, COOKIE_KEY, BODY = "key-5e", "token-5e", "query-5e", "cookie-5e", "body-5e"
SECRETS = (KEY, TOKEN, QUERY_KEY, COOKIE_KEY, BODY, "person-5e", "user-5e", "set-5e", "answered-5e")

Handle = Callable[[httpx.Request], httpx.Response]
T = TypeVar("T")


def request(attempt: int = 0, url: str = "https://user-5e:x@host/face/v1/detect?api-version=v1&name=person-5e") -> Any:
    """A request that holds every planted secret, as it is when authentication is done."""
    built = httpx.Request("POST", url, json={"secret": BODY}, headers={"X-Name": "person-5e"})
    ApiKeyScheme("a", "X-Key", "header").place(built, KEY)
    ApiKeyScheme("b", "code", "query").place(built, QUERY_KEY)
    ApiKeyScheme("c", "session", "cookie").place(built, COOKIE_KEY)
    BearerTokenScheme("d").place(built, TOKEN)
    built.extensions["veneer.call"] = SimpleNamespace(attempt=attempt, replayable=True, stream=False)
    return built


def answer(status: int = 200, **headers: str) -> Handle:
    """What answers any request, body and headers with secrets of their own."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    fields = {"Set-Cookie": "set-5e", "X-Token": "answered-5e", **named}
    return lambda _: httpx.Response(status, json={"secret": "answered-5e"}, headers=fields)


def failing(error: BaseException) -> Handle:
    """What fails any request."""

    def handle(_: httpx.Request) -> httpx.Response:
        raise error

    return handle


def send_sync(outgoing: httpx.Request, handle: Handle, options: DiagnosticsOptions | None = None) -> httpx.Response:
    """Send through the policies of a sync client."""
    options = options or DiagnosticsOptions()
    return _around(handle, [*call_policies(options), *observers(options)])(outgoing)


def send_async(outgoing: httpx.Request, handle: Handle, options: DiagnosticsOptions | None = None) -> httpx.Response:
    """Send through the policies of an async client."""
    options = options or DiagnosticsOptions()

    async def transport(outgoing: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        return handle(outgoing)

    async def run() -> httpx.Response:
        return await _around(transport, [*call_policies(options), *async_observers(options)])(outgoing)

    return asyncio.run(run())


def _around(send: Callable[[httpx.Request], T], policies: list[Any]) -> Callable[[httpx.Request], T]:
    for policy in reversed(policies):
        send = partial(policy, send=send)
    return send
