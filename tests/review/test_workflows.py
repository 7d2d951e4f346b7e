"""The action and the workflows are what GitHub takes, ask for little, and their scripts do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.diff.test_revisions import git
from tests.docs.pages import ROOT

from .conftest import commit, read_outputs, veneer, write
from .workflows import ACTION, REVIEW, VENDOR, bash, bin_folder, noted, read, steps

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    return bin_folder(tmp_path)


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_they_fit_the_published_schema(path: Path) -> None:
    schema = "vendor.github-actions" if path == ACTION else "vendor.github-workflows"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_no_expression_is_part_of_a_script(path: Path) -> None:
    whole = read(path)
    jobs = [whole["runs"]] if path == ACTION else whole["jobs"].values()
    scripts = [step["run"] for job in jobs for step in job["steps"] if "run" in step]

    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_permissions_are_few() -> None:
    review = read(REVIEW)

    assert review["permissions"] == {"contents": "read"}
    assert "permissions" not in review["jobs"]["review"]
    assert review["jobs"]["comment"]["permissions"] == {"pull-requests": "write"}
    assert not [step for step in review["jobs"]["comment"]["steps"] if "checkout" in step.get("uses", "")]
    assert read(VENDOR)["permissions"] == {"contents": "write", "pull-requests": "write"}


def test_outputs_of_the_action_are_those_of_the_command(checkout: Path, runner: dict[str, str]) -> None:
    veneer(checkout, "review", **runner)

    assert set(read(ACTION)["outputs"]) == set(read_outputs(Path(runner["GITHUB_OUTPUT"]).read_text()))


def test_action_installs_what_is_asked_for(tmp_path: Path, tools: Path) -> None:
    script = steps(ACTION)["Install Veneer"]["run"]

    run = bash(script, tmp_path, tools, NOTED=str(tmp_path / "noted"), VERSION="a path; touch forged")

    assert run.returncode == 0, run.stderr
    assert noted(tmp_path / "noted")[-1][-1] == "a path; touch forged"
    assert not (tmp_path / "forged").exists()


def test_action_reviews(checkout: Path, tools: Path, runner: dict[str, str]) -> None:
    write(checkout, required=True)
    write(checkout, package="dogs")
    script = steps(ACTION)["Review"]["run"]
    empty = {"BASE": "", "FAIL_ON": "", "PACKAGES": ""}

    plain = bash(script, checkout, tools, **runner | empty)
    limited = bash(script, checkout, tools, **runner | empty | {"FAIL_ON": "breaking", "PACKAGES": " dogs\npets "})
    other = bash(script, checkout, tools, **runner | empty | {"BASE": "main", "PACKAGES": "dogs"})
    hostile = bash(script, checkout, tools, **runner | empty | {"BASE": "$(touch forged)", "PACKAGES": "--help *"})

    assert plain.returncode == 0, plain.stderr
    assert "changes: origin/main -> this checkout: 2 breaking, 1 safe" in plain.stdout
    assert limited.returncode == 1
    assert "changes: main -> this checkout: 1 safe" in other.stdout
    assert hostile.returncode == 2
    assert "there is no package `--help`" in hostile.stderr
    assert not (checkout / "forged").exists()


def test_comment_is_posted_or_changed(tmp_path: Path, tools: Path) -> None:
    run = bash(steps(REVIEW)["Comment"]["run"], tmp_path, tools, NOTED=str(tmp_path / "noted"), NUMBER="7")

    assert run.returncode == 0, run.stderr
    (call,) = noted(tmp_path / "noted")
    assert call == ["pr", "comment", "7", "--edit-last", "--create-if-none", "--body-file", "summary.md"]


# -- vendoring ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def upstream(origin: Path, tmp_path: Path) -> Path:
    """Return a file that the description on `main` was fetched from."""
    path = tmp_path / "upstream.json"
    path.write_bytes((origin / "spec/pets/v1.json").read_bytes())
    run = veneer(origin, "vendor", "pets:v1", "--from", str(path))
    assert run.returncode == 0, run.stderr
    commit(origin)
    git(origin, "config", "user.name", "t")
    return path


def _vendor(origin: Path, tools: Path, runner: dict[str, str], *, open: str = "") -> tuple[int, list[list[str]], str]:
    """Run the workflow's scripts in a fresh clone; returns the exit code, what `gh` was told, and what was written."""
    tmp_path = tools.parent
    number = len(list(tmp_path.glob("run*")))
    folder = tmp_path / f"run {number}"
    git(tmp_path, "clone", str(origin), str(folder))
    head = subprocess.run(["git", "-C", folder, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout
    variables = runner | {
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_BASE_REF": "",
        "GITHUB_OUTPUT": str(tmp_path / f"outputs {number}"),
        "NOTED": str(tmp_path / f"noted {number}"),
        "OPEN": open,
        "BRANCH": read(VENDOR)["env"]["BRANCH"],
    }
    told, code = "", 0
    for name, step in steps(VENDOR).items():
        outputs = _read(Path(variables["GITHUB_OUTPUT"]))
        if name == "Install Veneer" or ("if" in step and outputs["moved"] != "1"):
            continue
        known = {"${{ github.sha }}": head.strip(), "${{ github.ref_name }}": "main"}
        known |= {f"${{{{ steps.open.outputs.{key} }}}}": value for key, value in outputs.items()}
        known |= {f"${{{{ steps.review.outputs.{key} }}}}": value for key, value in outputs.items()}
        run = bash(step["run"], folder, tools, **variables | {k: known[v] for k, v in step.get("env", {}).items()})
        told, code = told + run.stdout + run.stderr, run.returncode
        if code:
            break
    return code, noted(Path(variables["NOTED"])), told


def _read(path: Path) -> dict[str, str]:
    """Read outputs in both of their forms."""
    text = path.read_text() if path.is_file() else ""
    return read_outputs(re.sub(r"^(\w+)=(.*)$", r"\1<<end\n\2\nend", text, flags=re.MULTILINE))


def _revision(folder: Path, name: str) -> str:
    run = subprocess.run(["git", "-C", folder, "rev-parse", name], capture_output=True, text=True, check=False)
    return run.stdout.strip() if not run.returncode else ""


def test_nothing_is_opened_when_upstream_stands_still(
    origin: Path, upstream: Path, tools: Path, runner: dict[str, str]
) -> None:
    code, calls, told = _vendor(origin, tools, runner)

    assert code == 0, told
    assert [call[:2] for call in calls] == [["pr", "list"]]
    assert not _revision(origin, "veneer/vendor")


def test_a_pull_request_is_opened_and_then_kept_up(
    origin: Path, upstream: Path, tools: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    main = _revision(origin, "main")
    write(tmp_path / "other", generate=False, required=True)
    upstream.write_bytes((tmp_path / "other/spec/pets/v1.json").read_bytes())

    code, calls, told = _vendor(origin, tools, runner)

    assert code == 0, told
    assert [call[:2] for call in calls] == [["pr", "list"], ["pr", "create"]]
    created = calls[1]
    assert created[2:6] == ["--base", "main", "--head", "veneer/vendor"]
    assert "has to be sent" in Path(created[created.index("--body-file") + 1]).read_text()
    first = _revision(origin, "veneer/vendor")
    assert _revision(origin, "veneer/vendor^") == main == _revision(origin, "main")

    code, calls, told = _vendor(origin, tools, runner, open="7")

    assert (code, [call[:2] for call in calls]) == (0, [["pr", "list"]]), told
    assert _revision(origin, "veneer/vendor") == first

    write(tmp_path / "other", generate=False, required=False)
    upstream.write_bytes((tmp_path / "other/spec/pets/v1.json").read_bytes())
    code, calls, told = _vendor(origin, tools, runner, open="7")

    assert (code, [call[:3] for call in calls[1:]]) == (0, [["pr", "edit", "7"]]), told
    assert _revision(origin, "veneer/vendor^") == first

    code, calls, told = _vendor(origin, tools, runner)  # it was closed: begun anew

    assert (code, calls[1][:2]) == (0, ["pr", "create"]), told
    assert _revision(origin, "veneer/vendor^") == main == _revision(origin, "main")


def test_a_source_that_is_gone_fails(origin: Path, upstream: Path, tools: Path, runner: dict[str, str]) -> None:
    upstream.unlink()

    code, calls, _ = _vendor(origin, tools, runner)

    assert code == 1
    assert [call[:2] for call in calls] == [["pr", "list"]]
    assert not _revision(origin, "veneer/vendor")
