"""`api.md` follows what is printed: a change of a symbol changes its lines and no others, overlays included."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest

from overlay.projects import CONFIGURATION, GET_PET, PETS, Package, extending, make
from overlay.test_added_methods import WAIT
from overlay.test_blocks import WHOLE
from overlay.test_classes import KIND, MEMBERS
from veneer.pipeline import generate_description

GET = "- `get_pet(pet_id: str, *, verbose: bool | None = None, "
TYPED = f"{GET}cancellation: CancellationToken | None = None) -> Response[Pet]`"
RAW = f"{GET}context: RequestContext) -> httpx.Response`"
COUNT = '{% extends "added_method.py.jinja" %}\n{% block docstring %}\n"""Count."""\n{% endblock %}\n'


def changes(before: Package, after: Package) -> list[str]:
    """Return the lines of `api.md` that went and came, each with a sign."""
    lines = difflib.unified_diff(
        before.text("api.md").splitlines(), after.text("api.md").splitlines(), n=0, lineterm=""
    )
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def changed(folder: Path, overlays: Mapping[str, str]) -> list[str]:
    return changes(make(folder / "stock"), make(folder / "overlaid", overlays))


def described(folder: Path, old: str, new: str) -> list[str]:
    """Return what a change of the description changes."""
    assert old in PETS
    return changes(make(folder / "old"), make(folder / "new", versions={"v1": PETS.replace(old, new)}))


def test_both_layers_have_a_line_in_the_descriptions_order(tmp_path: Path) -> None:
    lines = make(tmp_path).text("api.md").splitlines()
    at = lines.index("### PetsClient, AsyncPetsClient")

    assert lines[at + 4 : at + 8] == [
        "- `PetsClient.close() -> None`",
        "- `async AsyncPetsClient.aclose() -> None`",
        TYPED,
        RAW,
    ]
    assert [line.partition("(")[0] for line in lines[at + 6 : at + 16 : 2]] == [
        f"- `{name}" for name in ("get_pet", "list_pets", "create_pet", "create_draft", "move_pet")
    ]


@pytest.mark.parametrize(
    ("old", "new", "came"),
    [
        (
            "  schemas:\n",
            "  schemas:\n    Owner: {type: object, properties: {age: {type: integer}}}\n",
            "+- `Owner(*, age: int | None = None, additional_properties: dict[str, Any] = dict())`",
        ),
        ("  schemas:\n", "  schemas:\n    Size: {type: string, enum: [s]}\n", '+- `Size(ClosedStrEnum): S = "s"`'),
    ],
)
def test_a_new_class_is_one_line(old: str, new: str, came: str, tmp_path: Path) -> None:
    assert described(tmp_path, old, new) == [came]


def test_a_new_value_changes_the_line_of_its_enum(tmp_path: Path) -> None:
    went, came = described(tmp_path, "[cat, dog]", "[cat, dog, cow]")

    assert went == '-- `Kind(ClosedStrEnum): CAT = "cat", DOG = "dog"`'
    assert came == '+- `Kind(ClosedStrEnum): CAT = "cat", DOG = "dog", COW = "cow"`'


def test_a_new_property_changes_the_line_of_its_model(tmp_path: Path) -> None:
    went, came = described(tmp_path, "properties: {name:", "properties: {age: {type: integer}, name:")

    assert "age" not in went
    assert came.startswith("+- `Pet(name: str, *, age: int | None = None, ")


def test_a_renamed_parameter_changes_a_line_of_each_layer(tmp_path: Path) -> None:
    found = described(tmp_path, "name: verbose", "name: full")

    assert found == [
        f"-{TYPED}",
        f"-{RAW}",
        f"+{TYPED.replace('verbose', 'full')}",
        f"+{RAW.replace('verbose', 'full')}",
    ]


def test_a_method_without_a_convenience_form_is_one_line(tmp_path: Path) -> None:
    only = f"{CONFIGURATION}\n[operations.getPet]\nprotocol_only = true\n"

    assert changes(make(tmp_path / "a"), make(tmp_path / "b", configuration=only)) == [f"-{TYPED}"]


def test_a_parameter_of_an_overlay_shows(tmp_path: Path) -> None:
    overlay = extending(parameters="tries: int = 3, ")

    assert changed(tmp_path, {GET_PET: overlay}) == [
        f"-{TYPED}",
        f"+{TYPED.replace('cancellation:', 'tries: int = 3, cancellation:')}",
    ]


def test_an_added_method_is_the_last_line_of_its_client(tmp_path: Path) -> None:
    (came,) = changed(tmp_path, {"pets/wait_for_pet.py.jinja": WAIT})

    assert came == "+- `wait_for_pet(pet_id: str, *, tries: int = 3) -> Pet`"
    lines = make(tmp_path, {"pets/wait_for_pet.py.jinja": WAIT}).text("api.md").splitlines()
    assert lines[lines.index(came[1:]) + 1 :][:2] == ["", "### Models"]


def test_a_whole_file_says_what_it_prints(tmp_path: Path) -> None:
    assert changed(tmp_path, {GET_PET: WHOLE}) == [f"-{TYPED}", f"-{RAW}", "+- `get_pet(pet_id: str) -> Pet`"]


def test_members_of_classes_show(tmp_path: Path) -> None:
    found = changed(tmp_path, {"models/Pet.py.jinja": MEMBERS, "models/Kind.py.jinja": KIND})

    assert found == ["+- `Pet.is_cat: bool`", "+- `Pet.weight() -> decimal.Decimal`", "+- `Kind.sound: str`"]


BODY = "{% block body %}\nraise ValueError\n{% endblock %}\n"
PARAMETERS = "*, {{ 'tries' if is_async else 'times' }}: int, "
RETURNS = "{{ 'int' if is_async else 'str' }}"


@pytest.mark.parametrize(
    ("block", "text", "sync", "twin"),
    [
        ("parameters", PARAMETERS, "count(*, times: int) -> None", "count(*, tries: int) -> None"),
        ("returns", RETURNS, "count() -> str", "count() -> int"),
    ],
)
def test_a_twin_that_differs_has_a_line_of_its_own(block: str, text: str, sync: str, twin: str, tmp_path: Path) -> None:
    overlay = f"{COUNT}{{% block {block} %}}{text}{{% endblock %}}\n{BODY}"

    found = changed(tmp_path, {"pets/count.py.jinja": overlay})

    assert found == [f"+- `PetsClient.{sync}`", f"+- `async AsyncPetsClient.{twin}`"]


def test_arguments_of_every_kind_show(tmp_path: Path) -> None:
    arguments = "a: int, /, b: str = 'x  y', *c: int, d: str, **e: str"
    overlay = f"{COUNT}{{% block parameters %}}{arguments}{{% endblock %}}\n{BODY}"

    (came,) = changed(tmp_path, {"pets/count.py.jinja": overlay})

    assert came == '+- `count(a: int, /, b: str = "x  y", *c: int, d: str, **e: str) -> None`'


def test_versions_have_sections_of_their_own(tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace('"v1"', '"v2"')
    text = make(tmp_path, None, configuration, {"v1": PETS, "v2": PETS}).text("api.md")

    assert "\nThe default version is `v2`:" in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## pets", "## pets.v1", "## pets.v2"]
    assert text.count(TYPED) == 2


def test_a_package_without_configuration_has_one(tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text(PETS, encoding="utf-8")
    text = generate_description(tmp_path / "pets.yaml", "pets", lambda _: None).files["api.md"].decode()

    assert text.startswith("<!-- Generated by Veneer. Do not edit. -->\n# The public surface of pets\n")
    assert {TYPED, RAW, "### PetsClient, AsyncPetsClient"} <= set(text.splitlines())


def test_a_description_without_anything_has_one(tmp_path: Path) -> None:
    empty = "openapi: 3.1.0\ninfo: {title: Pets, version: v1}\nservers: [{url: https://pets.test}]\npaths: {}\n"
    (tmp_path / "pets.yaml").write_text(empty, encoding="utf-8")
    text = generate_description(tmp_path / "pets.yaml", "pets", lambda _: None).files["api.md"].decode()

    assert "### PetsClient, AsyncPetsClient\n\n- `PetsClient(" in text
    assert "### Models" not in text
    assert text.endswith("`\n")
    assert "\n\n\n" not in text
