"""How bodies are read and checked, by content type."""

from __future__ import annotations

from typing import Any

import pytest

from veneer.serve import Behaviours, ServiceRequest, ServiceResponse

from .conftest import Client, api, refusal, small

SCHEMA = {
    "type": "object",
    "required": ["name", "id"],
    "properties": {
        "name": {"type": "string"},
        "id": {"type": "string", "readOnly": True},
        "age": {"type": "integer", "minimum": 0},
        "owner": {"type": "object", "properties": {"mail": {"type": "string", "format": "email"}}},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "additionalProperties": False,
}


async def show(request: ServiceRequest) -> ServiceResponse:
    return ServiceResponse.json({"type": request.content_type, "value": repr(request.body)})


def client(content: dict[str, Any], required: bool = True, **settings: Any) -> Client:
    """Return a client of a service whose one operation takes ``content``."""
    operation = {
        "operationId": "add",
        "requestBody": {"$ref": "#/components/requestBodies/pet"},
        "responses": {},
    }
    bodies = {"pet": {"required": required, "content": content}}
    document = api({"/pets": {"post": operation}}, components={"requestBodies": bodies})
    return small(document, Behaviours({"add": show}), **settings)


JSON = {"application/json": {"schema": SCHEMA}}


def test_json_body() -> None:
    response = client(JSON).post(
        "/pets", content='{"name": "Tom"}', headers={"content-type": "Application/JSON; charset=utf-8"}
    )

    assert response.json() == {"type": "application/json", "value": "{'name': 'Tom'}"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "The property 'name' of the request body is required."),
        ([], "The request body must be of type object."),
        ({"name": None}, "The property 'name' of the request body must be of type string."),
        ({"name": "a", "age": -1}, "The property 'age' of the request body must be at least 0."),
        ({"name": "a", "age": True}, "The property 'age' of the request body must be of type integer."),
        ({"name": "a", "owner": {"mail": "x"}}, "The property 'owner.mail' of the request body must be a valid email."),
        ({"name": "a", "tags": ["x", 1]}, "The property 'tags[1]' of the request body must be of type string."),
        ({"name": "a", "more": 1}, "The property 'more' of the request body is not allowed."),
    ],
)
def test_refusal_names_property_and_constraint(body: object, message: str) -> None:
    assert refusal(client(JSON).post("/pets", json=body)) == (400, "BadArgument", message)


def test_refusal_can_repeat_any_name() -> None:
    response = client(JSON).post(
        "/pets", content=b'{"name": "a", "\\ud800\\u001b": 1}', headers={"content-type": "application/json"}
    )

    assert refusal(response)[2] == "The property '  ' of the request body is not allowed."


@pytest.mark.parametrize("text", ["", "{", "NaN", "\ufeff{}", "[" * 100_000, '{"a": ' + "1" * 5000 + "}", b"\xff"])
def test_what_is_not_json_is_refused(text: str | bytes) -> None:
    response = client(JSON).post("/pets", content=text, headers={"content-type": "application/json"})

    assert refusal(response)[:2] == (400, "BadArgument")
    assert len(response.content) < 300


def test_content_type_must_be_described() -> None:
    wrong = client(JSON).post("/pets", content="<a/>", headers={"content-type": "application/xml"})
    assert refusal(wrong) == (
        415,
        "UnsupportedMediaType",
        "The content type 'application/xml' is not accepted; send one of: application/json.",
    )
    assert refusal(client(JSON).post("/pets", content="{}"))[0] == 415
    assert refusal(client(JSON).post("/pets"))[0] == 400


def test_closest_content_type_wins() -> None:
    content = {"*/*": {"schema": {}}, "image/*": {"schema": {}}, **JSON}

    assert client(content).post("/pets", content=b"\xff", headers={"content-type": "image/png"}).json() == {
        "type": "image/png",
        "value": repr(b"\xff"),
    }
    assert client(content).post("/pets", content=b"\xff").json()["value"] == repr(b"\xff")
    assert refusal(client(content).post("/pets", json=1))[0] == 400


def test_optional_body() -> None:
    optional = client(JSON, required=False)

    assert optional.post("/pets").json()["value"] == "None"
    assert refusal(optional.post("/pets", json={}))[0] == 400


def test_body_that_is_not_described_is_ignored() -> None:
    document = api({"/pets": {"post": {"operationId": "add", "responses": {}}}})

    assert small(document, Behaviours({"add": show})).post("/pets", content="x").json()["value"] == "None"


def test_text_form_and_binary_bodies() -> None:
    form = {"application/x-www-form-urlencoded": {"schema": SCHEMA}}
    octets = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    binary = {"content-type": "application/octet-stream"}

    assert client(form).post("/pets", data={"name": "a b", "age": "3", "tags": ["x", "y"]}).json()["value"] == repr(
        {"name": "a b", "age": 3, "tags": ["x", "y"]}
    )
    assert refusal(client(form).post("/pets", data={"name": "a", "age": "-1"}))[2] == (
        "The field 'age' of the request body must be at least 0."
    )
    assert client(octets).post("/pets", content=b"\x00\xff", headers=binary).json()["value"] == repr(b"\x00\xff")
    assert refusal(client(octets).post("/pets", content=b"", headers=binary))[0] == 400


