"""The block `content`, which annotates a body's argument, and what package.toml may not call that argument."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import running
from overlay.projects import CONFIGURATION, PETS, awaited, extending, make
from overlay.test_content import IDS, SPEC, named, snake
from veneer.diagnostics import InputError
from veneer.emit import write

CREATE = "pets/create_pet.py.jinja"
ANNOTATED = extending(content='{{ method.content.annotation }} | {{ library("uuid") }}.UUID')
V2 = PETS.replace("version: v1", "version: v2")


def test_the_block_annotates_the_stub_and_the_method(tmp_path: Path) -> None:
    stock, package = make(tmp_path / "stock"), make(tmp_path / "block", {CREATE: ANNOTATED})
    text = package.method("create_pet")

    assert text == stock.method("create_pet").replace("content: models.Pet", "content: models.Pet | uuid.UUID")
    assert text.count("uuid.UUID") == 2
    assert awaited(package.method("create_pet", is_async=True)) == text
    assert "uuid" in package.imports()
    assert "content: RequestContent, *, context: RequestContext | None=None) -> httpx.Response" in text


def test_the_block_goes_with_a_name(tmp_path: Path) -> None:
    text = make(tmp_path, {CREATE: ANNOTATED}, named(createPet="pet")).method("create_pet")

    assert "def create_pet(self, pet: models.Pet | uuid.UUID, *, cancellation: CancellationToken | None=None)" in text
    assert "def create_pet(self, pet: models.Pet | uuid.UUID | RequestContent, *, context: RequestContext" in text
    assert "def create_pet(self, pet: RequestContent, *, context: RequestContext | None=None)" in text
    assert "content" not in text.replace("json_content", "")


def test_the_block_may_add_to_the_stock_one(tmp_path: Path) -> None:
    text = make(tmp_path, {CREATE: extending(content="{{ super() | trim }} | str")}).method("create_pet")

    assert "content: models.Pet | str, *" in text
    assert "content: models.Pet | str | RequestContent, *" in text


def test_an_operation_without_a_body_has_no_such_argument(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="overlay-changes-nothing"):
        make(tmp_path, {"pets/get_pet.py.jinja": extending(content="str")})


def test_operation_gives_its_id_and_the_type_of_its_content(tmp_path: Path) -> None:
    facts = "{% set {0} = operation('{0}') %}raw = '{{ {0}.id }}: {{ {0}.content }}.'\n"
    wanted = {
        "putModel": "models.Pet",
        "putList": "Sequence[int]",
        "putAny": "Any",
        "putText": "str",
        "putBinary": "BinaryContent",
        "putParts": "models.Photo",
        "putModelMaybe": "models.Pet",
        "getNone": "",
    }
    request = "".join(facts.replace("{0}", id) for id in wanted)
    package = make(
        tmp_path, {"pets/get_none.py.jinja": extending(request=request)}, named(putModel="pet"), {"v1": SPEC}
    )
    text = package.method("get_none")

    for id, content in wanted.items():
        assert f"raw = '{id}: {content}.'" in text, id
    assert {"models", "BinaryContent"} <= package.imports()


def test_the_docstring_tells_the_argument_otherwise_in_its_place(tmp_path: Path) -> None:
    told = '{{ method.docstring.with_argument("pet", "Pet | str", "A pet or its name.") | docstring(0, 8) }}'
    overlay = {"pets/move_pet.py.jinja": extending(docstring=told)}
    stock = make(tmp_path / "stock", configuration=named(movePet="pet")).docstring("move_pet") or ""
    found = make(tmp_path / "told", overlay, named(movePet="pet")).docstring("move_pet") or ""

    def entries(text: str) -> list[str]:
        return [line.split()[0] for line in text.splitlines() if line.startswith("    ") and "): " in line]

    assert entries(found) == entries(stock)
    assert "    pet (Pet | str): A pet or its name." in found.splitlines()
    assert found.count("    pet (") == 1


@pytest.mark.parametrize("annotation", ["", "bytes"], ids=["stock", "block"])
def test_an_optional_body_may_be_none_to_a_type_checker_too(annotation: str, tmp_path: Path) -> None:
    overlays = {f"pets/{snake(id)}.py.jinja": extending(content=annotation) for id in IDS if annotation}
    package = make(tmp_path, overlays, named(**dict.fromkeys(IDS, "item")), {"v1": SPEC})
    write(package.files, tmp_path / "generated")

    assert signature_errors(tmp_path) == []


def signature_errors(folder: Path) -> list[str]:
    """Return what mypy says about the defaults of a package's arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={folder}/cache", "generated/pets"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr + done.stdout
    return [line for line in done.stdout.splitlines() if "Incompatible default" in line]


@pytest.mark.parametrize(
    "name",
    [
        *("", "1a", "a b", "class", "None", "_item", "self", "context", "cancellation", "raw", "fetch"),
        *("json_content", "read_json", "cancel_with", "only_context"),
        # What the method itself uses under these names.
        *("super", "isinstance", "Pet", "RequestContent"),
    ],
)
def test_a_name_that_cannot_be_one_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        make(tmp_path, configuration=named(createPet=name))

    [found] = raised.value.diagnostics
    assert (found.id, found.fix) == ("bad-configuration", "Write another name in snake_case.")
    assert f"`{name}`" in found.message
    assert (found.location.file, found.location.line) == ("customizations/pets/package.toml", 6 if name else 5)


@pytest.mark.parametrize(
    ("text", "id", "line", "message"),
    [
        ("content = 3", "createPet", 6, "has to be a str"),
        ('content = "pet_id"', "movePet", 5, "has a parameter `pet_id` already"),
        ('content = "dry_run"', "movePet", 5, "has a parameter `dry_run` already"),
        ('content = "pet"', "getPet", 5, "has no body to name"),
        ('content = "pet"', "getPets", 5, "has no operation `getPets`"),
    ],
    ids=["number", "path", "query", "no-body", "no-operation"],
)
def test_what_does_not_fit_is_told(text: str, id: str, line: int, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        make(tmp_path, configuration=f"{CONFIGURATION}[operations.{id}]\n{text}\n")

    [found] = raised.value.diagnostics
    assert message in found.message
    assert found.fix
    assert (found.location.file, found.location.line) == ("customizations/pets/package.toml", line)


def test_the_parameter_of_the_same_name_may_be_renamed_for_it(tmp_path: Path) -> None:
    configuration = named(movePet="pet_id") + '[names.parameters]\npetId = "key"\n'
    text = make(tmp_path, configuration=configuration).method("move_pet")

    assert "super().move_pet(owner_id, key, json_content(pet_id, models.Pet)," in text


def test_a_version_without_the_operation_goes_without(tmp_path: Path) -> None:
    versions = {"v1": PETS.replace("createPet", "addPet"), "v2": V2}
    package = make(tmp_path, configuration=named(createPet="pet"), versions=versions)

    assert "pet: models.Pet" in package.method("create_pet", version="v2")
    assert "content: models.Pet" in package.method("add_pet", version="v1")


def test_the_command_line_ends_with_2_and_writes_nothing(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "customizations" / "pets" / "package.toml").write_text(named(getPet="pet"), "utf-8")
    done = running.veneer("generate", cwd=tmp_path)

    assert done.returncode == 2, done.stderr
    assert "customizations/pets/package.toml:5:13: error[bad-configuration]" in done.stderr
    assert not (tmp_path / "generated").exists()
