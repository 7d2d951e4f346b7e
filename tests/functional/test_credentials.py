"""Credentials of every kind, where the description puts them: on every request of both layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from functional.clients import Caller, generate_into, imported

SCHEMES = {
    "header": {"type": "apiKey", "name": "X-Key", "in": "header"},
    "query": {"type": "apiKey", "name": "api key", "in": "query"},
    "cookie": {"type": "apiKey", "name": "sid", "in": "cookie"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "shared": {"type": "http", "scheme": "SharedKey"},
}


@pytest.fixture
def caller(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Makes a caller for a description with some security."""

    def make(security: object, operation: object = None, *, is_async: bool, credential: Any) -> Caller:
        node = {"operationId": "call", "responses": {"204": {"description": "d"}}}
        document = {
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "servers": [{"url": "https://api.test"}],
            "paths": {"/a": {"get": node | ({"security": operation} if operation is not None else {})}},
            "components": {"securitySchemes": SCHEMES},
        } | ({"security": security} if security is not None else {})
        (tmp_path / "api.json").write_text(json.dumps(document))
        folder = generate_into(tmp_path / "api.json", "secured", tmp_path / "out")
        context = imported(folder, "secured")
        module = context.__enter__()
        request.addfinalizer(lambda: context.__exit__(None, None, None))
        return Caller(module, "SecuredClient", is_async=is_async, credential=credential and credential(module))

    return make


def key(module: Any) -> Any:
    return module.KeyCredential("k&1")


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize(
    ("scheme", "credential", "header", "value"),
    [
        ("header", key, "X-Key", "k&1"),
        ("cookie", key, "Cookie", "sid=k&1"),
        ("basic", lambda m: m.BasicCredential("me", "pw"), "Authorization", "Basic bWU6cHc="),
        ("bearer", lambda m: m.BearerTokenCredential("tok"), "Authorization", "Bearer tok"),
        ("shared", key, "Authorization", "SharedKey k&1"),
    ],
)
def test_a_header(caller: Any, is_async: bool, scheme: str, credential: Any, header: str, value: str) -> None:
    call = caller([{scheme: []}], is_async=is_async, credential=credential)
    call("call")
    call("call", context=call.module.RequestContext())

    assert [request.headers[header] for request in call.requests] == [value, value]


@pytest.mark.parametrize("is_async", [False, True])
def test_a_key_in_the_query(caller: Any, is_async: bool) -> None:
    call = caller([{"query": []}], is_async=is_async, credential=key)
    call("call")

    assert call.target == "/a?api%20key=k%261"


def test_security_of_the_operations_alone(caller: Any) -> None:
    call = caller(None, [{"basic": []}], is_async=False, credential=lambda m: m.BasicCredential("me", "pw"))
    call("call")

    assert call.request.headers["Authorization"] == "Basic bWU6cHc="


@pytest.mark.parametrize("security", [None, [{}], [{"header": []}, {}]])
def test_anonymous(caller: Any, security: object) -> None:
    call = caller(security, is_async=False, credential=None)
    call("call")

    assert not {"authorization", "x-key", "cookie"} & set(call.request.headers)


def test_two_schemes_together(caller: Any) -> None:
    def both(module: Any) -> Any:
        return {"header": module.KeyCredential("k"), "bearer": module.BearerTokenCredential("t")}

    call = caller([{"header": [], "bearer": []}], is_async=False, credential=both)
    call("call")

    assert (call.request.headers["X-Key"], call.request.headers["Authorization"]) == ("k", "Bearer t")


def test_a_credential_of_another_kind_is_refused(caller: Any) -> None:
    call = caller([{"basic": []}], is_async=False, credential=key)
    with pytest.raises(TypeError, match="BasicCredential"):
        call("call")

    assert call.requests == []


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("operation", [[], [{}]])
def test_an_operation_that_needs_no_credential_gets_none(caller: Any, is_async: bool, operation: object) -> None:
    call = caller([{"header": []}], operation, is_async=is_async, credential=key)
    call("call")
    call("call", context=call.module.RequestContext())

    assert ["X-Key" in request.headers for request in call.requests] == [False, False]


def test_an_operation_that_needs_another_credential_gets_it_of_a_mapping(caller: Any) -> None:
    def both(module: Any) -> Any:
        return {"header": module.KeyCredential("k"), "bearer": module.BearerTokenCredential("t")}

    call = caller([{"header": []}], [{"bearer": []}], is_async=False, credential=both)
    call("call")

    assert call.request.headers["Authorization"] == "Bearer t"
    assert "X-Key" not in call.request.headers


def test_an_operation_that_needs_another_credential_than_there_is_says_so(caller: Any) -> None:
    call = caller([{"header": []}], [{"bearer": []}], is_async=False, credential=key)
    with pytest.raises(TypeError, match="this operation needs a token credential"):
        call("call")

    assert call.requests == []
