"""package.toml: which client holds what, what is renamed, hidden or covered by another, and the package's versions."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from overlay.projects import CONFIGURATION, GET_PET, PETS, extending, installed, make

PROTOCOL = "pets/v1/_protocol/pets.py"


def test_clients_by_glob_and_by_tag(tmp_path: Path) -> None:
    configuration = """
        [clients.DraftClient]
        operations = ["*Draft"]
        summary = "Keeps drafts."
        [clients.ReadClient]
        operations = ["tag:read", "nothing?", "list*"]
        [clients.OtherClient]
        operations = ["*"]
    """.replace(', "nothing?"', "")
    package = make(tmp_path, configuration=configuration)

    assert package.methods("DraftClient", "pets/v1/draft.py") == ["create_draft"]
    assert package.methods("ReadClient", "pets/v1/read.py") == ["get_pet", "list_pets"]
    assert package.methods("AsyncReadClient", "pets/v1/read.py") == ["get_pet", "list_pets"]
    assert package.methods("OtherClient", "pets/v1/other.py") == ["create_pet", "move_pet"]
    assert 'class DraftProtocol(Service):\n    """Keeps drafts.\n' in package.text("pets/v1/_protocol/draft.py")
    names = {"DraftClient", "ReadClient", "OtherClient"}
    assert names | {f"Async{name}" for name in names} <= package.imports("pets/__init__.py")


def test_the_first_client_that_asks_gets_an_operation_and_the_descriptions_order_stays(tmp_path: Path) -> None:
    configuration = '[clients.A]\noperations = ["movePet", "getPet"]\n[clients.B]\noperations = ["*Pet", "*"]\n'
    package = make(tmp_path, configuration=configuration)

    assert package.methods("A", "pets/v1/a.py") == ["get_pet", "move_pet"]
    assert package.methods("B", "pets/v1/b.py") == ["list_pets", "create_pet", "create_draft"]


def test_without_clients_and_groups_there_is_one_for_everything(tmp_path: Path) -> None:
    package = make(tmp_path, configuration="groups = false\n")

    assert package.methods() == ["get_pet", "list_pets", "create_pet", "create_draft", "move_pet"]


RENAMED = f"""{CONFIGURATION}
[operations.getPet]
name = "find"
[names.models]
Pet = "Animal"
Kind = "Sort"
[names.properties]
kind = "sort"
[names.parameters]
petId = "animal"
X-Reason = "why"
[names.enum_values]
cat = "FELINE"
"""


def test_renames_reach_every_place_and_leave_the_wire_alone(tmp_path: Path) -> None:
    package = make(tmp_path, configuration=RENAMED)
    model = package.text("pets/v1/models/animal.py")

    assert package.methods()[0] == "find"
    assert package.method("find").startswith("@overload\ndef find(self, animal: str, *, verbose")
    assert "-> Response[models.Animal]" in package.method("find")
    assert "def move_pet(self, owner_id: str, animal: str, content: models.Animal, *, why: str" in package.method(
        "move_pet"
    )
    assert "class Animal(Model):" in model
    assert "sort: Sort | None = field(" in model
    assert '"kind", self.sort' in model
    assert 'FELINE = "cat"' in package.text("pets/v1/models/sort.py")
    assert 'DOG = "dog"' in package.text("pets/v1/models/sort.py")
    assert 'header_simple("X-Reason", required("why", why)' in package.text(PROTOCOL)
    assert {"Animal", "Sort"} <= package.imports("pets/models.pyi")
    assert not any("Pet" in package.imports(path) for path in package.files if path.endswith((".py", ".pyi")))


def test_the_overlay_of_a_renamed_method_is_found_under_the_new_name(tmp_path: Path) -> None:
    package = make(tmp_path, {"pets/find.py.jinja": extending(request="raw = {{ protocol('getPet') }}")}, RENAMED)

    assert "raw = super().find(animal, verbose=verbose, context=" in package.method("find")


def test_a_hidden_operation_is_in_neither_layer(tmp_path: Path) -> None:
    package = make(tmp_path, configuration=f"{CONFIGURATION}[operations.createDraft]\nhidden = true\n")

    assert not [path for path, text in package.files.items() if b"draft" in text.lower() and "/_runtime/" not in path]
    assert package.methods() == ["get_pet", "list_pets", "create_pet", "move_pet"]


