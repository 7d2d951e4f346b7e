"""`veneer generate` loses nothing that a person did below `generated/`, unless it is told to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Veneer, tree


def change(project: Path) -> None:
    """Change the description, so that most files have to be written anew."""
    spec = project / "spec" / "pets" / "v1.json"
    spec.write_text(spec.read_text().replace("getPet", "findPet"))


def test_an_edited_file_is_refused_and_overwritten_when_told(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    edited = project / "generated" / "pets" / "pets" / "v1" / "pets.py"
    edited.write_text(f"{edited.read_text()}# mine\n")
    change(project)
    before = tree(project / "generated")

    run = veneer("generate")
    assert run.returncode == 2
    assert "generated/pets/pets/v1/pets.py: error[edited-file]: is not as Veneer wrote it" in run.stderr
    assert "move it into customizations/pets/. Or lose it: add --overwrite." in run.stderr
    assert run.stderr.count("error[") == 1
    assert tree(project / "generated") == before

    assert veneer("generate", "--overwrite").returncode == 0
    assert "# mine" not in edited.read_text()
    assert veneer("generate", "--check").returncode == 0


def test_a_file_of_ones_own_is_not_removed(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    own = project / "generated" / "pets" / "notes.txt"
    own.write_text("mine")

    assert veneer("generate").returncode == 2
    assert own.read_text() == "mine"
    assert veneer("generate", "--overwrite").returncode == 0
    assert not own.exists()


def test_what_veneer_wrote_itself_is_replaced_and_removed(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    configuration = project / "customizations" / "pets" / "package.toml"
    configuration.write_text(configuration.read_text().replace("PetsClient", "ZooClient"))

    assert veneer("generate").returncode == 0
    assert not (project / "generated" / "pets" / "pets" / "v1" / "pets.py").exists()


def test_a_removed_file_is_written_again(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    before = tree(project / "generated")
    (project / "generated" / "pets" / "README.md").unlink()

    assert veneer("generate").returncode == 0
    assert tree(project / "generated") == before


@pytest.mark.parametrize("manifest", ["both sides", "none"])
def test_a_merge_that_is_not_resolved(manifest: str, project: Path, veneer: Veneer) -> None:
    """Files taken whole from either side are Veneer's own, as long as the manifest has the lines of both."""
    veneer("generate")
    output = project / "generated" / "pets"
    ours = (output / "generated.sha256").read_text()
    kept = (output / "pets" / "v1" / "pets.py").read_bytes()
    change(project)
    veneer("generate")
    (output / "pets" / "v1" / "pets.py").write_bytes(kept)
    theirs = (output / "generated.sha256").read_text()
    merged = f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    (output / "generated.sha256").write_text(merged if manifest == "both sides" else "")

    assert veneer("generate").returncode == (0 if manifest == "both sides" else 2)


def test_the_manifest_is_one_for_sha256sum(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "generated.sha256"],
        cwd=project / "generated" / "pets",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    listed = {line[66:] for line in (project / "generated" / "pets" / "generated.sha256").read_text().splitlines()}
    assert listed | {"generated.sha256"} == set(tree(project / "generated" / "pets"))
