"""Bad input on the command line: one located message with its fix, exit code 2, nothing written or lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import DESCRIPTION, Veneer, tree


def _dangling() -> str:
    text = json.dumps(DESCRIPTION, indent=2)
    return text.replace('"type": "string"', '"$ref": "#/components/schemas/PetID"')


CASES = {
    "malformed-json": ("v1.json", '{"openapi": "3.1.0",\n  oops\n}', 2),
    "malformed-yaml": ("v1.yaml", "openapi: 3.1.0\ninfo: [\n", 3),
    "unsupported-version": ("v1.json", '{\n  "openapi": "4.0.0"\n}', 2),
    "dangling-reference": ("v1.json", _dangling(), 22),
}


@pytest.mark.parametrize("id", CASES)
def test_one_located_message_and_nothing_written(id: str, project: Path, veneer: Veneer) -> None:
    veneer("generate")
    name, text, line = CASES[id]
    (project / "spec" / "pets" / "v1.json").unlink()
    (project / "spec" / "pets" / name).write_text(text)
    before = tree(project)

    run = veneer("generate")

    problems = [item for item in run.stderr.splitlines() if ": error[" in item]
    assert run.returncode == 2
    assert len(problems) == 1
    assert problems[0].startswith(f"spec/pets/{name}:{line}:")
    assert f": error[{id}]: " in problems[0]
    assert "    fix: " in run.stderr
    assert "Traceback" not in run.stderr
    assert tree(project) == before


@pytest.mark.parametrize(
    ("call", "id"),
    [('protocol("getPets")', "unknown-operation"), ('protocol("getPet", pet="1")', "unknown-parameter")],
)
def test_an_overlay_that_names_what_is_not_there(call: str, id: str, project: Path, veneer: Veneer) -> None:
    overlay = project / "customizations" / "pets" / "pets" / "get_pet.py.jinja"
    overlay.parent.mkdir()
    overlay.write_text('{% extends "method.py.jinja" %}\n{% block request %}\n{{ ' + call + " }}\n{% endblock %}\n")
    before = tree(project)

    run = veneer("generate")

    assert run.returncode == 2
    assert f"customizations/pets/pets/get_pet.py.jinja:3:1: error[{id}]" in run.stderr
    assert tree(project) == before


def test_an_unknown_package_and_no_project(project: Path, veneer: Veneer) -> None:
    assert "error[unknown-package]" in veneer("generate", "cats").stderr
    assert "error[no-project]" in veneer("check", cwd=Path("/")).stderr


def test_machines_get_json_or_annotations(project: Path, veneer: Veneer) -> None:
    (project / "spec" / "pets" / "v1.json").write_text('{\n  "openapi": "4.0.0"\n}')

    as_json = veneer("generate", "--output-format", "json")
    as_annotation = veneer("generate", "--output-format", "github")

    found = json.loads(as_json.stderr.splitlines()[-1])
    assert (found["file"], found["line"], found["id"]) == ("spec/pets/v1.json", 2, "unsupported-version")
    assert as_annotation.stderr.splitlines()[-1].startswith("::error file=spec/pets/v1.json,line=2,col=")


def test_a_place_is_printed_as_it_is(project: Path, veneer: Veneer) -> None:
    (project / "spec" / "pets" / "v1.json").write_text("\n" * 99 + "{oops}")

    run = veneer("generate")

    assert "spec/pets/v1.json:100:1: error[" in run.stderr  # some libraries print an emoji there
