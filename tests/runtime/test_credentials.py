"""Credentials and security: which credential fits which scheme, how tokens are kept, and that no secret shows."""

from __future__ import annotations

import asyncio
import base64
import copy
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    AccessToken,
    ApiKeyScheme,
    AsyncServiceClient,
    BasicCredential,
    BasicScheme,
    BearerTokenCredential,
    BearerTokenScheme,
    HttpRequest,
    KeyCredential,
    ServiceClient,
)
from veneer.runtime.tokens import TokenSource

from .credentials import AsyncTokens

KEY = ApiKeyScheme("key", "X-Key", "header")
TOKEN = BearerTokenScheme("oauth", ("scope/a", "scope/b"))
BASIC = BasicScheme("basic")


def headers_with(credential: Any, security: Any) -> httpx.Headers:
    """The headers that a sync client sends; an async one must send the same."""
    sent: list[httpx.Headers] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers)
        return httpx.Response(204)

    async def run() -> None:
        client = AsyncServiceClient("https://h", credential, security, transport=httpx.MockTransport(handle))
        await client._send(HttpRequest("GET", "/"))

    client = ServiceClient("https://h", credential, security, transport=httpx.MockTransport(handle))
    client._send(HttpRequest("GET", "/"))
    asyncio.run(run())
    assert sent[0] == sent[1]
    return sent[0]


class AzureKey:
    """As azure-core's AzureKeyCredential: a property ``key``."""

    def __init__(self, key: str) -> None:
        self._key = key

    @property
    def key(self) -> str:
        return self._key


def test_a_key_goes_where_the_scheme_says_and_rotates() -> None:
    credential = KeyCredential("k1")
    assert headers_with(credential, ((KEY,),))["X-Key"] == "k1"
    credential.update("k2")
    assert headers_with(credential, ((KEY,),))["X-Key"] == "k2"
    assert headers_with(AzureKey("a1"), ((KEY,),))["X-Key"] == "a1"


def test_a_bearer_string_and_basic_are_written_as_http_wants_them() -> None:
    assert headers_with(BearerTokenCredential("t"), ((TOKEN,),))["Authorization"] == "Bearer t"
    basic = headers_with(BasicCredential("üser", "pä:ss"), ((BASIC,),))["Authorization"]
    assert base64.b64decode(basic.removeprefix("Basic ")).decode() == "üser:pä:ss"


def test_the_first_alternative_that_fits_is_taken() -> None:
    security = ((KEY,), (TOKEN,), (BASIC,))
    assert "X-Key" in headers_with(KeyCredential("k"), security)
    assert headers_with(BearerTokenCredential("t"), security)["Authorization"] == "Bearer t"
    assert headers_with(BasicCredential("u", ""), security)["Authorization"].startswith("Basic")


def test_a_combination_takes_a_mapping_of_exactly_its_schemes() -> None:
    security = ((KEY,), (KEY, TOKEN))
    both = headers_with({"key": KeyCredential("k"), "oauth": BearerTokenCredential("t")}, security)
    assert (both["X-Key"], both["Authorization"]) == ("k", "Bearer t")
    assert "Authorization" not in headers_with({"key": KeyCredential("k")}, security)
    assert "Authorization" not in headers_with(KeyCredential("k"), security)
    wrongs: list[Any] = [{}, {"oauth": BearerTokenCredential("t")}, {"key": BearerTokenCredential("t")}]
    for wrong in wrongs:
        with pytest.raises(TypeError, match=r"a mapping with 'key'.* and 'oauth'"):
            ServiceClient("https://h", wrong, security)


def test_none_is_for_anonymous_alternatives_alone() -> None:
    assert "X-Key" not in headers_with(None, ((KEY,), ()))
    assert "X-Key" in headers_with(KeyCredential("k"), ((), (KEY,)))
    with pytest.raises(TypeError, match="a credential is required: pass a KeyCredential"):
        ServiceClient("https://h", None, ((KEY,),))
    for security in ((), ((),)):
        with pytest.raises(TypeError, match="takes no credential"):
            ServiceClient("https://h", KeyCredential("k"), security)


@pytest.mark.parametrize("wrong", ["secret", BasicCredential("u", "secret"), b"secret", 5, object()])
def test_a_credential_that_fits_nothing_is_refused_by_what_would_without_showing_it(wrong: Any) -> None:
    with pytest.raises(TypeError) as caught:
        ServiceClient("https://h", wrong, ((KEY,), (TOKEN,)))
    text = str(caught.value)
    assert "a KeyCredential (or anything with .key), or a token credential" in text
    assert "secret" not in text
    assert ("wrap a key in KeyCredential" in text) == isinstance(wrong, str)


def test_a_sync_client_refuses_an_asynchronous_credential() -> None:
    with pytest.raises(TypeError, match="use the async client"):
        ServiceClient("https://h", AsyncTokens(), ((TOKEN,),))  # type: ignore[arg-type]

    class Hidden:
        def get_token(self, *scopes: str) -> Any:
            return AsyncTokens().get_token(*scopes)

    with pytest.raises(TypeError, match="use the async client"):
        TokenSource(Hidden(), ()).token()


@pytest.mark.parametrize("secret", ["", " key", "key\n", "ke\ry", "k\x00", "clé", " "])
@pytest.mark.parametrize("make", [KeyCredential, BearerTokenCredential])
def test_a_secret_that_no_header_can_carry_is_refused_without_showing_it(make: Any, secret: str) -> None:
    with pytest.raises(ValueError, match="must") as caught:
        make(secret)
    assert not secret.strip() or repr(secret)[1:-1] not in str(caught.value)
    credential = make("good")
    with pytest.raises(ValueError, match="must"):
        credential.update(secret)
    assert (credential.key if make is KeyCredential else credential.token) == "good"


@pytest.mark.parametrize("secret", [None, b"key", 5])
def test_a_secret_that_is_no_str_is_a_type_error(secret: Any) -> None:
    for make in (KeyCredential, BearerTokenCredential):
        with pytest.raises(TypeError, match="must be a str"):
            make(secret)


def test_basic_refuses_what_would_shift_its_parts() -> None:
    with pytest.raises(ValueError, match="colon"):
        BasicCredential("a:b", "c")
    with pytest.raises(ValueError, match="control character"):
        BasicCredential("a", "b\r\n")
    with pytest.raises(TypeError, match="password must be a str"):
        BasicCredential("a", None)  # type: ignore[arg-type]


def test_a_foreign_key_is_checked_when_it_is_sent() -> None:
    key = AzureKey("fine")
    client = ServiceClient("https://h", key, ((KEY,),), transport=httpx.MockTransport(lambda r: httpx.Response(204)))
    key._key = "bad\r\nX: y"
    with pytest.raises(ValueError, match="the credential's key must be visible ASCII"):
        client._send(HttpRequest("GET", "/"))


def test_no_secret_shows_in_a_repr() -> None:
    key = KeyCredential("secret")
    things: list[object] = [key, copy.copy(key), BearerTokenCredential("secret"), BasicCredential("secret", "secret")]
    things += [AccessToken("secret", 1.0), ServiceClient("https://h", key, ((KEY,),))]
    assert "secret" not in "".join(map(repr, things))
