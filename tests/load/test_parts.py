"""A description is validated in parts: all that may be wrong is in one of them, where it stands in the whole."""

from typing import Any

import pytest

from veneer import upstream
from veneer.diagnostics import InputError
from veneer.load import load_text
from veneer.load.parts import parts

SCHEMES = {"key": {"type": "apiKey", "name": "k", "in": "header"}}


def description(paths: int = 50, schemas: int = 50) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "tags": [{"name": "pets"}],
        "paths": {f"/{number}": {"summary": str(number)} for number in range(paths)},
        "components": {
            "schemas": {f"S{number}": {"description": str(number)} for number in range(schemas)},
            "headers": {"H": {"schema": {}}},
            "securitySchemes": SCHEMES,
        },
    }


def test_the_first_has_what_is_no_path_and_no_component_apart_from_the_security_schemes() -> None:
    first = next(iter(parts(description())))

    assert first == {**description(), "paths": {}, "components": {"securitySchemes": SCHEMES}}


def test_the_others_have_all_of_the_rest_some_at_a_time() -> None:
    whole = description()
    _, *others = parts(whole)

    assert {name: item for part in others for name, item in part["paths"].items()} == whole["paths"]
    found: dict[str, Any] = {}
    for part in others:
        for section, nodes in part.get("components", {}).items():
            found.setdefault(section, {}).update(nodes)
    assert found == {name: nodes for name, nodes in whole["components"].items() if name != "securitySchemes"}
    assert all(len(part["paths"]) <= 20 for part in others)


def test_a_named_schema_is_without_the_properties_that_fit_for_sure() -> None:
    doubtful = {"properties": {"b": {"type": "string", "maxLength": "long"}, "c": {"type": "integer"}}}
    schema = {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"], "example": "x"}, "d": doubtful}}
    _, part = parts({**description(0, 0), "components": {"schemas": {"A": schema}}})

    inner = {"properties": {"b": {"type": "string", "maxLength": "long"}}}
    assert part["components"]["schemas"]["A"] == {"type": "object", "properties": {"d": inner}}


@pytest.mark.parametrize(
    "name", ["$ref", "type", "title", "description", "format", "default", "enum", "example", "deprecated", "items"]
)
@pytest.mark.parametrize("value", ["string", "file", "", 1, True, None, [], ["string"], {}])
def test_what_is_left_out_is_right(name: str, value: Any) -> None:
    part = [*parts({**description(0, 0), "components": {"schemas": {"A": {"properties": {"p": {name: value}}}}}})][1]

    if not part["components"]["schemas"]["A"]["properties"]:
        (upstream.Reference if name == "$ref" else upstream.Schema).model_validate({name: value})


def test_schemas_in_others_are_without_what_fits_for_sure() -> None:
    long = {"type": "string", "maxLength": "long"}
    schema = {
        "required": ["a", 1],
        "oneOf": [
            {"type": ["object", "null"]},
            {"required": ["a"], "properties": {"a": {"type": "string"}, "b": long}},
        ],
        "items": {"allOf": [long], "properties": {"c": {"type": "array", "items": {"type": "string"}}}},
    }
    _, part = parts({**description(0, 0), "components": {"schemas": {"A": schema}}})

    assert part["components"]["schemas"]["A"] == {
        "required": ["a", 1],
        "oneOf": [{}, {"properties": {"b": long}}],  # each where it stands
        "items": {"allOf": [long], "properties": {}},
    }


@pytest.mark.parametrize("odd", [{"paths": []}, {"components": 1}, {"components": {"schemas": [1]}}])
def test_what_is_not_as_openapi_has_it_stays_in_the_first(odd: dict[str, Any]) -> None:
    first = next(iter(parts({**description(0, 0), **odd})))

    assert first.items() >= odd.items()


def test_faults_of_all_parts_are_reported_each_once() -> None:
    text = (
        "openapi: 3.1.0\ninfo: {title: t, version: [1]}\n"
        "paths: {/a: {get: {responses: {'200': {description: [a]}}}}}\n"
        "components: {schemas: {A: {maximum: many}}}\n"
    )

    with pytest.raises(InputError) as caught:
        upstream.validate(load_text(text, "api"))

    places = [(item.location.line, item.pointer) for item in caught.value.diagnostics]
    assert places == [
        (2, "/info/version"),
        (3, "/paths/~1a/get/responses/200/description"),
        (4, "/components/schemas/A/maximum"),
    ]
