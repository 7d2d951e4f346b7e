"""CI runs what the README tells readers to run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from .pages import ROOT, commands

RUN = ROOT / ".ci" / "run"
STEPS = ("browser", "lint", "check", "test")


def ci_run(script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [script, *arguments], env=os.environ | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A copy of the script in a folder with a `make` that only says what it was told and reads its input."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / "README.md").write_text("<!-- test-command -->\n```sh\nmake test  # all\n```\n```sh\nmake no\n```\n")
    make = tmp_path / "bin" / "make"
    make.parent.mkdir()
    make.write_text('#!/bin/sh\ncat\necho "made $1 in $(basename "$PWD")"\ntest "$1" != "$FAILING"\n')
    make.chmod(0o755)
    return Path(shutil.copy(RUN, tmp_path / ".ci" / "run"))


def path_with(script: Path) -> str:
    return f"{script.parents[1] / 'bin'}{os.pathsep}{os.environ['PATH']}"


def test_test_command_is_found_in_the_readme() -> None:
    listed = ci_run(RUN, "--list")

    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.splitlines() == ["make browser", "make lint", "make check", "make test"]
    assert "make test" in commands("README.md")


def test_each_command_is_printed_and_run_without_input(elsewhere: Path) -> None:
    run = ci_run(elsewhere, PATH=path_with(elsewhere), FAILING="")

    name = elsewhere.parents[1].name
    expected = [line for step in STEPS for line in (f"+ make {step}", f"made {step} in {name}")]
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == expected


@pytest.mark.parametrize("step", STEPS)
def test_any_failure_fails_the_run(elsewhere: Path, step: str) -> None:
    run = ci_run(elsewhere, PATH=path_with(elsewhere), FAILING=step)

    assert run.returncode == 1
    assert run.stderr == f"failed: make {step}\n"


def test_readme_without_a_mark_fails_the_run(elsewhere: Path) -> None:
    (elsewhere.parents[1] / "README.md").write_text("```sh\nmake test\n```\n")

    run = ci_run(elsewhere)

    assert run.returncode == 1
    assert "test-command" in run.stderr


def test_workflow_runs_the_same_commands() -> None:
    workflow: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    steps = [step["run"] for step in job["steps"] if "run" in step]
    actions = {step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step}

    assert steps == ["make install", *ci_run(RUN, "--list").stdout.splitlines()]
    assert actions == {"actions/checkout", "actions/setup-python"}
    assert "3.11" in job["strategy"]["matrix"]["python"]


def test_hooks_are_local_and_use_what_is_installed() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    config: dict[str, Any] = yaml.safe_load(text)
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]

    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    assert all(hook["language"] == "system" for hook in hooks)
    assert all(re.match(r"\.venv/bin/(ruff|veneer) ", hook["entry"]) for hook in hooks)
