"""A client with ``validate=True``: nothing is sent, and nothing returned, that breaks a limit of the description."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from types import ModuleType
from typing import Any

import httpx
import pytest

from functional.clients import generate_into, imported

DESCRIPTION = """
openapi: 3.2.0
info: {title: Limits, version: "1"}
servers: [{url: https://example.test}]
paths:
  /pets:
    get:
      operationId: list_pets
      parameters:
      - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
      - {name: tags, in: query, schema: {type: array, maxItems: 2, items: {type: string, minLength: 2}}}
      - {name: since, in: query, schema: {type: string, format: date}}
      responses:
        "200":
          description: Pets.
          content: {application/json: {schema: {type: array, maxItems: 2, items: {$ref: "#/components/schemas/Pet"}}}}
    post:
      operationId: create_pet
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {"204": {description: Done.}}
  /pets/{id}:
    delete:
      operationId: delete_pet
      parameters: [{name: id, in: path, required: true, schema: {type: string, pattern: "^[a-z]+$"}}]
      responses: {"204": {description: Done.}}
  /upload:
    post:
      operationId: upload
      requestBody:
        required: true
        content: {multipart/form-data: {schema: {$ref: "#/components/schemas/Upload"}}}
      responses: {"204": {description: Done.}}
  /form:
    post:
      operationId: fill_in
      requestBody:
        required: true
        content: {application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Form"}}}
      responses: {"204": {description: Done.}}
  /xml:
    get:
      operationId: read_xml
      responses:
        "200": {description: A pet., content: {application/xml: {schema: {$ref: "#/components/schemas/Pet"}}}}
    post:
      operationId: send_xml
      requestBody: {required: true, content: {application/xml: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses: {"204": {description: Done.}}
  /lines:
    get:
      operationId: read_lines
      responses:
        "200": {description: Pets., content: {application/x-ndjson: {itemSchema: {$ref: "#/components/schemas/Pet"}}}}
    post:
      operationId: send_lines
      requestBody: {required: true, content: {application/x-ndjson: {itemSchema: {$ref: "#/components/schemas/Pet"}}}}
      responses: {"204": {description: Done.}}
  /tree:
    post:
      operationId: send_tree
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}
      responses: {"204": {description: Done.}}
  /events:
    get:
      operationId: read_events
      responses:
        "200":
          description: Pets.
          content: {text/event-stream: {itemSchema: {properties: {data: {$ref: "#/components/schemas/Pet"}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1, maxLength: 5}
        home: {$ref: "#/components/schemas/Home"}
        friends: {type: array, uniqueItems: true, items: {$ref: "#/components/schemas/Pet"}}
        shape: {anyOf: [{type: string, maxLength: 3}, {type: integer, maximum: 9}]}
        notes: {type: object, minProperties: 1, additionalProperties: {$ref: "#/components/schemas/Home"}}
    Home:
      oneOf: [{$ref: "#/components/schemas/House"}, {$ref: "#/components/schemas/Flat"}]
      discriminator: {propertyName: kind}
    Tree: {type: array, items: {anyOf: [{$ref: "#/components/schemas/Tree"}, {type: integer, minimum: 1}]}}
    House:
      type: object
      required: [kind, rooms]
      properties: {kind: {const: House}, rooms: {type: integer, minimum: 1}}
    Flat:
      type: object
      required: [kind, floor]
      properties: {kind: {const: Flat}, floor: {type: integer, maximum: 99}}
    Form: {type: object, required: [count], properties: {count: {type: integer, minimum: 2}}}
    Upload:
      type: object
      required: [file, name]
      properties:
        file: {type: string, format: binary}
        name: {type: string, minLength: 2}
        size: {type: integer, maximum: 5}
"""
PACKAGE = "limits"


@pytest.fixture(scope="module")
def limits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("limits")
    description = folder / "limits.yaml"
    description.write_text(DESCRIPTION)
    with imported(generate_into(description, PACKAGE, folder / "made"), PACKAGE) as module:
        yield module


class Validating:
    """Calls a client, sync or async, that validates, over a transport that counts."""

    def __init__(self, module: ModuleType, is_async: bool) -> None:
        self.module, self.is_async, self.sent = module, is_async, 0
        self.answer: Any = []

    def __call__(self, method: str, *arguments: Any, validate: bool = True, **named: Any) -> Any:
        def handle(request: httpx.Request) -> httpx.Response:
            self.sent += 1
            if request.method != "GET":
                return httpx.Response(204)
            if isinstance(self.answer, tuple):
                media, text = self.answer
                return httpx.Response(200, text=text, headers={"Content-Type": media})
            return httpx.Response(200, json=self.answer)

        make = self.module.AsyncLimitsClient if self.is_async else self.module.LimitsClient
        call = getattr(make(transport=httpx.MockTransport(handle), validate=validate), method)
        if not self.is_async:
            return call(*arguments, **named)

        async def run() -> Any:
            return await call(*arguments, **named)

        return asyncio.run(run())


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: pytest.FixtureRequest, limits: ModuleType) -> Validating:
    return Validating(limits, request.param)


REFUSED: dict[str, tuple[Callable[[Any], tuple[str, tuple[Any, ...], dict[str, Any]]], str]] = {
    "argument": (lambda m: ("list_pets", (), {"limit": 101}), "limit: must be at most 100"),
    "list": (lambda m: ("list_pets", (), {"tags": ["aa", "b"]}), "tags[1]: must have at least 2 characters"),
    "length of a list": (lambda m: ("list_pets", (), {"tags": ["aa"] * 3}), "tags: must have at most 2 items"),
    "path": (lambda m: ("delete_pet", ("A",), {}), "id: must match the pattern ^[a-z]+$"),
    "raw path": (
        lambda m: ("delete_pet", ("A",), {"context": m.RequestContext()}),
        "id: must match the pattern ^[a-z]+$",
    ),
    "model": (lambda m: ("create_pet", (m.models.Pet("too long"),), {}), "$.name: must have at most 5 characters"),
    "raw": (
        lambda m: ("create_pet", (m.RequestContent.json({"name": ""}),), {}),
        "$.name: must have at least 1 character",
    ),
    "compressed": (
        lambda m: ("create_pet", (m.RequestContent.json({"name": ""}).gzip(),), {}),
        "$.name: must have at least 1 character",
    ),
    "inside": (
        lambda m: (
            "create_pet",
            (m.models.Pet("a", friends=[m.models.Pet("b"), m.models.Pet("c", home=m.models.House(rooms=0))]),),
            {},
        ),
        "$.friends[1].home.rooms: must be at least 1",
    ),
    "twice": (
        lambda m: ("create_pet", (m.models.Pet("a", friends=[m.models.Pet("b"), m.models.Pet("b")]),), {}),
        "$.friends: must not have the same item twice",
    ),
    "option by type": (lambda m: ("create_pet", (m.models.Pet("a", shape=10),), {}), "$.shape: must be at most 9"),
    "map": (
        lambda m: ("create_pet", (m.models.Pet("a", notes={"x y": m.models.Flat(floor=100)}),), {}),
        '$.notes["x y"].floor: must be at most 99',
    ),
    "multipart": (
        lambda m: ("upload", (m.models.Upload(b"data", "n", size=3),), {}),
        "$.name: must have at least 2 characters",
    ),
    "number in a multipart": (
        lambda m: ("upload", (m.models.Upload(b"data", "nn", size=6),), {}),
        "$.size: must be at most 5",
    ),
    "raw multipart": (
        lambda m: ("upload", (m.RequestContent.multipart({"file": b"", "name": "n"}),), {}),
        "$.name: must have at least 2 characters",
    ),
    "recursive": (lambda m: ("send_tree", ([1, [2, [0]]],), {}), "$[1][1][0]: must be at least 1"),
    "lines": (
        lambda m: ("send_lines", ([m.models.Pet("a"), m.models.Pet("too long")],), {}),
        "$[1].name: must have at most 5 characters",
    ),
    "xml": (lambda m: ("send_xml", (m.models.Pet("too long"),), {}), "$.name: must have at most 5 characters"),
    "form": (lambda m: ("fill_in", (m.models.Form(1),), {}), "$.count: must be at least 2"),
    "raw form": (lambda m: ("fill_in", (m.RequestContent.form({"count": 1}),), {}), "$.count: must be at least 2"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_sends_nothing_that_breaks_a_limit(what: str, call: Validating) -> None:
    made, message = REFUSED[what]
    method, arguments, named = made(call.module)
    with pytest.raises(call.module.EncodeError) as caught:
        call(method, *arguments, **named)

    assert str(caught.value) == message
    assert call.sent == 0
    call(method, *arguments, validate=False, **named)
    assert call.sent == 1


@pytest.mark.parametrize("again", [False, True])
def test_lines_are_checked_one_by_one_while_they_are_sent(again: bool, call: Validating) -> None:
    pets = call.module.models
    names = ["a", "too long", "c"]
    asked: list[str] = []

    class Again:
        def __iter__(self) -> Iterator[Any]:
            return made()

    def made() -> Iterator[Any]:
        for name in names:
            asked.append(name)
            yield pets.Pet(name)

    async def later() -> AsyncIterator[Any]:
        for pet in made():
            yield pet

    def source() -> Any:
        return later() if call.is_async else Again() if again else made()

    with pytest.raises(call.module.EncodeError) as caught:
        call("send_lines", source())
    assert str(caught.value) == "$[1].name: must have at most 5 characters"
    assert asked == ["a", "too long"]
    call("send_lines", source(), validate=False)
    names.remove("too long")
    call("send_lines", source())


def test_it_sends_what_is_within_the_limits(call: Validating) -> None:
    m = call.module
    call("list_pets", limit=100, tags=["aa", "bb"])
    call("list_pets")
    call("create_pet", m.models.Pet("abcde", home=m.models.House(rooms=1), shape="abc"))
    call("upload", m.models.Upload(b"data", "nn", size=5))
    call("fill_in", m.models.Form(2))
    call("create_pet", m.RequestContent.bytes(b"{]", "application/json"))  # no JSON: whoever gets it says so
    assert call.sent == 6


@pytest.mark.parametrize("raw", [False, True])
def test_an_answer_that_breaks_a_limit_is_an_error(raw: bool, call: Validating) -> None:
    call.answer = [{"name": "a"}, {"name": "b", "home": {"kind": "Flat", "floor": 100}}]
    named = {"context": call.module.RequestContext()} if raw else {}
    with pytest.raises(call.module.DecodeError) as caught:
        call("list_pets", **named)

    assert str(caught.value) == "$[1].home.floor: must be at most 99"
    assert caught.value.response.json() == call.answer
    call("list_pets", validate=False, **named)


def test_an_answer_within_the_limits_is_returned(call: Validating) -> None:
    call.answer = [{"name": "a", "home": {"kind": "Flat", "floor": 99}}, {"name": "b", "shape": 9, "unknown": []}]
    assert [pet.name for pet in call("list_pets").value] == ["a", "b"]


def test_xml_that_breaks_a_limit_is_an_error(call: Validating) -> None:
    call.answer = "application/xml", "<Pet><name>a</name><friends><name>too long</name></friends></Pet>"
    with pytest.raises(call.module.DecodeError) as caught:
        call("read_xml")
    assert str(caught.value) == "$.friends[0].name: must have at most 5 characters"
    assert caught.value.response.text == call.answer[1]
    assert call("read_xml", validate=False).value.name == "a"


@pytest.mark.parametrize(
    ("method", "answer", "path"),
    [
        ("read_lines", ("application/x-ndjson", '{"name": "a"}\n{"name": "too long"}\n'), "$[1].name"),
        (
            "read_events",
            ("text/event-stream", 'data: {"name": "a"}\n\ndata: {"name": "too long"}\n\n'),
            "$[1].data.name",
        ),
    ],
)
def test_an_item_that_breaks_a_limit_is_an_error(
    method: str, answer: tuple[str, str], path: str, limits: ModuleType
) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=iter([answer[1].encode()]), headers={"Content-Type": answer[0]})

    def names(validate: bool) -> list[str]:
        client = limits.LimitsClient(transport=httpx.MockTransport(handle), validate=validate)
        with getattr(client, method)() as stream:
            read.extend(getattr(item, "data", item).name for item in stream)
        return read

    read: list[str] = []
    with pytest.raises(limits.DecodeError) as caught:
        names(validate=True)
    assert str(caught.value) == f"{path}: must have at most 5 characters"
    assert read == ["a"]  # what came before it is read
    assert names(validate=False)[1:] == ["a", "too long"]


def test_a_broken_limit_shows_no_value(call: Validating) -> None:
    with pytest.raises(ValueError, match="name") as caught:
        call("create_pet", call.module.models.Pet("my secret"))
    assert "secret" not in f"{caught.value!r} {caught.value}"
