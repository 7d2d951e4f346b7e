"""Swagger 2.0: a part that the upgrade moved is found where it was written, in YAML and JSON, mended or not."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
import yaml

from veneer.diagnostics import InputError
from veneer.load import SpecDocument, load_text
from veneer.load.customizations import TextFile

TEXT = """\
swagger: "2.0"
info: {title: A, version: "1"}
host: a.com
basePath: /v1
consumes: [multipart/form-data]
produces: [application/json]
paths:
  /a:
    parameters:
      - {name: token, in: formData, type: string}
      - {name: id, in: query, type: string}
    post:
      parameters:
        - name: first
          in: formData
          type: string
        - name: limit
          in: query
          type: array
          items: {type: integer}
      responses:
        200:
          description: Fine
          headers:
            X-A:
              type: integer
          schema:
            type: object
            properties:
              b: {type: string}
definitions:
  Pet:
    discriminator: kind
    properties:
      kind: {type: string}
securityDefinitions:
  auth:
    type: oauth2
    flow: accessCode
    tokenUrl: https://a.com
"""
PLACES = {
    "/openapi": ("/swagger", 1),
    "/servers/0/url": ("/host", 3),
    "/paths/~1a/parameters/0/schema/type": ("/paths/~1a/parameters/1/type", 11),
    "/paths/~1a/post/parameters/0/name": ("/paths/~1a/post/parameters/1/name", 17),
    "/paths/~1a/post/parameters/0/schema/items": ("/paths/~1a/post/parameters/1/items", 20),
    "/paths/~1a/post/requestBody/content/multipart~1form-data/schema/properties/first/type": (
        "/paths/~1a/post/parameters/0/type",
        16,
    ),
    "/paths/~1a/post/requestBody/content/multipart~1form-data/schema/properties/token/type": (
        "/paths/~1a/parameters/0/type",
        10,
    ),
    "/paths/~1a/post/responses/200/headers/X-A/schema/type": ("/paths/~1a/post/responses/200/headers/X-A/type", 26),
    "/paths/~1a/post/responses/200/content/application~1json/schema/properties/b": (
        "/paths/~1a/post/responses/200/schema/properties/b",
        30,
    ),
    "/components/schemas/Pet/discriminator/propertyName": ("/definitions/Pet/discriminator", 33),
    "/components/schemas/Pet/properties/kind": ("/definitions/Pet/properties/kind", 35),
    "/components/securitySchemes/auth/flows/authorizationCode/tokenUrl": ("/securityDefinitions/auth/tokenUrl", 40),
    "/info/title": ("/info/title", 2),
}


@pytest.mark.parametrize(("now", "expected"), PLACES.items())
def test_a_part_is_found_where_it_was_written(now: str, expected: tuple[str, int]) -> None:
    before, line = expected
    loaded = load_text(TEXT, "api.yaml")

    assert (loaded.written(now), loaded.locate(now).line) == (before, line)
    assert loaded.locate(now).file == "api.yaml"


def test_json_is_the_same() -> None:
    values = yaml.safe_load(TEXT)
    text = json.dumps(values, indent=1)
    loaded = load_text(text, "api.json")

    place = loaded.locate("/paths/~1a/post/responses/200/content/application~1json/schema/properties/b", key=True)

    assert text.split("\n")[(place.line or 0) - 1].strip().startswith('"b"')
    assert loaded.content == load_text(TEXT, "api.yaml").content


def mended(*actions: dict[str, Any]) -> SpecDocument:
    overlay = {"overlay": "1.0.0", "info": {"title": "M", "version": "1"}, "actions": list(actions)}
    return load_text(TEXT, "api.yaml", (TextFile("a.overlay.yaml", "a", json.dumps(overlay)),))


def test_it_is_mended_as_it_was_written() -> None:
    found = mended({"target": "$.definitions.Pet", "update": {"properties": {"age": {"type": "file"}}}})

    assert found.resolve("/components/schemas/Pet/properties/age") == {"type": "string", "format": "binary"}


def test_places_are_right_through_mending_and_upgrading() -> None:
    found = mended({"target": "$.paths['/a'].post.parameters[0]", "remove": True})

    assert found.locate("/paths/~1a/post/parameters/0/schema/items").line == 20
    assert found.written("/paths/~1a/post/parameters/0/schema/items") == "/paths/~1a/post/parameters/1/items"


def test_a_reference_that_leads_nowhere_is_shown_as_it_was_written() -> None:
    text = TEXT.replace("items: {type: integer}", 'items: {$ref: "#/definitions/Pett"}')
    with pytest.raises(InputError) as caught:
        load_text(text, "api.yaml")

    (found,) = caught.value.diagnostics
    assert (found.id, str(found.location)) == ("dangling-reference", "api.yaml:20:25")
    assert found.pointer == "/paths/~1a/post/parameters/1/items/$ref"
    assert found.message == "the reference `#/definitions/Pett` leads nowhere: there is no `Pett`"
    assert found.fix == "Did you mean `#/definitions/Pet`?"


MALFORMED = [None, 1, "text", [], [1], {"a": 1}, {"a": [1]}, True]
PARTS = [
    *(("host",), ("basePath",), ("schemes",), ("consumes",), ("produces",), ("paths",), ("x-ms-paths",)),
    *(("definitions",), ("parameters",), ("responses",), ("securityDefinitions",), ("x-ms-parameterized-host",)),
    *(("paths", "/a"), ("paths", "/a", "post"), ("paths", "/a", "parameters"), ("paths", "/a", "post", "parameters")),
    *(("paths", "/a", "post", "responses"), ("paths", "/a", "post", "responses", "200"), ("definitions", "Pet")),
    *(("paths", "/a", "post", "responses", "200", name) for name in ("schema", "headers", "examples")),
    *(("definitions", "Pet", name) for name in ("properties", "allOf", "enum", "discriminator", "items", "required")),
    *(("definitions", "Pet", name) for name in ("x-ms-enum", "x-ms-mutability", "x-ms-client-name", "xml", "type")),
    *(("securityDefinitions", "auth"), ("securityDefinitions", "auth", "flow"), ("paths", "/a", "$ref")),
    *(("paths", "/a", "parameters", 0), ("paths", "/a", "post", "parameters", 0, "items")),
    *(("paths", "/a", "post", "parameters", 0, name) for name in ("in", "name", "schema", "collectionFormat", "$ref")),
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: "/".join(map(str, part)))
def test_whatever_stands_in_a_place_is_no_failure_of_ours(part: tuple[Any, ...]) -> None:
    for value in MALFORMED:
        values = json.loads(json.dumps(yaml.safe_load(TEXT)))
        node = values
        for step in part[:-1]:
            node = node[step]
        node[part[-1]] = value
        with suppress(InputError):
            load_text(json.dumps(values), "api")
