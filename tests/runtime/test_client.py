"""Clients: what a call sends and gives back, what it refuses, and who closes what."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    UNSET,
    ApiKeyScheme,
    AsyncServiceClient,
    BearerTokenCredential,
    CancellationToken,
    DecodeError,
    ErrorOptions,
    HttpRequest,
    KeyCredential,
    NotFoundError,
    OperationCancelledError,
    RequestContent,
    RequestContext,
    RequestFailedError,
    ServiceClient,
)

from .sample import AsyncSampleProtocol, Mode, SampleClient, SampleProtocol, Session

ENDPOINT = "https://resource.example.com/"
WIRE = {"sessionId": "s-1", "created": "2025-04-01T12:00:00Z", "mode": "Passive"}
SESSION = Session.from_dict(WIRE)


class Service:
    """A transport that keeps what was sent and answers as told."""

    def __init__(self, status: int = 200, json: Any = None, **kwargs: Any) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = {"status_code": status, "json": json, **kwargs}
        self.transport = httpx.MockTransport(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(**self._answer)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]

    def client(self, **kwargs: Any) -> SampleClient:
        return SampleClient(ENDPOINT, KeyCredential("k1"), transport=self.transport, **kwargs)


def plain(service: Service, endpoint: str = "https://host", **kwargs: Any) -> ServiceClient:
    return ServiceClient(endpoint, None, (), transport=service.transport, **kwargs)


def test_a_model_goes_in_and_a_typed_response_comes_out() -> None:
    service = Service(201, WIRE, headers={"X-Trace": "t"})
    response = service.client().create(SESSION)
    assert response.value == SESSION
    assert (response.status_code, response.headers["x-trace"], response.raw.json()) == (201, "t", WIRE)
    sent = service.last
    assert (sent.method, str(sent.url)) == ("POST", "https://resource.example.com/face/v1/sessions")
    assert sent.read() == b'{"sessionId":"s-1","created":"2025-04-01T12:00:00Z","mode":"Passive"}'
    assert sent.headers["Ocp-Apim-Subscription-Key"] == "k1"
    assert sent.headers["Accept"] == sent.headers["Content-Type"] == "application/json"


def test_a_content_goes_in_and_the_http_answer_comes_out() -> None:
    service = Service(200, {"any": "thing"})
    raw = service.client().create(RequestContent.json({"mode": "Passive"}))
    assert isinstance(raw, httpx.Response)
    assert raw.json() == {"any": "thing"}


def test_the_async_client_sends_the_same() -> None:
    sync, other = Service(200, WIRE), Service(200, WIRE)
    content = RequestContent.json(SESSION)
    sync.client().create(content)

    async def run() -> httpx.Response:
        async with AsyncSampleProtocol(ENDPOINT, KeyCredential("k1"), transport=other.transport) as client:
            return await client.create(content)

    assert asyncio.run(run()).json() == WIRE
    assert sync.last.headers == other.last.headers
    assert (sync.last.url, sync.last.content) == (other.last.url, other.last.content)


def test_path_and_query_reach_the_wire_as_they_were_encoded() -> None:
    service = Service(200, [])
    service.client().list_entries("a/../b?c#d ü", top=3)
    assert service.last.url.raw_path == b"/face/v1/sessions/a%2F..%2Fb%3Fc%23d%20%C3%BC/entries?top=3"
    plain(service)._send(HttpRequest("GET", "/x", query="a=1,2&b=%2C%20"))
    assert service.last.url.raw_path == b"/x?a=1,2&b=%2C%20"


@pytest.mark.parametrize("bad", [None, {"a": 1}, "text"])
def test_a_wrong_content_is_refused_before_anything_is_sent(bad: Any) -> None:
    service = Service()
    with pytest.raises(TypeError, match="content"):
        service.client().create(bad)
    with pytest.raises(TypeError, match="content"):
        SampleProtocol(ENDPOINT, KeyCredential("k"), transport=service.transport).create(bad)
    assert service.requests == []


@pytest.mark.parametrize("context", [{"timeout": 1}, ErrorOptions.NO_THROW, CancellationToken()])
def test_a_context_of_another_type_is_refused_before_anything_is_sent(context: Any) -> None:
    service = Service()
    with pytest.raises(TypeError, match="context must be a RequestContext"):
        service.client().create(RequestContent.json({}), context=context)
    assert service.requests == []


def test_a_failure_raises_unless_the_context_says_no() -> None:
    service = Service(404, {"error": {"code": "SessionNotFound", "message": "Session not found."}})
    client = service.client()
    with pytest.raises(NotFoundError) as caught:
        client.list_entries("x", top=1)
    text = "(404) SessionNotFound: Session not found. [GET /face/v1/sessions/x/entries]"
    assert str(caught.value) == text
    raw = client.list_entries("x", context=RequestContext(error_options=ErrorOptions.NO_THROW))
    assert raw.status_code == 404
    assert raw.json()["error"]["code"] == "SessionNotFound"


def test_a_status_that_the_description_calls_a_success_is_one() -> None:
    client = plain(Service(404))
    assert client._send(HttpRequest("HEAD", "/x", success=(404,))).status_code == 404
    with pytest.raises(RequestFailedError):
        client._send(HttpRequest("HEAD", "/x"))


def test_a_wrong_answer_is_a_decode_error_with_path_and_answer() -> None:
    service = Service(200, {**WIRE, "entries": [{"id": 1}, {"id": "x"}]})
    with pytest.raises(DecodeError) as caught:
        service.client().create(SESSION)
    assert caught.value.path == "$.entries[1].id"
    assert caught.value.response is not None


def test_headers_are_layered_and_the_credential_wins() -> None:
    service = Service()
    client = service.client(headers={"X-A": "client", "X-B": "client"}, application_id="my-app/1.2 (test)")
    headers = {"x-b": "context", "accept": "text/plain", "ocp-apim-subscription-key": "evil"}
    client.list_entries("x", context=RequestContext(headers=headers))
    sent = service.last.headers
    assert (sent["X-A"], sent.get_list("X-B"), sent.get_list("Accept")) == ("client", ["context"], ["text/plain"])
    assert sent.get_list("Ocp-Apim-Subscription-Key") == ["k1"]
    assert sent["User-Agent"] == f"my-app/1.2 (test) sample/v1 veneer-runtime python-httpx/{httpx.__version__}"
    client.list_entries("x")
    assert service.last.headers["Accept"] == "application/json"


def test_the_user_agent_names_the_application_first_where_there_is_one() -> None:
    service = Service()
    own = f"veneer-runtime python-httpx/{httpx.__version__}"
    for named, expected in (
        ({}, own),
        ({"user_agent": "sdk/1"}, f"sdk/1 {own}"),
        ({"application_id": "app"}, f"app {own}"),
        ({"user_agent": "sdk/1", "application_id": "app"}, f"app sdk/1 {own}"),
    ):
        plain(service, **named)._send(HttpRequest("GET", "/"))
        assert service.last.headers["User-Agent"] == expected


@pytest.mark.parametrize("wrong", ["", " app", "app\r\nX-Evil: 1", "äpp", "a\x00"])
def test_an_application_id_that_no_header_can_hold_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"User-Agent|application_id"):
        plain(Service(), application_id=wrong)
    with pytest.raises(TypeError, match="User-Agent"):
        plain(Service(), application_id=5)


def test_an_operations_headers_and_cookies_are_sent() -> None:
    service = Service()
    plain(service)._send(HttpRequest("GET", "", headers={"X-Op": "1"}, cookies="a=1; b=2"))
    assert (service.last.headers["X-Op"], service.last.headers["Cookie"]) == ("1", "a=1; b=2")
    assert service.last.url.raw_path == b"/"


def test_timeouts_come_from_the_context_else_the_client() -> None:
    service = Service()

    def sent_with(context: RequestContext | None, **kwargs: Any) -> Any:
        plain(service, **kwargs)._send(HttpRequest("GET", "/"), context)
        return service.last.extensions["timeout"]

    assert sent_with(None) == {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 60.0}
    assert sent_with(None, timeout=3)["read"] == 3
    assert sent_with(None, timeout=None)["read"] is None
    assert sent_with(RequestContext(timeout=1.5))["connect"] == 1.5
    assert sent_with(RequestContext(timeout=None))["read"] is None
    theirs = ServiceClient("https://host", None, (), http_client=httpx.Client(timeout=9, transport=service.transport))
    theirs._send(HttpRequest("GET", "/"))
    assert service.last.extensions["timeout"]["read"] == 9


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf")])
def test_a_timeout_that_makes_no_sense_is_refused(timeout: float) -> None:
    with pytest.raises(ValueError, match="timeout must be more than 0"):
        RequestContext(timeout=timeout)
    with pytest.raises(ValueError, match="timeout"):
        plain(Service(), timeout=timeout)
    with pytest.raises(TypeError, match="timeout"):
        RequestContext(timeout="1")  # type: ignore[arg-type]


def test_a_context_checks_and_freezes_what_it_is_given() -> None:
    headers = {"A": "1"}
    context = RequestContext(headers=headers)
    headers["A"] = "2"
    assert context.headers == {"A": "1"}
    assert RequestContext().timeout is UNSET
    with pytest.raises(TypeError):
        context.headers["A"] = "3"  # type: ignore[index]
    with pytest.raises(ValueError, match="header A"):
        RequestContext(headers={"A": "a\r\nb"})
    wrongs: list[dict[str, Any]] = [{"error_options": "no_throw"}, {"headers": [("a", "b")]}, {"cancellation": True}]
    for wrong in [*wrongs, {"headers": {"a": 1}}]:
        with pytest.raises(TypeError):
            RequestContext(**wrong)


def test_a_cancelled_call_sends_nothing() -> None:
    service = Service()
    token = CancellationToken()
    assert not token.is_cancelled
    token.raise_if_cancelled()
    token.cancel()
    token.cancel()
    with pytest.raises(OperationCancelledError):
        service.client().create(SESSION, cancellation=token)
    with pytest.raises(OperationCancelledError):
        service.client().list_entries("x", context=RequestContext(cancellation=token))
    assert service.requests == []
    assert repr(token) == "<CancellationToken cancelled>"


def test_cancelling_while_a_token_is_fetched_sends_nothing() -> None:
    service = Service()
    stop = CancellationToken()

    class Slow:
        def get_token(self, *scopes: str) -> Any:
            stop.cancel()
            return BearerTokenCredential("t").get_token()

    client = SampleClient(ENDPOINT, Slow(), transport=service.transport)
    with pytest.raises(OperationCancelledError):
        client.create(SESSION, cancellation=stop)
    assert service.requests == []


@pytest.mark.parametrize("wrong", [RequestContext(), "token"])
def test_a_wrong_cancellation_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="cancellation must be a CancellationToken"):
        Service().client().create(SESSION, cancellation=wrong)


def test_a_redirect_is_not_followed_and_the_key_goes_nowhere_else() -> None:
    service = Service(307, headers={"Location": "https://evil.example.com/"})
    with pytest.raises(RequestFailedError) as caught:
        service.client().create(SESSION)
    assert caught.value.status_code == 307
    assert caught.value.response.next_request is None
    theirs = httpx.Client(transport=service.transport, follow_redirects=True)
    with pytest.raises(RequestFailedError):
        SampleClient(ENDPOINT, KeyCredential("k"), http_client=theirs).create(SESSION)
    assert {request.url.host for request in service.requests} == {"resource.example.com"}


def test_a_key_in_the_query_is_sent_but_stands_in_no_log_error_or_repr(caplog: pytest.LogCaptureFixture) -> None:
    service = Service(403)
    security = ((ApiKeyScheme("q", "api key", "query"),),)
    theirs = httpx.Client(transport=service.transport)  # which logs each URL
    client = ServiceClient("https://host", KeyCredential("top+secret"), security, http_client=theirs)
    with caplog.at_level(logging.DEBUG), pytest.raises(RequestFailedError) as caught:
        client._send(HttpRequest("GET", "/x", query="a=1,2"))
    assert service.last.url.raw_path == b"/x?a=1,2&api%20key=top%2Bsecret"
    assert dict(httpx.URL(service.last.url).params) == {"a": "1,2", "api key": "top+secret"}
    shown = caplog.text + str(caught.value) + repr(caught.value.response.request) + repr(service.last.url)
    assert "HTTP Request" in caplog.text
    assert "secret" not in shown
    assert "secret" not in repr(client)


def test_a_key_in_a_cookie_joins_the_operations_cookies() -> None:
    service = Service()
    security = ((ApiKeyScheme("c", "auth", "cookie"),),)
    client = ServiceClient("https://host", KeyCredential("k1"), security, transport=service.transport)
    client._send(HttpRequest("GET", "/", cookies="a=1"))
    assert service.last.headers["Cookie"] == "a=1; auth=k1"
    client._send(HttpRequest("GET", "/"))
    assert service.last.headers["Cookie"] == "auth=k1"


@pytest.mark.parametrize("location", ["header", "query", "cookie"])
def test_authenticating_one_request_twice_as_a_retry_would_replaces_the_key(location: Any) -> None:
    scheme = ApiKeyScheme("id", "auth", location)
    request = httpx.Request("GET", "https://host/x?a=1", headers={"Cookie": "b=2"})
    scheme.place(request, "old")
    scheme.place(request, "new")
    sent = f"{request.url.raw_path!r} {request.headers.raw!r}"
    assert "old" not in sent
    assert sent.count("new") == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://resource.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://[::2]",
    ],
)
@pytest.mark.parametrize("make", [SampleProtocol, AsyncSampleProtocol])
def test_a_credential_never_leaves_over_plain_http(endpoint: str, make: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match="use an https:// endpoint"):
        make(endpoint, KeyCredential("k"))


@pytest.mark.parametrize(
    "endpoint", ["http://localhost:8080", "http://127.8.9.1", "http://[::1]:1", "http://LOCALHOST"]
)
def test_plain_http_to_this_machine_is_fine(endpoint: str) -> None:
    SampleProtocol(endpoint, KeyCredential("k"))


def test_plain_http_without_a_credential_is_the_callers_choice() -> None:
    service = Service()
    plain(service, "http://resource.example.com")._send(HttpRequest("GET", "/"))
    assert service.last.url.scheme == "http"


def test_loopback_http_does_not_go_through_a_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example.com:3128")
    assert proxies_of("http://host", monkeypatch) == ["http://proxy.example.com:3128"] * 2
    assert proxies_of("http://localhost", monkeypatch) == [None, None]


@pytest.mark.parametrize(
    ("settings", "url", "proxy"),
    [
        ({}, "https://host", None),
        ({"https_proxy": "proxy:3128"}, "https://host", "http://proxy:3128"),
        ({"ALL_PROXY": "socks5://proxy"}, "https://host", "socks5://proxy"),
        ({"HTTP_PROXY": "http://proxy"}, "https://host", None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "example.com"}, "https://host.example.com", None),
        ({"HTTPS_PROXY": "http://proxy", "no_proxy": "*"}, "https://host", None),
    ],
)
def test_a_proxy_of_the_environment_is_used(
    settings: dict[str, str], url: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert proxies_of(url, monkeypatch) == [proxy, proxy]


def test_each_server_is_reached_by_its_own_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    monkeypatch.setenv("NO_PROXY", "near.test")
    carried: list[tuple[str | None, str]] = []
    closed: list[str | None] = []

    class Transport(httpx.MockTransport):
        def __init__(self, *arguments: object, proxy: str | None, **options: object) -> None:
            self.proxy = proxy
            super().__init__(self.handle)

        def handle(self, request: httpx.Request) -> httpx.Response:
            carried.append((self.proxy, request.url.host))
            return httpx.Response(200)

        def close(self) -> None:
            closed.append(self.proxy)

    for name in ("HTTPTransport", "AsyncHTTPTransport"):
        monkeypatch.setattr(httpx, name, Transport)
    servers = {"near": "https://near.test", "far": "https://far.test:8443"}
    requests = [HttpRequest("GET", "/", server=name) for name in ("", "near", "far")]
    with ServiceClient("https://host.test", None, (), servers=servers) as client:
        for request in requests:
            client._send(request)

    async def send() -> None:
        async with AsyncServiceClient("https://host.test", None, (), servers=servers) as client:
            for request in requests:
                await client._send(request)

    asyncio.run(send())
    assert carried == [("http://proxy", "host.test"), (None, "near.test"), ("http://proxy", "far.test")] * 2
    assert sorted(closed, key=str) == [None, "http://proxy"]  # an answer that is there at once holds no connection


def proxies_of(url: str, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Return which proxy a sync and an async client would go through."""
    seen: list[str | None] = []

    def transport(*arguments: object, proxy: str | None, **options: object) -> httpx.MockTransport:
        seen.append(proxy)
        return httpx.MockTransport(lambda request: httpx.Response(200))

    for name in ("HTTPTransport", "AsyncHTTPTransport"):
        monkeypatch.setattr(httpx, name, transport)
    ServiceClient(url, None, ())._send(HttpRequest("GET", "/"))
    asyncio.run(AsyncServiceClient(url, None, ())._send(HttpRequest("GET", "/")))
    return seen


