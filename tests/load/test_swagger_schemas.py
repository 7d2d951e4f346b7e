"""Swagger 2.0: schemas, discriminators, references and the extensions of schemas."""

from __future__ import annotations

from typing import Any

import pytest

from load.swagger_documents import OK, document, schema, warned

COLORS: dict[str, Any] = {"type": "string", "enum": ["r", "g"]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "string", "x-nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "x-nullable": False}, {"type": "string"}),
        ({"type": "string", "enum": ["a"], "x-nullable": True}, {"type": ["string", "null"], "enum": ["a", None]}),
        ({"type": "integer", "maximum": 1, "exclusiveMaximum": True}, {"type": "integer", "exclusiveMaximum": 1}),
        ({"type": "integer", "maximum": 1, "exclusiveMaximum": False}, {"type": "integer", "maximum": 1}),
        ({"type": "string", "x-ms-secret": True}, {"type": "string", "x-ms-secret": True, "format": "password"}),
        (
            {"type": "array", "items": [{"type": "file"}], "additionalItems": False},
            {"type": "array", "prefixItems": [{"type": "string", "format": "binary"}], "items": False},
        ),
    ],
)
def test_keywords(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert schema(before) == after


def test_what_stands_beside_a_reference_stays() -> None:
    beside = {"description": "D", "readOnly": True, "x-ms-client-flatten": True}
    found = schema(
        {"properties": {"b": {"$ref": "#/definitions/B", "x-nullable": True, **beside}}}, B={"type": "object"}
    )

    assert found["properties"]["b"] == {"$ref": "#/components/schemas/B", "nullable": True, **beside}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["read"], {"readOnly": True}),
        (["create", "update"], {"writeOnly": True}),
        (["create"], {"writeOnly": True}),
        (["create", "read"], {}),
    ],
)
def test_mutability(said: list[str], expected: dict[str, bool]) -> None:
    found = schema({"type": "string", "x-ms-mutability": said})

    assert {key: value for key, value in found.items() if key.endswith("Only")} == expected


def test_a_discriminator_with_children_and_grandchildren() -> None:
    def child(of: str, **more: str) -> dict[str, Any]:
        return {"allOf": [{"$ref": f"#/definitions/{of}"}, {"type": "object"}], **more}

    found = schema(
        {"type": "object", "discriminator": "kind", "properties": {"kind": {"type": "string"}}},
        B=child("A", **{"x-ms-discriminator-value": "bee"}),
        C=child("B"),
        D=child("C", **{"x-ms-client-name": "Dee"}),
        E=child("Other"),
        Other={"type": "object"},
    )

    assert found["discriminator"] == {
        "propertyName": "kind",
        "mapping": {
            "A": "#/components/schemas/A",
            "bee": "#/components/schemas/B",
            "C": "#/components/schemas/C",
            "D": "#/components/schemas/Dee",
        },
    }


def test_children_may_go_round() -> None:
    round_ = {"allOf": [{"$ref": "#/definitions/A"}], "discriminator": "k"}

    assert schema(round_ | {"properties": {}})["discriminator"]["mapping"] == {"A": "#/components/schemas/A"}


