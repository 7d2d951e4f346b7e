"""Overlays and versions: one template serves every version that has its method, a version's folder narrows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import GET_PET, PETS, Package, extending, make
from veneer.diagnostics import InputError

V2 = PETS.replace("version: v1", "version: v2")
BOTH = {"v1": PETS, "v2": V2}
GENERAL, NARROW = extending(request="raw = 'general'"), extending(request="raw = 'narrow'")


def printed(package: Package, version: str) -> str:
    """Return what the request block printed: stock, general or narrow."""
    text = package.method("get_pet", version=version)
    return next((word for word in ("general", "narrow") if f"raw = '{word}'" in text), "stock")


@pytest.mark.parametrize(
    ("overlays", "expected"),
    [
        ({}, ["stock", "stock"]),
        ({GET_PET: GENERAL}, ["general", "general"]),
        ({f"v1/{GET_PET}": NARROW}, ["narrow", "stock"]),
        ({f"v2/{GET_PET}": NARROW}, ["stock", "narrow"]),
        ({GET_PET: GENERAL, f"v1/{GET_PET}": NARROW}, ["narrow", "general"]),
        ({GET_PET: GENERAL, f"v2/{GET_PET}": NARROW}, ["general", "narrow"]),
    ],
)
def test_which_template_a_version_gets(overlays: dict[str, str], expected: list[str], tmp_path: Path) -> None:
    package = make(tmp_path, overlays, versions=BOTH)

    assert [printed(package, version) for version in ("v1", "v2")] == expected


def test_the_folder_is_named_after_the_subpackage(tmp_path: Path) -> None:
    package = make(
        tmp_path,
        {f"v1_1_preview_1/{GET_PET}": NARROW},
        'default_version = "v2"\n[clients.PetsClient]\noperations = ["*"]\n',
        {"v1.1-preview.1": PETS, "v2": V2},
    )

    assert [printed(package, version) for version in ("v1_1_preview_1", "v2")] == ["narrow", "stock"]


def test_a_version_without_the_operation_goes_without(tmp_path: Path) -> None:
    package = make(tmp_path, {GET_PET: GENERAL}, versions={"v1": PETS.replace("getPet", "fetchPet"), "v2": V2})

    assert printed(package, "v2") == "general"
    assert "fetch_pet" in package.methods()
    assert "get_pet" not in package.methods()


def test_a_template_serves_the_versions_that_have_its_operations(tmp_path: Path) -> None:
    versions = {"v1": PETS.replace("listPets", "allPets"), "v2": V2}
    overlay = extending(request="raw = {{ protocol('listPets') }}")

    package = make(tmp_path, {GET_PET: overlay}, versions=versions)

    assert "super().list_pets(" in package.method("get_pet", version="v2")
    assert "super().list_pets(" not in package.method("get_pet", version="v1")


def test_an_operation_that_its_version_or_every_version_lacks_is_an_error(tmp_path: Path) -> None:
    versions = {"v1": PETS.replace("listPets", "allPets"), "v2": V2}
    overlays = {f"v1/{GET_PET}": "listPets", GET_PET: "listCats"}

    for number, (path, id) in enumerate(overlays.items()):
        text = extending(request=f"raw = {{{{ protocol('{id}') }}}}")
        with pytest.raises(InputError, match=r"get_pet\.py\.jinja:3:7: error\[unknown-operation\]"):
            make(tmp_path / str(number), {path: text}, versions=versions)