def test_a_protocol_only_operation_has_no_typed_method(tmp_path: Path) -> None:
    package = make(tmp_path, configuration=f"{CONFIGURATION}[operations.createDraft]\nprotocol_only = true\n")

    assert "create_draft" not in package.methods()
    assert "create_draft" in package.methods("PetsProtocol", PROTOCOL)
    assert "create_draft" in package.methods("AsyncPetsProtocol", PROTOCOL)


MERGED = f'{CONFIGURATION}[operations.createDraft]\nmerged_into = "createPet"\n'


def test_a_merged_operation_is_covered_by_the_overlay_that_calls_it(tmp_path: Path) -> None:
    overlay = extending(request='raw = {{ protocol("createDraft", content="RequestContent.json({})") }}')
    package = make(tmp_path, {"pets/create_pet.py.jinja": overlay}, MERGED)

    assert "create_draft" not in package.methods()
    assert "create_draft" in package.methods("PetsProtocol", PROTOCOL)
    assert "raw = super().create_draft(RequestContent.json({}), context=" in package.method("create_pet")


@pytest.mark.parametrize("target", ["createDraft", "getPet"])
def test_merging_needs_an_overlay_that_can_call_it(target: str, tmp_path: Path) -> None:
    clients = '[clients.A]\noperations = ["getPet"]\n[clients.PetsClient]\noperations = ["*"]\n'
    configuration = f'{clients}[operations.createDraft]\nmerged_into = "{target}"\n'

    with pytest.raises(Exception, match=r"package\.toml:5:13: error\[merged-operation-unused\]"):
        make(tmp_path, {"a/get_pet.py.jinja": extending()}, configuration)


def test_the_distributions_version_and_summary(tmp_path: Path) -> None:
    words = 'distribution_version = "4.5.6rc1"\nsummary = "Keeps \\"pets\\"."\n'
    package = make(tmp_path, configuration=words + CONFIGURATION)
    project = tomllib.loads(package.text("pyproject.toml"))["project"]

    assert (project["name"], project["version"], project["description"]) == ("pets", "4.5.6rc1", 'Keeps "pets".')
    assert ast.get_docstring(ast.parse(package.text("pets/__init__.py"))) == 'Keeps "pets".'
    assert tomllib.loads(make(tmp_path / "none").text("pyproject.toml"))["project"]["version"] == "0.1.0"


VERSIONS = {"v1": PETS.replace("Pet:", "Old:").replace("schemas/Pet", "schemas/Old"), "v2": PETS}


@pytest.mark.parametrize(("chosen", "module", "model"), [("v1", "v1", "Old"), ("v2", "v2", "Pet"), (None, "v2", "Pet")])
def test_the_package_stands_for_its_default_version(chosen: str, module: str, model: str, tmp_path: Path) -> None:
    head = f'default_version = "{chosen}"\n' if chosen else ""
    package = make(tmp_path, configuration=f'{head}[clients.PetsClient]\noperations = ["*"]\n', versions=VERSIONS)

    with installed(package, tmp_path) as pets:
        assert pets.PetsClient.__module__ == f"pets.{module}.pets"
        assert getattr(pets.models, model).__module__.startswith(f"pets.{module}.models.")
    assert {"pets/v1/pets.py", "pets/v2/pets.py"} <= package.files.keys()


@pytest.mark.parametrize("name", ["Old", "Pet"])
def test_a_rename_may_be_for_one_version_only(name: str, tmp_path: Path) -> None:
    package = make(tmp_path, {}, f'{CONFIGURATION}[names.models]\n{name} = "Animal"\n', VERSIONS)

    assert "pets/v1/models/animal.py" in package.files or "pets/v2/models/animal.py" in package.files
    assert not package.warnings


def test_an_overlay_does_not_change_what_is_said_of_names(tmp_path: Path) -> None:
    package = make(tmp_path, {GET_PET: extending(parameters="tries: int = 3, ")})

    assert not package.warnings
