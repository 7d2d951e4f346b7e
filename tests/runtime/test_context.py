"""Contexts: what one asks for is what the call does, for any number of calls, and no more after the first."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    UNSET,
    AsyncServiceClient,
    ErrorOptions,
    HttpRequest,
    NotFoundError,
    PolicyPosition,
    RequestContext,
    RequestFailedError,
    RetryOptions,
    ServiceClient,
)

GET = HttpRequest("GET", "/x")


def client_of(status: int = 200, **options: Any) -> ServiceClient:
    transport = httpx.MockTransport(lambda request: httpx.Response(status, content=b"12345"))
    return ServiceClient("https://host", None, (), transport=transport, retry=None, **options)


def test_an_error_is_raised_or_returned() -> None:
    with pytest.raises(NotFoundError):
        client_of(404)._send(GET, RequestContext())
    assert client_of(404)._send(GET, RequestContext(error_options=ErrorOptions.NO_THROW)).status_code == 404


def test_classifiers_say_what_an_error_is_and_the_latest_is_asked_first() -> None:
    context = RequestContext()
    context.add_classifier(404, False)
    context.add_classifier(200, True)
    assert client_of(404)._send(GET, context).status_code == 404
    with pytest.raises(RequestFailedError, match=r"\(200\)"):
        client_of(200)._send(GET, context)
    with pytest.raises(RequestFailedError, match=r"\(403\)"):
        client_of(403)._send(GET, context)
    asked: list[str] = []

    def first(response: httpx.Response) -> bool | None:
        asked.append("first")
        return True

    def second(response: httpx.Response) -> bool | None:
        asked.append("second")
        return None if response.status_code == 500 else False

    context = RequestContext()
    context.add_classifier(first)
    context.add_classifier(second)
    assert client_of(404)._send(GET, context).status_code == 404
    assert asked == ["second"]
    with pytest.raises(RequestFailedError):
        client_of(500)._send(GET, context)
    assert asked == ["second", "second", "first"]
    context = RequestContext()
    context.add_classifier(first)
    context.add_classifier(200, False)
    assert client_of(200)._send(GET, context).status_code == 200


def test_no_throw_stands_above_all_classifiers() -> None:
    context = RequestContext(error_options=ErrorOptions.NO_THROW)
    context.add_classifier(200, True)
    assert client_of(200)._send(GET, context).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ((404,), TypeError, "a status and whether it is an error"),
        (("404", True), TypeError, r"a status \(an int\)"),
        ((404, 1), TypeError, r"an error \(a bool\)"),
        ((True, True), TypeError, r"a status \(an int\)"),
        ((99, True), ValueError, "99 is not an HTTP status"),
        ((None,), TypeError, "or a function of the answer"),
    ],
)
def test_a_wrong_classifier_is_refused(arguments: tuple[Any, ...], error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        RequestContext().add_classifier(*arguments)


def test_a_context_is_shared_by_any_number_of_calls_and_final_after_the_first() -> None:
    context = RequestContext(headers={"X-A": "1"})
    context.headers = {"X-A": "2"}
    context.timeout = 5
    context.add_classifier(404, False)
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["X-A"])
        return httpx.Response(404)

    client = ServiceClient("https://host", None, (), transport=httpx.MockTransport(handle))
    threads = [threading.Thread(target=client._send, args=(GET, context)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["2"] * 8
    changes: list[Any] = [
        lambda: context.add_classifier(500, False),
        lambda: context.add_policy(lambda request, send: send(request), PolicyPosition.PER_CALL),
        lambda: setattr(context, "timeout", 3),
        lambda: setattr(context, "headers", {}),
        lambda: setattr(context, "error_options", ErrorOptions.NO_THROW),
    ]
    for change in changes:
        with pytest.raises(RuntimeError, match="final once a call has begun with it"):
            change()
    assert (context.timeout, dict(context.headers or {})) == (5, {"X-A": "2"})


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("error_options", "no_throw", TypeError),
        ("headers", ["a"], TypeError),
        ("headers", {"a": "b\r\nc: d"}, ValueError),
        ("timeout", 0, ValueError),
        ("timeout", "1", TypeError),
        ("deadline", 0, ValueError),
        ("deadline", float("inf"), ValueError),
        ("deadline", "1", TypeError),
        ("cancellation", object(), TypeError),
        ("retry", 3, TypeError),
    ],
)
def test_a_wrong_attribute_is_refused_when_made_and_when_set(name: str, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        RequestContext(**{name: value})
    context = RequestContext()
    with pytest.raises(error):
        setattr(context, name, value)


def test_what_a_context_is_without_arguments() -> None:
    context = RequestContext()
    assert (context.error_options, dict(context.headers or {}), context.timeout) == (ErrorOptions.DEFAULT, {}, UNSET)
    assert (context.deadline, context.cancellation, context.stream, context.retry) == (None, None, False, UNSET)
    assert RequestContext(retry=None).retry is None
    assert RequestContext(retry=RetryOptions()).retry == RetryOptions()


def test_a_timeout_is_for_each_try_and_a_deadline_shortens_it() -> None:
    seen: list[dict[str, float | None]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.extensions["timeout"]))
        return httpx.Response(503 if len(seen) < 2 else 200)

    transport = httpx.MockTransport(handle)
    client = ServiceClient("https://host", None, (), transport=transport, timeout=7)
    client._send(GET, RequestContext(retry=RetryOptions(delay=0.001)))
    assert seen == [dict.fromkeys(("connect", "read", "write", "pool"), 7)] * 2
    client._send(GET, RequestContext(timeout=httpx.Timeout(3, read=None)))
    assert seen[-1] == {"connect": 3, "read": None, "write": 3, "pool": 3}
    client._send(GET, RequestContext(timeout=httpx.Timeout(3, read=None), deadline=2))
    read = seen[-1]["read"]
    assert read is not None
    assert 2 < read < 3
    theirs = httpx.Client(transport=transport, timeout=11)
    ServiceClient("https://host", None, (), http_client=theirs)._send(GET)
    assert seen[-1]["read"] == 11


def test_a_stream_is_returned_unread_and_an_error_is_read() -> None:
    class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Any:
            yield from (b"ab", b"c")

        async def __aiter__(self) -> Any:
            for piece in (b"ab", b"c"):
                yield piece

    class Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(404 if request.url.path == "/none" else 200, stream=Body())

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return self.handle_request(request)

    context = RequestContext(stream=True)
    client = ServiceClient("https://host", None, (), transport=Transport())
    response = client._send(GET, context)
    with pytest.raises(httpx.ResponseNotRead):
        response.content  # noqa: B018
    assert list(response.iter_bytes()) == [b"ab", b"c"]
    with pytest.raises(NotFoundError) as caught:
        client._send(HttpRequest("GET", "/none"), context)
    assert caught.value.response.content == b"abc"

    async def run() -> None:
        other = AsyncServiceClient("https://host", None, (), transport=Transport())
        answer = await other._send(GET, context)
        assert [piece async for piece in answer.aiter_bytes()] == [b"ab", b"c"]
        with pytest.raises(NotFoundError) as failed:
            await other._send(HttpRequest("GET", "/none"), context)
        assert failed.value.response.content == b"abc"

    asyncio.run(run())


def test_an_answer_that_a_classifier_fails_on_is_closed() -> None:
    class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
        closed = 0

        def close(self) -> None:
            self.closed += 1

        async def aclose(self) -> None:
            self.closed += 1

    def broken(response: httpx.Response) -> bool:
        raise ZeroDivisionError

    body, context = Body(), RequestContext(stream=True)
    context.add_classifier(broken)
    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=body))
    with pytest.raises(ZeroDivisionError):
        ServiceClient("https://host", None, (), transport=transport)._send(GET, context)
    assert body.closed == 1
    with pytest.raises(ZeroDivisionError):
        asyncio.run(AsyncServiceClient("https://host", None, (), transport=transport)._send(GET, context))
    assert body.closed == 2
