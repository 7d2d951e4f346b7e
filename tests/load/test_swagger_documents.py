"""Swagger 2.0: servers and security of a document, and what of it stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from load.swagger_documents import OK, document, operation, warned

HOST = {"hostTemplate": "{account}.{suffix}", "parameters": [{"name": "account", "in": "path", "type": "string"}]}
SUFFIX = {"name": "suffix", "in": "path", "type": "string", "default": "a.com", "enum": ["a.com", "b.com"]}


@pytest.mark.parametrize(
    ("says", "urls"),
    [
        ({}, ["/"]),
        ({"basePath": "/"}, ["/"]),
        ({"basePath": "/v1/"}, ["/v1"]),
        ({"basePath": "v1", "schemes": ["http"]}, ["/v1"]),
        ({"host": "a.com"}, ["https://a.com"]),
        ({"host": "a.com:80", "basePath": "/"}, ["https://a.com:80"]),
        ({"host": "a.com", "schemes": ["http"], "basePath": "/v1"}, ["http://a.com/v1"]),
        ({"host": "a.com", "schemes": ["http", "https"]}, ["https://a.com", "http://a.com"]),
        ({"host": "a.com", "schemes": ["ws", "wss"]}, ["https://a.com"]),
        ({"host": "a.com", "schemes": []}, ["https://a.com"]),
        ({"host": "a.com/", "basePath": "/v1"}, ["https://a.com/v1"]),
    ],
)
def test_servers(says: dict[str, Any], urls: list[str]) -> None:
    assert [server["url"] for server in document(paths={}, **says).content["servers"]] == urls


def test_a_host_with_a_scheme_is_a_url() -> None:
    loaded = document(paths={}, host="http://a.com/", basePath="/v1", schemes=["https"])

    assert loaded.content["servers"] == [{"url": "http://a.com/v1"}]
    assert warned(loaded) == [("host-with-scheme", "/host")]


def test_an_operation_with_schemes_of_its_own_has_servers() -> None:
    assert operation({"schemes": ["http"]}, host="a.com")["servers"] == [{"url": "http://a.com"}]
    assert "servers" not in operation({"schemes": ["https"]}, host="a.com", schemes=["https", "http"])
    assert "servers" not in operation({"schemes": ["http"]})


@pytest.mark.parametrize(
    ("says", "url"),
    [
        ({}, "https://{account}.{suffix}/v1"),
        ({"useSchemePrefix": True}, "https://{account}.{suffix}/v1"),
        ({"useSchemePrefix": False}, "{account}.{suffix}/v1"),
    ],
)
def test_a_parameterized_host(says: dict[str, Any], url: str) -> None:
    host = {**HOST, **says, "parameters": [*HOST["parameters"], {"$ref": "#/parameters/Suffix"}]}
    loaded = document(
        paths={}, host="ignored", basePath="/v1", x_ms_parameterized_host=host, parameters={"Suffix": SUFFIX}
    )
    (server,) = loaded.content["servers"]

    assert server["url"] == url
    assert server["variables"]["account"]["default"] == ""
    assert server["variables"]["suffix"]["default"] == "a.com"
    assert server["variables"]["suffix"]["enum"] == ["a.com", "b.com"]
    assert loaded.written("/servers/0/variables/suffix") == "/parameters/Suffix"


@pytest.mark.parametrize(
    ("flow", "now"),
    [
        ("implicit", "implicit"),
        ("password", "password"),
        ("application", "clientCredentials"),
        ("accessCode", "authorizationCode"),
    ],
)
def test_oauth2(flow: str, now: str) -> None:
    urls = {"authorizationUrl": "https://a.com/auth", "tokenUrl": "https://a.com/token"}
    scheme = {"type": "oauth2", "flow": flow, "scopes": {"read": "Read"}, "description": "Who", **urls}
    loaded = document(paths={}, securityDefinitions={"auth": scheme}, security=[{"auth": ["read"]}])

    assert loaded.resolve("/components/securitySchemes/auth") == {
        "type": "oauth2",
        "description": "Who",
        "flows": {now: {"scopes": {"read": "Read"}, **urls}},
    }
    assert loaded.content["security"] == [{"auth": ["read"]}]


def test_other_security_schemes() -> None:
    key = {"type": "apiKey", "in": "query", "name": "key"}
    loaded = document(paths={}, securityDefinitions={"basic": {"type": "basic"}, "key": key})

    assert loaded.resolve("/components/securitySchemes") == {"basic": {"type": "http", "scheme": "basic"}, "key": key}


def test_the_rest_stays() -> None:
    rest: dict[str, Any] = {"tags": [{"name": "t"}], "externalDocs": {"url": "https://a.com"}, "x-more": {"a": 1}}
    node = {"operationId": "o", "tags": ["t"], "deprecated": True, "security": [], "summary": "S", "responses": OK}
    loaded = document(paths={"/a": {"get": {**node, "x-ms-pageable": {"nextLinkName": None}}}, "x-b": 1}, **rest)

    assert {name: loaded.content[name] for name in rest} == rest
    assert loaded.resolve("/paths/~1a/get") == {**node, "x-ms-pageable": {"nextLinkName": None}}
    assert loaded.version == "2.0"
    assert loaded.warnings == ()


def test_a_document_without_paths_and_a_number_as_its_version() -> None:
    loaded = document(swagger=2.0)

    assert loaded.content["paths"] == {}
    assert warned(loaded) == [("unquoted-version", "/swagger")]
