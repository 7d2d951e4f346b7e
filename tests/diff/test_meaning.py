"""Descriptions that are written otherwise and mean the same do not differ; what means something else does, once."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from veneer.diff import Level

from .sides import Description, findings

OBJECT = "type: object, properties: {a: {type: string}}"
A = "{$ref: '#/components/schemas/A'}"


def described(fragment: str, method: str = "post", path: str = "/p", **parts: Any) -> Description:
    """A description of OpenAPI 3.0 with one operation that has no id."""
    node = {"responses": {"200": {"description": "x"}}} | (yaml.safe_load(fragment) or {})
    return {"openapi": "3.0.3", "paths": {path: {method: node}}, **parts}


def body(schema: str, openapi: str = "3.0.3", **schemas: str) -> Description:
    whole = described(f"requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}")
    named = {name: yaml.safe_load(text) for name, text in schemas.items()}
    return {**whole, "openapi": openapi, "components": {"schemas": named}}


def answer(schema: str, openapi: str = "3.0.3", **schemas: str) -> Description:
    content = f"{{application/json: {{schema: {schema}}}}}"
    whole = described(f"responses: {{'200': {{description: x, content: {content}}}}}", "get")
    named = {name: yaml.safe_load(text) for name, text in schemas.items()}
    return {**whole, "openapi": openapi, "components": {"schemas": named}}


def query(fragment: str) -> Description:
    return described(f"parameters: [{{name: q, in: query, {fragment}}}]", "get")


KEY = [{"key": []}]
SCHEMES = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
LIST = "schema: {type: array, items: {type: string}}"
SAME = {
    "allOf of parts": (
        body(f"{{allOf: [{{{OBJECT}, required: [a]}}, {{type: object, properties: {{b: {{type: integer}}}}}}]}}"),
        body("{type: object, properties: {a: {type: string}, b: {type: integer}}, required: [a]}"),
    ),
    "allOf of a named schema": (
        answer(
            A, A="{allOf: [{$ref: '#/components/schemas/B'}, {properties: {c: {type: string}}}]}", B=f"{{{OBJECT}}}"
        ),
        answer(A, A="{type: object, properties: {a: {type: string}, c: {type: string}}}", B=f"{{{OBJECT}}}"),
    ),
    "allOf around one": (
        answer(f"{{type: object, properties: {{x: {{allOf: [{A}]}}}}}}", A=f"{{{OBJECT}}}"),
        answer(f"{{type: object, properties: {{x: {A}}}}}", A=f"{{{OBJECT}}}"),
    ),
    "a text with a name of its own": (
        answer("{type: object, properties: {x: {type: string, maxLength: 5}}}"),
        answer(f"{{type: object, properties: {{x: {A}}}}}", A="{type: string, maxLength: 5}"),
    ),
    "nullable": (
        answer("{type: object, properties: {x: {type: string, nullable: true}}}"),
        answer("{type: object, properties: {x: {oneOf: [{type: string}, {type: 'null'}]}}}", "3.1.0"),
    ),
    "anyOf of one": (body("{anyOf: [{type: string}]}"), body("{type: string}")),
    "order of options": (
        body("{oneOf: [{type: string}, {type: integer}]}"),
        body("{oneOf: [{type: integer}, {type: string}]}"),
    ),
    "order of values": (body("{type: string, enum: [a, b]}"), body("{type: string, enum: [b, a]}")),
    "a bound that is not included": (
        body("{type: object, properties: {x: {type: integer, minimum: 1, exclusiveMinimum: true}}}"),
        body("{type: object, properties: {x: {type: integer, exclusiveMinimum: 1}}}", "3.1.0"),
    ),
    "a least length of zero": (
        body("{type: array, items: {type: string, minLength: 0}, minItems: 0}"),
        body("{type: array, items: {type: string}}"),
    ),
    "open by default": (body(f"{{{OBJECT}, additionalProperties: true}}"), body(f"{{{OBJECT}}}")),
    "style by default": (query(LIST), query(f"{LIST}, style: form, explode: true")),
    "words and labels": (
        described("{tags: [a, b], summary: One.}"),
        described("{tags: [a, c], summary: Two., description: More., x-sunset: 2031-01-01, x-stability-level: beta}"),
    ),
    "security of the API or of the operation": (
        described("", security=KEY, components=SCHEMES),
        described(f"security: {KEY}", components=SCHEMES),
    ),
    "case of a media type": (
        described("requestBody: {content: {application/json: {schema: {type: string}}}}"),
        described("requestBody: {content: {Application/JSON: {schema: {type: string}}}}"),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_what_means_the_same_does_not_differ(name: str) -> None:
    one, other = SAME[name]

    assert not findings(one, other)
    assert not findings(other, one)


# Old, new, and what is found on the wire: the end of the place, the rule.
OTHER = {
    "a body's length": (
        body("{type: string, maxLength: 9}"),
        body("{type: string, maxLength: 5}"),
        {("media type", "request-constraint-tightened")},
    ),
    "an item's length": (
        body("{type: array, items: {type: string}}"),
        body("{type: array, items: {type: string, maxLength: 5}}"),
        {("items", "request-constraint-tightened")},
    ),
    "an answer's number of items": (
        answer("{type: array, items: {type: string}, maxItems: 3}"),
        answer("{type: array, items: {type: string}}"),
        {("media type", "response-constraint-loosened")},
    ),
    "an enum that any text replaces": (
        body("{type: string, enum: [a]}"),
        body("{type: string}"),
        {("media type", "request-type-widened")},
    ),
    "one value that becomes one of two": (
        answer("{const: a}", "3.1.0"),
        answer("{type: string, enum: [a, b]}", "3.1.0"),
        {("media type", "response-type-widened")},
    ),
    "an object that becomes a list": (
        body("{type: object, properties: {x: {type: object}}}"),
        body("{type: object, properties: {x: {type: array, items: {}}}}"),
        {("property", "request-type-changed")},
    ),
    "a part that allOf adds": (
        body(f"{{allOf: [{{{OBJECT}}}]}}"),
        body(f"{{allOf: [{{{OBJECT}}}, {{type: object, required: [c], properties: {{c: {{type: string}}}}}}]}}"),
        {("property", "request-required-property-added")},
    ),
    "values of another type": (
        body("{type: object, additionalProperties: {type: string}}"),
        body("{type: object, additionalProperties: {type: integer}}"),
        {("values", "request-type-changed")},
    ),
    "a tuple that nothing may follow": (
        answer("{type: array, prefixItems: [{type: string}]}", "3.1.0"),
        answer("{type: array, prefixItems: [{type: string}], items: false}", "3.1.0"),
        {("media type", "response-type-narrowed")},
    ),
    "an item of a tuple": (
        body("{type: array, prefixItems: [{type: string}, {type: integer}]}", "3.1.0"),
        body("{type: array, prefixItems: [{type: string}, {type: string}]}", "3.1.0"),
        {("item", "request-type-changed")},
    ),
}


@pytest.mark.parametrize("name", OTHER)
def test_what_means_something_else_is_found_once(name: str) -> None:
    old, new, expected = OTHER[name]
    seen = [item for item in findings(old, new) if "wire" in item.layers]

    assert {(item.change.place.parts[-1][0], item.rule.id) for item in seen} == expected
    assert len(seen) == len(expected)


def test_paths_that_differ_in_a_parameters_name_alone_are_one() -> None:
    def named(name: str) -> Description:
        given = f"parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]"
        return described(given, "get", f"/x/{{{name}}}")

    seen = findings(named("a"), named("b"))

    assert {item.rule.id: item.level for item in seen} == {
        "operation-renamed": Level.SAFE,
        "path-parameter-renamed": Level.SAFE,
        "python-method-renamed": Level.BREAKING,
        "argument-renamed": Level.BREAKING,
    }


def test_kinds_that_only_have_other_names_are_the_same() -> None:
    def pets(cat: str) -> Description:
        ref = f"'#/components/schemas/{cat}'"
        kind = "{type: object, properties: {kind: {type: string}, a: {type: string}}}"
        told = f"discriminator: {{propertyName: kind, mapping: {{cat: {ref}, dog: '#/components/schemas/Dog'}}}}"
        options = f"oneOf: [{{$ref: {ref}}}, {{$ref: '#/components/schemas/Dog'}}]"
        return answer(f"{{{options}, {told}}}", **{cat: kind, "Dog": kind.replace("a:", "b:")})

    assert {item.rule.id for item in findings(pets("Cat"), pets("Tom"))} == {"class-renamed"}
