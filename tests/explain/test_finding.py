"""What a user may call an operation; several and none are told with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from veneer.diagnostics import Diagnostic, InputError

from .explained import PETS, explain, prepare

TWO = """\
default_version = "v1"

[clients.ReadClient]
operations = ["tag:read"]

[clients.WriteClient]
operations = ["*"]

[operations.movePet]
name = "get_pet"

[operations.createDraft]
hidden = true
"""
ADDED = """\
{% extends "added_method.py.jinja" %}
{% block docstring %}
'Rest.'
{% endblock %}
{% block body %}
return None
{% endblock %}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return prepare(tmp_path, {"read/rest.py.jinja": ADDED}, TWO)


def _refused(name: str, project: Path, api_version: str = "") -> Diagnostic:
    with pytest.raises(InputError) as caught:
        explain(name, project, api_version)
    (problem,) = caught.value.diagnostics
    return problem


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("getPet", "getPet"),
        ("list_pets", "listPets"),
        ("ReadClient.get_pet", "getPet"),
        ("WriteClient.get_pet", "movePet"),
        ("AsyncWriteClient.get_pet", "movePet"),
        ("write.get_pet", "movePet"),
        ("GET /pets/{petId}", "getPet"),
        ("get  /pets/{petId}", "getPet"),
        ("POST /drafts", "createDraft"),
        ("pets:createDraft", "createDraft"),
    ],
)
def test_names_of_an_operation(name: str, id: str, project: Path) -> None:
    assert explain(name, project).description.id == id


def test_several_are_listed(project: Path) -> None:
    problem = _refused("get_pet", project)

    assert (problem.id, problem.message) == ("ambiguous-operation", "`get_pet` is 2 operations")
    assert problem.fix == "Name one of: `pets:getPet` (ReadClient.get_pet), `pets:movePet` (WriteClient.get_pet)."


def test_an_unknown_one_gets_the_nearest_names(project: Path) -> None:
    assert _refused("LIST_PET", project).fix.startswith("Did you mean `list_pets` or ")
    assert "`operationId`" not in _refused("xyzzy", project).fix
    assert _refused("xyzzy", project).fix.startswith("Name an operationId, ")
    assert _refused("pets:", project).id == "unknown-operation"


@pytest.mark.parametrize("name", ["rest", "ReadClient.rest", "read.rest"])
def test_a_method_that_an_overlay_adds_leads_to_it(name: str, project: Path) -> None:
    problem = _refused(name, project)

    assert problem.id == "unknown-operation"
    assert str(problem.location) == "customizations/pets/read/rest.py.jinja:1:1"


def test_a_version_that_is_not_there_or_lacks_the_operation(tmp_path: Path) -> None:
    folder = prepare(tmp_path, versions={"v1": PETS, "v2": PETS.replace("movePet", "shiftPet")})

    assert _refused("movePet", folder, "v9").fix == "Name one of: v1, v2."
    problem = _refused("movePet", folder, "v2")
    assert problem.message == "v2 has no operation `movePet`"
    assert problem.fix == "Leave --api-version out, or say v1."
    assert _refused("muvePet", folder, "v2").fix.startswith("Did you mean `movePet`")
