"""`veneer generate`: what it writes, what it leaves alone, what it says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.cli.conftest import Veneer, tree


def test_the_second_run_changes_nothing(project: Path, veneer: Veneer) -> None:
    first = veneer("generate")
    assert first.returncode == 0, first.stderr
    written = tree(project / "generated")
    times = {path: os.stat(project / "generated" / path).st_mtime_ns for path in written}

    second = veneer("generate")

    assert second.returncode == 0
    assert second.stdout.startswith(f"pets: nothing changed ({len(written)} files)")
    assert tree(project / "generated") == written
    assert {path: os.stat(project / "generated" / path).st_mtime_ns for path in written} == times


def test_a_pipe_gets_plain_lines_without_escapes(veneer: Veneer) -> None:
    run = veneer("generate")

    assert "pets: reading spec/pets/v1.json" in run.stderr.splitlines()
    assert "\x1b" not in run.stdout + run.stderr


def test_it_works_from_any_folder_of_the_project(project: Path, veneer: Veneer) -> None:
    run = veneer("generate", cwd=project / "spec" / "pets")

    assert run.returncode == 0, run.stderr
    assert (project / "generated" / "pets" / "pyproject.toml").is_file()


def test_stale_files_go_and_caches_stay(project: Path, veneer: Veneer) -> None:
    configuration = project / "customizations" / "pets" / "package.toml"
    now = configuration.read_text()
    configuration.write_text(now.replace("PetsClient", "OldClient"))
    veneer("generate")
    stale = project / "generated" / "pets" / "pets" / "v1" / "old.py"
    assert stale.exists()
    configuration.write_text(now)
    cache = project / "generated" / "pets" / "pets" / "__pycache__" / "kept.pyc"
    cache.parent.mkdir()
    cache.write_bytes(b"")

    run = veneer("generate")

    assert "removed pets/v1/old.py" in run.stdout
    assert not stale.exists()
    assert cache.exists()


def test_check_writes_nothing_and_names_each_file(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    edited = project / "generated" / "pets" / "pets" / "v1" / "pets.py"
    edited.write_text(edited.read_text() + "# by hand\n")
    (project / "generated" / "pets" / "README.md").unlink()
    (project / "generated" / "pets" / "notes.txt").write_text("mine\n")
    before = tree(project)

    run = veneer("generate", "--check")

    assert run.returncode == 1
    assert "generated/pets/pets/v1/pets.py: error[edited-file]" in run.stderr
    assert "generated/pets/README.md: error[missing-file]" in run.stderr
    assert "generated/pets/notes.txt: error[edited-file]" in run.stderr
    assert tree(project) == before


def test_any_description_needs_no_project(project: Path, veneer: Veneer, tmp_path: Path) -> None:
    output = tmp_path / "elsewhere" / "client"

    run = veneer(
        "generate", str(project / "spec/pets/v1.json"), "--package", "my_pets", "--output", str(output), cwd=Path("/")
    )

    assert run.returncode == 0, run.stderr
    assert "class MyPetsClient" in (output / "my_pets" / "v1" / "my_pets.py").read_text()


def test_a_folder_with_other_files_is_never_taken_over(project: Path, veneer: Veneer, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")

    run = veneer("generate", str(project / "spec/pets/v1.json"), "--package", "pets", "--output", str(mine))

    assert run.returncode == 2
    assert "error[foreign-folder]" in run.stderr
    assert tree(mine) == {"thesis.txt": b"years of work"}


def test_it_says_its_version(veneer: Veneer) -> None:
    run = veneer("--version")

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("veneer 0.")


def test_half_a_command_is_refused(veneer: Veneer) -> None:
    for arguments in (["spec.json", "--package", "x"], ["--output", "x"], ["a", "--package", "class", "--output", "x"]):
        run = veneer("generate", *arguments)
        assert run.returncode == 2
        assert "error[" in run.stderr


def test_what_is_made_of_one_file_is_remembered_and_of_several_not(
    tmp_path: Path, veneer: Veneer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENEER_CACHE", str(tmp_path / "cache"))
    schema = {"description": "The mapping of pets.json#/components.", "type": "object", "properties": {"a": {}}}
    beside = tmp_path / "pets.json"
    beside.write_text(json.dumps(schema))
    base = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}}

    def again(name: str, of: object) -> str:
        (tmp_path / name).write_text(json.dumps({**base, "components": {"schemas": {"Pet": of}}}))
        command = ("generate", str(tmp_path / name), "--package", "pets", "--output", str(tmp_path / f"{name}.out"))
        assert veneer(*command).returncode == 0
        beside.write_text(json.dumps({**schema, "properties": {"b": {}}}))
        return veneer(*command).stderr

    assert "rendering" not in again("one.json", schema)
    assert "rendering" in again("two.json", {"$ref": "pets.json"})
    models = (tmp_path / "two.json.out").rglob("models/*.py")
    assert any("    b: " in model.read_text() for model in models)
