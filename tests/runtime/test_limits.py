"""Limits of JSON Schema: what breaks one, what is just within it, and what they say nothing about."""

from __future__ import annotations

from typing import Any

import pytest

from veneer.runtime.limits import broken_limit

BROKEN = [
    (2, {"minimum": 3}, "must be at least 3"),
    (2.9, {"minimum": 3}, "must be at least 3"),
    (-1, {"minimum": 0}, "must be at least 0"),
    (4, {"maximum": 3}, "must be at most 3"),
    (3, {"exclusiveMinimum": 3}, "must be greater than 3"),
    (3.0, {"exclusiveMaximum": 3}, "must be less than 3"),
    (7, {"multipleOf": 2}, "must be a multiple of 2"),
    (0.35, {"multipleOf": 0.1}, "must be a multiple of 0.1"),
    ("", {"minLength": 1}, "must have at least 1 character"),
    ("abc", {"maxLength": 2}, "must have at most 2 characters"),
    ("A1", {"pattern": "^[a-z]+$"}, "must match the pattern ^[a-z]+$"),
    ("٣", {"pattern": r"^\d$"}, r"must match the pattern ^\d$"),
    ([], {"minItems": 1}, "must have at least 1 item"),
    ([1, 2, 3], {"maxItems": 2}, "must have at most 2 items"),
    ([1, 1.0], {"uniqueItems": True}, "must not have the same item twice"),
    ([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}], {"uniqueItems": True}, "must not have the same item twice"),
    ({}, {"minProperties": 1}, "must have at least 1 property"),
    ({"a": 1, "b": 2, "c": 3}, {"maxProperties": 2}, "must have at most 2 properties"),
]
WITHIN = [
    (3, {"minimum": 3, "maximum": 3}),
    (3.1, {"exclusiveMinimum": 3}),
    (0.3, {"multipleOf": 0.1}),
    (1e300, {"multipleOf": 0.01}),
    ("\N{PILE OF POO}", {"maxLength": 1}),
    ("xay", {"pattern": "a"}),
    ([1, "1", True, [1]], {"uniqueItems": True}),
    ([1, 1], {"uniqueItems": False}),
    (True, {"minimum": 5}),
    (None, {"minLength": 5, "minItems": 1, "minProperties": 1}),
    ("text", {"minimum": 5, "minItems": 9}),
    (1, {"pattern": "a", "minLength": 9}),
    ("b", {"pattern": "(?<name>a)"}),  # ECMA-262, and nothing that Python reads
    ("[", {"pattern": "[[]"}),  # Python would warn of it
]


@pytest.mark.parametrize(("value", "limits", "message"), BROKEN)
def test_what_breaks_a_limit(value: object, limits: dict[str, Any], message: str) -> None:
    assert broken_limit(value, limits) == message


@pytest.mark.parametrize(("value", "limits"), WITHIN)
def test_what_is_within(value: object, limits: dict[str, Any]) -> None:
    assert broken_limit(value, limits) is None
