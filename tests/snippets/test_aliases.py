"""Lists, maps and unions that hold themselves -> types with names."""

from __future__ import annotations

import pytest

from snippets.describe import Generated, schemas

JSON = """
Json:
  description: Any JSON.
  anyOf:
  - {type: string}
  - {type: 'null'}
  - {type: array, items: {$ref: '#/components/schemas/Json'}}
  - {type: object, additionalProperties: {$ref: '#/components/schemas/Json'}}
Holder: {type: object, required: [json], properties: {json: {$ref: '#/components/schemas/Json'}}}
"""


def alias(generated: Generated, module: str) -> str:
    """Return the annotation of a type that holds itself."""
    lines = generated.file(f"models/{module}.py").splitlines()
    return next(line.partition("TypeAlias = ")[2].strip('"') for line in lines if "TypeAlias = " in line)


def returned(generated: Generated, module: str) -> list[str]:
    """Return what makes its reader and its writer."""
    found = generated.file(f"models/{module}.py").partition("def _decoder")[2].replace("\n", " ")
    return [" ".join(part.split()) for part in found.split("return ")[1:]]


def test_a_union_that_holds_itself() -> None:
    generated = schemas(JSON)

    assert alias(generated, "json") == "str | list[Json] | dict[str, Json] | None"
    assert generated.model("holder").splitlines()[0] == "json: Json | None"
    assert "json=take_nullable(data, 'json', decode_json)" in generated.statements("holder", "from_dict")[-1]
    assert "put_nullable(data, 'json', self.json, encode_json)" in generated.statements("holder", "to_dict")
    assert '"""Any JSON."""' in generated.file("models/json.py")
    assert "Json" in generated.file("models/__init__.py")
    assert generated.warned() == []


@pytest.mark.parametrize(
    ("fragment", "annotation"),
    [
        ("Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}", "list[Tree]"),
        ("Tree: {type: object, additionalProperties: {$ref: '#/components/schemas/Tree'}}", "dict[str, Tree]"),
        (
            "Tree: {oneOf: [{$ref: '#/components/schemas/Tree'}, {type: string}, "
            "{type: array, items: {$ref: '#/components/schemas/Tree'}}]}",
            "str | list[Tree]",
        ),
        (
            "Tree: {type: array, items: {$ref: '#/components/schemas/Other'}}\n"
            "Other: {type: array, items: {$ref: '#/components/schemas/Tree'}}",
            "list[list[Tree]]",
        ),
    ],
)
def test_each_kind(fragment: str, annotation: str) -> None:
    generated = schemas(fragment)

    assert alias(generated, "tree") == annotation
    assert generated.warned() == []


def test_models_in_it_are_imported_when_they_are_needed() -> None:
    generated = schemas(
        """
        Errors: {type: object, additionalProperties: {oneOf: [{$ref: '#/components/schemas/Errors'}, \
{$ref: '#/components/schemas/Fault'}]}}
        Fault: {type: object, required: [text], properties: {text: {type: string}, \
more: {$ref: '#/components/schemas/Errors'}}}
        """
    )

    assert alias(generated, "errors") == "dict[str, Errors | Fault]"
    text = generated.file("models/errors.py")
    assert "if TYPE_CHECKING:\n    from .fault import Fault\n" in text
    assert text.count("    from .fault import Fault\n\n    return ") == 2
    assert returned(generated, "errors")[0].startswith("map_of(one_of(decode_errors, Fault.from_dict))")
    assert "from .errors import Errors, decode_errors, encode_errors" in generated.file("models/fault.py")


def test_one_that_takes_a_taken_name_gets_another() -> None:
    generated = schemas(
        "pet: {type: object, properties: {a: {}}}\nPet: {type: array, items: {$ref: '#/components/schemas/Pet'}}"
    )

    assert alias(generated, "pet_2") == "list[Pet2]"
    assert generated.warned() == ["name-collision"]
