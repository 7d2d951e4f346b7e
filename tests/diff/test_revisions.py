"""A side may be a revision of the git repository: a file, a version or a package, as it was there."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import DESCRIPTION, Veneer, project, tree, veneer

__all__ = ["project", "veneer"]


def git(folder: Path, *arguments: str) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    known = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", str(folder), *known, *arguments], check=True, capture_output=True, env=clean)


def describe(path: Path, **parameter: object) -> None:
    whole = json.loads(json.dumps(DESCRIPTION))
    if parameter:
        added = {"name": "size", "in": "query", "schema": {"type": "string"}} | parameter
        whole["paths"]["/pets/{petId}"]["get"]["parameters"].append(added)
    path.write_text(json.dumps(whole))


@pytest.fixture
def repository(project: Path) -> Path:
    """A project in a folder of a repository whose one commit is `main`, tagged `first`."""
    git(project, "init")
    git(project, "add", ".")
    git(project, "commit", "-m", "First.")
    git(project, "tag", "first")
    return project


SIZE = "operation `getPet`, query `size`: was added and has to be sent"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pets:v1@main", "pets:v1"),
        ("pets:v1@first", "pets:v1"),
        ("pets:v1@HEAD^{/First}", "pets:v1"),
        ("main:spec/pets/v1.json", "pets:v1"),
        ("main:./spec/pets/v1.json", "spec/pets/v1.json"),
        ("HEAD@{0}:spec/pets/v1.json", "pets:v1"),
        ("pets@main", "pets"),
    ],
)
def test_what_was_at_a_revision_is_compared_with_what_is(old: str, new: str, repository: Path, veneer: Veneer) -> None:
    describe(repository / "spec" / "pets" / "v1.json", required=True)

    run = veneer("diff", old, new, "--fail-on", "breaking")

    assert run.returncode == 1, run.stderr
    assert run.stdout.startswith(f"{old} -> {new}: 2 breaking\n")
    assert SIZE in run.stdout


def test_references_at_a_revision_lead_to_files_of_that_revision(repository: Path, veneer: Veneer) -> None:
    whole = json.loads(json.dumps(DESCRIPTION))
    whole["paths"]["/pets/{petId}"]["get"]["parameters"].append({"$ref": "parts/size.yaml"})
    api = repository / "api"
    (api / "parts").mkdir(parents=True)
    (api / "api.json").write_text(json.dumps(whole))
    (api / "parts" / "size.yaml").write_text("{name: size, in: query, schema: {$ref: ../../common/text.yaml}}")
    (repository / "common").mkdir()
    (repository / "common" / "text.yaml").write_text("type: string")
    (api / "link.yaml").symlink_to("/etc/hostname")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "Second.")
    (api / "parts" / "size.yaml").write_text("{name: size, in: query, required: true, schema: {type: string}}")

    for old in ("HEAD:api/api.json", "HEAD:./api/api.json"):
        run = veneer("diff", old, "api/api.json", "--allow-ref", "common")
        assert "query `size`: has to be sent" in run.stdout, run.stderr
    assert veneer("diff", "HEAD:api/api.json", "HEAD:api/api.json", "--allow-ref", "common").returncode == 0
    refused = veneer("diff", "HEAD:api/api.json", "api/api.json")
    assert refused.returncode == 2
    assert "HEAD:api/parts/size.yaml:1:40: error[dangling-reference]: at `HEAD` there is no file for" in refused.stderr
    (api / "parts" / "size.yaml").write_text("$ref: ../link.yaml")
    git(repository, "commit", "-a", "-m", "Third.")
    linked = veneer("diff", "HEAD:api/api.json", "pets:v1")
    assert "error[dangling-reference]: at `HEAD` there is no file for `../link.yaml`" in linked.stderr


def test_nothing_is_written_in_the_repository(repository: Path, veneer: Veneer) -> None:
    before = tree(repository)

    assert veneer("diff", "pets@main", "pets").stdout.splitlines()[0] == "pets@main -> pets: no difference"
    assert veneer("diff", "main:spec/pets/v1.json", "pets:v1").returncode == 0

    assert tree(repository) == before


def test_each_side_has_the_customizations_of_its_revision(repository: Path, veneer: Veneer) -> None:
    configuration = repository / "customizations" / "pets" / "package.toml"
    configuration.write_text(configuration.read_text() + '\n[operations.getPet]\nname = "fetch"\n')

    run = veneer("diff", "pets:v1@main", "pets:v1")

    (finding,) = run.stdout.splitlines()[1:-1]
    assert "method `PetsClient.get_pet`: has another name: `PetsClient.get_pet` -> `PetsClient.fetch`" in finding


def test_a_rename_that_keeps_the_name_breaks_nobody(repository: Path, veneer: Veneer) -> None:
    path = repository / "spec" / "pets" / "v1.json"
    path.write_text(path.read_text().replace("getPet", "readPet"))
    configuration = repository / "customizations" / "pets" / "package.toml"
    configuration.write_text(configuration.read_text() + '\n[operations.readPet]\nname = "get_pet"\n')

    run = veneer("diff", "pets@main", "pets", "--fail-on", "breaking")

    assert run.returncode == 0, run.stdout
    assert "[operation-renamed " in run.stdout


def test_versions_of_a_package_come_and_go(repository: Path, veneer: Veneer) -> None:
    folder = repository / "spec" / "pets"
    describe(folder / "v2.json", required=True)
    describe(folder / "v3.json")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "Second.")
    (folder / "v2.json").unlink()
    describe(folder / "v4.json")
    describe(folder / "v3.json", required=True)
    configuration = repository / "customizations" / "pets" / "package.toml"
    configuration.write_text(configuration.read_text().replace('"v1"', '"v4"'))

    text = veneer("diff", "pets@main", "pets").stdout.splitlines()
    whole = json.loads(veneer("diff", "pets@main", "pets", "--format", "json").stdout)
    page = veneer("diff", "pets@main", "pets", "--format", "markdown").stdout

    assert [line.partition(" [")[0] for line in text[:5]] == [
        "pets@main -> pets: 3 breaking, 1 risky, 1 safe",
        "breaking protocol+convenience: version `v2`: was removed",
        "risky    protocol+convenience: package `pets`: offers another version where none is named: `v1` -> `v4`; "
        "compare these two",
        "safe     protocol+convenience: version `v4`: was added",
        "pets:v1@main -> pets:v1: no difference",
    ]
    assert text[5] == "pets:v3@main -> pets:v3: 2 breaking"
    assert [item["rule"] for item in whole["findings"]] == [
        "version-removed",
        "default-version-changed",
        "version-added",
    ]
    assert [(part["new"], len(part["findings"])) for part in whole["parts"]] == [("pets:v1", 0), ("pets:v3", 2)]
    assert "\n`pets:v3`: **On the wire** (1)\n\n- " in page


def test_a_waiver_of_the_base_is_not_stale(repository: Path, veneer: Veneer) -> None:
    waivers = repository / "customizations" / "pets" / "diff-waivers.toml"
    waivers.write_text('[[waivers]]\nfingerprint = "0123456789ab"\nreason = "Agreed."\n')
    git(repository, "add", ".")
    git(repository, "commit", "-m", "Second.")

    assert veneer("diff", "pets@main", "pets").returncode == 0
    assert "[stale-waiver]" in veneer("diff", "pets@first", "pets").stderr
    assert "[stale-waiver]" in veneer("diff", "pets:v1", "pets:v1").stderr


@pytest.mark.parametrize(
    ("old", "place", "id"),
    [
        ("pets:v1@nowhere", "nowhere", "unknown-revision"),
        ("pets:v1@--output=written", "--output=written", "unknown-revision"),
        ("pets:v1@" + 40 * "0", 40 * "0", "unknown-revision"),
        ("nowhere:spec/pets/v1.json", "nowhere", "unknown-revision"),
        ("main:spec/pets/v9.json", "main:spec/pets/v9.json", "unknown-path"),
        ("main:spec/pets", "main:spec/pets", "unknown-path"),
        ("pets:v9@main", "main:spec/pets", "unknown-version"),
        ("dogs@main", "main:spec/dogs", "unknown-package"),
        ("pets@main", "veneer", "version-and-package"),
    ],
)
def test_what_is_not_there_is_told_once(old: str, place: str, id: str, repository: Path, veneer: Veneer) -> None:
    run = veneer("diff", old, "pets:v1")

    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"{place}: error[{id}]: ")
    assert run.stderr.count("error[") == run.stderr.count("    fix: ") == 1
    assert not (repository / "written").exists()


def test_the_name_of_a_revision_does_not_draw_on_the_terminal(repository: Path, veneer: Veneer) -> None:
    run = veneer("diff", "pets@x\x1b[31m", "pets")

    assert run.returncode == 2
    assert run.stderr.startswith("x [31m: error[unknown-revision]: git knows no revision `x [31m`")


def test_a_description_that_is_wrong_at_a_revision_is_told_with_its_place(repository: Path, veneer: Veneer) -> None:
    (repository / "spec" / "pets" / "v1.json").write_text("{")
    git(repository, "commit", "-am", "Second.")
    describe(repository / "spec" / "pets" / "v1.json")

    run = veneer("diff", "pets:v1@main", "pets:v1")

    assert run.returncode == 2
    assert run.stderr.startswith("main:spec/pets/v1.json:1:2: error[malformed-json]: ")


def test_a_folder_that_is_no_repository_is_told(project: Path, veneer: Veneer) -> None:
    for name in ("pets:v1@main", "main:spec/pets/v1.json"):
        run = veneer("diff", name, "pets:v1")

        assert run.returncode == 2
        assert run.stderr.startswith("main: error[no-repository]: there is no git repository here")


def test_that_git_is_not_there_is_told(repository: Path, veneer: Veneer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "nothing"))

    run = veneer("diff", "pets:v1@main", "pets:v1")

    assert run.returncode == 2
    assert run.stderr.startswith("git: error[no-git]: git is not installed")
