"""Swagger 2.0: answers, their headers, examples and media types."""

from __future__ import annotations

import pytest

from load.swagger_documents import JSON, OK, document, response

TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("produces", "expected"),
    [(None, [JSON]), ([], [JSON]), (["text/plain"], ["text/plain"]), (["a/b", JSON], ["a/b", JSON])],
)
def test_media_types_of_an_answer(produces: list[str] | None, expected: list[str]) -> None:
    assert response({"schema": TEXT}, produces)["content"] == {name: {"schema": TEXT} for name in expected}


def test_an_answer_without_a_body() -> None:
    assert response({}, ["text/plain"]) == {"description": ""}


def test_a_file_is_never_json() -> None:
    binary = {"schema": {"type": "string", "format": "binary"}}

    assert response({"schema": {"type": "file"}}, ["image/png", JSON])["content"] == {"image/png": binary}
    assert response({"schema": {"type": "file"}}, [JSON])["content"] == {"*/*": binary}


def test_headers() -> None:
    header = {"type": "array", "items": {"type": "integer"}, "collectionFormat": "csv", "description": "D"}

    assert response({"headers": {"X-A": header}})["headers"] == {
        "X-A": {"description": "D", "schema": {"type": "array", "items": {"type": "integer"}}}
    }


def test_examples() -> None:
    found = response({"schema": TEXT, "examples": {JSON: "a", "text/csv": "b"}})

    assert found["content"] == {JSON: {"schema": TEXT, "example": "a"}}
    assert response({"examples": {JSON: {"a": 1}, "none": 2}})["content"] == {JSON: {"example": {"a": 1}}}


def test_shared_answers() -> None:
    shared = {"Bad": {"description": "Bad", "schema": {"type": "object", "properties": {"code": TEXT}}}}
    answers = {"400": {"$ref": "#/responses/Bad"}}
    paths = {"/a": {"get": {"responses": answers}, "put": {"responses": answers, "produces": ["text/json"]}}}
    loaded = document(paths=paths, responses=shared)
    reference = {"schema": {"$ref": "#/components/schemas/Bad"}}

    assert loaded.resolve("/paths/~1a/get/responses/400") == {"$ref": "#/components/responses/Bad"}
    assert loaded.resolve("/components/responses/Bad/content") == {JSON: reference}
    assert loaded.resolve("/paths/~1a/put/responses/400") == {"description": "Bad", "content": {"text/json": reference}}
    assert loaded.written("/paths/~1a/put/responses/400/description") == "/responses/Bad/description"


def test_an_operation_without_answers() -> None:
    assert document(paths={"/a": {"get": {}}}).resolve("/paths/~1a/get") == {"responses": {}}
    assert document(paths={"/a": {"get": {"responses": OK}}}).warnings == ()