def test_a_request_cannot_change_the_host() -> None:
    with pytest.raises(ValueError, match="begin with a slash"):
        plain(Service())._send(HttpRequest("GET", ".evil.example.com/"))


def test_a_client_of_the_callers_is_used_with_its_own_headers_and_not_closed() -> None:
    service = Service()
    theirs = httpx.Client(transport=service.transport, headers={"X-Theirs": "1"})
    with SampleClient(ENDPOINT, KeyCredential("k"), http_client=theirs) as client:
        client.list_entries("x")
    assert service.last.headers["X-Theirs"] == "1"
    assert not theirs.is_closed
    with pytest.raises(RuntimeError, match="client is closed"):
        client.list_entries("x")


def test_a_client_that_is_closed_sends_nothing() -> None:
    service = Service()
    client = service.client()
    client.list_entries("x")
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="client is closed"):
        client.list_entries("x")
    assert len(service.requests) == 1


class Counting(httpx.MockTransport):
    closed = 0

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def test_a_transport_is_closed_even_when_nothing_was_sent() -> None:
    transport = Counting(lambda request: httpx.Response(200))
    with ServiceClient("https://host", None, (), transport=transport):
        pass
    assert transport.closed == 1

    async def run() -> None:
        async with AsyncServiceClient("https://host", None, (), transport=transport):
            pass

    asyncio.run(run())
    assert transport.closed == 2


