"""`veneer check`: one exit code for generated files and vendored descriptions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Veneer

OVERLAY = """\
{% extends 'method.py.jinja' %}
{% block request %}
print()
raw = {{ stock.request }}
{% endblock %}
"""


def add_overlay(project: Path) -> None:
    """Overlay the only method."""
    overlay = project / "customizations" / "pets" / "pets" / "get_pet.py.jinja"
    overlay.parent.mkdir()
    overlay.write_text(OVERLAY)


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
    assert "generated/pets/api.md: error[edited-file]" in run.stderr


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


def test_what_changed_is_told_from_what_a_person_edited(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    spec = project / "spec" / "pets" / "v1.json"
    spec.write_text(spec.read_text().replace("The pet.", "A pet."))
    (project / "generated" / "pets" / "README.md").write_text("mine\n")
    (project / "generated" / "pets" / "notes.txt").write_text("mine\n")

    said = veneer("check").stderr

    assert "generated/pets/pets/v1/pets.py: error[changed-file]: is not what is generated" in said
    for name in ("README.md", "notes.txt"):
        assert f"generated/pets/{name}: error[edited-file]: is not as Veneer wrote it" in said
    assert "veneer generate --overwrite" in said


def test_overlays_have_a_budget_of_lines(project: Path, veneer: Veneer) -> None:
    custom = project / "customizations" / "pets"
    add_overlay(project)
    configuration = (custom / "package.toml").read_text()
    (custom / "package.toml").write_text(f"overlay_lines = 4\n{configuration}")
    veneer("generate")
    veneer("accept")

    run = veneer("check")

    assert run.returncode == 1
    place = "customizations/pets/package.toml:1:1: error[overlay-budget]"
    assert f"{place}: the overlays have 5 lines, which are 1 more than agreed" in run.stderr
    (custom / "package.toml").write_text(f"overlay_lines = 5\n{configuration}")
    assert veneer("check").returncode == 0


@pytest.mark.parametrize("how", ["generated", "description", "overlay", "lock", "veneer"])
def test_what_is_remembered_never_hides_a_change(how: str, project: Path, veneer: Veneer, tmp_path: Path) -> None:
    veneer("generate")
    first = veneer("check")
    assert "rendering" not in first.stderr  # so that it was remembered, and the rest of this test means something
    if how == "generated":
        (project / "generated" / "pets" / "pets" / "v1" / "pets.py").write_text("")
    elif how == "description":
        spec = project / "spec" / "pets" / "v1.json"
        spec.write_text(spec.read_text().replace("getPet", "findPet"))
    elif how == "overlay":
        add_overlay(project)
    elif how == "lock":
        lock = project / "customizations" / "pets" / "overlays.lock.toml"
        lock.write_text('["pets/get_pet.py.jinja".v1]\n')
    elif how == "veneer":
        assert "rendering" in veneer("check", "--fresh").stderr

    assert veneer("check").returncode == (1 if how != "veneer" else 0)


def test_a_broken_memory_only_costs_time(
    project: Path, veneer: Veneer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    memory = tmp_path / "memory"
    monkeypatch.setenv("VENEER_CACHE", str(memory))
    veneer("generate")
    (kept,) = memory.iterdir()
    for text in ("", "{}", "[]", '{"manifest": 1, "warnings": []}', '{"manifest": "", "warnings": [1]}'):
        kept.write_text(text)
        run = veneer("check")
        assert (run.returncode, run.stdout) == (0, "in step\n"), run.stderr
    memory.joinpath(kept.name).unlink()
    memory.rmdir()
    memory.write_text("a file")
    assert veneer("check").returncode == 0
