"""Security and servers -> the constructor: the credential that it takes, and where it sends."""

from __future__ import annotations

import ast

import pytest

from snippets.describe import Generated, generate

SCHEMES = {
    "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
    "query": {"type": "apiKey", "name": "k", "in": "query"},
    "basic": {"type": "http", "scheme": "Basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "oauth": {"type": "oauth2", "flows": {}},
    "tls": {"type": "mutualTLS"},
    "odd": {"type": "http", "scheme": "hoba"},
}


def secured(security: object, *operations: object) -> Generated:
    paths = {
        f"/{number}": {
            "get": {"operationId": f"call{number}", "responses": {}} | ({"security": own} if own is not None else {})
        }
        for number, own in enumerate(operations or (None,))
    }
    whole = {"paths": paths, "servers": [{"url": "https://x.test"}], "components": {"securitySchemes": SCHEMES}}
    return generate(whole | ({"security": security} if security is not None else {}))


def scheme_text(generated: Generated) -> str:
    return " ".join(generated.service().partition("_SECURITY: Security = ")[2].partition("\n\n\n")[0].split())


@pytest.mark.parametrize(
    ("security", "value", "credential"),
    [
        (None, "()", "None=None"),
        ([{}], "((),)", "None=None"),
        ([{"key": []}], '((ApiKeyScheme("key", "X-Key", "header"),),)', "KeyLike"),
        ([{"query": []}], '((ApiKeyScheme("query", "k", "query"),),)', "KeyLike"),
        ([{"basic": []}], '((BasicScheme("basic"),),)', "BasicCredential"),
        ([{"bearer": []}], '((BearerTokenScheme("bearer", ()),),)', "SyncTokenCredential | BearerTokenCredential"),
        (
            [{"oauth": ["read", "write"]}],
            '((BearerTokenScheme("oauth", ( "read", "write", ), ),),)',
            "SyncTokenCredential | BearerTokenCredential",
        ),
        ([{"key": []}, {}], '( (ApiKeyScheme("key", "X-Key", "header"),), (), )', "KeyLike | None=None"),
        (
            [{"key": []}, {"basic": []}],
            '( (ApiKeyScheme("key", "X-Key", "header"),), (BasicScheme("basic"),), )',
            "KeyLike | BasicCredential",
        ),
        (
            [{"key": [], "basic": []}],
            '( ( ApiKeyScheme("key", "X-Key", "header"), BasicScheme("basic"), ), )',
            "Mapping[str, KeyLike | BasicCredential]",
        ),
        ([{"tls": []}], "()", "None=None"),
        ([{"tls": [], "key": []}], '((ApiKeyScheme("key", "X-Key", "header"),),)', "KeyLike"),
    ],
)
def test_security(security: object, value: str, credential: str) -> None:
    generated = secured(security)

    assert scheme_text(generated).replace("( ", "(").replace(" )", ")") == value.replace("( ", "(").replace(" )", ")")
    assert f"credential: {credential}" in generated.init()


def test_the_async_client_takes_an_async_token_too() -> None:
    service = secured([{"oauth": []}]).service()

    assert "credential: SyncTokenCredential | BearerTokenCredential,\n" in service
    assert "credential: SyncTokenCredential | BearerTokenCredential | AsyncTokenCredential,\n" in service


@pytest.mark.parametrize(
    ("api", "operations", "credential"),
    [
        (None, ([{"key": []}], [{"key": []}]), "KeyLike"),
        (None, ([{"key": []}], None), "KeyLike | None=None"),
        (None, ([{"key": []}], []), "KeyLike | None=None"),
        ([{"key": []}], (None, []), "KeyLike"),
        (
            [{"key": []}],
            (None, [{"basic": []}]),
            "KeyLike | BasicCredential | Mapping[str, KeyLike | BasicCredential]",
        ),
        (None, ([{"oauth": ["read"]}], [{"oauth": ["write"]}]), "SyncTokenCredential | BearerTokenCredential"),
    ],
)
def test_security_that_operations_say_for_themselves(
    api: object, operations: tuple[object, ...], credential: str
) -> None:
    generated = secured(api, *operations)

    assert f"credential: {credential}, *, " in f"{generated.init()}, *, "
    assert scheme_text(generated).count("oauth") <= 1


def test_an_operation_says_its_security_only_where_it_is_not_the_clients() -> None:
    generated = secured([{"key": []}], None, [{"key": []}], [])
    assert [generated.part("security", f"call{number}") for number in range(3)] == [None, None, "()"]

    mixed = secured([{"key": []}], None, [{"basic": []}], [{"key": []}, {"basic": []}])
    assert [mixed.part("security", f"call{number}") for number in range(3)] == [
        "((ApiKeyScheme('key', 'X-Key', 'header'),),)",
        "((BasicScheme('basic'),),)",
        None,
    ]


def test_a_scheme_that_is_not_known_is_reported() -> None:
    generated = secured([{"odd": []}])

    assert generated.warned() == ["unknown-security-scheme", "undeclared-security-scheme"]


@pytest.mark.parametrize(
    ("server", "arguments", "expression"),
    [
        (None, "endpoint: str", 'server_variable("endpoint", endpoint)'),
        ("/", "endpoint: str", 'server_variable("endpoint", endpoint)'),
        ("/api/v1/", "endpoint: str", 'server_variable("endpoint", endpoint) + "/api/v1"'),
        ("api", "endpoint: str", 'server_variable("endpoint", endpoint) + "/api"'),
        ("https://x.test/api/", "endpoint: str='https://x.test/api'", "endpoint"),
        ("//x.test", "endpoint: str='https://x.test'", "endpoint"),
        ("localhost:8080/api", "endpoint: str", 'server_variable("endpoint", endpoint)'),
        ("ftp://x.test", "endpoint: str", 'server_variable("endpoint", endpoint)'),
        ("https://{host}/a", "host: str", '"https://" + server_variable("host", host) + "/a"'),
        ("https://{region}.x.test", "region: str='eu'", '"https://" + server_variable("region", region) + ".x.test"'),
        ("https://x.test/{version}", "endpoint: str='https://x.test/v2'", "endpoint"),
        ("https://{zone}.x.test", "zone: str='a'", '"https://" + server_variable("zone", zone) + ".x.test"'),
        (
            "https://{host}/{base}",
            "host: str, base: str",
            '"https://" + server_variable("host", host) + "/" + server_variable("base", base, path=True)',
        ),
        ("{endpoint}/face", "endpoint: str", 'server_variable("endpoint", endpoint) + "/face"'),
        ("https://{host}.x.test/{version}", "host: str", '"https://" + server_variable("host", host) + ".x.test/v2"'),
        (
            "https://{a-b}.{aB}",
            "a_b: str, a_b_2: str",
            '"https://" + server_variable("a_b", a_b) + "." + server_variable("a_b_2", a_b_2)',
        ),
        ("https://{timeout}", "timeout_: str", '"https://" + server_variable("timeout_", timeout_)'),
    ],
)
def test_servers(server: str | None, arguments: str, expression: str) -> None:
    variables = {
        "region": {"default": "eu", "enum": ["eu", "us"]},
        "version": {"default": "v2"},
        "zone": {"default": "a", "x-ms-parameter-location": "client"},
        "endpoint": {"default": ""},
    }
    given = {"servers": [{"url": server, "variables": variables}]} if server is not None else {}
    generated = generate(given)
    call = generated.service().partition("super().__init__(")[2].partition("credential,")[0]

    assert (
        generated.init()
        .replace(", credential: None=None", "")
        .replace("credential: None=None, *, ", "")
        .startswith(arguments)
    )
    assert "".join(call.split()).rstrip(",") == "".join(expression.split())


def test_the_server_that_every_operation_names_is_the_apis() -> None:
    node = {"operationId": "call", "responses": {}}
    item = {"servers": [{"url": "https://own.test"}], "get": node}
    generated = generate({"servers": [{"url": "https://x.test"}], "paths": {"/a": item}})

    assert "endpoint: str='https://own.test'" in generated.init()
    assert generated.warned() == []


def with_servers(api: object, own: object) -> Generated:
    other = {"operationId": "other", "responses": {}, "servers": [own]}
    item = {"get": {"operationId": "call", "responses": {}}, "put": other}
    return generate({"servers": [api], "paths": {"/a": item}})


def server(url: str, **variables: object) -> dict[str, object]:
    return {"url": url, "variables": variables} if variables else {"url": url}


EU = {"default": "eu", "enum": ["eu", "us"]}
HOST = {"default": "https://api.test", "enum": ["https://api.test", "https://b.test"]}


@pytest.mark.parametrize(
    ("api", "own", "request_says", "client_says"),
    [
        (
            server("https://x.test/a/"),
            server("https://own.test/"),
            "https://own.test",
            "{'endpoint': endpoint}, {'endpoint': 'https://x.test/a'}",
        ),
        (server("https://x.test/a"), server("https://x.test/a/"), None, None),
        (
            server("https://x.test/a"),
            server("/b"),
            "https://x.test/b",
            "{'endpoint': endpoint}, {'endpoint': 'https://x.test/a'}",
        ),
        (
            server("https://x.test/{v}", v={"default": "1"}),
            server("//own.test:{p}/", p={"default": "81"}),
            "https://own.test:81",
            "{'endpoint': endpoint}, {'endpoint': 'https://x.test/1'}",
        ),
        (server("/a"), server("/b"), "{endpoint}/b", "{'endpoint': endpoint}"),
        (server("https://{r}.test", r=EU), server("https://b.test", r=EU), "https://b.test", "{'r': r}"),
        (server("https://{r}.test", r=EU), server("https://b-{r}.test", r=EU), "https://b-{r}.test", "{'r': r}"),
        (server("https://{r}.test", r=EU), server("/b"), "https://{r}.test/b", "{'r': r}"),
        (
            server("https://{r}.test", r=EU),
            server("https://{r}.test", r={"default": "x"}),
            "https://x.test",
            "{'r': r}",
        ),
        (
            server("https://{timeout}.test"),
            server("https://b.{timeout}"),
            "https://b.{timeout}",
            "{'timeout': timeout_}",
        ),
        (
            server("{host}/a", host=HOST),
            server("{host}/b", host=HOST),
            "{host}/b",
            "{'host': host}, {'host': 'https://api.test'}",
        ),
        (
            server("{host}/a", host=HOST),
            server("https://b.test"),
            "https://b.test",
            "{'host': host}, {'host': 'https://api.test'}",
        ),
    ],
)
def test_a_server_of_an_operation(api: object, own: object, request_says: str | None, client_says: str | None) -> None:
    generated = with_servers(api, own)

    assert generated.warned() == []
    assert generated.part("server", "other") == (None if request_says is None else repr(request_says))
    assert generated.part("server") is None
    service = ast.unparse(ast.parse(generated.service()))
    assert service.count("servers=") == (0 if client_says is None else 2)
    if client_says is not None:
        assert f"_SERVERS = ({request_says!r},)" in service
        assert f"servers=own_servers(_SERVERS, {client_says}))" in service


@pytest.mark.parametrize(
    ("api", "own"),
    [
        (server("https://x.test"), server("https://{host}")),
        (server("https://x.test"), server("ftp://own.test")),
        (server("https://x.test"), server("https://user@own.test")),
        (server("https://x.test"), server("https://own.test?a=1")),
        (server("https://x.test"), server("https://own.test:port")),
        (server("/a"), server("https://own.test")),
        (server("{endpoint}/a", endpoint={"default": ""}), server("https://own.test")),
    ],
)
def test_a_server_that_no_client_can_know_is_reported(api: object, own: object) -> None:
    generated = with_servers(api, own)

    assert generated.warned() == (["own-server"])
    assert generated.part("server", "other") is None
    assert "servers=" not in generated.service()
    assert generated.warnings[0].location.line is not None


def test_the_server_that_most_operations_name_is_the_apis_where_none_is_left_to_it() -> None:
    node = {"operationId": "call", "responses": {}}
    paths = {
        "/a": {"servers": [server("https://a.test")], "get": node},
        "/b": {"servers": [server("https://b.test")], "get": {**node, "operationId": "b"}},
        "/c": {"servers": [server("https://b.test")], "get": {**node, "operationId": "c"}},
    }
    generated = generate({"paths": paths})

    assert "endpoint: str='https://b.test'" in generated.init()
    assert generated.warned() == []
    assert [generated.part("server", name) for name in ("call", "b")] == ["'https://a.test'", None]
