"""How parameters are read, typed and checked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from veneer.serve import Behaviours, ServiceRequest, ServiceResponse

from .conftest import Client, api, refusal, small


async def show(request: ServiceRequest) -> ServiceResponse:
    values = {**request.path, **request.query, **request.header, **request.cookie}
    return ServiceResponse.json(values)


def client(**parameter: Any) -> Client:
    """Return a client of a service with one optional query parameter ``p``, as ``parameter`` says."""
    described = {"name": "p", "in": "query", "schema": {"type": "string"}, **parameter}
    path = "/pets/{p}" if described["in"] == "path" else "/pets"
    operation = {"operationId": "list", "parameters": [{"$ref": "#/components/parameters/p"}], "responses": {}}
    document = api({path: {"get": operation}}, components={"parameters": {"p": described}})
    return small(document, Behaviours({"list": show}))


def test_texts_become_values() -> None:
    numbers = {"type": "array", "items": {"type": "integer"}}
    fields = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "boolean"}}}
    cases: list[tuple[dict[str, Any], str, object]] = [
        ({"schema": {"type": "integer"}}, "?p=-5", -5),
        ({"schema": {"type": "number"}}, "?p=1.5e3", 1500.0),
        ({"schema": {"type": "boolean"}}, "?p=true", True),
        ({"schema": {"type": ["integer", "null"]}}, "?p=null", None),
        ({"schema": {"type": ["integer", "string"]}}, "?p=5", "5"),
        ({}, "?p=a%20b%2Bc+d", "a b+c d"),
        ({"schema": numbers}, "?p=1&p=2", [1, 2]),
        ({"schema": numbers, "explode": False}, "?p=1,2%2C3", [1, 2, 3]),
        ({"schema": numbers, "explode": False}, "?p=", []),
        ({"schema": numbers, "style": "pipeDelimited", "explode": False}, "?p=1|2", [1, 2]),
        ({"schema": fields, "style": "deepObject"}, "?p[a]=1&p[b]=true", {"a": 1, "b": True}),
        ({"schema": fields}, "?a=1&b=false", {"a": 1, "b": False}),
        ({"schema": {"type": "object", "properties": {"a": numbers}}}, "?a=1&a=2", {"a": [1, 2]}),
        ({"schema": fields, "explode": False}, "?p=a,1,b,true", {"a": 1, "b": True}),
        ({"schema": None, "content": {"application/json": {"schema": numbers}}}, "?p=[1]", [1]),
        ({"schema": None, "x-querystring": True, "content": {"application/json": {"schema": numbers}}}, "?[1]", [1]),
        ({"schema": None, "x-querystring": True, "content": {"text/plain": {}}}, "?%5B1]", "[1]"),
    ]
    for parameter, query, expected in cases:
        response = client(**{key: value for key, value in parameter.items() if value is not None}).get(f"/pets{query}")
        assert response.json() == {"p": expected}, query


@pytest.mark.parametrize("text", ["07:08:09", "07:08:09Z", "23:59:60.5%2B01:30"])
def test_a_time_of_day_may_have_a_fraction_and_an_offset(text: str) -> None:
    assert client(schema={"type": "string", "format": "time"}).get(f"/pets?p={text}").status_code == 200


def test_places_besides_the_query() -> None:
    numbers = {"type": "array", "items": {"type": "integer"}}

    assert client(**{"in": "path", "schema": numbers}).get("/pets/1,2").json() == {"p": [1, 2]}
    assert client(**{"in": "path", "style": "label", "schema": {"type": "integer"}}).get("/pets/.5").json() == {"p": 5}
    assert client(**{"in": "header", "schema": numbers}).get("/pets", headers={"P": "1, 2"}).json() == {"p": [1, 2]}
    assert client(**{"in": "cookie"}).get("/pets", headers={"cookie": "p=x"}).json() == {"p": "x"}


def test_default_is_filled_in_also_beside_a_reference() -> None:
    assert client(schema={"type": "integer", "default": 7}).get("/pets").json() == {"p": 7}
    assert client(schema={"$ref": "#/components/parameters/p/x", "default": 0}, x={"type": "integer"}).get(
        "/pets"
    ).json() == {"p": 0}
    assert client().get("/pets").json() == {}


@pytest.mark.parametrize(
    ("schema", "query", "constraint"),
    [
        ({"type": "integer"}, "?p=abc", "must be of type integer"),
        ({"type": "integer"}, "?p=", "must be of type integer"),
        ({"type": "boolean"}, "?p=True", "must be of type boolean"),
        ({"type": "integer", "maximum": 5}, "?p=6", "must be at most 5"),
        ({"type": "integer", "format": "int32"}, "?p=2147483648", "must be a valid int32"),
        ({"type": "string", "enum": ["a", "b"]}, "?p=c", "must be one of: a, b"),
        ({"type": "string", "maxLength": 2}, "?p=abc", "must have at most 2 characters"),
        ({"type": "string", "pattern": "^[a-z]+$"}, "?p=A", "must match the pattern ^[a-z]+$"),
        ({"type": "string", "format": "uuid"}, "?p=1", "must be a valid uuid"),
        ({"type": "string", "format": "date-time"}, "?p=2024-05-06", "must be a valid date-time"),
        ({"type": "string", "format": "time"}, "?p=7:08:09", "must be a valid time"),
        ({"type": "string", "format": "time"}, "?p=24:00:00Z", "must be a valid time"),
        ({"type": "string", "format": "duration"}, "?p=1h", "must be a valid duration"),
        ({"type": "string", "format": "uri"}, "?p=no%20address", "must be a valid uri"),
        ({"type": "string"}, "?p=1&p=2", "must be sent once"),
        ({"type": "array", "items": {"type": "integer"}}, "?p=1&p=x", "(at '[1]') must be of type integer"),
    ],
)
def test_refusal_names_parameter_and_constraint(schema: dict[str, Any], query: str, constraint: str) -> None:
    assert refusal(client(schema=schema).get(f"/pets{query}")) == (
        400,
        "BadArgument",
        f"The query parameter 'p' {constraint}.",
    )


def test_required_parameter() -> None:
    assert refusal(client(required=True).get("/pets"))[2] == "The query parameter 'p' is required."


def test_open_enum_takes_unknown_values() -> None:
    schema = {"type": "string", "enum": ["a"], "x-extensible-enum": True}

    assert client(schema=schema).get("/pets?p=b").json() == {"p": "b"}


def test_pattern_that_python_cannot_read_checks_nothing() -> None:
    assert client(schema={"type": "string", "pattern": r"^\p{L}+$"}).get("/pets?p=1").json() == {"p": "1"}


def test_json_parameter_must_be_json() -> None:
    described = client(schema={}, content={"application/json": {"schema": {}}})

    assert refusal(described.get("/pets?p={"))[2] == "The query parameter 'p' must be JSON."
    assert described.get("/pets", params={"p": json.dumps({"a": 1})}).json() == {"p": {"a": 1}}