@pytest.mark.parametrize(
    ("node", "after", "expected"),
    [
        ({"type": "String"}, {"type": "string"}, [("unknown-type", "/definitions/A/type")]),
        ({"type": "whatever"}, {}, [("unknown-type", "/definitions/A/type")]),
        ({"type": "string", "required": True}, {"type": "string"}, [("stray-required", "/definitions/A/required")]),
        (
            {"properties": {"b": {"type": "string", "required": True}, "c": {"required": False}}},
            {"properties": {"b": {"type": "string"}, "c": {}}, "required": ["b"]},
            [
                ("stray-required", "/definitions/A/properties/b/required"),
                ("stray-required", "/definitions/A/properties/c/required"),
            ],
        ),
        (
            {"type": "array", "items": {"type": "string"}, "enum": ["a"]},
            {"type": "array", "items": {"type": "string", "enum": ["a"]}},
            [("misplaced-enum", "/definitions/A/enum")],
        ),
    ],
)
def test_faults_whose_meaning_is_clear(
    node: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    loaded = document(paths={}, definitions={"A": node})

    assert loaded.resolve("/components/schemas/A") == after
    assert warned(loaded) == expected


def test_references_into_any_part() -> None:
    get = {
        "parameters": [{"name": "b", "in": "body", "schema": {"$ref": "#/paths/~1a/get/responses/200/schema"}}],
        "responses": {
            "200": {"description": "", "schema": {"type": "object", "properties": {"p": {"type": "string"}}}}
        },
    }
    definitions = {
        "A b%": {"properties": {"c": {"type": "string"}}},
        "B": {"$ref": "#/definitions/A%20b%25/properties/c"},
        "C": {"$ref": "#/x-more/D"},
    }
    more = {"D": {"type": "integer", "x-nullable": True, "properties": {"e": {"$ref": "#/definitions/B"}}}}
    loaded = document(paths={"/a": {"get": get}}, definitions=definitions, x_more=more)

    assert loaded.resolve("/components/schemas/B") == {"$ref": "#/components/schemas/A b%25/properties/c"}
    assert loaded.resolve("/components/schemas/C") == {"$ref": "#/x-more/D"}
    assert loaded.resolve("/x-more/D/type") == ["integer", "null"]
    assert loaded.resolve("/x-more/D/properties/e") == {"$ref": "#/components/schemas/B"}
    assert loaded.resolve("/paths/~1a/get/requestBody/content/application~1json/schema") == {
        "$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema"
    }


def test_names_that_the_description_asks_for() -> None:
    definitions = {
        "old": {"type": "object", "x-ms-client-name": "New", "properties": {"o": {"$ref": "#/definitions/old"}}},
        "e": {**COLORS, "x-ms-enum": {"name": "Color"}},
        "taken": {"type": "object", "x-ms-client-name": "e"},
    }
    loaded = document(paths={}, definitions=definitions)

    assert list(loaded.resolve("/components/schemas")) == ["New", "Color", "taken"]
    assert loaded.resolve("/components/schemas/New/properties/o") == {"$ref": "#/components/schemas/New"}
    assert loaded.resolve("/components/schemas/New/xml") == {"name": "old"}
    assert loaded.written("/components/schemas/New/properties/o") == "/definitions/old/properties/o"


def test_names_and_words_of_values() -> None:
    values = [{"value": "g", "name": "Green", "description": "Like grass"}, {"value": "r", "name": "Red"}]

    found = schema({**COLORS, "x-ms-enum": {"name": "A", "values": values}})

    assert found["x-enum-varnames"] == ["Red", "Green"]
    assert found["x-enum-descriptions"] == [None, "Like grass"]


def query(name: str, enum: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", **enum}


def test_enums_of_one_name_are_one() -> None:
    named = {**COLORS, "x-ms-enum": {"name": "Color", "modelAsString": True}}
    parameters = [query("a", {**named, "default": "r"}), query("b", {"type": "array", "items": named})]
    loaded = document(paths={"/a": {"get": {"parameters": parameters, "responses": OK}}})
    place = "/paths/~1a/get/parameters"

    assert loaded.resolve("/components/schemas/Color") == {**named, "x-enum-name": "Color"}
    assert loaded.resolve(f"{place}/0/schema") == {"$ref": "#/components/schemas/Color", "default": "r"}
    assert loaded.resolve(f"{place}/1/schema/items") == {"$ref": "#/components/schemas/Color"}
    assert loaded.written("/components/schemas/Color/enum") == "/paths/~1a/get/parameters/0/enum"


def test_enums_that_differ_stay_apart() -> None:
    said = {"x-ms-enum": {"name": "Color"}}
    parameters = [query("a", COLORS | said), query("b", {"type": "string", "enum": ["b"], **said})]
    loaded = document(paths={"/a": {"get": {"parameters": parameters, "responses": OK}}})

    assert loaded.resolve("/components/schemas") == {}
    assert loaded.resolve("/paths/~1a/get/parameters/1/schema/x-enum-name") == "Color"


def test_an_enum_with_the_name_of_a_definition_is_that() -> None:
    said = {**COLORS, "x-ms-enum": {"name": "Color"}}
    paths = {"/a": {"get": {"parameters": [query("a", said)], "responses": OK}}}

    alike = document(paths=paths, definitions={"Color": said})
    other = document(paths=paths, definitions={"Color": {"type": "object"}})

    assert alike.resolve("/paths/~1a/get/parameters/0/schema") == {"$ref": "#/components/schemas/Color"}
    assert other.resolve("/paths/~1a/get/parameters/0/schema/enum") == ["r", "g"]
