"""Every name has its reason, and the line of package.toml that gave it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .explained import CONFIGURATION, PETS, decided, explain, line_of, prepare

TOML = "customizations/pets/package.toml"
KEYED = """\

[names.parameters]
petId = "which"

[operations.createPet]
name = "add_pet"
content = "pet"

[operations.createPetCopy]
name = "not_this_one"

[operations.movePet]
protocol_only = true
"""


def _with(parameters: str) -> str:
    """Return the description whose `listPets` has some parameters."""
    return PETS.replace(
        'parameters: [{name: kind, in: query, schema: {$ref: "#/components/schemas/Kind"}}]', parameters
    )


def test_what_nobody_chose_is_from_the_description(tmp_path: Path) -> None:
    found = explain("createPet", prepare(tmp_path))

    assert {item.about: (item.result, item.why) for item in found.decisions} == {
        "client": ("PetsClient", "asks for `*`"),
        "method": ("create_pet", "from the operationId"),
        "content": ("content", "the usual name of the argument for a body"),
    }
    assert str(decided(found, "client").place).startswith(line_of(tmp_path, TOML, "operations = "))


def test_what_package_toml_chose_has_its_line(tmp_path: Path) -> None:
    versions = {"v1": PETS, "v2": PETS.replace("operationId: createDraft", "operationId: createPetCopy")}
    folder = prepare(tmp_path, configuration=CONFIGURATION + KEYED, versions=versions)

    created = explain("add_pet", folder)
    moved = explain("movePet", folder)

    for about, line in (("method", 'name = "add_pet"'), ("content", 'content = "pet"')):
        assert str(decided(created, about).place).startswith(line_of(folder, TOML, line) + ":")
    assert decided(created, "content").result == "pet"
    assert decided(moved, "path parameter petId").result == "which"
    assert str(decided(moved, "path parameter petId").place).startswith(line_of(folder, TOML, "petId"))
    assert str(decided(moved, "protocol only").place).startswith(line_of(folder, TOML, "protocol_only"))


def test_a_client_by_tag_and_tables_whose_headers_are_written_otherwise(tmp_path: Path) -> None:
    text = (
        'default_version = "v1"\n[clients]\nReadClient.operations = ["tag:read"]\n'
        'WriteClient = {operations = ["*"]}\n[operations]\ngetPet.name = "fetch"\n'
    )
    found = explain("getPet", prepare(tmp_path, configuration=text))

    assert decided(found, "client").why == "asks for `tag:read`"
    assert str(decided(found, "client").place).startswith(f"{TOML}:3")
    assert str(decided(found, "method").place).startswith(f"{TOML}:6")


@pytest.mark.parametrize(
    ("wire_name", "extra", "name", "why"),
    [
        ("class", "", "class_", "from the wire; `class` means something else in Python"),
        ("content", "", "content_", "from the wire; `content` means something else here"),
        ("2fast", "", "value_2fast", "from the wire; the rest is no name in Python"),
        ("q", ", x-ms-client-name: search", "search", "from x-ms-client-name in the description"),
    ],
)
def test_an_argument_that_is_not_called_as_on_the_wire_says_why(
    wire_name: str, extra: str, name: str, why: str, tmp_path: Path
) -> None:
    text = _with(f"parameters: [{{name: {wire_name}, in: query, schema: {{type: string}}{extra}}}]")

    found = decided(explain("listPets", prepare(tmp_path, versions={"v1": text})), f"query parameter {wire_name}")

    assert (found.result, found.why) == (name, why)


def test_the_second_of_two_equal_names_says_so(tmp_path: Path) -> None:
    text = _with(
        "parameters: [{name: a-b, in: query, schema: {type: string}}, {name: a_b, in: query, schema: {type: string}}]"
    ).replace("operationId: createDraft", "operationId: create_pet")
    folder = prepare(tmp_path, versions={"v1": text})

    listed = explain("listPets", folder)
    assert "query parameter a-b" not in {item.about for item in listed.decisions}
    assert decided(listed, "query parameter a_b").why == "from the wire; `a_b` is taken by another one"
    drafted = decided(explain("POST /drafts", folder), "method")
    assert (drafted.result, drafted.why) == (
        "create_pet_2",
        "from the operationId; `create_pet` is taken by another one",
    )


def test_a_hidden_operation_has_its_line_and_nothing_generated(tmp_path: Path) -> None:
    folder = prepare(tmp_path, configuration=f"{CONFIGURATION}\n[operations.movePet]\nhidden = true\n")

    found = explain("movePet", folder)

    assert (found.client, found.method, found.generated) == (None, None, ())
    assert [item.about for item in found.decisions] == ["hidden"]
    assert str(decided(found, "hidden").place).startswith(line_of(folder, TOML, "hidden"))


def test_paging_has_the_line_of_its_glob(tmp_path: Path) -> None:
    text = _with("parameters: [{name: start, in: query, schema: {type: string}}]")
    table = '\n[[paging]]\noperations = [\n  "list*",\n]\nstart = "start"\nkey = "name"\n'
    folder = prepare(tmp_path, configuration=CONFIGURATION + table, versions={"v1": text})

    found = decided(explain("listPets", folder), "paging")

    assert (found.result, found.why) == ("a lazy pager", "start `start`, key `name`")
    assert str(found.place).startswith(line_of(folder, TOML, '"list*"'))
