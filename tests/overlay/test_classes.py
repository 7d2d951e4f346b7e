"""Overlays of models and enums: `models/<Model>.py.jinja`."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import PETS, installed, make
from veneer.diagnostics import InputError

PET = "models/Pet.py.jinja"
MEMBERS = """\
{% extends "model.py.jinja" %}
{% block members %}
@property
def is_cat(self) -> bool:
    \"""Whether it purrs.\"""
    return self.kind is {{ model("Kind") }}.CAT

def weight(self) -> {{ library("decimal") }}.Decimal:
    \"""What it weighs.\"""
    return decimal.Decimal(1)
{% endblock %}
"""
KIND = """\
{% extends "enum.py.jinja" %}
{% block members %}
@property
def sound(self) -> str:
    return "meow" if self is {{ model("Kind") }}.CAT else "woof"
{% endblock %}
"""
CIRCLE = PETS + "    Owner: {type: object, properties: {pets: {type: array, items: *Pet}}}\n"


def test_a_model_and_an_enum_get_members(tmp_path: Path) -> None:
    package = make(tmp_path, {PET: MEMBERS, "models/Kind.py.jinja": KIND})

    with installed(package, tmp_path) as module:
        pet = module.models.Pet.from_dict({"name": "Rex", "kind": "cat"})  # type: ignore[attr-defined]

        assert pet.is_cat
        assert pet.weight() == 1
        assert pet.kind.sound == "meow"
        assert pet.to_dict() == {"name": "Rex", "kind": "cat"}


def test_nothing_else_changes(tmp_path: Path) -> None:
    plain, overlaid = make(tmp_path / "a").files, make(tmp_path / "b", {PET: MEMBERS}).files

    changed = {path for path in plain if plain[path] != overlaid[path]}
    assert changed == {"api.md", "generated.sha256", "pets/v1/models/pet.py"}


def test_blocks_are_replaced(tmp_path: Path) -> None:
    text = '{% extends "model.py.jinja" %}\n{% block docstring %}\n"""A friend."""\n{% endblock %}\n'

    assert '    """A friend."""\n' in make(tmp_path, {PET: text}).text("pets/v1/models/pet.py")


def test_a_version_folder_narrows_it(tmp_path: Path) -> None:
    package = make(tmp_path, {f"v2/{PET}": MEMBERS}, versions={"v1": PETS, "v2": PETS})

    assert "is_cat" in package.text("pets/v2/models/pet.py")
    assert "is_cat" not in package.text("pets/v1/models/pet.py")


@pytest.mark.parametrize(
    ("path", "text", "id"),
    [
        ("models/Pets.py.jinja", MEMBERS, "unknown-overlay"),
        (PET, MEMBERS.replace("block members", "block member"), "unknown-block"),
        (PET, MEMBERS.replace('"Kind"', '"Kinds"'), "unknown-model"),
        (PET, MEMBERS.replace('"Kind"', '"Owner"'), "import-cycle"),
        (PET, MEMBERS.replace("decimal", "pandas"), "unknown-library"),
        (PET, MEMBERS.replace("def weight", "def"), "overlay-python"),
        (PET, "class Cat: ...\n", "overlay-without-class"),
        (PET, MEMBERS.replace("model.py", "mode.py"), "overlay-error"),
    ],
)
def test_what_is_wrong_has_a_place(path: str, text: str, id: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        make(tmp_path, {path: text}, versions={"v1": CIRCLE})

    (found,) = raised.value.diagnostics
    assert found.id == id
    assert found.location.file == f"customizations/pets/{path}"
