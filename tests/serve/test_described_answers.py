"""A description without behaviours answers with its examples, or with values that fit what it says."""

from __future__ import annotations

from typing import Any

import pytest

from serve.conftest import Client
from veneer.load import load_text
from veneer.serve import create_app
from veneer.serve.described_answers import described_answers

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: list
      responses:
        "200":
          description: Pets.
          headers: {X-Count: {required: true, schema: {type: integer}}, X-Else: {schema: {type: string}}}
          content:
            application/xml: {schema: {$ref: "#/components/schemas/Pet"}}
            application/json: {schema: {type: array, minItems: 2, items: {$ref: "#/components/schemas/Pet"}}}
    post:
      operationId: create
      responses: {"201": {description: It., content: {application/json: {
        schema: {$ref: "#/components/schemas/Pet"}, examples: {a: {value: {id: 7}}, b: {value: {id: 7, name: Rex}}}}}}}
    delete: {responses: {"204": {description: Gone.}}}
    put: {operationId: broken, responses: {"200": {description: No value fits., content: {application/json: {
      schema: {type: string, minLength: 9, maxLength: 1}}}}}}
  /text: {get: {responses: {2XX: {description: A text., content: {text/plain: {schema: {type: string}}}}}}}
  /file: {get: {responses: {"200": {description: A file., content: {image/png: {}}}}}}
  /lines: {get: {responses: {"200": {description: Lines., content: {application/jsonl: {
    itemSchema: {$ref: "#/components/schemas/Pet"}}}}}}}
  /events: {get: {responses: {"200": {description: Events., content: {text/event-stream: {
    itemSchema: {type: object, properties: {data: {type: string}, event: {const: tick}}}}}}}}}
  /shown: {get: {responses: {"200": {description: Events., content: {text/event-stream: {
    itemSchema: {type: object}, examples: {a: {value: [{a: 1}, {a: 2}]}}}}}}}}
  /paged: {get: {x-ms-pageable: {nextLinkName: next.url, itemName: items}, responses: {"200": {description: A page.,
    content: {application/json: {schema: {type: object, required: [next], properties: {
      items: {type: array, items: {type: string}}, next: {type: object, properties: {url: {type: string}}}}}}}}}}}
  /moved: {get: {responses: {"302": {description: Elsewhere.}}}}
components:
  schemas:
    Pet:
      type: object
      required: [id, name, secret]
      properties:
        id: {type: integer, readOnly: true, minimum: 3}
        name: {type: string, minLength: 2}
        secret: {type: string, writeOnly: true}
        kind: {enum: [cat, dog]}
        friend: {$ref: "#/components/schemas/Pet"}
"""


@pytest.fixture(scope="module")
def client() -> Client:
    document = load_text(PETS, "pets.yaml")
    return Client(create_app(document.content, described_answers(document), check_answers=True), "http://local")


def test_values_that_fit(client: Client) -> None:
    answer = client.get("/pets")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert ("x-count" in answer.headers, "x-else" in answer.headers) == (True, False)
    assert [sorted(pet) for pet in answer.json()] == [["id", "kind", "name"]] * 2
    assert all(pet["id"] >= 3 and pet["kind"] == "cat" for pet in answer.json())


def test_the_media_type_that_is_asked_for(client: Client) -> None:
    answer = client.get("/pets", headers={"Accept": "application/xml;q=1, application/json;q=0.5"})

    assert answer.headers["content-type"] == "application/xml"
    assert answer.text.startswith("<Pet><id>")


def test_an_example_that_fits(client: Client) -> None:
    answer = client.post("/pets")

    assert (answer.status_code, answer.json()) == (201, {"id": 7, "name": "Rex"})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/lines", '{"id": 1234, "name": "<name>", "kind": "cat"}\n'),
        ("/events", "data: <value>\n\n"),
        ("/shown", 'data: {"a": 1}\n\ndata: {"a": 2}\n\n'),
    ],
)
def test_lines_and_events(client: Client, path: str, text: str) -> None:
    assert client.get(path).text == text


def test_a_page_that_is_the_last(client: Client) -> None:
    assert sorted(client.get("/paged").json()) == ["items", "next"]
    assert client.get("/paged").json()["next"] == {}


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("DELETE", "/pets", 204, None),
        ("GET", "/text", 200, "text/plain"),
        ("GET", "/file", 200, "image/png"),
        ("GET", "/lines", 200, "application/jsonl"),
        ("GET", "/events", 200, "text/event-stream"),
        ("GET", "/moved", 302, None),
        ("PUT", "/pets", 501, "application/json"),
    ],
)
def test_status_and_media_type(client: Client, method: str, path: str, status: int, kind: str | None) -> None:
    answer: Any = client.request(method, path)

    assert (answer.status_code, answer.headers.get("content-type")) == (status, kind)
