"""`veneer check`: one exit code for generated files and vendored descriptions."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Veneer


def test_a_fresh_generation_is_in_step(veneer: Veneer) -> None:
    veneer("generate")

    run = veneer("check")

    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "in step"


def test_an_edited_list_of_the_public_surface_is_named(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    listed = project / "generated" / "pets" / "api.md"
    listed.write_text(listed.read_text().replace("get_pet(", "find_pet("))

    run = veneer("check")

    assert run.returncode == 1
    assert "generated/pets/api.md: error[changed-file]" in run.stderr


def test_an_edited_description_does_not_match_its_lock(project: Path, veneer: Veneer) -> None:
    spec = project / "spec" / "pets" / "v1.json"
    spec.write_text(spec.read_text().replace("The pet.", "A pet."))
    veneer("generate")

    run = veneer("check")

    assert run.returncode == 1
    assert "spec/pets/v1.json: error[lock-mismatch]" in run.stderr


def test_a_description_needs_an_entry_in_the_lock_and_an_entry_a_description(project: Path, veneer: Veneer) -> None:
    lock = project / "spec" / "spec.lock.toml"
    lock.write_text(lock.read_text().replace('"v1"', '"v0"'))
    veneer("generate")

    run = veneer("check")

    assert run.returncode == 1
    assert "spec/pets/v1.json: error[unlocked-description]" in run.stderr
    assert "spec/spec.lock.toml: error[stale-lock]" in run.stderr
