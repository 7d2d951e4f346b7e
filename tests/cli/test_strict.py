"""`--strict` and waivers: which warnings stop a run, and which somebody answers for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Veneer, tree

TWINS = """
openapi: 3.1.0
info: {title: Twins, version: "1"}
servers: [{url: https://example.test}]
paths: {}
components:
  schemas:
    pet: {type: object, properties: {a: {type: string}}}
    Pet: {type: object, properties: {b: {type: string}}}
    PET: {type: object, properties: {c: {type: string}}}
"""
ONE, OTHER = "/components/schemas/Pet", "/components/schemas/PET"


@pytest.fixture
def lone(tmp_path: Path) -> Path:
    """Return a lone description with two warnings."""
    path = tmp_path / "twins.yaml"
    path.write_text(TWINS)
    return path


def waivers(folder: Path, *pointers: str | None) -> Path:
    """Write a file that waives collisions of names in some places, or everywhere."""
    path = folder / "warning-waivers.toml"
    lines = [f'pointer = "{item}"\n' if item else "" for item in pointers]
    path.write_text("".join(f'[[waivers]]\nid = "name-collision"\n{line}reason = "Known."\n' for line in lines))
    return path


def arguments(lone: Path) -> tuple[str, ...]:
    return "generate", str(lone), "--package", "twins", "--output", str(lone.parent / "out")


def test_warnings_stop_no_run(lone: Path, veneer: Veneer) -> None:
    run = veneer(*arguments(lone))

    assert run.returncode == 0
    assert f"{lone}:9:10: warning[name-collision]" in run.stderr
    assert f"{lone}:10:10: warning[name-collision]" in run.stderr


def test_strict_makes_them_errors_and_writes_nothing(lone: Path, veneer: Veneer) -> None:
    run = veneer(*arguments(lone), "--strict")

    assert run.returncode == 2
    assert run.stderr.count("error[name-collision]") == 2
    assert "warning[" not in run.stderr
    assert not (lone.parent / "out").exists()


def test_what_is_waived_is_not_told(lone: Path, veneer: Veneer) -> None:
    run = veneer(*arguments(lone), "--strict", "--waivers", str(waivers(lone.parent, ONE)))
    assert run.returncode == 2
    assert run.stderr.count("[name-collision]") == 1

    for file in (waivers(lone.parent, ONE, OTHER), waivers(lone.parent, None)):
        run = veneer(*arguments(lone), "--strict", "--waivers", str(file))
        assert run.returncode == 0, run.stderr
        assert "[name-collision]" not in run.stderr


@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_a_waiver_of_nothing_is_an_error(strict: tuple[str, ...], lone: Path, veneer: Veneer) -> None:
    file = waivers(lone.parent, ONE, OTHER, "/components/schemas/Gone")
    run = veneer(*arguments(lone), *strict, "--waivers", str(file))

    assert run.returncode == 2
    assert f"{file.name}:10:1: error[stale-waiver]: there is no such warning any more" in run.stderr
    assert not (lone.parent / "out").exists()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[waivers", "error[malformed-toml]"),
        ('waivers = "all"', "error[bad-waiver]: holds something else than a list of waivers"),
        ('[[waivers]]\nid = "name-collision"', ":1:3: error[bad-waiver]: a waiver needs `reason`"),
        ('[[waivers]]\nid = "a"\nreason = "b"\nline = "3"', ":4:1: error[bad-waiver]: `line` is not known in a waiver"),
    ],
)
def test_a_bad_file_of_waivers_is_refused(text: str, problem: str, lone: Path, veneer: Veneer) -> None:
    file = lone.parent / "waivers.toml"
    file.write_text(text)
    run = veneer(*arguments(lone), "--waivers", str(file))

    assert run.returncode == 2
    assert problem in run.stderr


def test_a_file_that_is_not_there_is_refused(lone: Path, veneer: Veneer) -> None:
    run = veneer(*arguments(lone), "--waivers", "nowhere.toml")
    assert run.returncode == 2
    assert "error[unreadable-file]" in run.stderr


def test_a_package_has_its_waivers_beside_its_configuration(project: Path, veneer: Veneer) -> None:
    spec = project / "spec" / "pets" / "v1.json"
    pet = {"type": "object", "properties": {"name": {"type": "string"}}}
    spec.write_text(json.dumps(json.loads(spec.read_text()) | {"components": {"schemas": {"pet": pet, "Pet": pet}}}))
    assert veneer("generate", "--strict").returncode == 2
    assert "error[name-collision]" in veneer("generate", "--strict").stderr
    assert veneer("generate").returncode == 0
    assert "warning[name-collision]" in veneer("check").stderr
    strict = veneer("check", "--strict")
    assert strict.returncode == 1
    assert "error[name-collision]" in strict.stderr

    waivers(project / "customizations" / "pets", None)
    before = tree(project / "generated")
    run = veneer("generate", "--strict")
    assert run.returncode == 0, run.stderr
    assert tree(project / "generated") == before
    assert "name-collision" not in veneer("check", "--strict").stderr

    run = veneer("generate", "--waivers", "other.toml")
    assert run.returncode == 2
    assert "Waive it in warning-waivers.toml" in run.stderr