MULTIPART = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["image"],
            "properties": {
                "image": {"type": "string", "format": "binary", "minLength": 1},
                "count": {"type": "integer"},
                "owner": {"type": "object", "required": ["name"]},
                "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                "named": {"type": "string", "format": "binary", "x-requires-filename": True},
            },
        },
        "encoding": {"files": {"contentType": "image/png, image/jpeg"}},
    }
}
EVERY_BYTE = bytes(range(256)) * 3 + b"\r\n--"


def test_multipart_keeps_bytes_and_types_of_parts() -> None:
    response = client(MULTIPART).post(
        "/pets",
        files=[
            ("image", (None, EVERY_BYTE, "application/octet-stream")),
            ("count", (None, "5")),
            ("owner", (None, '{"name": "x"}', "application/json")),
            ("files", ("a.png", b"1", "image/png")),
            ("files", ("b.jpg", b"2", "image/jpeg")),
        ],
    )

    assert response.json()["value"] == repr(
        {"image": EVERY_BYTE, "count": 5, "owner": {"name": "x"}, "files": [b"1", b"2"]}
    )


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([("count", (None, "5"))], "The part 'image' of the request body is required."),
        ([("image", ("a", b""))], "The part 'image' of the request body must have at least 1 characters."),
        ([("image", ("a", b"1")), ("image", ("b", b"1"))], "The part 'image' must be sent once."),
        (
            [("image", ("a", b"1")), ("count", (None, "x"))],
            "The part 'count' of the request body must be of type integer.",
        ),
        (
            [("image", ("a", b"1")), ("owner", (None, "{}"))],
            "The part 'owner.name' of the request body is required.",
        ),
        (
            [("image", ("a", b"1")), ("files", ("a", b"1", "text/plain"))],
            "The part 'files' must have one of the content types: image/png, image/jpeg.",
        ),
        ([("named", (None, b"1"))], "The part 'named' must have a file name."),
        (
            [("owner", (None, "{"))],
            "The part 'owner' is not valid JSON: Expecting property name enclosed in double quotes "
            "at line 1, column 2.",
        ),
    ],
)
def test_multipart_refusals(parts: list[tuple[str, Any]], message: str) -> None:
    assert refusal(client(MULTIPART).post("/pets", files=parts)) == (400, "BadArgument", message)


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b""),
        ("multipart/form-data; boundary=b", b"no boundary at all"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="image"\r\n\r\nx'),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Type: a/b\r\n\r\nx\r\n--b--\r\n"),
        ("multipart/form-data; boundary=" + "b" * 1000, b"x"),
    ],
)
def test_broken_multipart_is_refused(content_type: str, content: bytes) -> None:
    response = client(MULTIPART).post("/pets", content=content, headers={"content-type": content_type})

    assert refusal(response)[:2] == (400, "BadArgument")


def test_body_over_the_limit_is_refused() -> None:
    limited = client({"*/*": {}}, max_body_size=10)

    assert limited.post("/pets", content=b"x" * 10).status_code == 200
    assert refusal(limited.post("/pets", content=b"x" * 11))[:2] == (413, "RequestBodyTooLarge")
    assert refusal(limited.post("/pets", content=b"x" * 1000))[:2] == (413, "RequestBodyTooLarge")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"NAME": "a"}, {"name": "a"}),
        ({"Name": "a", "OWNER": {"Mail": "a@b.c"}}, {"name": "a", "owner": {"mail": "a@b.c"}}),
        ({"name": "a", "Name": "b"}, {"name": "a", "Name": "b"}),
        ({"name": "a", "other": {"NAME": 1}}, {"name": "a", "other": {"NAME": 1}}),
        ({"name": "a", "friends": [{"NAME": "b"}]}, {"name": "a", "friends": [{"name": "b"}]}),
        ([], None),
    ],
)
def test_names_in_another_case_are_taken_when_the_service_does(sent: object, read: object) -> None:
    friend = {"type": "object", "properties": {"name": {"type": "string"}, "friends": {"items": {"$ref": "#/x"}}}}
    schema = {"anyOf": [{**SCHEMA, "additionalProperties": True}, {"type": "string"}], "allOf": [friend]}
    operation = {
        "operationId": "add",
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {},
    }
    document = api({"/pets": {"post": operation}}, x=friend)
    response = small(document, Behaviours({"add": show}, ignores_case=True)).post("/pets", json=sent)

    assert response.status_code == (400 if read is None else 200)
    assert read is None or response.json()["value"] == repr(read)


def test_body_that_is_nested_too_deep_is_refused_in_any_case() -> None:
    schema = {"$ref": "#/x"}
    operation = {
        "operationId": "add",
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {},
    }
    document = api({"/pets": {"post": operation}}, x={"type": "object", "properties": {"a": {"$ref": "#/x"}}})
    body = '{"A":' * 900 + "{}" + "}" * 900
    service = small(document, Behaviours({"add": show}, ignores_case=True))

    assert refusal(service.post("/pets", content=body, headers={"content-type": "application/json"}))[0] == 400
