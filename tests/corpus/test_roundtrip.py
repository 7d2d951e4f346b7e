"""Samples of every kind of schema come out of the models as they went in; a model that loses something is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.roundtrip import check
from corpus.samples import Sampler, text_of

UNIONS = Path(__file__).with_name("unions.yaml")


def test_samples_come_out_as_they_went_in() -> None:
    report = check(UNIONS)

    assert report.failures == ()
    assert report.unsampled == ()
    assert (report.contents, report.share) == (4, 1.0)
    assert report.samples > 35


def test_what_is_lost_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from veneer.views import unions

    monkeypatch.setattr(unions, "tags_of", lambda *_: None)
    monkeypatch.setattr(unions, "options_of", lambda union: union.options[:1])

    assert check(UNIONS).failures


def test_each_option_and_each_value_of_an_enum_has_a_sample() -> None:
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"enum": ["x", "y"]},
            "b": {
                "oneOf": [{"type": "integer", "minimum": 3}, {"type": "array", "minItems": 2, "items": {"const": 1}}]
            },
        },
        "additionalProperties": False,
    }
    found = list(Sampler({"s": schema}).samples("/s"))

    assert {"a": "x", "b": 3} in found
    assert {"a": "y", "b": 3} in found
    assert {"a": "x", "b": [1, 1]} in found
    assert {"a": "x"} in found


def test_a_required_property_is_what_is_said_of_further_ones() -> None:
    schema = {"type": "object", "required": ["a"], "maxProperties": 1, "additionalProperties": {"const": 1}}

    assert list(Sampler({"s": schema}).samples("/s")) == [{"a": 1}]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("string", "null", [{}]),
        ("number", ["integer", "null"], [{"a": 1}, {}]),
        (["integer", "boolean"], "number", [{"a": 1}, {}]),
        (["string", "null"], ["null", "integer"], [{"a": None}, {}]),
    ],
)
def test_a_value_has_a_type_that_all_parts_name(first: object, second: object, expected: list[object]) -> None:
    value = {"allOf": [{"type": first}, {"type": second}]}
    schema = {"type": "object", "properties": {"a": value}, "additionalProperties": False}

    assert list(Sampler({"s": schema}).samples("/s")) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"$ref": "#/union/oneOf/1"}, [2]),
        ({"$ref": "#/union/oneOf/0/properties/a"}, [1, None]),
        ({"$ref": "#/both/oneOf/0", "type": "array"}, [1]),  # what stands beside it is not read
        ({"$ref": "#/both/number", "nullable": True}, [1, None]),
    ],
)
def test_references_lead_through_alternatives(schema: dict[str, object], expected: list[object]) -> None:
    union = {"oneOf": [{"nullable": True, "properties": {"a": {"type": "integer", "nullable": True}}}, {"const": 2}]}
    both = {"oneOf": [{"const": 1}], "anyOf": [{"const": 1}], "number": {"type": "integer"}}

    assert list(Sampler({"s": schema, "union": union, "both": both}).samples("/s")) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"format": "date"}, "2024-05-06"),
        ({"pattern": "^[A-Z]{2}-[0-9]+(a|b)?$"}, "AA-0a"),
        ({"minLength": 6}, "textxx"),
        ({"maxLength": 2}, "te"),
        ({"format": "date-time", "minLength": 25, "maxLength": 25}, "2024-05-06T07:08:09+02:00"),
        ({"format": "date", "pattern": "[0-9]{4}-?[0-9]{2}-?[0-9]{2}"}, "2024-05-06"),
        ({"format": "time", "pattern": "^[0-9:]+([.][0-9]+)?$"}, "07:08:09"),
        ({"format": "date", "pattern": "^1[0-9]{3}-01-01$"}, "1000-01-01"),
        ({"pattern": "^a(-b)?-[0-9]+$", "minLength": 3, "maxLength": 6}, "a-b-0"),
    ],
)
def test_texts(schema: dict[str, object], expected: str) -> None:
    assert text_of(schema) == expected


@pytest.mark.parametrize(
    ("schema", "has_none"),
    [
        ({"allOf": [{"type": "string"}, {"$ref": "#/number"}]}, True),
        ({"allOf": [{"type": "integer"}, {"$ref": "#/number"}]}, False),
        ({"type": "string", "enum": [None]}, True),
        ({"type": "string", "enum": [None, "a"]}, False),
        ({"type": "integer", "enum": [2], "allOf": [{"oneOf": [{"const": 1}, {"const": 2}]}]}, False),
        ({"$ref": "#/number"}, False),
        ({"type": "object", "required": ["a"], "additionalProperties": False}, True),
        ({"required": ["a"], "additionalProperties": False}, False),  # a text is
        ({"type": "object", "required": ["a"], "properties": {"a": {"oneOf": [False, {"type": []}]}}}, True),
        ({"type": "object", "required": ["a"], "properties": {"a": {"oneOf": [False, {}]}}}, False),
        ({"type": "object", "required": ["a"], "properties": {"a": {"type": "object", "enum": ["b"]}}}, True),
        ({"type": "object", "required": ["a"], "properties": {"a": {"type": "number", "enum": [1]}}}, False),
        ({"type": "object", "required": ["x"], "patternProperties": {"x": False}}, True),
        ({}, False),
    ],
)
def test_there_is_no_sample_where_no_value_is_valid(schema: dict[str, object], has_none: bool) -> None:
    sampler = Sampler({"s": schema, "number": {"type": "number"}})

    assert sampler.has_none("/s") is has_none
    assert not (has_none and list(sampler.samples("/s")))
