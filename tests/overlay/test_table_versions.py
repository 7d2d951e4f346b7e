"""`[[paging]]`, `[[polling]]` and versions: what one version lacks leaves a plain method; what all lack is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.lists import BOTH, IMPORTS, LISTS, PAGING
from overlay.projects import Package, make
from veneer.diagnostics import InputError

V0 = LISTS.replace("version: v1", "version: v0")


def kinds(package: Package, method: str) -> dict[str, str]:
    """Return what a method gives in each version."""
    found = {}
    for version in ("v0", "v1"):
        text = package.method(method, version=version)
        found[version] = next((kind for kind in ("Pager(", "Poller(") if f"return {kind}" in text), "Response(")
    return found


@pytest.mark.parametrize(
    ("old", "new", "method", "expected"),
    [
        ("operationId: getTraining", "operationId: watchTraining", "train", "Poller("),
        ("operationId: getOperation", "operationId: watch", "import_pet", "Poller("),
        ("Operation-Location:", "Location:", "import_pet", "Poller("),
        ("required: [state], properties: {state:", "required: [phase], properties: {phase:", "train", "Poller("),
        ("said: {", "told: {", "train", "Poller("),
        ("{name: top,", "{name: size,", "list_pets", "Pager("),
        ("{name: from,", "{name: after,", "list_pets", "Pager("),
        ("{names:", "{words:", "list_tags", "Pager("),
        ("petId: {", "id: {", "list_pets", "Pager("),
    ],
)
def test_what_one_version_lacks_leaves_a_plain_method_there(
    old: str, new: str, method: str, expected: str, tmp_path: Path
) -> None:
    assert old in V0
    package = make(tmp_path, {}, BOTH, {"v0": V0.replace(old, new), "v1": LISTS})

    assert kinds(package, method) == {"v0": "Response(", "v1": expected}
    # A renamed property may leave its name behind in `required`.
    assert {warning.id for warning in package.warnings} <= {"unknown-required"}


def test_a_word_that_one_version_lacks_leaves_the_poller(tmp_path: Path) -> None:
    spec = LISTS.replace("[waiting, Done, broken], x-extensible-enum: true", "[waiting, Done, broken]")
    package = make(tmp_path, {}, BOTH, {"v0": spec.replace(", Done", ", Ended"), "v1": spec})

    assert kinds(package, "train") == {"v0": "Poller(", "v1": "Poller("}


def test_a_version_without_the_operation_needs_nothing_of_what_its_table_names(tmp_path: Path) -> None:
    old = V0.replace("operationId: train", "operationId: teach").replace("getTraining", "watch")
    package = make(tmp_path, {}, BOTH, {"v0": old, "v1": LISTS})

    assert "teach" in package.methods(path="pets/v0/pets.py")
    assert kinds(package, "train")["v1"] == "Poller("


@pytest.mark.parametrize("change", [("operationId: train", "operationId: teach"), ("getTraining", "watch")])
def test_a_status_that_no_version_with_the_operation_has_is_an_error(change: tuple[str, str], tmp_path: Path) -> None:
    versions = {"v0": V0.replace(*change), "v1": LISTS.replace("getTraining", "watch")}

    with pytest.raises(InputError) as raised:
        make(tmp_path, {}, BOTH, versions)

    (found,) = raised.value.diagnostics
    assert found.message == "PetsClient has no convenience method for operation `getTraining`"


def test_an_operation_of_several_is_an_error_where_it_alone_lacks_something(tmp_path: Path) -> None:
    table = PAGING.replace('["listPets"]', '["listPets", "searchPets"]')
    table = table[: table.index('\n[[paging]]\noperations = ["searchPets"]')]

    with pytest.raises(InputError) as raised:
        make(tmp_path, {}, table, {"v0": V0.replace("searchPets", "seekPets"), "v1": LISTS})

    assert "operation `searchPets` has no query parameter `top`" in str(raised.value)
    assert "listPets" not in str(raised.value)


def test_a_glob_may_add_nothing_in_one_version(tmp_path: Path) -> None:
    tables = IMPORTS.replace('["importPet"]', '["import*", "*Pet"]')
    configuration = PAGING[: PAGING.index("[[paging]]")] + tables
    added = """\
  /adoptions:
    post:
      operationId: adoptPet
      responses: {"202": {description: On., headers: {Operation-Location: {schema: {type: string}}}}}
components:
"""
    package = make(tmp_path / "a", {}, configuration, {"v0": V0, "v1": LISTS.replace("components:\n", added)})
    assert kinds(package, "import_pet") == {"v0": "Poller(", "v1": "Poller("}

    with pytest.raises(InputError, match=r"`\*Pet` matches what `import\*` matched already"):
        make(tmp_path / "b", {}, configuration, {"v0": V0, "v1": LISTS})
