"""The policy that authenticates: what it puts on which try, where nothing goes, and what is never shown."""

from __future__ import annotations

import asyncio
import base64
import copy
import logging
import pickle
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import aclosing, closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import httpx
import pytest

from veneer.runtime import (
    ApiKeyScheme,
    AsyncServiceClient,
    BasicCredential,
    BasicScheme,
    BearerTokenCredential,
    BearerTokenScheme,
    BrokenBodyError,
    ErrorOptions,
    HttpRequest,
    KeyCredential,
    RequestContent,
    RequestContext,
    ServiceClient,
    UnauthorizedError,
)
from veneer.runtime.async_authentication import async_authentication
from veneer.runtime.authentication import Authentication, authentication
from veneer.runtime.bindings import SECURITY

from .credentials import Tokens

HOME = httpx.URL("https://resource.example.com/face")
KEY = ApiKeyScheme("key", "X-Key", "header")
QUERY = ApiKeyScheme("query", "code", "query")
COOKIE = ApiKeyScheme("cookie", "session", "cookie")
TOKEN = BearerTokenScheme("oauth", ("scope",))
BASIC = BasicScheme("basic")
CLAIMS = '{"access_token":{}}'
CHALLENGE = {"WWW-Authenticate": f'Bearer error="x", claims="{base64.b64encode(CLAIMS.encode()).decode()}"'}


class Claiming(Tokens):
    """Takes claims; every token that it gives is another one."""

    def __init__(self) -> None:
        super().__init__(lifetime=1e12)
        self.claims: list[str | None] = []

    def get_token(self, *scopes: str, claims: str | None = None, **kwargs: Any) -> Any:
        self.claims.append(claims)
        return super().get_token(*scopes)


class AsyncClaiming(Claiming):
    async def get_token(self, *scopes: str, **kwargs: Any) -> Any:
        await asyncio.sleep(0)
        return super().get_token(*scopes, **kwargs)


