"""References: the ones that lead somewhere, and the place of those that do not."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from veneer.build import build
from veneer.diagnostics import Diagnostic, InputError, Severity
from veneer.load import load_text
from veneer.model import ListType

Refused = Callable[[str | bytes], list[Diagnostic]]


def with_schemas(**schemas: Any) -> str:
    return json.dumps({"openapi": "3.1.0", "components": {"schemas": schemas}})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            '{"openapi":"3.1.0", "components":\n{"schemas":{"Pet":{},\n"é": {"$ref": "#/components/schemas/Pett"}}}}',
            "3:15",
        ),
        (
            "openapi: 3.1.0\ncomponents:\n  schemas:\n    Pet: {}\n    é:\n      $ref: '#/components/schemas/Pett'\n",
            "6:13",
        ),
    ],
)
def test_a_reference_that_leads_nowhere(refused: Refused, text: str, place: str) -> None:
    (found,) = refused(text)

    assert (found.id, str(found.location)) == ("dangling-reference", f"api:{place}")
    assert found.pointer == "/components/schemas/é/$ref"
    assert found.message == "the reference `#/components/schemas/Pett` leads nowhere: there is no `Pett`"
    assert found.fix == "Did you mean `#/components/schemas/Pet`?"


@pytest.mark.parametrize(
    ("reference", "fix"),
    [
        ("#/components/schema/Pet", "Did you mean `#/components/schemas/Pet`?"),
        ("#/components/schemas/Elephant", "Define it, or correct the reference."),
        ("#/components/schemas/Pet/allOf/0", "Define it, or correct the reference."),
        ("#/openapi", "Refer to an object, such as `#/components/schemas/Name`."),
        ("#", "Refer to an object, such as `#/components/schemas/Name`."),
        ("", "Refer to an object, such as `#/components/schemas/Name`."),
    ],
)
def test_what_was_meant(refused: Refused, reference: str, fix: str) -> None:
    (found,) = refused(with_schemas(Pet={"type": "object"}, A={"$ref": reference}))

    assert (found.id, found.fix) == ("dangling-reference", fix)


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("a/b", "#/components/schemas/a~1b"),
        ("a~b", "#/components/schemas/a~0b"),
        ("a~1b", "#/components/schemas/a~01b"),
        ("a b€", "#/components/schemas/a%20b%E2%82%AC"),
        ("A", "#/components/schemas/A/properties/x"),
        ("B", "#/components/schemas/B/allOf/0"),
        ("C", "#/components/schemas/C/not"),
    ],
)
def test_escapes_and_inner_parts(name: str, reference: str) -> None:
    target = {"properties": {"x": {}}, "allOf": [{}], "not": True}

    load_text(with_schemas(**{name: target, "User": {"$ref": reference}}), "api")


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("other.json", "external-reference"),
        ("../other.yaml#/Pet", "external-reference"),
        ("https://example.com/a.json#/Pet", "external-reference"),
        ("api#/components/schemas/Pet", "external-reference"),
        ("#Pet", "dangling-reference"),
        ({"a": 1}, "malformed-reference"),
        (None, "malformed-reference"),
    ],
)
def test_references_that_are_not_followed(refused: Refused, reference: object, problem: str) -> None:
    (found,) = refused(with_schemas(A={"$ref": reference}))

    assert (found.id, found.pointer) == (problem, "/components/schemas/A/$ref")
    assert found.fix


def test_a_reference_to_the_file_itself_is_explained(refused: Refused) -> None:
    (found,) = refused(with_schemas(A={"$ref": "./api#/components/schemas/B"}, B={}))

    assert found.fix == "It may be this very file: write `#/components/schemas/B`."


NOWHERE = {"$ref": "#/nowhere"}


@pytest.mark.parametrize(
    "schema",
    [
        {"example": NOWHERE},
        {"examples": [NOWHERE]},
        {"default": NOWHERE},
        {"enum": [NOWHERE]},
        {"const": NOWHERE},
        {"x-note": NOWHERE},
        {"properties": {"$ref": {"type": "string"}}},
        {"properties": {"example": {}, "x-note": {}}, "required": ["$ref"]},
    ],
)
def test_payloads_and_property_names_are_no_references(schema: Any) -> None:
    load_text(with_schemas(A=schema), "api")


@pytest.mark.parametrize(
    "schema",
    [
        NOWHERE,
        {"properties": {"$ref": NOWHERE}},
        {"properties": {"example": NOWHERE}},
        {"properties": {"x-note": NOWHERE}},
        {"allOf": [{"items": NOWHERE}]},
        {"additionalProperties": NOWHERE},
        {"$defs": {"a": NOWHERE}},
        {"$ref": "#/components/schemas/B", "properties": {"a": NOWHERE}},
    ],
)
def test_references_are_seen_wherever_a_schema_stands(refused: Refused, schema: Any) -> None:
    (found,) = refused(with_schemas(A=schema, B={}))

    assert found.id == "dangling-reference"
    assert found.location.column == with_schemas(A=schema, B={}).index('"#/nowhere"') + 1


def test_references_are_seen_in_what_only_a_reference_leads_to(refused: Refused) -> None:
    content = {"openapi": "3.1.0", "components": {"schemas": {"A": {"$ref": "#/x-schemas/C"}}}}
    (found,) = refused(json.dumps({**content, "x-schemas": {"C": {"items": NOWHERE}, "D": NOWHERE}}))

    assert (found.id, found.pointer) == ("dangling-reference", "/x-schemas/C/items/$ref")


def test_references_are_seen_in_every_part(refused: Refused) -> None:
    operation = {
        "parameters": [NOWHERE],
        "requestBody": NOWHERE,
        "responses": {
            "200": NOWHERE,
            "x-200": NOWHERE,
            "default": {"headers": {"x-h": NOWHERE}, "links": {"l": NOWHERE}},
        },
        "callbacks": {"a": NOWHERE, "b": {"{$url}": NOWHERE}},
    }
    components = {"examples": {"e": NOWHERE}, "securitySchemes": {"s": NOWHERE}, "parameters": {"x-p": NOWHERE}}
    document = {
        "openapi": "3.1.0",
        "paths": {"/a": {"get": operation}, "/b": NOWHERE, "x-c": NOWHERE},
        "webhooks": {"x-w": NOWHERE},
        "components": components,
    }
    found = refused(json.dumps(document, indent=1))

    assert {each.id for each in found} == {"dangling-reference"}
    assert [each.pointer.removesuffix("/$ref") for each in found] == [
        "/paths/~1a/get/parameters/0",
        "/paths/~1a/get/requestBody",
        "/paths/~1a/get/responses/200",
        "/paths/~1a/get/responses/default/headers/x-h",
        "/paths/~1a/get/responses/default/links/l",
        "/paths/~1a/get/callbacks/a",
        "/paths/~1a/get/callbacks/b/{$url}",
        "/paths/~1b",
        "/webhooks/x-w",
        "/components/securitySchemes/s",
    ]  # what no operation uses is told as warnings


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"paths": {"/a": {"get": {"$ref": "#/paths"}}}}, "OpenAPI has no `$ref` in place of this operation"),
        ({"components": {"schemas": {"A": {"properties": {"$ref": "#/components"}}}}}, "in place of this map"),
    ],
)
def test_a_reference_where_there_may_be_none(refused: Refused, document: dict[str, Any], message: str) -> None:
    (found,) = refused(json.dumps({"openapi": "3.1.0", **document}))

    assert found.id == "misplaced-reference"
    assert message in found.message


def test_a_loop_of_references_is_told_once(refused: Refused) -> None:
    ref = {name: {"$ref": f"#/components/schemas/{name}"} for name in "ABCD"}
    text = json.dumps(
        {"openapi": "3.1.0", "components": {"schemas": {"U": ref["A"], "A": ref["B"], "B": ref["A"], "C": ref["C"]}}}
    )
    first, second = refused(text)

    assert first.id == second.id == "reference-loop"
    assert first.pointer == "/components/schemas/A/$ref"
    assert first.message.endswith("`#/components/schemas/A` -> `#/components/schemas/B` -> `#/components/schemas/A`")
    assert second.pointer == "/components/schemas/C/$ref"


def test_a_loop_that_no_operation_uses_is_a_warning() -> None:
    ref = {name: {"$ref": f"#/components/schemas/{name}"} for name in "ABC"}
    content = {"content": {"application/json": {"schema": ref["C"]}}, "description": ""}
    described = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": content}}}},
        "components": {"schemas": {"U": ref["A"], "A": ref["B"], "B": ref["A"], "C": {"type": "string"}}},
    }
    document = load_text(json.dumps(described), "api")

    (warning,) = document.warnings
    assert (warning.id, warning.severity) == ("reference-loop", Severity.WARNING)
    assert warning.message.endswith("; no operation uses it")
    assert document.content["components"]["schemas"]["A"] == {}

    described["components"]["schemas"]["C"] = ref["U" if "U" in ref else "A"]
    with pytest.raises(InputError, match="circle"):
        load_text(json.dumps(described), "api")


def test_what_a_mended_reference_leads_to_is_checked_too(refused: Refused) -> None:
    answer = {**NOWHERE, "content": {"application/json": {"schema": {"properties": {"a": NOWHERE}}}}}
    document = {
        "openapi": "3.1.0",
        "paths": {"/a": {"get": {"parameters": [{"$ref": "#/x-all/one/inner"}], "responses": {}}}},
        "components": {"responses": {"Unused": answer}},
        "x-all": {"one": {"$ref": "#/x-more"}},
        "x-more": {"inner": {"name": "a", "in": "query", "schema": {"$ref": "#/nowhere"}}},
    }

    assert [each.pointer for each in refused(json.dumps(document, indent=1))] == ["/x-more/inner/schema/$ref"]

    del document["x-more"]["inner"]["schema"]["$ref"]
    told = [each.pointer for each in load_text(json.dumps(document), "api").warnings if each.id == "dangling-reference"]
    opened = "/components/responses/Unused"
    assert told == [f"{opened}/$ref", f"{opened}/content/application~1json/schema/properties/a/$ref"]


def test_recursive_schemas_and_long_chains_are_no_loops() -> None:
    chain = {f"A{number}": {"$ref": f"#/components/schemas/A{number + 1}"} for number in range(5_000)}
    node = {"properties": {"next": {"$ref": "#/components/schemas/Node"}}}

    load_text(with_schemas(**chain, A5000={}, Node=node), "api")


def test_discriminator_mappings_that_lead_nowhere_are_not_read() -> None:
    mapping = {
        "cat": "Cat",
        "dog": "#/components/schemas/Dog",
        "odd": "An odd/name.json",
        "cow": "Cowl",
        "pig": "#/components/schemas/Pig",
        "file": "Fish.json",
        "url": "https://example.com/Fish",
    }
    document = load_text(
        with_schemas(
            **{"Cat": {}, "Dog": {}, "Cow": {}, "An odd/name.json": {}},
            Pet={"oneOf": [], "discriminator": {"propertyName": "kind", "mapping": mapping}},
        ),
        "api",
    )

    told = [each for each in document.warnings if each.id == "malformed-discriminator"]
    assert [(each.pointer.rpartition("/")[2], each.fix[:40]) for each in told] == [
        ("cow", "Did you mean `#/components/schemas/Cow`?"),
        ("pig", "Define it, or correct the reference."),
        ("file", "Vendor the description with `veneer vend"),
        ("url", "Vendor the description with `veneer vend"),
    ]
    assert list(document.content["components"]["schemas"]["Pet"]["discriminator"]["mapping"]) == ["cat", "dog", "odd"]


def test_references_into_paths_and_answers_share_one_model() -> None:
    item = {"type": "object", "properties": {"a": {"type": "string"}}}
    answer = {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": item}}}}
    inside = "#/paths/~1a/get/responses/200"
    schemas = [
        f"{inside}/content/application~1json/schema",
        "#/components/responses/X/content/application~1json/schema",
        f"{inside}/content/application~1json/schema/items",
    ]
    answers = [answer, {"$ref": inside}]
    answers += [{"description": "ok", "content": {"application/json": {"schema": {"$ref": each}}}} for each in schemas]
    paths = {f"/{name}": {"get": {"responses": {"200": each}}} for name, each in zip("abcde", answers, strict=True)}
    components = {"responses": {"X": {"$ref": inside}}}
    info = {"title": "t", "version": "1"}
    text = json.dumps({"openapi": "3.1.0", "info": info, "paths": paths, "components": components})

    operations = build(load_text(text, "api")).api.operations

    first, *others, last = (operation.responses[0].contents[0].type for operation in operations)
    assert isinstance(first, ListType)
    assert all(other == first for other in others)
    assert last == first.item


def test_a_pointer_begins_at_the_schema_with_an_id_around_it() -> None:
    inner = {
        "properties": {"next": {"$ref": "#"}, "size": {"$ref": "#/$defs/Size"}, "b": {"$ref": "#/components/schemas/B"}}
    }
    text = with_schemas(A={"$id": "a", **inner, "$defs": {"Size": {"type": "integer"}}}, B={})
    document = load_text(text, "api")

    properties = document.content["components"]["schemas"]["A"]["properties"]
    assert properties["next"] == {"$ref": "#/components/schemas/A"}
    assert properties["size"] == {"$ref": "#/components/schemas/A/$defs/Size"}
    assert properties["b"] == {"$ref": "#/components/schemas/B"}
    assert [item.id for item in document.warnings] == ["missing-info"]
