"""Which credentials let a request in, by the description's security alternatives."""

from __future__ import annotations

from typing import Any

import pytest

from veneer.serve import Credentials

from .conftest import api, refusal, small

SCHEMES = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "bearer": {"type": "http", "scheme": "Bearer"},
    "oauth": {"type": "oauth2", "flows": {}},
    "basic": {"type": "http", "scheme": "basic"},
    "tls": {"type": "mutualTLS"},
    "shared": {"type": "http", "scheme": "SharedKey"},
}


def status(security: list[dict[str, Any]], sent: dict[str, str], credentials: Credentials | None = None) -> int:
    operation = {"operationId": "list", "responses": {}, "security": security}
    document = api({"/pets": {"get": operation}}, components={"securitySchemes": SCHEMES})
    headers = {name: text for name, text in sent.items() if name != "query"}
    path = f"/pets{sent.get('query', '')}"
    return small(document, credentials=credentials).get(path, headers=headers).status_code


IN = 501
OUT = 401


@pytest.mark.parametrize(
    ("security", "sent", "expected"),
    [
        ([], {}, IN),
        ([{}], {}, IN),
        ([{"header": []}], {}, OUT),
        ([{"header": []}], {"x-key": "local-key"}, IN),
        ([{"header": []}], {"x-key": "other"}, OUT),
        ([{"query": []}], {"query": "?key=local-key"}, IN),
        ([{"query": []}], {"query": "?key="}, OUT),
        ([{"oauth": ["all"]}], {"authorization": "Bearer anything"}, IN),
        ([{"bearer": []}], {"authorization": "bearer anything"}, IN),
        ([{"bearer": []}], {"authorization": "Bearer "}, OUT),
        ([{"bearer": []}], {"authorization": "Basic anything"}, OUT),
        ([{"basic": []}], {"authorization": "Basic dXNlcjpsb2NhbC1rZXk="}, IN),
        ([{"basic": []}], {"authorization": "Basic !"}, OUT),
        ([{"header": []}, {"oauth": []}], {"authorization": "Bearer anything"}, IN),
        ([{"header": [], "oauth": []}], {"authorization": "Bearer anything"}, OUT),
        ([{"header": [], "oauth": []}], {"authorization": "Bearer anything", "x-key": "local-key"}, IN),
        ([{"shared": []}], {"authorization": "SharedKey local-key"}, IN),
        ([{"shared": []}], {"authorization": "SharedKey other"}, OUT),
        ([{"tls": []}], {}, OUT),
        ([{"unknown": []}], {}, OUT),
    ],
)
def test_alternatives(security: list[dict[str, Any]], sent: dict[str, str], expected: int) -> None:
    assert status(security, sent) == expected


def test_key_and_token_can_be_set() -> None:
    credentials = Credentials(api_key="k", bearer_token="t")

    assert status([{"header": []}], {"x-key": "local-key"}, credentials) == OUT
    assert status([{"header": []}], {"x-key": "k"}, credentials) == IN
    assert status([{"oauth": []}], {"authorization": "Bearer other"}, credentials) == OUT
    assert status([{"oauth": []}], {"authorization": "Bearer t"}, credentials) == IN
    assert repr(credentials) == "Credentials()"


def test_refusal_says_what_to_send_and_comes_before_every_other_check() -> None:
    operation = {"operationId": "list", "responses": {}, "requestBody": {"required": True, "content": {"a/b": {}}}}
    document = api(
        {"/pets": {"post": operation}},
        security=[{"header": []}, {"oauth": []}],
        components={"securitySchemes": SCHEMES},
    )

    response = small(document).post("/pets")
    assert refusal(response) == (
        401,
        "Unauthorized",
        "Access denied: the credentials are missing or not accepted. "
        "Send the key in the header 'X-Key' or a bearer token in the header 'Authorization'.",
    )
    assert response.headers["www-authenticate"] == "Bearer"
