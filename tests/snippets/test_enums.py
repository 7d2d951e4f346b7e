"""Lists of values -> enum classes: open and closed, texts and numbers, null, and values that are hard to name."""

from __future__ import annotations

import ast

import pytest

from snippets.describe import Generated, schemas


def members(generated: Generated, name: str = "kind") -> dict[str, object]:
    tree = next(node for node in ast.parse(generated.file(f"models/{name}.py")).body if isinstance(node, ast.ClassDef))
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


@pytest.mark.parametrize(
    ("fragment", "base"),
    [
        ("{type: string, enum: [a, b]}", "ClosedStrEnum"),
        ("{type: integer, enum: [1, 2]}", "ClosedIntEnum"),
        ("{type: string, enum: [a, b], x-extensible-enum: true}", "OpenStrEnum"),
        ("{type: integer, enum: [1, 2], x-ms-enum: {name: K, modelAsString: true}}", "OpenIntEnum"),
        ("{enum: [a, b]}", "ClosedStrEnum"),
        ("{type: string, format: date-time, enum: ['2020-01-01T00:00:00Z']}", "OpenStrEnum"),
        ("{type: string, format: uuid, enum: [d1b49e0b-5d6e-4c6c-9f5f-0d3c2f3f4a5b]}", "ClosedStrEnum"),
        ("{oneOf: [{const: a}, {const: b}]}", "ClosedStrEnum"),
        ("{anyOf: [{const: 1, title: One}, {const: 2}]}", "ClosedIntEnum"),
    ],
)
def test_the_kind_of_an_enum(fragment: str, base: str) -> None:
    assert f"class Kind({base}):" in schemas(f"Kind: {fragment}").file("models/kind.py")


def test_odd_values_have_names_that_say_what_they_are() -> None:
    generated = schemas(
        'Kind: {enum: ["", "-1", "a b", "1x", "class", "None", "name", "mro", "a-b", "naïve", "$x", "/"]}'
    )

    assert members(generated) == {
        "EMPTY": "",
        "MINUS_1": "-1",
        "A_B": "a b",
        "VALUE_1X": "1x",
        "CLASS": "class",
        "NONE": "None",
        "NAME": "name",
        "MRO": "mro",
        "A_B_2": "a-b",
        "NAÏVE": "naïve",
        "X": "$x",
        "SOLIDUS": "/",
    }
    assert generated.warned() == ["name-collision"]
    assert "enum member name `A_B` is taken, so this one is `A_B_2`" in str(generated.warnings[0])


def test_numbers() -> None:
    assert members(schemas("Kind: {enum: [0, 1, -1, 10]}")) == {
        "VALUE_0": 0,
        "VALUE_1": 1,
        "MINUS_1": -1,
        "VALUE_10": 10,
    }


def test_names_and_words_of_its_own() -> None:
    generated = schemas("Kind: {enum: [1, 2], x-enum-varnames: [Low, class], x-enum-descriptions: [Least., '']}")

    assert members(generated) == {"LOW": 1, "CLASS": 2}
    assert 'LOW = 1\n    """Least."""' in generated.file("models/kind.py")


def test_a_value_that_is_repeated_is_one_member() -> None:
    assert members(schemas("Kind: {enum: [a, b, a]}")) == {"A": "a", "B": "b"}


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ("{enum: [a, null]}", "PetK | None"),
        ("{enum: [null]}", "None"),
        ("{enum: [a, 1]}", "Literal['a'] | Literal[1]"),
        ("{enum: [true, false]}", "Literal[True] | Literal[False]"),
        ("{enum: [1.5, .inf]}", "float"),
        ("{type: array, items: {enum: [a]}}", "list[PetKItem]"),
        ("{type: object, enum: [{a: 1}]}", "dict[str, Any]"),
        ("{oneOf: [{const: a}, {type: integer}]}", "Literal['a'] | int"),
    ],
)
def test_a_property_with_a_list_of_values(schema: str, annotation: str) -> None:
    generated = schemas(f"Pet: {{required: [k], properties: {{k: {schema}}}}}")

    assert generated.model("pet").splitlines()[0] == f"k: {annotation}"


def test_an_enum_of_a_property_may_have_a_name_of_its_own() -> None:
    generated = schemas("Pet: {required: [k], properties: {k: {enum: [a, b], x-enum-name: Colour}}}")

    assert generated.model("pet").splitlines()[0] == "k: Colour"


@pytest.mark.parametrize(
    "extension",
    [
        "x-enum-varnames: [Low, High]",
        "x-enumNames: [Low, High]",
        "x-ms-enum: {name: Kind, values: [{value: 0, name: Low}, {value: 1, name: High}]}",
    ],
)
def test_names_of_values(extension: str) -> None:
    assert members(schemas(f"Kind: {{type: integer, enum: [0, 1.0], {extension}}}")) == {"LOW": 0, "HIGH": 1}


@pytest.mark.parametrize(
    "extension",
    [
        "x-enum-descriptions: [The one., '']",
        "x-enumDescriptions: {a: The one.}",
        "x-ms-enum: {values: [{value: a, description: The one.}, 3]}",
    ],
)
def test_descriptions_of_values(extension: str) -> None:
    assert '"""The one."""' in schemas(f"Kind: {{enum: [a, b], {extension}}}").file("models/kind.py")
