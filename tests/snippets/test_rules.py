"""Limits of a description -> the rules that a client with ``validate=True`` reads."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from snippets.describe import Generated, operation, schemas


def rules(made: Generated, table: str) -> Any:
    """Return one of the tables of `_rules.py`."""
    nodes = ast.parse(made.file("_rules.py")).body
    (value,) = (node.value for node in nodes if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == table)
    assert value is not None
    return ast.literal_eval(value)


@pytest.mark.parametrize(
    ("schema", "rule"),
    [
        ("{type: integer, minimum: 0, maximum: 9}", {"minimum": 0, "maximum": 9}),
        ("{type: number, exclusiveMinimum: 0, multipleOf: 0.5}", {"exclusiveMinimum": 0, "multipleOf": 0.5}),
        ("{type: [string, 'null'], minLength: 1}", {"minLength": 1}),
        ("{type: string, pattern: '^a$'}", {"pattern": "^a$"}),
        ("{type: array, items: {type: string, maxLength: 3}}", {"items": {"maxLength": 3}}),
        ("{type: array, uniqueItems: true, items: {}}", {"uniqueItems": True}),
        ("{type: object, maxProperties: 3}", {"maxProperties": 3}),
        ("{type: object, additionalProperties: {type: integer, maximum: 3}}", {"additionalProperties": {"maximum": 3}}),
        ("{anyOf: [{type: integer, maximum: 3}, {type: 'null'}], minimum: 1}", {"minimum": 1, "maximum": 3}),
        ("{allOf: [{type: string, maxLength: 3, minLength: 1}], minLength: 0}", {"minLength": 0, "maxLength": 3}),
        (
            "{anyOf: [{type: integer, maximum: 3}, {type: boolean}]}",
            {"anyOf": ({"type": ("number",), "maximum": 3}, {"type": ("boolean",)})},
        ),
        (
            "{anyOf: [{type: string, pattern: a}, {type: string, pattern: b}, {type: integer, maximum: 3}]}",
            {"anyOf": ({"type": ("string",)}, {"type": ("number",), "maximum": 3})},
        ),
    ],
)
def test_what_a_property_has_to_be(schema: str, rule: dict[str, Any]) -> None:
    made = schemas(f"A: {{type: object, properties: {{a: {schema}}}}}")
    assert rules(made, "MODELS") == {"A": {"properties": {"a": rule}}}


def test_types_that_hold_themselves_have_rules_of_their_own() -> None:
    made = schemas(
        """
        Tree:
          type: array
          maxItems: 3
          items: {anyOf: [{$ref: "#/components/schemas/Tree"}, {type: integer, minimum: 1}]}
        Free: {type: array, items: {$ref: "#/components/schemas/Free"}}
        Deep:
          additionalProperties: {anyOf: [{$ref: "#/components/schemas/Deep"}, {$ref: "#/components/schemas/Leaf"}]}
        Leaf: {type: object, properties: {n: {type: integer, maximum: 9}}}
        A:
          properties:
            tree: {$ref: "#/components/schemas/Tree"}
            free: {$ref: "#/components/schemas/Free"}
            deep: {$ref: "#/components/schemas/Deep"}
        """
    )
    options = ({"type": ("array",), "maxItems": 3, "$ref": "Tree"}, {"type": ("number",), "minimum": 1})
    found = rules(made, "MODELS")
    assert found["A"] == {"properties": {"tree": {"maxItems": 3, "$ref": "Tree"}, "deep": {"$ref": "Deep"}}}
    assert found["Tree"] == {"items": {"anyOf": options}}
    assert "Leaf" in str(found["Deep"])
    assert "Free" not in found


def test_a_model_without_limits_at_any_depth_has_no_rules() -> None:
    made = schemas(
        """
        A: {type: object, properties: {b: {$ref: "#/components/schemas/B"}, n: {type: integer}}}
        B: {type: object, properties: {a: {$ref: "#/components/schemas/A"}, c: {$ref: "#/components/schemas/C"}}}
        C: {type: object, properties: {n: {type: integer, minimum: 1}}}
        D: {type: object, properties: {d: {$ref: "#/components/schemas/D"}, n: {type: integer}}}
        """
    )
    assert rules(made, "MODELS") == {
        "A": {"properties": {"b": {"$ref": "B"}}},
        "B": {"properties": {"a": {"$ref": "A"}, "c": {"$ref": "C"}}},
        "C": {"properties": {"n": {"minimum": 1}}},
    }


def test_a_parent_names_its_children() -> None:
    made = schemas(
        """
        Pet:
          type: object
          properties: {kind: {type: string}}
          discriminator: {propertyName: kind, mapping: {Cat: "#/components/schemas/Cat"}}
        Cat:
          allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {lives: {type: integer, maximum: 9}}}]
        """
    )
    assert rules(made, "MODELS") == {
        "Pet": {"tag": "kind", "mapping": {"Cat": "Cat"}},
        "Cat": {"properties": {"lives": {"maximum": 9}}},
    }


def test_an_operation_has_rules_by_argument_media_type_and_status() -> None:
    made = operation(
        """
        parameters: [{name: page-size, in: query, schema: {type: integer, maximum: 9}}, {name: plain, in: query}]
        requestBody:
          content: {"application/json; charset=utf-8": {schema: {type: string, maxLength: 3}}, text/plain: {}}
        responses:
          "200": {description: "", content: {application/json: {schema: {type: array, minItems: 1}}}}
          "404": {description: "", content: {application/json: {schema: {type: array, minItems: 2}}}}
        """,
        method="post",
    )
    assert rules(made, "OPERATIONS") == {
        "call": {
            "arguments": {"page_size": {"maximum": 9}},
            "content": {"application/json": {"maxLength": 3}},
            "answers": ((200, 200, {"application/json": {"minItems": 1}}),),
        }
    }
    assert made.part("operation") == "'call'"
    assert made.part("arguments") == "{'page_size': page_size}"


def test_an_operation_without_limits_has_no_rules() -> None:
    made = operation("parameters: [{name: plain, in: query, schema: {type: string}}]")
    assert rules(made, "OPERATIONS") == {}
    assert made.part("arguments") is None
