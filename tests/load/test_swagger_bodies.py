"""Swagger 2.0: body and formData parameters become request bodies."""

from __future__ import annotations

from typing import Any

import pytest

from load.swagger_documents import FORM, JSON, MULTIPART, OK, body, document, warned

PET = {"type": "object", "properties": {"name": {"type": "string"}}}
BODY: dict[str, Any] = {"name": "pet", "in": "body", "required": True, "schema": PET}
FILE = {"name": "file", "in": "formData", "type": "file", "required": True}
TEXT = {"name": "text", "in": "formData", "type": "string", "description": "D"}


def test_a_body() -> None:
    assert body({**BODY, "description": "D", "x-a": 1}) == {
        "description": "D",
        "x-a": 1,
        "required": True,
        "content": {JSON: {"schema": PET}},
    }


@pytest.mark.parametrize(
    ("own", "general", "expected"),
    [
        (None, None, [JSON]),
        (None, ["application/xml"], ["application/xml"]),
        (["text/json"], ["application/xml"], ["text/json"]),
        ([], ["application/xml"], [JSON]),
        (["image/png", JSON], None, ["image/png", JSON]),
    ],
)
def test_media_types_of_a_body(own: list[str] | None, general: list[str] | None, expected: list[str]) -> None:
    consumes = {} if own is None else {"consumes": own}
    paths = {"/a": {"put": {"parameters": [BODY], "responses": OK, **consumes}}}
    loaded = document(paths=paths, **({} if general is None else {"consumes": general}))

    assert list(loaded.resolve("/paths/~1a/put/requestBody/content")) == expected


def test_media_types_share_a_class() -> None:
    assert body(BODY, consumes=[JSON, "text/json"])["content"] == {
        JSON: {"schema": PET},
        "text/json": {"schema": {"$ref": "#/paths/~1a/post/requestBody/content/application~1json/schema"}},
    }
    named = {**BODY, "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}}
    contents = body(named, consumes=[JSON, "text/json"], definitions={"Pet": PET})["content"]
    assert contents[JSON] == contents["text/json"]
    assert contents[JSON] is not contents["text/json"]


@pytest.mark.parametrize("kind", [{"type": "file"}, {"type": "object", "format": "file"}])
def test_a_file_as_the_body(kind: dict[str, str]) -> None:
    binary = {"schema": {"type": "string", "format": "binary"}}

    assert body({**BODY, "schema": kind}, consumes=["image/png", JSON])["content"] == {"image/png": binary}
    assert body({**BODY, "schema": kind})["content"] == {"*/*": binary}
    assert body({**BODY, "schema": kind}, consumes=[JSON])["content"] == {JSON: binary}


def test_a_form() -> None:
    found = body(TEXT, {"name": "n", "in": "formData", "type": "integer", "required": True, "x-ms-client-name": "m"})

    assert found == {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string", "description": "D"},
                        "n": {"type": "integer", "x-ms-client-name": "m"},
                    },
                    "required": ["n"],
                }
            }
        },
    }


@pytest.mark.parametrize(
    ("consumes", "nodes", "expected"),
    [
        ([], [TEXT], [FORM]),
        ([JSON], [TEXT], [FORM]),
        ([JSON], [TEXT, FILE], [MULTIPART]),
        ([FORM, MULTIPART], [TEXT], [FORM, MULTIPART]),
        ([FORM, MULTIPART], [TEXT, FILE], [MULTIPART]),
        ([MULTIPART], [TEXT], [MULTIPART]),
    ],
)
def test_media_types_of_a_form(consumes: list[str], nodes: list[dict[str, Any]], expected: list[str]) -> None:
    assert list(body(*nodes, consumes=consumes)["content"]) == expected