def test_an_async_client_of_the_callers_is_not_closed_either() -> None:
    service = Service()

    async def run() -> bool:
        theirs = httpx.AsyncClient(transport=service.transport)
        async with AsyncSampleProtocol(ENDPOINT, KeyCredential("k"), http_client=theirs) as client:
            await client.create(RequestContent.json({}))
        with pytest.raises(RuntimeError, match="client is closed"):
            await client.create(RequestContent.json({}))
        return theirs.is_closed

    assert asyncio.run(run()) is False


def test_what_belongs_to_the_other_kind_of_client_is_refused() -> None:
    sync: Any = SampleProtocol
    other: Any = AsyncSampleProtocol
    key = KeyCredential("k")
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.Client, got AsyncClient"):
        sync(ENDPOINT, key, http_client=httpx.AsyncClient())
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.AsyncClient, got Client"):
        other(ENDPOINT, key, http_client=httpx.Client())
    with pytest.raises(TypeError, match=r"transport must be an httpx\.BaseTransport"):
        sync(ENDPOINT, key, transport=httpx.AsyncHTTPTransport())
    with pytest.raises(TypeError, match=r"transport must be an httpx\.AsyncBaseTransport"):
        other(ENDPOINT, key, transport=httpx.HTTPTransport())
    for make, client in ((sync, httpx.Client()), (other, httpx.AsyncClient())):
        with pytest.raises(ValueError, match="not both"):
            make(ENDPOINT, key, http_client=client, transport=httpx.MockTransport(lambda request: httpx.Response(200)))


