"""`veneer review` tells a runner, and a person, what a pull request is about."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.diff.test_revisions import git

from .conftest import Review, commit, veneer, write

SIZE = "operation `getPet`, query `size`: was added and has to be sent"


def test_nothing_changed(review: Review) -> None:
    run = review()

    assert (run.code, run.annotations) == (0, []), run.stderr
    assert "## Veneer: in step\n" in run.summary
    assert (
        "## API changes: `origin/main` → `this checkout`\n\nNo difference. Suggested version: **patch**.\n"
        in run.summary
    )
    assert {name: run.outputs[name] for name in ("in-step", "bump", "breaking", "risky", "safe")} == {
        "in-step": "true",
        "bump": "patch",
        "breaking": "0",
        "risky": "0",
        "safe": "0",
    }


def test_a_breaking_change_is_told_where_it_is(review: Review, checkout: Path, runner: dict[str, str]) -> None:
    write(checkout, required=True)
    commit(checkout)

    run = review()

    assert run.code == 0, run.stderr
    line = (checkout / "spec/pets/v1.json").read_text().splitlines().index('            "name": "size",')
    wire = run.annotations[0]
    assert {item.level for item in run.annotations} == {"warning"}
    assert wire.message.startswith(f"breaking for wire: {SIZE}: `string` Fix: If that is wanted, waive `")
    assert (wire.properties["file"], wire.properties["line"]) == ("spec/pets/v1.json", str(line))
    assert SIZE in run.summary
    assert (run.outputs["in-step"], run.outputs["bump"], run.outputs["breaking"]) == ("true", "major", "2")
    assert run.outputs["report"] == f"{runner['RUNNER_TEMP']}/veneer-review/changes.html"
    assert "<!doctype html>" in Path(run.outputs["report"]).read_text().lower()
    assert run.summary == f"{Path(run.outputs['summary']).read_text()}\n"


@pytest.mark.parametrize(("limit", "code"), [("breaking", 1), ("risky", 1)])
def test_a_limit_that_is_reached_fails(limit: str, code: int, review: Review, checkout: Path) -> None:
    write(checkout, required=True)

    assert review("--fail-on", limit).code == code


def test_a_limit_that_is_not_reached_holds(review: Review, checkout: Path) -> None:
    write(checkout, required=False)

    run = review("--fail-on", "breaking")

    assert (run.code, run.annotations, run.outputs["bump"]) == (0, [], "minor"), run.stderr


def test_what_is_gone_is_told_at_what_was_around_it(review: Review, checkout: Path, origin: Path) -> None:
    path = origin / "spec/pets/v1.json"
    whole = json.loads(path.read_text())
    operation = whole["paths"]["/pets/{petId}"]["get"]
    whole["paths"]["/pets/{petId}"]["delete"] = operation | {"operationId": "dropPet"}
    path.write_text(json.dumps(whole))
    commit(origin)
    git(checkout, "pull", "origin", "main")
    write(checkout)

    run = review()

    line = (checkout / "spec/pets/v1.json").read_text().splitlines().index('    "/pets/{petId}": {') + 1
    gone = run.annotations[0]
    assert gone.message.startswith("breaking for wire: operation `dropPet`: was removed: `DELETE "), run.stderr
    assert (gone.properties["file"], gone.properties["line"]) == ("spec/pets/v1.json", str(line))


def test_what_is_not_in_step_is_an_error_at_its_file(review: Review, checkout: Path) -> None:
    write(checkout, generate=False, required=True)

    run = review()

    errors = {(item.properties["title"], item.properties["file"]) for item in run.annotations if item.level == "error"}
    assert run.code == 1
    assert ("veneer: lock-mismatch", "spec/pets/v1.json") in errors
    assert ("veneer: changed-file", "generated/pets/api.md") in errors
    assert f"## Veneer: {len(errors)} problems\n\n    spec/pets/v1.json: error[lock-mismatch]: " in run.summary
    assert run.outputs["in-step"] == "false"
    assert run.outputs["breaking"] == "2"


def test_files_of_a_project_below_the_workspace_are_named_from_there(
    review: Review, checkout: Path, runner: dict[str, str]
) -> None:
    write(checkout, generate=False, required=True)

    run = review(GITHUB_WORKSPACE=str(checkout.parent))

    assert {item.properties["file"].split("/")[:2][0] for item in run.annotations} == {"my checkout"}


def test_what_is_there_already_stays(review: Review, runner: dict[str, str]) -> None:
    Path(runner["GITHUB_STEP_SUMMARY"]).write_text("What another step said.\n\n")
    Path(runner["GITHUB_OUTPUT"]).write_text("other<<end\nvalue\nend\n")

    run = review()

    assert run.summary.startswith("What another step said.\n\n## Veneer: in step\n")
    assert (run.outputs["other"], run.outputs["in-step"]) == ("value", "true")


def test_what_others_did_on_the_base_is_not_the_pull_requests(review: Review, checkout: Path, origin: Path) -> None:
    write(origin, required=True)
    commit(origin)
    commit(checkout)
    git(checkout, "fetch", "origin")

    assert "No difference." in review().summary


def test_packages_come_and_go(review: Review, checkout: Path) -> None:
    write(checkout, package="dogs")
    for folder in ("spec", "customizations", "generated"):
        shutil.rmtree(checkout / folder / "pets")
    write(checkout, package="dogs")

    run = review()

    assert run.code == 0, run.stderr
    assert (
        "`pets (removed)`: **Protocol layer and convenience layer** (1)\n\n- version `v1`: was removed" in run.summary
    )
    assert "`dogs (new)`: **Protocol layer and convenience layer** (1)\n\n- version `v1`: was added" in run.summary
    assert (run.outputs["breaking"], run.outputs["safe"]) == ("1", "1")
    assert [item.properties["file"] for item in run.annotations] == ["spec"]


def test_only_named_packages_are_reviewed(review: Review, checkout: Path) -> None:
    write(checkout, package="dogs")
    write(checkout, generate=False, required=True)

    run = review("dogs")

    assert (run.code, run.outputs["breaking"], run.outputs["safe"]) == (0, "0", "1"), run.stderr


@pytest.mark.parametrize(("base", "branch"), [("HEAD^", ""), ("", "release"), ("", "")])
def test_a_shallow_clone_says_what_it_lacks(
    base: str, branch: str, review: Review, origin: Path, checkout: Path, tmp_path: Path
) -> None:
    commit(origin)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--depth=1", origin.as_uri(), str(shallow))

    run = review("--base", base, cwd=shallow, GITHUB_BASE_REF=branch)

    named = base or (f"origin/{branch}" if branch else "HEAD^")
    assert run.code == 2
    assert [item.message.partition(" Fix: ")[0] for item in run.annotations] == [f"git knows no revision `{named}`"]
    assert "`fetch-depth: 0`" in run.annotations[0].message
    assert "`fetch-depth: 0`" in run.summary


def test_histories_without_a_common_commit_are_told(review: Review, checkout: Path) -> None:
    git(checkout, "switch", "--orphan", "other")
    write(checkout)
    (checkout / "other").touch()  # else a commit of the same second would be the same commit
    commit(checkout)

    run = review()

    assert run.code == 2
    assert run.annotations[0].message.startswith("HEAD and `origin/main` have no commit in common Fix: Name a branch")


def test_a_description_that_cannot_be_used_is_told_on_the_page(review: Review, checkout: Path) -> None:
    (checkout / "spec/pets/v1.json").write_text("{")

    run = review()

    assert run.code == 2
    assert run.summary.startswith("## Veneer: not reviewed\n\n    spec/pets/v1.json: error[lock-mismatch]: ")
    assert "    spec/pets/v1.json:1:2: error[malformed-json]: " in run.summary
    assert "veneer: malformed-json" in {item.properties["title"] for item in run.annotations}
    assert run.outputs["in-step"] == "false"
    assert "report" not in run.outputs


def test_many_problems_fit_into_a_comment(review: Review, checkout: Path) -> None:
    for number in range(300):
        (checkout / f"generated/pets/pets/stale_{number}.py").write_text("")

    run = review()

    assert run.code == 1
    assert len(run.annotations) >= 300
    assert len(run.summary) < 65_536 - 60_000
    assert "more, which `veneer check` shows." in run.summary


def test_a_person_reads_plain_text(checkout: Path) -> None:
    write(checkout, required=True)
    commit(checkout)

    run = veneer(checkout, "review", "--fail-on", "breaking", "--output", "page here")

    assert run.returncode == 1
    lines = run.stdout.splitlines()
    assert lines[:2] == ["in step", "HEAD^ -> this checkout: 2 breaking"]
    assert f"breaking wire: {SIZE}" in lines[4]
    assert lines[-1] == "suggested version: major"
    assert "::" not in run.stdout + run.stderr
    assert sorted(path.name for path in (checkout / "page here").iterdir()) == ["changes.html", "summary.md"]


def test_a_person_leaves_nothing_behind_without_a_folder(checkout: Path) -> None:
    commit(checkout)

    run = veneer(checkout, "review")

    assert run.returncode == 0, run.stderr
    git(checkout, "diff", "--exit-code")
    assert not [path for path in checkout.iterdir() if path.name not in {".git", "spec", "customizations", "generated"}]