def test_files_of_a_form() -> None:
    files = {"name": "files", "in": "formData", "type": "array", "items": {"type": "file"}, "collectionFormat": "multi"}
    properties = body(FILE, files)["content"][MULTIPART]["schema"]["properties"]

    assert properties["file"] == {"type": "string", "format": "binary"}
    assert properties["files"] == {"type": "array", "items": {"type": "string", "format": "binary"}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, {"style": "form", "explode": False}),
        ("multi", {"style": "form", "explode": True}),
        ("pipes", {"style": "pipeDelimited", "explode": False}),
    ],
)
def test_lists_in_a_form(given: str | None, expected: dict[str, Any]) -> None:
    node = {"name": "p", "in": "formData", "type": "array", "items": {"type": "string"}}

    found = body({**node, **({"collectionFormat": given} if given else {})})

    assert found["content"][FORM]["encoding"] == {"p": expected}


def test_a_body_that_operations_share_has_one_schema() -> None:
    shared = {"Pet": BODY, "File": FILE}
    item = {
        "parameters": [{"$ref": "#/parameters/Pet"}],
        "put": {"responses": OK},
        "post": {"responses": OK, "parameters": [{"$ref": "#/parameters/File"}]},
    }
    loaded = document(paths={"/a": item, "/b": item}, parameters=shared)

    assert loaded.resolve("/components/schemas") == {"Pet": PET}
    assert loaded.resolve("/components/parameters") == {}
    assert loaded.resolve("/paths/~1a/parameters") == []
    for path in ("~1a", "~1b"):
        content = loaded.resolve(f"/paths/{path}/put/requestBody/content")
        assert content == {JSON: {"schema": {"$ref": "#/components/schemas/Pet"}}}
    assert loaded.written("/components/schemas/Pet/properties/name") == "/parameters/Pet/schema/properties/name"


def test_a_body_of_its_own_comes_before_a_shared_one() -> None:
    item = {
        "parameters": [BODY],
        "put": {"responses": OK, "parameters": [{"name": "x", "in": "body", "type": "string"}]},
    }

    content = document(paths={"/a": item}).resolve("/paths/~1a/put/requestBody/content")

    assert content == {JSON: {"schema": {"type": "string"}}}


def test_a_second_body_is_left_out() -> None:
    loaded = document(paths={"/a": {"put": {"parameters": [BODY, TEXT], "responses": OK}}})

    assert list(loaded.resolve("/paths/~1a/put/requestBody/content")) == [JSON]
    assert warned(loaded) == [("several-bodies", "/paths/~1a/put/parameters/1")]


def _header(name: str, **says: Any) -> dict[str, Any]:
    return {"name": name, "in": "header", "type": "string", **says}


@pytest.mark.parametrize("of_path", [False, True])
def test_headers_that_choose_a_media_type_are_those_media_types(of_path: bool) -> None:
    headers = [
        _header("content-type", enum=["image/png", "image/jpeg"]),
        _header("Accept", enum=[JSON, "text/csv"], default="text/csv"),
    ]
    operation = {"responses": {"200": {"description": "", "schema": {"type": "string"}}}}
    item: dict[str, Any] = {"put": {**operation, "parameters": [BODY] if of_path else [*headers, BODY]}}
    item |= {"parameters": headers} if of_path else {}
    loaded = document(paths={"/a": item}, consumes=[JSON], produces=[JSON])

    assert list(loaded.resolve("/paths/~1a/put/requestBody/content")) == ["image/png", "image/jpeg"]
    assert list(loaded.resolve("/paths/~1a/put/responses/200/content")) == ["text/csv", JSON]
    assert not loaded.resolve("/paths/~1a/put").get("parameters")
    assert not loaded.resolve("/paths/~1a").get("parameters")


def test_a_default_of_such_a_header_comes_first() -> None:
    parameters = [_header("Content-Type", default="text/json"), BODY]
    paths = {"/a": {"put": {"parameters": parameters, "responses": OK}}}
    loaded = document(paths=paths, consumes=[JSON, "text/json"])

    assert list(loaded.resolve("/paths/~1a/put/requestBody/content")) == ["text/json", JSON]


def test_such_a_header_that_says_nothing_stays_a_parameter() -> None:
    paths = {"/a": {"put": {"parameters": [_header("Content-Type"), BODY], "responses": OK}}}

    assert document(paths=paths).resolve("/paths/~1a/put/parameters/0/name") == "Content-Type"