def test_a_connection_that_fails_stays_httpxs_own_exception() -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(httpx.ConnectError):
        ServiceClient("https://host", None, (), transport=httpx.MockTransport(fail), retry=None)._send(
            HttpRequest("GET", "/")
        )


def test_a_repr_shows_class_and_endpoint_only() -> None:
    client = SampleClient(ENDPOINT, KeyCredential("secret"), headers={"X": "secret"})
    assert repr(client) == "<SampleClient https://resource.example.com/face/v1>"


def test_making_a_client_opens_nothing() -> None:
    client = SampleClient(ENDPOINT, KeyCredential("k"))
    assert client._transport is None


def test_a_closed_enum_and_a_session_are_sound_for_type_checkers() -> None:
    assert SESSION.mode is Mode.PASSIVE


def test_a_client_that_is_closed_while_its_first_call_opens_it_stays_closed() -> None:
    opening, closing = threading.Event(), threading.Event()

    class Slow(ServiceClient):
        def _carrier(self) -> Any:
            opening.set()
            closing.wait(0.1)
            return super()._carrier()

    client = Slow("https://host", None, (), transport=httpx.MockTransport(lambda request: httpx.Response(200)))
    first = threading.Thread(target=client._send, args=(HttpRequest("GET", "/x"),))
    first.start()
    assert opening.wait(5)
    client.close()
    closing.set()
    first.join()
    with pytest.raises(RuntimeError, match="the client is closed"):
        client._send(HttpRequest("GET", "/x"))
