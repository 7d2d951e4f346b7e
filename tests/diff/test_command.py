"""`veneer diff` on the command line: what OLD and NEW may be, formats, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import DESCRIPTION, Veneer, project, veneer

__all__ = ["project", "veneer"]


def _changed(**parameter: object) -> str:
    whole = json.loads(json.dumps(DESCRIPTION))
    whole["paths"]["/pets/{petId}"]["get"]["parameters"].append(
        {"name": "size", "in": "query", "schema": {"type": "string"}} | parameter
    )
    return json.dumps(whole)


@pytest.fixture
def v2(project: Path) -> Path:
    path = project / "spec" / "pets" / "v2.json"
    path.write_text(_changed(required=True))
    return path


def test_two_versions_of_a_package_are_compared(v2: Path, veneer: Veneer) -> None:
    run = veneer("diff", "pets:v1", "pets:v2")

    assert run.returncode == 0, run.stderr
    first, *lines = run.stdout.splitlines()
    assert first == "pets:v1 -> pets:v2: 2 breaking"
    assert lines[0].startswith("breaking wire: operation `getPet`, query `size`: was added and has to be sent")
    assert lines[1].startswith("breaking protocol+convenience: method `PetsClient.get_pet`, argument `size`: ")
    assert lines[-1] == "suggested version: major"


def test_files_need_no_project(tmp_path: Path, veneer: Veneer) -> None:
    home = tmp_path / "elsewhere"
    home.mkdir()
    (home / "old.json").write_text(json.dumps(DESCRIPTION))
    (home / "new.json").write_text(_changed())

    run = veneer("diff", "old.json", "new.json", "--fail-on", "breaking", cwd=home)

    assert run.returncode == 0, run.stderr
    assert "method `ApiClient.get_pet`, argument `size`: was added and may be left out" in run.stdout


def test_a_file_is_compared_with_a_version_through_its_customizations(project: Path, veneer: Veneer) -> None:
    (project / "new.json").write_text(_changed())
    with (project / "customizations" / "pets" / "package.toml").open("a") as configuration:
        configuration.write('\n[names.parameters]\nsize = "how_big"\n')

    run = veneer("diff", "pets:v1", "new.json")

    assert run.returncode == 0, run.stderr
    assert "method `PetsClient.get_pet`, argument `how_big`: was added" in run.stdout


@pytest.mark.parametrize(
    ("parameter", "limit", "code"),
    [
        ({"required": True}, "breaking", 1),
        ({"required": True}, "risky", 1),
        ({}, "breaking", 0),
        ({}, "risky", 0),
    ],
)
def test_a_limit_that_is_held_is_exit_code_one(
    parameter: dict[str, object], limit: str, code: int, v2: Path, veneer: Veneer
) -> None:
    v2.write_text(_changed(**parameter))

    assert veneer("diff", "pets:v1", "pets:v2", "--fail-on", limit).returncode == code


def test_a_risky_change_fails_at_risky_alone(v2: Path, veneer: Veneer) -> None:
    (v2.parent / "v1.json").write_text(_changed(schema={"type": "string", "default": "big"}))
    v2.write_text(_changed(schema={"type": "string", "default": "small"}))

    assert veneer("diff", "pets:v1", "pets:v2", "--fail-on", "breaking").returncode == 0
    assert veneer("diff", "pets:v1", "pets:v2", "--fail-on", "risky").returncode == 1


@pytest.mark.parametrize(
    ("names", "id"),
    [
        (("pets:v1", "none.json"), "unknown-description"),
        (("pets:v1", "pets:v9"), "unknown-version"),
        (("dogs:v1", "pets:v1"), "unknown-package"),
        (("pets:v1", "bad.json"), "malformed-json"),
        (("pets:v1", "cats:v1"), "different-packages"),
    ],
)
def test_what_cannot_be_compared_is_exit_code_two(
    names: tuple[str, str], id: str, project: Path, veneer: Veneer
) -> None:
    (project / "bad.json").write_text("{")
    (project / "spec" / "cats").mkdir()
    (project / "spec" / "cats" / "v1.json").write_text(json.dumps(DESCRIPTION))
    (project / "customizations" / "cats").mkdir()
    (project / "customizations" / "cats" / "package.toml").write_text('[clients.CatsClient]\noperations = ["*"]\n')

    run = veneer("diff", *names)

    assert (run.returncode, run.stdout) == (2, "")
    assert f"error[{id}]" in run.stderr
    assert "    fix: " in run.stderr


def test_waived_findings_of_a_package_do_not_fail(project: Path, v2: Path, veneer: Veneer) -> None:
    found = json.loads(veneer("diff", "pets:v1", "pets:v2", "--format", "json").stdout)["findings"]
    tables = [f'[[waivers]]\nfingerprint = "{item["fingerprint"]}"\nreason = "Agreed."\n' for item in found]
    waivers = project / "customizations" / "pets" / "diff-waivers.toml"
    waivers.write_text("\n".join(tables))

    held = veneer("diff", "pets:v1", "pets:v2", "--fail-on", "breaking")
    stale = veneer("diff", "pets:v2", "pets:v2")

    assert (held.returncode, held.stdout.splitlines()[0]) == (0, "pets:v1 -> pets:v2: 2 waived")
    assert stale.returncode == 2
    assert "customizations/pets/diff-waivers.toml:2:1: error[stale-waiver]" in stale.stderr


def test_markdown_is_written_for_a_comment(v2: Path, veneer: Veneer) -> None:
    run = veneer("diff", "pets:v1", "pets:v2", "--format", "markdown")

    assert run.stdout.startswith("## API changes: `pets:v1` → `pets:v2`\n\n2 breaking. Suggested version: **major**.\n")


@pytest.mark.parametrize(("format", "first"), [("html", "<!doctype html>"), ("markdown", "## API changes: ")])
def test_a_report_is_written_to_a_file(format: str, first: str, project: Path, v2: Path, veneer: Veneer) -> None:
    arguments = ("diff", "pets:v1", "pets:v2", "--format", format)
    run = veneer(*arguments, "--output", "report", "--fail-on", "breaking")

    assert (run.returncode, run.stdout) == (1, "pets:v1 -> pets:v2: 2 breaking\nwritten to report\n")
    text = (project / "report").read_text("utf-8")
    assert text.startswith(first)
    assert text == veneer(*arguments).stdout


def test_a_folder_takes_no_report(project: Path, v2: Path, veneer: Veneer) -> None:
    run = veneer("diff", "pets:v1", "pets:v2", "--output", "spec")

    assert (run.returncode, run.stdout) == (2, "")
    assert "spec: error[not-a-file]: is there and is no file\n    fix: " in run.stderr
