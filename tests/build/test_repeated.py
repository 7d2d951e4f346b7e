"""What a description repeats is read once, and the Api is the same as if it had been read each time."""

from __future__ import annotations

import gc
import weakref

import yaml

from veneer.build import build
from veneer.build.plain import PlainSchemas
from veneer.load import SpecDocument, load_text
from veneer.model import FileType, StringType
from veneer.upstream import Reference, Schema, UntrustedString

HEAD = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}}


def loaded(fragment: str) -> SpecDocument:
    return load_text(yaml.safe_dump(HEAD | yaml.safe_load(fragment)), "api.yaml")


def test_equal_schemas_of_single_values_are_typed_once() -> None:
    plain = PlainSchemas()

    first = plain.typed({"type": "string", "maxLength": 1})

    assert first is not None
    assert plain.typed({"type": "string", "maxLength": 1}) is first
    assert plain.typed({"type": "string", "maxLength": 2}) is not first
    assert plain.typed({"type": ["string", "null"]}) is plain.typed({"type": ["string", "null"]})
    assert plain.typed({"type": ["string", "null"]}) is not plain.typed({"type": ["integer", "null"]})


def test_true_is_not_one() -> None:
    plain = PlainSchemas()

    found = [plain.typed({"example": value}) for value in (1, True, 1.0)]

    assert [type(schema.example) for schema in found if isinstance(schema, Schema)] == [int, bool, float]


def test_a_schema_with_others_in_it_is_none_of_these() -> None:
    plain = PlainSchemas()

    assert plain.typed({"items": {}}) is None
    assert plain.typed({"enum": ["a"]}) is None
    assert plain.typed({"type": ["string"], "enum": ["a"]}) is None
    assert plain.typed(True) is None


def test_equal_references_to_a_named_schema_are_typed_once() -> None:
    plain = PlainSchemas()

    first = plain.typed({"$ref": "#/components/schemas/A"})

    assert isinstance(first, Reference)
    assert plain.typed({"$ref": "#/components/schemas/A"}) is first
    assert plain.typed({"$ref": "#/components/schemas/B"}) is not first
    assert plain.typed({"$ref": "#/components/schemas/A", "description": "d"}) is None
    assert plain.typed({"$ref": "#/components/schemas/A/properties/a"}) is None
    assert plain.typed({"$ref": "#/components/parameters/A/schema"}) is None


def test_a_property_like_another_has_its_own_name_and_place() -> None:
    api = build(
        loaded(
            """
paths: {}
components:
  schemas:
    A: {type: object, required: [b], properties: {a: {type: string, description: d}, b: {type: string, description: d}}}
"""
        )
    ).api

    first, second = api.models["/components/schemas/A"].properties

    assert (first.wire_name, first.required, first.pointer) == ("a", False, "/components/schemas/A/properties/a")
    assert (second.wire_name, second.required, second.pointer) == ("b", True, "/components/schemas/A/properties/b")
    assert first.docs is second.docs
    assert first.docs.description == "d"


def test_what_is_a_file_in_one_body_is_text_in_another() -> None:
    api = build(
        loaded(
            """
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data: {schema: {$ref: "#/components/schemas/Form"}}
          application/json: {schema: {$ref: "#/components/schemas/Text"}}
      responses: {"204": {description: d}}
components:
  schemas:
    Form: {type: object, properties: {data: {type: string, format: binary}}}
    Text: {type: object, properties: {data: {type: string, format: binary}}}
"""
        )
    ).api

    (form,), (text,) = (api.models[f"/components/schemas/{name}"].properties for name in ("Form", "Text"))

    assert form.type == FileType()
    assert text.type == StringType(UntrustedString("binary"))


def test_each_default_that_does_not_fit_is_told_of() -> None:
    built = build(
        loaded(
            """
paths: {}
components:
  schemas:
    A: {type: object, properties: {a: {type: string, default: 1}, b: {type: string, default: 1}}}
"""
        )
    )

    assert [item.pointer for item in built.warnings if item.id == "unfit-default"] == [
        "/components/schemas/A/properties/a",
        "/components/schemas/A/properties/b",
    ]


def test_an_object_in_what_the_front_end_makes_nullable_has_its_properties() -> None:
    api = build(
        loaded(
            """
paths: {}
components:
  schemas:
    A:
      type: object
      properties:
        a: {nullable: true, allOf: [{type: object, properties: {b: {type: object, properties: {c: {type: string}}}}}]}
"""
        )
    ).api

    assert [[item.wire_name for item in model.properties] for model in api.models.values()] == [["a"], ["b"], ["c"]]


def test_a_parameter_that_operations_refer_to_is_one() -> None:
    api = build(
        loaded(
            """
paths:
  /a:
    parameters: [{$ref: "#/components/parameters/Size"}]
    get: {operationId: a, responses: {"204": {description: d}}}
    delete: {operationId: b, responses: {"204": {description: d}}}
components:
  parameters:
    Size: {name: size, in: query, schema: {type: integer}}
"""
        )
    ).api

    (first,), (second,) = (operation.parameters for operation in api.operations)

    assert first is second
    assert first.pointer == "/components/parameters/Size"


def test_words_beside_a_reference_to_a_parameter_are_those_of_the_operation() -> None:
    fragment = """
openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{$ref: "#/components/parameters/Size", description: mine}]
      responses: {"204": {description: d}}
  /b:
    get:
      parameters: [{$ref: "#/components/parameters/Size"}]
      responses: {"204": {description: d}}
components:
  parameters:
    Size: {name: size, in: query, description: shared, schema: {type: integer}}
"""
    api = build(loaded(fragment)).api

    assert [operation.parameters[0].docs.description for operation in api.operations] == ["mine", "shared"]


def test_nothing_holds_the_description_after_it_was_built() -> None:
    document = loaded(
        """
paths: {/a: {get: {responses: {"200": {description: d, content: {application/json: {schema: {type: object}}}}}}}}
components:
  schemas:
    A: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}
    B: {allOf: [{$ref: "#/components/schemas/A"}, {properties: {c: {type: string}}}]}
"""
    )
    held = weakref.ref(document)
    gc.collect()
    gc.disable()  # as a run has it: what is in a circle would stay
    try:
        built = build(document)
        del document

        assert held() is None
        assert built.api.models
    finally:
        gc.enable()
