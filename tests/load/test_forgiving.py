"""Faults that hinder no client are warnings with an id, a place and a fix; those that do are errors with the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from veneer.build import build
from veneer.diagnostics import InputError
from veneer.load import load, load_text

OK = "responses: {'200': {description: ok}}"


def head(version: str = "3.0.3") -> str:
    return f"openapi: {version}\ninfo: {{title: t, version: '1'}}\n"


def op(fields: str, version: str = "3.0.3", path: str = "/a", method: str = "get") -> str:
    return f"{head(version)}paths:\n  {path}:\n    {method}: {{{fields}}}\n"


def schema(text: str, version: str = "3.0.3") -> str:
    return f"{op(OK, version)}components:\n  schemas:\n    A: {text}\n"


def parameter(text: str, **more: str) -> str:
    return op(f"parameters: [{text}], {OK}", **more)


# What is read, and with what words: nothing for what is no fault.
READ: dict[str, tuple[str, list[str]]] = {
    "no info": ("openapi: 3.0.3\npaths: {}", ["1:1 missing-info"]),
    "no title, no version": ("openapi: 3.0.3\ninfo: {}\npaths: {}", ["2:7 missing-info", "2:7 missing-info"]),
    "version a number": ("openapi: 3.0.3\ninfo: {title: t, version: 1}\npaths: {}", ["2:27 unquoted-version"]),
    "openapi a number": ("openapi: 3.1\ninfo: {title: t, version: '1'}", ["1:10 unquoted-version"]),
    "openapi in short": ("openapi: '3.0'\ninfo: {title: t, version: '1'}\npaths: {}", ["1:10 short-version"]),
    "swagger a number": ("swagger: 2.0\ninfo: {title: t, version: '1'}\npaths: {}", ["1:10 unquoted-version"]),
    "contact a text": (
        "openapi: 3.0.3\ninfo: {title: t, version: '1', contact: me, license: {url: x}}\npaths: {}",
        ["2:41 malformed-metadata", "2:54 malformed-metadata"],
    ),
    "no paths in 3.0": (head(), ["1:1 missing-paths"]),
    "no paths in 3.1": (head("3.1.0"), []),
    "path without slash": (op(OK, path="a"), ["4:3 path-without-slash"]),
    "trailing slash": (op(OK, path="/a/"), []),
    "empty path": (head() + "paths:\n  /a:\n", ["4:6 empty-object"]),
    "empty operation": (head() + "paths:\n  /a:\n    get:\n", ["5:9 missing-responses"]),
    "method in upper case": (op(OK, method="GET"), ["5:5 upper-case-method"]),
    "unknown method": (op(OK, method="fetch"), ["5:5 unknown-field"]),
    "unknown field": (op(f"tag: [a], {OK}"), ["5:11 unknown-field"]),
    "unknown keyword": (schema("{type: string, lenght: 1}"), ["8:23 unknown-field"]),
    "unknown keyword in 3.1": (schema("{type: string, lenght: 1}", "3.1.0"), []),
    "no responses": (op("summary: a"), ["5:10 missing-responses"]),
    "no responses in 3.1": (op("summary: a", "3.1.0"), []),
    "no description": (op("responses: {'200': {}}"), ["5:30 missing-description"]),
    "status an integer": (op("responses: {200: {description: ok}}"), []),
    "range in lower case": (op("responses: {2xx: {description: ok}}"), ["5:23 lower-case-range"]),
    "Default": (op("responses: {Default: {description: ok}}"), ["5:23 upper-case-default"]),
    "schema in a response": (op("responses: {'200': {description: ok, schema: {}}}"), ["5:30 swagger-field"]),
    "empty media type": (op("responses: {'200': {description: ok, content: {a/b: }}}"), ["5:63 empty-object"]),
    "examples a list": (
        op("responses: {'200': {description: ok, content: {a/b: {examples: [a]}}}}"),
        ["5:63 malformed-examples"],
    ),
    "body without content": (op(f"requestBody: {{}}, {OK}", method="put"), ["5:24 missing-content"]),
    "in: body": (parameter("{name: b, in: body, schema: {}}", method="put"), ["5:24 swagger-field"]),
    "in: formData": (
        parameter("{name: b, in: formData, type: file}", method="put"),
        ["5:24 swagger-field", "5:24 swagger-field"],
    ),
    "unknown in": (parameter("{name: b, in: querry, schema: {}}"), ["5:38 unknown-place"]),
    "no in": (parameter("{name: b, schema: {}}"), ["5:24 unknown-place"]),
    "unknown style": (parameter("{name: b, in: query, style: x, schema: {}}"), ["5:24 unknown-style"]),
    "no schema": (parameter("{name: b, in: query}"), ["5:24 missing-schema"]),
    "type in a parameter": (parameter("{name: b, in: query, type: string}"), ["5:24 swagger-field"]),
    "twice": (
        parameter("{name: b, in: query, schema: {}}, {name: b, in: query, schema: {}}"),
        ["5:58 duplicate-parameter"],
    ),
    "undeclared in path": (op(OK, path="'/{a}'"), ["5:10 undeclared-path-parameter"]),
    "default of another type": (
        parameter("{name: b, in: query, schema: {type: integer, default: a}}"),
        ["5:53 unfit-default"],
    ),
    "nullable in 3.1": (schema("{type: string, nullable: true}", "3.1.0"), ["8:33 keyword-of-other-version"]),
    "type a list in 3.0": (schema("{type: [string, 'null']}"), ["8:15 keyword-of-other-version"]),
    "items a list": (schema("{type: array, items: [{type: string}]}"), ["8:8 list-of-items"]),
    "items a list of two": (
        schema("{type: array, items: [{type: string}, {type: integer}], additionalItems: false}", "3.1.0"),
        ["8:8 list-of-items"],
    ),
    "exclusive a number in 3.0": (schema("{exclusiveMinimum: 1}"), ["8:27 keyword-of-other-version"]),
    "exclusive true in 3.1": (
        schema("{minimum: 1, exclusiveMinimum: true}", "3.1.0"),
        ["8:39 keyword-of-other-version"],
    ),
    "type: file": (schema("{type: file}"), ["8:15 unknown-type"]),
    "type: int": (schema("{type: int}"), ["8:15 unknown-type"]),
    "type: any": (schema("{type: any}"), ["8:15 unknown-type"]),
    "null without quotes": (schema("{type: [string, null]}", "3.1.0"), ["8:15 unknown-type"]),
    "required, no property": (schema("{required: [b], properties: {a: {}}}"), ["8:20 unknown-required"]),
    "required: true": (schema("{properties: {a: {required: true}}}"), ["8:25 misplaced-required"]),
    "required a text": (schema("{required: a, properties: {a: {}}}"), ["8:19 malformed-list"]),
    "example of another type": (schema("{type: integer, example: a}"), ["8:33 unfit-example"]),
    "list of what": (schema("{type: array}"), ["8:8 missing-items"]),
    "negative length": (schema("{minLength: -1}"), ["8:8 unfit-constraint"]),
    "empty property": (schema("{properties: {a: }}"), ["8:25 empty-object"]),
    "empty component": (schema(""), ["8:7 empty-object"]),
    "words of YAML 1.1": (schema("{enum: [no, on, 2024-01-01], properties: {on: {}, no: {}, 2024-01-01: {}}}"), []),
    "discriminator a text": (schema("{properties: {a: {}}, discriminator: a}"), ["8:45 swagger-field"]),
    "discriminator without property": (schema("{discriminator: {}}"), ["8:8 malformed-discriminator"]),
    "discriminator of none": (
        schema("{oneOf: [{properties: {a: {}}}], discriminator: {propertyName: b}}"),
        ["8:71 malformed-discriminator"],
    ),
    "discriminator of some": (schema("{oneOf: [{properties: {b: {}}}, {}], discriminator: {propertyName: b}}"), []),
    "beside $ref": (schema("{$ref: '#/components/schemas/B', description: x}\n    B: {}"), []),
    "pattern a number": (schema("{type: string, pattern: 0}"), ["8:32 unfit-constraint"]),
    "property a type": (schema("{properties: {b: string}}"), ["8:25 unknown-type"]),
    "type an object": (schema("{type: {type: string}}"), ["8:15 unknown-type"]),
    "as in Swagger": (schema("{$ref: '#/definitions/B'}\n    B: {}"), ["8:15 misspelt-reference"]),
    "no first slash": (schema("{$ref: '#components/schemas/B'}\n    B: {}"), ["8:15 misspelt-reference"]),
    "keywords beside it": (
        schema("{$ref: '#/components/schemas/B', properties: {a: {}}, description: d}\n    B: {}"),
        ["8:53 ignored-siblings"],
    ),
    "keywords beside it in 3.1": (
        schema("{$ref: '#/components/schemas/B', properties: {a: {}}}\n    B: {}", "3.1.0"),
        [],
    ),
    "words beside it": (schema("{$ref: '#/components/schemas/B', description: d, nullable: true}\n    B: {}"), []),
    "a bare name": (schema("{$ref: B}\n    B: {}"), ["8:15 misspelt-reference"]),
    "leads nowhere, unused": (
        schema("{properties: {b: {$ref: '#/components/schemas/B'}}}"),
        ["8:32 dangling-reference"],
    ),
    "no servers": (op(OK), []),
    "a relative server": (op(OK) + "servers: [{url: /v1}]", []),
    "servers an object": (op(OK) + "servers: {url: /v1}", ["6:10 malformed-servers"]),
    "a server a text": (op(OK) + "servers: [/v1]", ["6:11 malformed-servers"]),
    "no default": (op(OK) + "servers: [{url: '/{a}', variables: {a: {enum: [b]}}}]", ["6:40 malformed-servers"]),
    "security an object": (op(OK) + "security: {}", ["6:11 malformed-security"]),
    "a tag twice": (op(OK) + "tags: [{name: a}, {name: a}]", ["6:19 duplicate-tag"]),
    "tags a text": (op(f"tags: a, {OK}"), ["5:17 malformed-metadata"]),
    "tags numbers": (
        op(f"tags: [7, a], {OK}") + "tags: [{name: 7, description: 1}]",
        ["6:31 malformed-metadata", "6:15 malformed-metadata", "5:18 malformed-metadata"],
    ),
    "words numbers": (
        op("summary: 404, description: true, responses: {'200': {description: 1.5}}"),
        ["5:20 malformed-metadata", "5:38 malformed-metadata", "5:77 malformed-metadata"],
    ),
    "words of a parameter": (
        parameter("{name: a, in: query, description: 1, schema: {}}"),
        ["5:58 malformed-metadata"],
    ),
    "words of a schema": (
        schema("{type: string, title: 1, description: 2}"),
        ["8:30 malformed-metadata", "8:46 malformed-metadata"],
    ),
    "documents of a schema": (schema("{externalDocs: {description: d}}"), ["8:23 malformed-metadata"]),
    "an id a number": (op(f"operationId: 7, {OK}"), ["5:24 unquoted-id"]),
    "an id twice": (
        op(f"operationId: a, {OK}") + f"    put: {{operationId: a, {OK}}}",
        ["6:24 duplicate-operation-id"],
    ),
    "a byte order mark": ("\ufeff" + op(OK), []),
    "ends of lines": (op(OK).replace("\n", "\r\n"), []),
}

REFUSED: dict[str, tuple[str, str]] = {
    "leads nowhere": (
        schema("{}").replace("description: ok", "$ref: '#/components/responses/B'"),
        "5:37 dangling-reference",
    ),
    "leads nowhere from what is used": (
        schema("{items: {$ref: '#/components/schemas/B'}}").replace(
            "description: ok", "description: ok, content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}"
        ),
        "8:23 dangling-reference",
    ),
    "openapi an object": ("openapi: {a: b}", "1:10 unsupported-version"),
    "required a list": (schema("{required: [[a]], properties: {a: {}}}"), "8:20 invalid-description"),
    "no name": (parameter("{in: query, schema: {}}"), "5:24 invalid-description"),
    "no status": (op("responses: {ok: {description: ok}}"), "5:27 bad-status"),
    "empty": ("", "1:1 not-an-object"),
    "tabs": ("openapi: 3.0.3\ninfo:\n\ttitle: t\n", "3:1 malformed-yaml"),
    "comment": ('{"openapi": "3.0.3", // a\n"paths": {}}', "1:22 malformed-json"),
    "comment first": ('\n// a\n{"openapi": "3.0.3", "paths": {}}', "2:1 malformed-json"),
    "trailing comma": ('{"openapi": "3.0.3", "paths": {},}', "1:33 malformed-json"),
    "both paths": (op(OK) + f"  a: {{get: {{{OK}}}}}", "6:6 path-without-slash"),
}


def _said(text: str | bytes) -> list[str]:
    built = build(load_text(text, "api"))
    assert all(item.fix and item.message for item in built.warnings)
    return [f"{item.location.line}:{item.location.column} {item.id}" for item in built.warnings]


@pytest.mark.parametrize("name", READ)
def test_a_fault_that_hinders_no_client_is_a_warning(name: str) -> None:
    text, said = READ[name]
    assert _said(text) == said


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_that_does_is_an_error(name: str) -> None:
    text, said = REFUSED[name]
    with pytest.raises(InputError) as caught:
        _said(text)
    assert [f"{item.location.line}:{item.location.column} {item.id}" for item in caught.value.diagnostics] == [said]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_every_encoding_of_unicode(encoding: str) -> None:
    assert _said(op(OK, path="a").encode(encoding)) == ["4:3 path-without-slash"]


def _content(text: str) -> Any:
    return load_text(text, "api").content


def test_what_is_mended_means_what_was_meant() -> None:
    body = _content(parameter("{name: b, in: body, required: true, schema: {type: string}}", method="put"))
    assert body["paths"]["/a"]["put"]["requestBody"] == {
        "content": {"application/json": {"schema": {"type": "string"}}},
        "required": True,
    }
    form = _content(parameter("{name: f, in: formData, type: file, required: true}", method="put"))
    assert form["paths"]["/a"]["put"]["requestBody"]["content"] == {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"f": {"type": "string", "format": "binary"}},
                "required": ["f"],
            }
        }
    }
    found = _content(schema("{properties: {a: {type: bool, required: true}, b: {type: string, required: false}}}"))
    assert found["components"]["schemas"]["A"] == {
        "properties": {"a": {"type": "boolean"}, "b": {"type": "string"}},
        "required": ["a"],
    }
    in_path = _content(parameter("{name: id, schema: {}}", path="'/a/{id}'"))
    assert in_path["paths"]["/a/{id}"]["get"]["parameters"] == [
        {"name": "id", "in": "path", "required": True, "schema": {}}
    ]
    limit = _content(schema("{minimum: 1, exclusiveMinimum: true, type: string, nullable: true}", "3.1.0"))
    assert limit["components"]["schemas"]["A"] == {"exclusiveMinimum": 1, "type": ["string", "null"]}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{items: [{type: string}]}", {"items": {"type": "string"}}),
        ("{items: []}", {"items": {}}),
        ("{items: [{}, {type: string}]}", {"prefixItems": [{}, {"type": "string"}]}),
        ("{items: [{}], additionalItems: false}", {"prefixItems": [{}], "items": False}),
    ],
)
def test_a_list_of_items_means_what_it_did_once(written: str, meant: dict[str, Any]) -> None:
    assert _content(schema(written))["components"]["schemas"]["A"] == meant


def test_what_stands_in_a_list_of_items_is_found() -> None:
    document = load_text(schema("{items: [{}, {type: string}], additionalItems: {type: array}}"), "api")

    assert document.written("/components/schemas/A/prefixItems/1/type") == "/components/schemas/A/items/1/type"
    assert document.written("/components/schemas/A/items/type") == "/components/schemas/A/additionalItems/type"
    assert str(document.locate("/components/schemas/A/prefixItems/1/type")) == "api:8:28"


@pytest.mark.parametrize(
    ("beside", "meant"),
    [
        ("required: [a]", {"required": ["a"], "allOf": [{"$ref": "#/components/schemas/B"}]}),
        ("maxLength: 1, title: t", {"maxLength": 1, "title": "t", "allOf": [{"$ref": "#/components/schemas/B"}]}),
        ("type: ['null']", {"type": ["null"], "allOf": [{"$ref": "#/components/schemas/B"}]}),
        ("allOf: [{}]", {"allOf": [{}, {"$ref": "#/components/schemas/B"}]}),
        ("type: object, title: t", {"type": "object", "title": "t", "$ref": "#/components/schemas/B"}),
    ],
)
def test_what_stands_beside_a_reference_holds_with_it(beside: str, meant: dict[str, Any]) -> None:
    text = schema(f"{{$ref: '#/components/schemas/B', {beside}}}\n    B: {{}}", "3.1.0")
    assert _content(text)["components"]["schemas"]["A"] == meant


def test_a_reference_that_went_into_a_list_is_found() -> None:
    document = load_text(schema("{allOf: [{}], $ref: '#/components/schemas/B'}\n    B: {}", "3.1.0"), "api")

    assert document.written("/components/schemas/A/allOf/1/$ref") == "/components/schemas/A/$ref"
    assert str(document.locate("/components/schemas/A/allOf/1/$ref")) == "api:8:28"


def test_what_stands_behind_a_parameter_that_went_is_found() -> None:
    document = load_text(
        parameter("{name: b, in: body, schema: {}}, {name: q, in: query, schema: {}}", method="put"), "api"
    )

    assert str(document.locate("/paths/~1a/put/parameters/0/name")) == "api:5:64"
    assert document.written("/paths/~1a/put/parameters/0") == "/paths/~1a/put/parameters/1"


def test_a_bare_name_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(schema("{$ref: B}\n    B: {}"))
    (said,) = load(path, allowed=()).warnings
    assert (said.id, said.message) == ("misspelt-reference", "the reference `B` is read as `#/components/schemas/B`")


def test_a_reference_through_a_reference_leads_on() -> None:
    text = schema("{$ref: '#/components/schemas/B/properties/c'}\n    B: {$ref: '#/components/schemas/C'}")
    found = load_text(f"{text}    C: {{properties: {{c: {{type: string}}}}}}\n", "api")
    assert found.content["components"]["schemas"]["A"] == {"$ref": "#/components/schemas/C/properties/c"}
    assert [item.id for item in found.warnings] == ["misspelt-reference"]


def test_of_many_faults_of_a_kind_some_are_told() -> None:
    answers = ", ".join(f"'{status}': {{}}" for status in range(200, 250))
    built = build(load_text(op(f"responses: {{{answers}}}"), "api"))
    assert len(built.warnings) == 21
    assert "there are 30 more places of the kind [missing-description]" in [item.message for item in built.warnings]
