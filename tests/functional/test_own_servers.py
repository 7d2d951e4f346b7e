"""Calls of operations with a server of their own go there, in every respect, unless the caller says where all goes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import httpx
import pytest

from functional.clients import generate_into, imported

DONE = '{"204": {description: Done.}}'
PAGE = """{"200": {description: Names., content: {application/json: {schema: {type: object, properties: {
  value: {type: array, items: {type: string}}, next: {type: string}}}}}}}"""
FILES = f"""\
openapi: 3.1.0
info: {{title: Files, version: "1"}}
servers: [{{url: https://api.test/2.0}}]
security: [{{key: []}}]
paths:
  /ping: {{get: {{operationId: ping, responses: {DONE}}}}}
  /content:
    servers: [{{url: "https://{{host}}/up/", variables: {{host: {{default: up.test, enum: [up.test, up2.test]}}}}}}]
    post: {{operationId: upload, responses: {DONE}}}
    get: {{operationId: whole, servers: [{{url: /3.0}}], responses: {DONE}}}
    put: {{operationId: plain, servers: [{{url: http://plain.test}}], responses: {DONE}}}
    delete: {{operationId: open, security: [], servers: [{{url: http://plain.test}}], responses: {DONE}}}
  /names:
    servers: [{{url: https://up.test:8443}}]
    get: {{operationId: names, x-ms-pageable: {{nextLinkName: next, itemName: value}}, responses: {PAGE}}}
components: {{securitySchemes: {{key: {{type: apiKey, in: header, name: X-Key}}}}}}
"""
REGIONS = f"""\
openapi: 3.1.0
info: {{title: Regions, version: "1"}}
servers: [{{url: "https://{{region}}.test/v1", variables: {{region: &region {{default: eu, enum: [eu, us]}}}}}}]
paths:
  /ping: {{get: {{operationId: ping, responses: {DONE}}}}}
  /up: {{get: {{operationId: up, responses: {DONE}, servers: [
    {{url: "https://up-{{region}}.test/{{version}}", variables: {{region: *region, version: {{default: v7}}}}}}]}}}}
  /other: {{get: {{operationId: other, responses: {DONE}, servers: [
    {{url: "https://{{region}}.other.test", variables: {{region: {{default: north}}}}}}]}}}}
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    target = tmp_path_factory.mktemp("servers")
    (target / "own.yaml").write_text(FILES)
    (target / "region.yaml").write_text(REGIONS)
    with (
        imported(generate_into(target / "own.yaml", "own", target / "a"), "own") as own,
        imported(generate_into(target / "region.yaml", "region", target / "b"), "region") as region,
    ):
        yield {"own": own, "region": region}


class Calls:
    """Calls a client over a transport that keeps what was sent."""

    def __init__(self, module: ModuleType, name: str, *, is_async: bool) -> None:
        self.module, self.name, self.is_async = module, name, is_async
        self.sent: list[httpx.Request] = []
        self.answers: list[Any] = []

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        return httpx.Response(200, json=self.answers.pop(0)) if self.answers else httpx.Response(204)

    def __call__(self, method: str, **options: Any) -> Any:
        client = getattr(self.module, f"Async{self.name}" if self.is_async else self.name)
        made = client(transport=httpx.MockTransport(self._answer), retry=None, **options)
        if not self.is_async:
            found = getattr(made, method)()
            return list(found) if method == "names" else found

        async def run() -> Any:
            found = getattr(made, method)()
            return [item async for item in found] if method == "names" else await found

        return asyncio.run(run())


@pytest.fixture(params=["sync", "async"])
def files(request: pytest.FixtureRequest, packages: dict[str, ModuleType]) -> Calls:
    return Calls(packages["own"], "OwnClient", is_async=request.param == "async")


@pytest.fixture(params=["sync", "async"])
def regions(request: pytest.FixtureRequest, packages: dict[str, ModuleType]) -> Calls:
    return Calls(packages["region"], "RegionClient", is_async=request.param == "async")


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("ping", "https://api.test/2.0/ping"),
        ("upload", "https://up.test/up/content"),
        ("whole", "https://api.test/3.0/content"),
    ],
)
def test_a_call_goes_to_the_operations_server_with_its_host_and_the_credential(
    files: Calls, method: str, url: str
) -> None:
    files(method, credential=files.module.KeyCredential("sesame"))

    (request,) = files.sent
    assert str(request.url) == url
    assert request.headers["Host"] == request.url.host
    assert request.headers["X-Key"] == "sesame"


@pytest.mark.parametrize("endpoint", ["http://localhost:8000/mock", "https://proxy.test/mock"])
def test_an_endpoint_of_the_callers_stands_for_every_server(files: Calls, endpoint: str) -> None:
    for method in ("ping", "upload", "whole", "plain"):
        files(method, credential=files.module.KeyCredential("sesame"), endpoint=endpoint)

    assert {str(request.url).rpartition("/")[0] for request in files.sent} == {endpoint}
    assert {request.headers["X-Key"] for request in files.sent} == {"sesame"}


def test_the_described_endpoint_may_be_given_too(files: Calls) -> None:
    files("upload", credential=files.module.KeyCredential("sesame"), endpoint="https://api.test/2.0/")

    assert files.sent[0].url.host == "up.test"


def test_no_credential_goes_to_a_server_over_plain_http(files: Calls) -> None:
    with pytest.raises(ValueError, match="plain http"):
        files("plain", credential=files.module.KeyCredential("sesame"))
    assert files.sent == []

    files("open", credential=files.module.KeyCredential("sesame"))
    assert str(files.sent[0].url) == "http://plain.test/content"
    assert "X-Key" not in files.sent[0].headers


def test_a_host_that_the_caller_sets_stays(files: Calls) -> None:
    files("upload", credential=files.module.KeyCredential("sesame"), headers={"Host": "mine.test"})

    assert files.sent[0].headers["Host"] == "mine.test"


def test_pages_are_followed_between_the_servers_of_the_description_only(files: Calls) -> None:
    key = files.module.KeyCredential("sesame")
    files.answers = [
        {"value": ["a"], "next": "/names?p=2"},
        {"value": ["b"], "next": "https://api.test/3"},
        {"value": []},
    ]
    assert files("names", credential=key) == ["a", "b"]
    assert [str(request.url) for request in files.sent] == [
        "https://up.test:8443/names",
        "https://up.test:8443/names?p=2",
        "https://api.test/3",
    ]
    assert [request.headers["Host"] for request in files.sent] == ["up.test:8443", "up.test:8443", "api.test"]
    assert {request.headers["X-Key"] for request in files.sent} == {"sesame"}

    files.answers = [{"value": ["a"], "next": "https://other.test/"}]
    with pytest.raises(files.module.ServiceError, match="another origin"):
        files("names", credential=key)


def test_docstrings_say_where_a_call_goes(packages: dict[str, ModuleType]) -> None:
    said = " ".join(str(packages["own"].OwnClient.upload.__doc__).split())
    assert "to ``https://up.test/up``, unless the client was given another endpoint." in said
    own_docs = str(packages["own"].OwnClient.__mro__[2].__doc__)
    assert "Another one stands for the servers of single operations too." in " ".join(own_docs.split())
    assert "up.test" not in str(packages["own"].OwnClient.ping.__doc__)
    said = " ".join(str(packages["region"].RegionClient.up.__doc__).split())
    assert "to ``https://up-{region}.test/v7``." in said


def test_a_variable_that_both_servers_mean_alike_is_the_callers(regions: Calls) -> None:
    for method in ("ping", "up", "other"):
        regions(method, region="us")
    regions("up")

    assert [str(request.url) for request in regions.sent] == [
        "https://us.test/v1/ping",
        "https://up-us.test/v7/up",
        "https://north.other.test/other",
        "https://up-eu.test/v7/up",
    ]
