"""A schema is typed without what its properties hold: the rest stays, and so does the description."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from veneer.build.outlines import opened, outlined

PET = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "tail": {"minimum": 1}}}
BARE = {**PET, "properties": {"": {}}}


@pytest.mark.parametrize(
    ("schema", "outline"),
    [
        (PET, BARE),
        ({"properties": {}}, {"properties": {}}),
        ({"type": "array", "items": PET, "x-more": PET}, {"type": "array", "items": BARE, "x-more": PET}),
        ({"additionalProperties": {"items": PET}}, {"additionalProperties": {"items": BARE}}),
        ({"additionalProperties": False}, {"additionalProperties": False}),
        ({"not": PET, "prefixItems": [PET, {}]}, {"not": BARE, "prefixItems": [BARE, {}]}),
        ({"allOf": [PET], "oneOf": [PET], "anyOf": [{}]}, {"allOf": [BARE], "oneOf": [BARE], "anyOf": [{}]}),
        # The front end makes an option of these, which stands nowhere in the description, so it cannot be opened later.
        ({"nullable": True, "allOf": [PET]}, {"nullable": True, "allOf": [PET]}),
        ({"$ref": "#/a", "properties": {"a": PET}}, {"$ref": "#/a", "properties": {"a": PET}}),
    ],
)
def test_an_outline_has_a_stand_in_for_properties(schema: dict[str, Any], outline: dict[str, Any]) -> None:
    before = copy.deepcopy(schema)

    assert outlined(schema) == outline
    assert schema == before


@pytest.mark.parametrize(
    ("schema", "result"),
    [
        ({"properties": {"pet": PET, "name": {}}}, {"properties": {"pet": BARE, "name": {}}}),
        ({"allOf": [{"properties": {"pet": PET}}]}, {"allOf": [{"properties": {"pet": BARE}}]}),
        ({"oneOf": [{"anyOf": [PET]}]}, {"oneOf": [{"anyOf": [PET]}]}),
        ({"items": PET}, {"items": BARE}),
    ],
)
def test_an_opened_schema_has_its_properties_and_those_of_its_parts(
    schema: dict[str, Any], result: dict[str, Any]
) -> None:
    before = copy.deepcopy(schema)

    assert opened(schema, outlined) == result
    assert schema == before
