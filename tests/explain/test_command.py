"""`veneer explain` on the command line: text, JSON, exit codes, and hostile descriptions."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Veneer, project, veneer
from tests.docs.pages import ROOT

from security.hostile import PAYLOADS
from veneer.explain.text import as_text

from .explained import CONFIGURATION, GENERATED, PETS, explain, prepare

__all__ = ["project", "veneer"]

VERIFY = "LivenessSessionOperations_CreateLivenessWithVerifySession"
PLACE = re.compile(r"(?P<file>(?:spec|customizations|generated)/[^\s:]+)(?::(?P<line>\d+))?$")
SECTIONS = ["Description", "Facts", "Names and why", "Overlay", "Generated", "Other versions"]


def test_the_overlaid_operation_of_azure_face(veneer: Veneer) -> None:
    started = time.monotonic()
    run = veneer("explain", VERIFY, cwd=ROOT)
    took = time.monotonic() - started

    lines = run.stdout.splitlines()
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert lines[:2] == [
        VERIFY,
        "azure_face v1.1-preview.1 (the default): FaceSessionClient.create_liveness_with_verify_session",
    ]
    assert [line for line in lines[2:] if line[:1].strip()] == SECTIONS
    assert "\x1b" not in run.stdout
    assert f"{VERIFY}WithVerifyImage (merged into it)" in run.stdout
    assert "parts, as pinned" in run.stdout
    assert "veneer generate" not in run.stdout
    places = [found for line in lines if (found := PLACE.search(line))]
    assert len(places) > 25
    for found in places:
        text = (ROOT / found["file"]).read_text("utf-8").splitlines()
        assert int(found["line"] or 1) <= len(text)
    assert took < 20  # two seconds on a machine of its own; no formatter, no other version is printed


def test_a_paged_list_of_azure_face_as_json(veneer: Veneer) -> None:
    run = veneer("explain", "face_session.get_liveness_sessions", "--format", "json", cwd=ROOT)

    found = json.loads(run.stdout)
    assert run.returncode == 0, run.stderr
    assert found["description"]["mends"][0]["file"] == "customizations/azure_face/lists.overlay.yaml"
    assert [item["about"] for item in found["decisions"]] == ["client", "method", "paging"]
    assert found["facts"]["parameters"][1]["words"].startswith("optional, integer")
    assert {item["state"] for item in found["generated"]} == {"in step"}
    assert [item["version"] for item in found["versions"]] == ["v1.2-preview.1", "v1.2", "v1.3-preview.1"]
    method = next(item for item in found["generated"] if item["what"] == "convenience method")
    text = (ROOT / method["place"]["file"]).read_text("utf-8").splitlines()
    assert text[method["place"]["line"] - 1].strip().startswith("def get_liveness_sessions(")


def test_what_is_out_of_step_is_said_with_what_to_do(tmp_path: Path, veneer: Veneer) -> None:
    folder = prepare(tmp_path / "small")
    (folder / GENERATED / "pets/v1/pets.py").unlink()
    (folder / GENERATED / "pets/v1/models/pet.py").write_text("class Pet: ...\n")

    run = veneer("explain", "createPet", cwd=folder)

    assert run.returncode == 0, run.stderr
    assert "PetsClient (missing)  generated/pets/pets/v1/pets.py\n" in run.stdout
    assert "Pet (out of step)  generated/pets/pets/v1/models/pet.py:1\n" in run.stdout
    assert run.stdout.endswith("run `veneer generate`.\n")


@pytest.mark.parametrize("arguments", [("createPett",), ("get",), ("createPet", "--api-version", "v7"), ("",)])
def test_names_that_are_not_one_operation(arguments: tuple[str, ...], tmp_path: Path, veneer: Veneer) -> None:
    names = f"{CONFIGURATION}[operations.getPet]\nname = 'get'\n[clients.MoreClient]\noperations = ['movePet']\n"
    names = names.replace('"*"', '"*Pets", "getPet", "create*"') + "[operations.movePet]\nname = 'get'\n"

    run = veneer("explain", *arguments, cwd=prepare(tmp_path / "small", configuration=names))

    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("veneer: error[")
    assert "    fix: " in run.stderr


def _hostile(folder: Path, text: str) -> Path:
    """Return a project whose description has a text wherever an explanation shows one."""
    spelled = json.dumps(text)
    described = PETS.replace("tags: [read]\n      parameters:", f"tags: [{spelled}]\n      parameters:")
    described = described.replace(
        '{name: kind, in: query, schema: {$ref: "#/components/schemas/Kind"}}',
        f"{{name: {spelled}, in: query, schema: {{type: string, default: {spelled}, pattern: {spelled}}}}}",
    )
    return prepare(folder, versions={"v1": described})


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_stays_on_its_line(name: str, tmp_path: Path) -> None:
    folder = _hostile(tmp_path, PAYLOADS[name])

    for operation in ("listPets", "getPet"):
        explanation = explain(operation, folder)
        shown = as_text(explanation)

        assert all(character.isprintable() or character == "\n" for character in shown.plain)
        assert [line for line in shown.plain.splitlines()[2:] if line[:1].strip()] == SECTIONS[:-1]
        assert {str(span.style) for span in shown.spans} == {"bold", "dim"}
    assert explain("listPets", folder).facts.parameters[0].name == PAYLOADS[name]


def test_hostile_text_through_a_process(tmp_path: Path, veneer: Veneer) -> None:
    folder = _hostile(tmp_path / "small", PAYLOADS["nul"] + "[bold]x[/bold]")

    run = veneer("explain", "listPets", cwd=folder)
    data = veneer("explain", "listPets", "--format", "json", cwd=folder)

    assert run.returncode == data.returncode == 0, run.stderr
    assert "\x1b" not in run.stdout + data.stdout
    assert "[bold]x[/bold]" in run.stdout
    assert json.loads(data.stdout)["facts"]["parameters"][0]["name"] == PAYLOADS["nul"] + "[bold]x[/bold]"