class Wire:
    """Answers as told, one status after another; keeps what it was sent, as it was then."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self._answers = list(answers)
        self.sent: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append((str(httpx.URL(request.url)), dict(request.headers)))
        answer = self._answers.pop(0) if self._answers else httpx.Response(200)
        if isinstance(answer, Exception):
            raise answer
        answer.request = request
        return answer

    def tokens(self) -> list[str | None]:
        return [headers.get("authorization") for _, headers in self.sent]


def request_to(url: str = f"{HOME}/x", **kwargs: Any) -> httpx.Request:
    return httpx.Request("POST", url, **kwargs)


def policy(credential: Any, *security: Any, endpoint: httpx.URL = HOME) -> Authentication:
    found = authentication(security or ((KEY,), (TOKEN,)), credential, endpoint)
    assert found is not None
    return found


def run_both(make: Callable[[bool], Any], wire: Callable[[], Wire], request: Callable[[], httpx.Request]) -> list[Any]:
    """Run one call through a sync policy and one through an async one; each gives its answer, or what was raised."""

    def caught(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Exception as error:
            return error

    def one(asynchronous: bool) -> tuple[Any, Wire]:
        on = wire()
        security = ((KEY,), (TOKEN,))
        if not asynchronous:
            authenticate = authentication(security, make(False), HOME)
            assert authenticate is not None
            return caught(lambda: authenticate(request(), on)), on

        async def send(sent: httpx.Request) -> httpx.Response:
            return on(sent)

        async def call() -> httpx.Response:
            authenticate = async_authentication(security, make(True), HOME)
            assert authenticate is not None
            return await authenticate(request(), send)

        return caught(lambda: asyncio.run(call())), on

    return [one(False), one(True)]


def claiming(asynchronous: bool) -> Claiming:
    return AsyncClaiming() if asynchronous else Claiming()


def test_an_anonymous_client_has_no_policy() -> None:
    assert authentication((), None, httpx.URL("http://elsewhere.example")) is None
    assert async_authentication(((),), None, HOME) is None
    for make in (authentication, async_authentication):
        with pytest.raises(TypeError, match="a credential is required"):
            make(((KEY,),), None, HOME)


def test_each_try_carries_the_present_key() -> None:
    credential = KeyCredential("k1")
    authenticate, wire, request = policy(credential), Wire(), request_to()
    authenticate(request, wire)
    credential.update("k2")
    authenticate(request, wire)
    assert [headers["x-key"] for _, headers in wire.sent] == ["k1", "k2"]


@pytest.mark.parametrize("scheme", [QUERY, COOKIE])
def test_a_key_in_the_query_or_a_cookie_is_replaced_and_what_policies_add_is_kept(scheme: ApiKeyScheme) -> None:
    credential = KeyCredential("k1+&")
    authenticate, wire = policy(credential, (scheme,)), Wire()
    request = request_to(f"{HOME}/x?a=1&codex=2", headers={"Cookie": "b=1"})
    authenticate(request, wire)
    request.url = request.url.copy_merge_params({"try": "2"})
    request.headers["Cookie"] += "; try=2"
    credential.update("k2")
    authenticate(request, wire)
    if scheme is QUERY:
        assert [url.partition("?")[2] for url, _ in wire.sent] == [
            "a=1&codex=2&code=k1%2B%26",
            "a=1&codex=2&try=2&code=k2",
        ]
    else:
        assert [headers["cookie"] for _, headers in wire.sent] == ["b=1; session=k1+&", "b=1; try=2; session=k2"]


def test_a_key_that_would_end_its_cookie_is_refused_without_showing_it() -> None:
    with pytest.raises(ValueError, match="must not hold a semicolon") as caught:
        policy(KeyCredential("sesame;x"), (COOKIE,))(request_to(), Wire())
    assert "sesame" not in str(caught.value)


def test_a_challenge_for_claims_is_answered_once_with_a_new_token() -> None:
    credentials: list[Claiming] = []

    def make(asynchronous: bool) -> Claiming:
        credentials.append(claiming(asynchronous))
        return credentials[-1]

    for (answer, wire), credential in zip(
        run_both(make, lambda: Wire(httpx.Response(401, headers=CHALLENGE)), request_to), credentials, strict=True
    ):
        assert answer.status_code == 200
        assert wire.tokens() == ["Bearer t1", "Bearer t2"]
        assert credential.claims == [None, CLAIMS]


def test_a_second_401_is_returned_as_it_is() -> None:
    def wire() -> Wire:
        return Wire(httpx.Response(401, headers=CHALLENGE), httpx.Response(401, headers=CHALLENGE))

    for answer, on in run_both(claiming, wire, request_to):
        assert (answer.status_code, len(on.sent)) == (401, 2)


def test_the_first_answer_is_read_before_the_second_try() -> None:
    closed: list[bool] = []

    class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Any:
            yield b"{}"

        async def __aiter__(self) -> Any:
            yield b"{}"

        def close(self) -> None:
            closed.append(True)

        async def aclose(self) -> None:
            closed.append(True)

    for answer, wire in run_both(
        claiming, lambda: Wire(httpx.Response(401, headers=CHALLENGE, stream=Body())), request_to
    ):
        assert (answer.status_code, len(wire.sent)) == (200, 2)
    assert closed == [True, True]


def test_a_body_that_cannot_be_sent_again_is_not_but_the_next_call_has_the_claims() -> None:
    class Call:
        replayable = False

    once = {"veneer.call": Call()}
    authenticate = policy(claiming(False))
    wire = Wire(httpx.Response(401, headers=CHALLENGE))
    assert authenticate(request_to(extensions=once), wire).status_code == 401
    assert authenticate(request_to(extensions=once), wire).status_code == 200
    assert wire.tokens() == ["Bearer t1", "Bearer t2"]
    for answer, on in run_both(
        claiming, lambda: Wire(httpx.Response(401, headers=CHALLENGE)), lambda: request_to(extensions=once)
    ):
        assert (answer.status_code, len(on.sent)) == (401, 1)


def test_the_second_try_goes_where_the_first_one_began() -> None:
    class Wandering(Wire):
        def __call__(self, request: httpx.Request) -> httpx.Response:
            answer = super().__call__(request)
            request.url = request.url.copy_with(path="/moved")
            return answer

    for answer, on in run_both(claiming, lambda: Wandering(httpx.Response(401, headers=CHALLENGE)), request_to):
        assert (answer.status_code, [url for url, _ in on.sent]) == (200, [f"{HOME}/x"] * 2)


def test_a_plain_401_drops_the_token_and_is_returned() -> None:
    tokens = claiming(False)
    authenticate, wire = policy(tokens), Wire(httpx.Response(401))
    assert [authenticate(request_to(), wire).status_code for _ in range(3)] == [401, 200, 200]
    assert wire.tokens() == ["Bearer t1", "Bearer t2", "Bearer t2"]


def test_nothing_is_sent_again_without_another_token() -> None:
    class Same(Claiming):
        def get_token(self, *scopes: str, **kwargs: Any) -> Any:
            self.calls.clear()
            return super().get_token(*scopes, **kwargs)

    class Unaware(Tokens):
        def get_token(self, *scopes: str) -> Any:
            return super().get_token(*scopes)

    for credential in (Same(), Unaware(lifetime=1e12), BearerTokenCredential("t1")):
        wire = Wire(httpx.Response(401, headers=CHALLENGE))
        assert policy(credential)(request_to(), wire).status_code == 401
        assert wire.tokens() == ["Bearer t1"]


def test_a_credential_that_cannot_get_claims_says_so_because_of_the_answer() -> None:
    class Stuck(Claiming):
        def get_token(self, *scopes: str, **kwargs: Any) -> Any:
            if kwargs.get("claims"):
                raise RuntimeError("sign in again")
            return super().get_token(*scopes, **kwargs)

    with pytest.raises(RuntimeError, match="sign in again") as caught:
        policy(Stuck())(request_to(), Wire(httpx.Response(401, headers=CHALLENGE, json={"message": "Revoked."})))
    assert isinstance(caught.value.__cause__, UnauthorizedError)
    assert caught.value.__cause__.message == "Revoked."


def test_only_the_endpoint_may_challenge() -> None:
    tokens = claiming(False)
    stranger = httpx.Response(401, headers=CHALLENGE)

    def redirected(request: httpx.Request) -> httpx.Response:
        stranger.request = request_to("https://elsewhere.example/x")
        return stranger

    assert policy(tokens)(request_to(), redirected) is stranger
    assert tokens.claims == [None]


OTHERS = ["https://resource.example.com:444/x", "https://example.com/x", "https://resource.example.com.evil.example/x"]


@pytest.mark.parametrize("url", [*OTHERS, "http://resource.example.com/x", "https://resource.example.com@evil.example"])
def test_no_credential_is_put_on_a_request_to_another_origin(url: str) -> None:
    wire, tokens = Wire(), claiming(False)
    for credential in (KeyCredential("k"), tokens):
        policy(credential)(request_to(url), wire)
    assert tokens.calls == []
    assert not [headers for _, headers in wire.sent if {"x-key", "authorization"} & set(headers)]


@pytest.mark.parametrize("url", ["https://resource.example.com/other", "https://RESOURCE.example.com:443", str(HOME)])
def test_the_same_origin_may_have_another_path_or_spelling(url: str) -> None:
    wire = Wire()
    authenticate = policy(KeyCredential("k"))
    request = request_to(url)
    authenticate(request, wire)
    authenticate.guard(request)
    assert request.headers["X-Key"] == "k"


ALL = {
    "key": KeyCredential("sesame"),
    "query": KeyCredential("sesame"),
    "cookie": KeyCredential("sesame"),
    "basic": BasicCredential("sesame", "sesame"),
}


@pytest.mark.parametrize("url", OTHERS)
@pytest.mark.parametrize("copied", [False, True])
def test_the_guard_takes_every_credential_off_what_a_policy_leads_elsewhere(url: str, copied: bool) -> None:
    authenticate = policy(ALL, (KEY, QUERY, COOKIE, BASIC))
    gone: list[httpx.Request] = []

    def redirect(request: httpx.Request) -> httpx.Response:
        query = httpx.URL(request.url).query.decode()
        assert "sesame" in query
        assert "sesame" in str(request.headers.raw)
        if copied:
            request = request_to(f"{url}?{query}", headers=request.headers.raw)
        else:
            request.url = httpx.URL(f"{url}?{query}")
        authenticate.guard(request)
        gone.append(request)
        return httpx.Response(200, request=request)

    authenticate(request_to(f"{HOME}?a=1", headers={"Cookie": "b=1", "X-Other": "kept"}), redirect)
    assert str(httpx.URL(gone[0].url)) == f"{url}?a=1"
    assert gone[0].headers["Cookie"] == "b=1"
    assert gone[0].headers["X-Other"] == "kept"
    assert "sesame" not in str(gone[0].headers.raw)
    assert "Authorization" not in gone[0].headers


def test_the_guard_refuses_a_credential_over_plain_http_and_only_that() -> None:
    authenticate = policy(KeyCredential("sesame"))
    with pytest.raises(ValueError, match="over plain http") as caught:
        authenticate.guard(request_to("http://resource.example.com/x", headers={"x-KEY": "sesame"}))
    assert "sesame" not in str(caught.value)
    authenticate.guard(request_to("http://resource.example.com/x"))
    local = request_to("http://127.0.0.1/x", headers={"X-Key": "sesame"})
    authenticate.guard(local)
    assert "X-Key" not in local.headers


def test_a_credential_is_for_the_servers_of_operations_too_but_not_over_plain_http() -> None:
    servers = httpx.URL("https://up.example.com/v2"), httpx.URL("http://plain.example.com")
    authenticate = authentication(((KEY,),), KeyCredential("sesame"), HOME, servers)
    assert authenticate is not None
    wire = Wire()
    request = request_to("https://up.example.com/x")
    authenticate(request, wire)
    authenticate.guard(request)
    assert request.headers["X-Key"] == "sesame"
    with pytest.raises(ValueError, match="plain http"):
        authenticate(request_to("http://plain.example.com/x"), wire)
    with pytest.raises(ValueError, match="plain http"):
        authenticate.guard(request_to("http://plain.example.com/x", headers={"X-Key": "sesame"}))
    open_to_all = request_to("http://plain.example.com/x", extensions={"veneer.security": ()})
    authenticate(open_to_all, wire)
    assert "X-Key" not in open_to_all.headers


def test_a_credential_is_not_bound_to_plain_http_but_on_this_machine() -> None:
    for make in (authentication, async_authentication):
        with pytest.raises(ValueError, match="plain http"):
            make(((KEY,),), KeyCredential("k"), httpx.URL("http://resource.example.com"))
        assert make(((KEY,),), KeyCredential("k"), httpx.URL("http://localhost:1")) is not None


def test_an_operation_with_alternatives_of_its_own_takes_what_fits_them() -> None:
    both: dict[str, object] = {"key": KeyCredential("k"), "oauth": BearerTokenCredential("t")}

    def carried(credential: object, security: object) -> set[str]:
        wire = Wire()
        policy(credential)(request_to(extensions={SECURITY: security}), wire)
        return {"x-key", "authorization"} & set(wire.sent[0][1])

    assert carried(both, None) == {"x-key"}
    assert carried(both, ((TOKEN,),)) == {"authorization"}
    assert carried(both, ((KEY, TOKEN),)) == {"x-key", "authorization"}
    assert carried(both, ((KEY,), (KEY, TOKEN))) == {"x-key", "authorization"}
    assert carried(both, ()) == carried(both, ((),)) == set()
    assert carried(KeyCredential("k"), ((), (TOKEN,))) == set()
    assert carried(KeyCredential("k"), ((), (KEY,))) == {"x-key"}
    with pytest.raises(TypeError, match="this operation needs a token credential"):
        carried(KeyCredential("sesame"), ((TOKEN,),))


def test_a_mapping_is_read_once() -> None:
    both: dict[str, object] = {"key": KeyCredential("k"), "oauth": BearerTokenCredential("t")}
    authenticate, wire = policy(both), Wire()
    both.clear()
    authenticate(request_to(extensions={SECURITY: ((TOKEN,),)}), wire)
    assert wire.tokens() == ["Bearer t"]


def test_tokens_are_kept_for_each_scope() -> None:
    tokens = claiming(False)
    authenticate, wire = policy(tokens), Wire()
    other = {SECURITY: ((BearerTokenScheme("oauth", ("other",)),),)}
    for extensions in ({}, other, {}, copy.deepcopy(other)):
        authenticate(request_to(extensions=extensions), wire)
    assert wire.tokens() == ["Bearer t1", "Bearer t2", "Bearer t1", "Bearer t2"]
    assert tokens.calls == [("scope",), ("other",)]


def test_a_mapping_may_serve_operations_that_differ_but_nothing_may_be_left_over() -> None:
    both: dict[str, object] = {"key": KeyCredential("k"), "oauth": BearerTokenCredential("t")}
    assert policy(both) is not None
    wrongs: Iterable[dict[str, object]] = (
        {},
        both | {"typo": KeyCredential("k")},
        both | {"oauth": BasicCredential("u", "p")},
    )
    for wrong in wrongs:
        with pytest.raises(TypeError, match="credential must be"):
            policy(wrong)


def test_no_secret_shows_in_anything_that_a_call_leaves_behind() -> None:
    class Sesame(Claiming):
        def get_token(self, *scopes: str, **kwargs: Any) -> Any:
            return type(super().get_token(*scopes, **kwargs))("sesame", 1e12)

    request = request_to(f"{HOME}?a=1")
    for credential, alternative in ((ALL, (KEY, QUERY, COOKIE, BASIC)), (Sesame(), (TOKEN,))):
        authenticate = policy(credential, alternative)
        authenticate(request, Wire())
        seen: list[object] = [authenticate, credential, request, request.url, request.headers, request.headers.copy()]
        seen += [request.url.copy_add_param("b", "2"), copy.copy(request.url), copy.deepcopy(request.url)]
        seen += walk(authenticate)
        for thing in seen:
            assert "sesame" not in repr(thing) + str(thing), type(thing)
        assert b"sesame" not in pickle.dumps(request.url)


def walk(thing: object) -> list[object]:
    """All that an object of ours holds, however deep."""
    found: list[object] = []
    todo = [*vars(thing).values()]
    while todo:
        one = todo.pop()
        if any(one is other for other in found):
            continue
        found.append(one)
        if isinstance(one, dict):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, (list, tuple, set, frozenset)):
            todo += one
        elif type(one).__module__.startswith("veneer") and not isinstance(one, KeyCredential):
            names = [*getattr(one, "__dict__", ()), *getattr(type(one), "__slots__", ())]
            todo += [
                getattr(one, name) for name in names if name not in ("__weakref__", "text", "_username", "_password")
            ]
    return found


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize("told", [False, True])
def test_a_connection_that_fails_leaves_no_secret_in_its_error(asynchronous: bool, told: bool) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        assert b"sesame" in pickle.dumps(request)
        raise httpx.ConnectError("no route", request=request if told else None)

    security, transport = ((KEY, QUERY, COOKIE, BASIC),), httpx.MockTransport(fail)

    def call() -> None:
        with ServiceClient(str(HOME), ALL, security, transport=transport, retry=None) as client:
            client._send(HttpRequest("GET", "/x"))

    async def async_call() -> None:
        async with AsyncServiceClient(str(HOME), ALL, security, transport=transport, retry=None) as client:
            await client._send(HttpRequest("GET", "/x"))

    with pytest.raises(httpx.ConnectError, match="no route") as caught:
        asyncio.run(async_call()) if asynchronous else call()
    assert b"sesame" not in pickle.dumps(caught.value)
    assert str(caught.value.request.url) == f"{HOME}/x"
    assert "sesame" not in "".join(traceback.format_exception(caught.value))


class Unauthorized(BaseHTTPRequestHandler):
    """Knows nobody, and says so to the client."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(f"{self.path} {self.headers}")
        self.send_response(401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.mark.parametrize("asynchronous", [False, True])
def test_no_secret_shows_in_logs_and_errors_of_real_calls(asynchronous: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    security = ((KEY, QUERY, COOKIE, BASIC),)

    def call(endpoint: str) -> None:
        request = HttpRequest("GET", "/x")
        if not asynchronous:
            with ServiceClient(endpoint, ALL, security, retry=None) as client:
                client._send(request)

        async def run() -> None:
            async with AsyncServiceClient(endpoint, ALL, security, retry=None) as client:
                await client._send(request)

        asyncio.run(run(), debug=True)

    with ThreadingHTTPServer(("127.0.0.1", 0), Unauthorized) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        endpoint = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(UnauthorizedError) as refused:
            call(endpoint)
        server.shutdown()
        thread.join()
    with pytest.raises(httpx.ConnectError) as unreachable:
        call(endpoint)
    assert Unauthorized.seen.pop().count("sesame") == 3  # query, header and cookie; the password is in base64
    for error in (refused.value, unreachable.value):
        request = refused.value.response.request if error is refused.value else unreachable.value.request
        shown = [
            repr(error),
            *traceback.format_exception(error),
            repr(request),
            repr(request.url),
            repr(request.headers),
        ]
        assert "sesame" not in "".join(shown)
        assert "c2VzYW1l" not in "".join(shown)
        assert b"sesame" not in pickle.dumps(error)
        assert b"c2VzYW1l" not in pickle.dumps(error)
    assert "127.0.0.1" in caplog.text
    assert "sesame" not in caplog.text
    assert "c2VzYW1l" not in caplog.text


class BreaksOff(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body of which a piece comes, and then an error."""

    def __init__(self) -> None:
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        raise httpx.ReadError("broken off")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{"
        raise httpx.ReadError("broken off")


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize("status", [200, 404])
def test_no_secret_travels_with_an_error_of_reading_a_streamed_answer(asynchronous: bool, status: int) -> None:
    security = ((KEY, QUERY, COOKIE, BASIC),)
    request = HttpRequest("POST", "/x", query="top=private", content=RequestContent.json("private"))
    transport = httpx.MockTransport(lambda sent: httpx.Response(status, stream=BreaksOff()))
    context = RequestContext(stream=True, error_options=ErrorOptions.NO_THROW)

    def read() -> None:
        with ServiceClient("https://host", ALL, security, transport=transport) as client:
            response = client._send(request, context)
            with closing(response):
                response.read()

    async def read_async() -> None:
        async with AsyncServiceClient("https://host", ALL, security, transport=transport) as client:
            response = await client._send(request, context)
            async with aclosing(response):
                await response.aread()

    with pytest.raises(httpx.ReadError) as caught:
        asyncio.run(read_async()) if asynchronous else read()
    assert str(caught.value.request.url) == "https://host/x"
    shown = pickle.dumps(caught.value) + repr(caught.value.request.headers).encode()
    assert not [secret for secret in (b"sesame", b"c2VzYW1l", b"private") if secret in shown]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_challenge_of_a_streaming_call_that_breaks_off_is_closed_and_told_without_secrets(asynchronous: bool) -> None:
    body = BreaksOff()
    transport = httpx.MockTransport(lambda sent: httpx.Response(401, headers=CHALLENGE, stream=body))
    request, context = HttpRequest("GET", "/x", query="top=private"), RequestContext(stream=True)
    options: dict[str, Any] = {"transport": transport, "retry": None}

    def call() -> None:
        with ServiceClient("https://host", Claiming(), ((TOKEN,),), **options) as client:
            client._send(request, context)

    async def call_async() -> None:
        async with AsyncServiceClient("https://host", AsyncClaiming(), ((TOKEN,),), **options) as client:
            await client._send(request, context)

    with pytest.raises(BrokenBodyError) as caught:
        asyncio.run(call_async()) if asynchronous else call()
    assert body.is_closed
    assert isinstance(caught.value.__cause__, httpx.ReadError)
    shown = pickle.dumps(caught.value) + pickle.dumps(caught.value.__cause__)
    assert not [secret for secret in (b"Bearer t1", b"private") if secret in shown]
