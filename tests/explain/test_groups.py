"""An operation in a group is found by what callers write, and told where group and method have their names from."""

from __future__ import annotations

from pathlib import Path

import pytest

from .explained import PETS, decided, explain, line_of, prepare

TOML = "customizations/pets/package.toml"
DRAWN = PETS.replace("operationId: getPet", "operationId: read/get-pet")
NO_IDS = PETS.replace("      operationId: listPets\n", "")


@pytest.mark.parametrize("name", ["read.get_pet", "ReadOperations.get_pet", "AsyncReadOperations.get_pet"])
def test_a_method_of_a_group_is_found(name: str, tmp_path: Path) -> None:
    found = explain(name, prepare(tmp_path, configuration="", versions={"v1": DRAWN}))

    assert (found.client, found.method) == ("ReadOperations", "get_pet")
    group, method = decided(found, "group"), decided(found, "method")
    assert (group.result, group.why, group.place) == ("read", "of the tag `read`", None)
    assert (method.result, method.why) == ("get_pet", "from the operationId")
    assert {item.state for item in found.generated} == {"in step"}


def test_a_group_that_a_person_named(tmp_path: Path) -> None:
    folder = prepare(tmp_path, configuration='[groups]\nread = "reading"\n')
    group = decided(explain("getPet", folder), "group")

    assert (group.result, group.why) == ("reading", "of the tag `read`, named in package.toml")
    assert str(group.place).startswith(line_of(folder, TOML, "read ="))


def test_a_method_that_is_named_after_its_route(tmp_path: Path) -> None:
    method = decided(explain("GET /pets", prepare(tmp_path, configuration="", versions={"v1": NO_IDS})), "method")

    assert (method.result, method.why) == ("get_pets", "from method and path")
