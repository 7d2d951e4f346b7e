"""Swagger 2.0: parameters in path, query and header, and where shared ones go."""

from __future__ import annotations

from typing import Any

import pytest

from load.swagger_documents import OK, document, operation, parameter, warned

LIST = {"type": "array", "items": {"type": "integer", "format": "int64"}}


def test_what_a_value_is_goes_into_a_schema() -> None:
    value = {"type": "string", "format": "uuid", "enum": ["a"], "default": "a", "pattern": "^a$", "maxLength": 1}
    about = {"name": "p", "in": "query", "required": True, "description": "D", "allowEmptyValue": True, "x-more": 1}

    assert parameter({**about, **value}) == {**about, "schema": value}


def test_limits_take_the_shape_of_3_1() -> None:
    node = {"name": "p", "in": "query", "type": "number", "minimum": 1, "exclusiveMinimum": True, "maximum": 2}

    assert parameter(node)["schema"] == {"type": "number", "exclusiveMinimum": 1, "maximum": 2}


@pytest.mark.parametrize(
    ("place", "given", "style", "explode"),
    [
        ("query", None, "form", False),
        ("query", "csv", "form", False),
        ("query", "ssv", "spaceDelimited", False),
        ("query", "tsv", "tabDelimited", False),
        ("query", "pipes", "pipeDelimited", False),
        ("query", "multi", "form", True),
        ("header", None, "simple", False),
        ("header", "ssv", "spaceDelimited", False),
        ("path", "csv", "simple", False),
        ("path", "pipes", "pipeDelimited", False),
    ],
)
def test_collection_formats(place: str, given: str | None, style: str, explode: bool) -> None:
    node = {"name": "p", "in": place, "required": True, **LIST, **({"collectionFormat": given} if given else {})}

    assert parameter(node) == {
        "name": "p",
        "in": place,
        "required": True,
        "schema": LIST,
        "style": style,
        "explode": explode,
    }


@pytest.mark.parametrize(("place", "given"), [("query", "commas"), ("header", "multi"), ("path", ["csv"])])
def test_a_collection_format_that_does_not_exist_gives_way(place: str, given: Any) -> None:
    node = {"name": "p", "in": place, **LIST, "collectionFormat": given}
    loaded = document(paths={"/a": {"get": {"parameters": [node], "responses": OK}}})

    assert loaded.resolve("/paths/~1a/get/parameters/0")["explode"] is False
    assert warned(loaded) == [("unknown-collection-format", "/paths/~1a/get/parameters/0/collectionFormat")]


def test_a_schema_in_the_wrong_place_is_read() -> None:
    node = {"name": "p", "in": "query", "schema": {"type": "integer"}}
    loaded = document(paths={"/a": {"get": {"parameters": [node], "responses": OK}}})

    assert loaded.resolve("/paths/~1a/get/parameters/0") == node
    assert warned(loaded) == [("misplaced-schema", "/paths/~1a/get/parameters/0/schema")]


def test_shared_parameters_stay_shared() -> None:
    shared = {"Limit": {"name": "limit", "in": "query", "type": "integer"}}
    item = {"parameters": [{"$ref": "#/parameters/Limit"}], "get": {"responses": OK}}
    loaded = document(paths={"/a": item}, parameters=shared)

    assert loaded.resolve("/paths/~1a/parameters") == [{"$ref": "#/components/parameters/Limit"}]
    assert loaded.resolve("/components/parameters/Limit/schema") == {"type": "integer"}


def test_a_parameter_that_is_shared_elsewhere_is_copied() -> None:
    node = {"name": "p", "in": "query", "type": "integer"}

    found = operation({"parameters": [{"$ref": "#/x-parameters/P"}]}, x_parameters={"P": node})

    assert found["parameters"] == [{"name": "p", "in": "query", "schema": {"type": "integer"}}]


def test_unencoded_values_keep_what_is_reserved() -> None:
    assert parameter({"name": "p", "in": "path", "type": "string", "x-ms-skip-url-encoding": True})["allowReserved"]


def test_what_groups_parameters_in_other_tools_stays() -> None:
    said = {"x-ms-parameter-location": "method", "x-ms-parameter-grouping": {"name": "g"}, "x-ms-client-name": "q"}

    assert parameter({"name": "p", "in": "query", "type": "string", **said}).items() >= said.items()


def test_overloads_that_share_a_path() -> None:
    fixed = {"name": "comp", "in": "query", "type": "string", "enum": ["list"]}
    free = {"name": "max", "in": "query", "type": "integer"}
    item = {"get": {"parameters": [fixed, free], "responses": OK}}
    loaded = document(paths={"/a": item}, x_ms_paths={"/a?comp=list": item, "/a?comp=acl&sig={sig}": item})

    assert list(loaded.content["paths"]) == ["/a", "/a?comp=list", "/a?comp=acl"]
    names = {path: [p["name"] for p in item["get"]["parameters"]] for path, item in loaded.content["paths"].items()}
    assert names == {"/a": ["comp", "max"], "/a?comp=list": ["max"], "/a?comp=acl": ["max"]}
    assert loaded.written("/paths/~1a?comp=list/get/parameters/0/schema/type") == (
        "/x-ms-paths/~1a?comp=list/get/parameters/1/type"
    )


def test_a_path_item_by_reference() -> None:
    item = {"get": {"operationId": "o", "parameters": [{"name": "b", "in": "body", "type": "string"}], "responses": OK}}
    loaded = document(paths={"/a": {"$ref": "#/x-items/a"}}, x_items={"a": item})

    assert "requestBody" in loaded.resolve("/paths/~1a/get")
    assert loaded.written("/paths/~1a/get/operationId") == "/x-items/a/get/operationId"
