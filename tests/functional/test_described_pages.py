"""A list of which the description says how it comes in pages gives a pager, which follows nothing to another origin."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from functional.clients import generate_into, imported
from veneer.build import build
from veneer.load import load
from veneer.pipeline import generate_description

LISTS = """\
openapi: 3.1.0
info: {title: Lists, version: "1"}
servers: [{url: https://lists.test/v1}]
security: [{key: []}]
paths:
  /pageable:
    get:
      operationId: pageable
      x-ms-pageable: {nextLinkName: next.url, itemName: names}
      parameters: [{name: X-Why, in: header, schema: {type: string}}, {name: top, in: query, schema: {type: integer}}]
      responses: {"200": {description: Names., content: {application/json: {
        schema: &page {$ref: "#/components/schemas/Page"}}}}}
  /versioned:
    get:
      operationId: versioned
      x-ms-pageable: {nextLinkName: more, itemName: names}
      parameters: [{name: api-version, in: query, schema: {type: string, default: "2"}}]
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /single:
    get:
      operationId: single
      x-ms-pageable: {nextLinkName: null}
      responses: {"200": {description: Names., content: {application/json: {schema: {type: object, properties: {
        value: {type: array, items: {type: string}}}}}}}}
  /posted:
    post:
      operationId: posted
      x-ms-pageable: {nextLinkName: more, itemName: names}
      requestBody: {required: true, content: {application/json: {schema: {type: string}}}}
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /linked:
    get:
      operationId: linked
      parameters: [{name: cursor, in: query, schema: {type: integer}}]
      responses:
        "200":
          description: Names.
          content: {application/json: {schema: *page}}
          links:
            Other: {operationId: single, parameters: {cursor: $response.body#/wrong}}
            Next: {operationId: linked, parameters: {cursor: $response.body#/next/cur~1sor}}
  /header:
    get:
      operationId: header
      responses:
        "200":
          description: Names.
          headers: {Link: {schema: {type: string}, description: The next page.}}
          content: {application/json: {schema: {type: array, items: {type: string}}}}
  /preload:
    get:
      operationId: preload
      responses:
        "200":
          description: Names.
          headers: {Link: {schema: {type: string}, description: What a browser may load.}}
          content: {application/json: {schema: {type: array, items: {type: string}}}}
  /unclear:
    get:
      operationId: unclear
      x-ms-pageable: {nextLinkName: more, itemName: nothing}
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /nested:
    get:
      operationId: nested
      x-ms-pageable: {nextLinkName: next.url, itemName: found.names}
      responses: {"200": {description: Names., content: {application/json: {schema: {type: object, properties: {
        found: {type: object, properties: {names: {type: array, items: {type: string}}}}, next: {type: object}}}}}}}
  /dotted:
    get:
      operationId: dotted
      x-ms-pageable: {nextLinkName: "@odata.nextLink", itemName: the.names}
      responses: {"200": {description: Names., content: {application/json: {schema: {type: object, properties: {
        the.names: {type: array, items: {type: string}}}}}}}}
  /elsewhere:
    get:
      operationId: elsewhere
      x-ms-pageable: {nextLinkName: more, itemName: names, operationName: fragment}
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /by-link:
    get:
      operationId: byLink
      x-ms-pageable: {nextLinkName: more, itemName: names, operationName: atLink}
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /fragment/{nextLink}:
    get:
      operationId: fragment
      parameters: [{name: nextLink, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /{nextLink}:
    get:
      operationId: atLink
      parameters: [{name: nextLink, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /partial/{who}:
    parameters: &partial
      - {name: who, in: path, required: true, schema: {type: string}}
      - {name: v, in: query, required: true, schema: {type: string}}
    get:
      operationId: partial
      x-ms-pageable: {nextLinkName: more, itemName: names, operationName: morePartial}
      parameters: [{name: X-Why, in: header, schema: {type: string}}]
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /partial/{who}/{nextLink}:
    parameters: *partial
    get:
      operationId: morePartial
      x-ms-pageable: {nextLinkName: more, itemName: names, operationName: morePartial}
      parameters: [{name: nextLink, in: path, required: true, allowReserved: true, schema: {type: string}}]
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /asked:
    get:
      operationId: asked
      x-ms-pageable: {nextLinkName: more, itemName: names, operationName: moreAsked}
      parameters:
        - {name: needed, in: query, required: true, schema: {type: integer}}
        - &always {name: always, in: query, required: true, schema: {type: boolean, enum: [true]}}
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /asked-more:
    get:
      operationId: moreAsked
      parameters: [*always]
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /two:
    get:
      operationId: two
      parameters:
        - {name: a, in: query, required: true, schema: {type: string}}
        - {name: b, in: query, required: true, schema: {type: string}}
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /counted:
    get:
      operationId: counted
      parameters: [{name: nextLink, in: query, required: true, schema: {type: integer}}]
      responses: {"200": {description: Names., content: {application/json: {schema: *page}}}}
  /xml:
    get:
      operationId: xml
      x-ms-pageable: {nextLinkName: More.Url, itemName: Names.Name}
      responses: {"200": {description: Names., content: {application/xml: {
        schema: {$ref: "#/components/schemas/Xml"}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas: {Page: {type: object, properties: {
    names: {type: array, items: {type: string}}, next: {type: object}, more: {type: [string, "null"]}}},
    Xml: {type: object, xml: {name: Found}, properties: {
      Names: {type: object, properties: {Name: {type: array, items: {type: string}}}},
      More: {type: object, properties: {Url: {type: string, xml: {attribute: true}}}}}}}
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "lists.yaml").write_text(LISTS)
    with imported(generate_into(folder / "lists.yaml", "lists", folder / "made"), "lists") as module:
        yield module


class Lists:
    """Goes through the pages of an operation, sync or async."""

    def __init__(self, module: Any, *, is_async: bool) -> None:
        self.module, self.is_async = module, is_async
        self.requests: list[httpx.Request] = []

    def __call__(self, operation: str, *answers: httpx.Response, arguments: tuple[Any, ...] = (), **named: Any) -> Any:
        left = iter(answers)

        def handle(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            return next(left)

        make: Callable[..., Any] = getattr(self.module, f"{'Async' * self.is_async}ListsClient")
        client = make(self.module.KeyCredential("k"), transport=httpx.MockTransport(handle))
        pager = getattr(client, operation)(*arguments, **named)
        if not self.is_async:
            return list(pager)

        async def items() -> list[Any]:
            return [item async for item in pager]

        return asyncio.run(items())

    @property
    def sent(self) -> list[str]:
        return [f"{item.method} {item.url.raw_path.decode()}" for item in self.requests]


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: pytest.FixtureRequest, lists: ModuleType) -> Lists:
    return Lists(lists, is_async=request.param)


def page(*names: str, **rest: Any) -> httpx.Response:
    return httpx.Response(200, json={"names": names, **rest})


def test_a_link_in_the_answer(call: Lists) -> None:
    answers = (page("a", next={"url": "https://lists.test/v1/pageable?skip=1&sig=x%2Fy"}), page("b", next={"url": ""}))

    assert call("pageable", *answers, top=1, x_why="it") == ["a", "b"]
    assert call.sent == ["GET /v1/pageable?top=1", "GET /v1/pageable?skip=1&sig=x%2Fy"]
    assert [(item.headers["X-Why"], item.headers["X-Key"], item.headers["Accept"]) for item in call.requests] == [
        ("it", "k", "application/json")
    ] * 2


def test_a_link_is_followed_in_the_version_of_the_api_that_was_asked_for(call: Lists) -> None:
    pages = [page("a", more="?skip=%2B1"), page("b", more="?Api%2DVersion=1&t=1/2#x"), page("c", more="/v1/versioned")]

    assert call("versioned", *pages, page("d"), api_version="3 b") == ["a", "b", "c", "d"]
    rest = ("?", "?skip=%2B1&", "?t=1/2&", "?")
    assert call.sent == [f"GET /v1/versioned{before}api-version=3%20b" for before in rest]


@pytest.mark.parametrize("link", ["?skip=1", "/v1/pageable?skip=1", "//lists.test/v1/pageable?skip=1"])
def test_a_relative_link(link: str, call: Lists) -> None:
    assert call("pageable", page("a", next={"url": link}), page("b")) == ["a", "b"]
    assert call.sent[1] == "GET /v1/pageable?skip=1"


@pytest.mark.parametrize(
    "link", ["https://evil.test/v1", "http://lists.test/v1", "https://lists.test:444/", "//evil.test"]
)
def test_a_link_to_another_origin_is_not_followed(link: str, call: Lists) -> None:
    with pytest.raises(call.module.ServiceError, match="another origin"):
        call("pageable", page("a", next={"url": link}))

    assert len(call.requests) == 1


def test_a_link_that_leads_back_ends_the_list_with_an_error(call: Lists) -> None:
    with pytest.raises(call.module.ServiceError, match="no end"):
        call("pageable", page("a", next={"url": "?skip=1"}), page("b", next={"url": "?skip=1"}))


def test_items_and_a_link_within_other_objects(call: Lists) -> None:
    answers = (
        httpx.Response(200, json={"found": {"names": ["a"]}, "next": {"url": "?skip=1"}}),
        httpx.Response(200, json={"next": {"url": "?skip=2"}}),
        httpx.Response(200, json={"found": {"names": ["b"]}}),
    )

    assert call("nested", *answers) == ["a", "b"]
    assert call.sent[1:] == ["GET /v1/nested?skip=1", "GET /v1/nested?skip=2"]


def test_a_dot_may_be_one_of_the_name(call: Lists) -> None:
    answers = (
        httpx.Response(200, json={"the.names": ["a"], "@odata.nextLink": "?skip=1"}),
        httpx.Response(200, json={"the.names": ["b"]}),
    )

    assert call("dotted", *answers) == ["a", "b"]


def test_another_operation_gives_the_pages_after_the_first(call: Lists) -> None:
    answers = (page("a", more="b?c"), page("b", more="d"), page("c"))

    assert call("elsewhere", *answers) == ["a", "b", "c"]
    assert call.sent == ["GET /v1/elsewhere", "GET /v1/fragment/b%3Fc", "GET /v1/fragment/d"]


def test_another_operation_that_has_the_link_as_it_is_in_its_path(call: Lists) -> None:
    answers = (page("a", more="next?page=2#x"), page("b", more="/next/x%2Fy?page=3&v=2"), page("c"))

    assert call("partial", *answers, arguments=("me",), v="1", x_why="it") == ["a", "b", "c"]
    assert call.sent == [
        "GET /v1/partial/me?v=1",
        "GET /v1/partial/me/next?page=2&v=1",
        "GET /v1/partial/me/next/x%2Fy?page=3&v=2",
    ]
    assert [item.headers.get("X-Why") for item in call.requests] == ["it", None, None]


def test_a_list_that_gives_its_own_further_pages(call: Lists) -> None:
    answers = (page("b", more="next?page=3"), page("c"))

    assert call("more_partial", *answers, arguments=("me", "next"), v="1") == ["b", "c"]
    assert call.sent == ["GET /v1/partial/me/next?v=1", "GET /v1/partial/me/next?page=3&v=1"]


def test_another_operation_that_is_sent_to_the_link_with_what_it_has_in_its_query(call: Lists) -> None:
    answers = (page("a", more="/v1/x?page=2"), page("b", more="https://lists.test/v1/x?page=3&always=true"), page("c"))

    assert call("asked", *answers, needed=1, always=True) == ["a", "b", "c"]
    assert call.sent == [
        "GET /v1/asked?needed=1&always=true",
        "GET /v1/x?page=2&always=true",
        "GET /v1/x?page=3&always=true",
    ]


def test_the_link_for_another_operation_does_not_lead_to_another_origin(call: Lists) -> None:
    with pytest.raises(call.module.ServiceError, match="another origin"):
        call("asked", page("a", more="https://evil.test/v1"), needed=1, always=True)

    assert len(call.requests) == 1


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nobody", "no operation `nobody` of this client gives the pages after the first"),
        ("two", "nothing says what `two`, which gives the pages after the first, gets for `b`"),
        ("counted", "`nextLink` of `counted` cannot hold a link"),
        ("single", "`single`, which gives the pages after the first, wants a body or answers with something else"),
    ],
)
def test_another_operation_that_cannot_be_asked(named: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "lists.yaml").write_text(LISTS.replace("operationName: fragment", f"operationName: {named}"))

    warned = generate_description(tmp_path / "lists.yaml", "lists", lambda _: None).warnings
    assert [item.message for item in warned if "elsewhere" in item.message] == [
        f"operation `elsewhere` comes in pages, but {said}, so no page after it is fetched"
    ]


def test_an_operation_that_is_sent_to_the_link_itself(call: Lists) -> None:
    assert call("by_link", page("a", more="https://lists.test/v1/x?y=1"), page("b")) == ["a", "b"]
    assert call.sent[1] == "GET /v1/x?y=1"


def test_pages_in_xml(call: Lists) -> None:
    texts = (
        '<Found><Names><Name>a</Name><Name>b</Name></Names><More Url="/v1/xml?page=2&amp;x=y"/></Found>',
        '<Found><More Url="?page=3"/></Found>',
        "<Found><Names><Name>c</Name></Names></Found>",
    )
    answers = (httpx.Response(200, text=text, headers={"Content-Type": "application/xml"}) for text in texts)

    assert call("xml", *answers) == ["a", "b", "c"]
    assert call.sent == ["GET /v1/xml", "GET /v1/xml?page=2&x=y", "GET /v1/xml?page=3"]


def test_a_list_of_one_page(call: Lists) -> None:
    assert call("single", httpx.Response(200, json={"value": ["a"], "nextLink": "https://lists.test/x"})) == ["a"]


def test_the_next_page_of_what_was_posted_is_got(call: Lists) -> None:
    assert call("posted", page("a", more="/v1/more"), page("b"), arguments=("text",)) == ["a", "b"]
    assert call.sent == ["POST /v1/posted", "GET /v1/more"]
    assert call.requests[1].content == b""


def test_a_link_of_the_description_puts_a_token_into_a_parameter(call: Lists) -> None:
    answers = (page("a", next={"cur/sor": 7}), page("b", next={"cur/sor": None}))

    assert call("linked", *answers, cursor=3) == ["a", "b"]
    assert call.sent == ["GET /v1/linked?cursor=3", "GET /v1/linked?cursor=7"]


def test_a_header(call: Lists) -> None:
    link = '<https://lists.test/v1/header?page=1>; rel="prev", <https://lists.test/v1/header?page=3>; rel="next"'
    answers = (httpx.Response(200, json=["a"], headers={"Link": link}), httpx.Response(200, json=["b"]))

    assert call("header", *answers) == ["a", "b"]
    assert call.sent == ["GET /v1/header", "GET /v1/header?page=3"]


def test_what_says_nothing_of_pages_or_not_enough_gives_its_answer(lists: Any) -> None:
    answers = iter([httpx.Response(200, json=["a"]), page("a")])
    client = lists.ListsClient(lists.KeyCredential("k"), transport=httpx.MockTransport(lambda _: next(answers)))

    assert client.preload().value == ["a"]
    assert client.unclear().value.names == ["a"]


def test_the_protocol_layer_has_the_page_as_it_came(lists: Any) -> None:
    transport = httpx.MockTransport(lambda _: page("a", next={"url": "/x"}))
    client = lists.ListsClient(lists.KeyCredential("k"), transport=transport)

    assert json.loads(client.pageable(context=lists.RequestContext()).content)["next"] == {"url": "/x"}


@pytest.mark.parametrize("name", ["id", "path.id"])
def test_a_link_to_another_path_leads_to_no_page(name: str, tmp_path: Path) -> None:
    link = {"operationId": "get", "parameters": {name: "$response.body#/id"}}
    operation = {"operationId": "get", "responses": {"200": {"description": "A pet.", "links": {"self": link}}}}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {"/pets/{id}": {"parameters": [parameter], "get": operation}}
    description = {"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": paths}
    (tmp_path / "pets.json").write_text(json.dumps(description))

    assert [item.paging for item in build(load(tmp_path / "pets.json")).api.operations] == [None]
