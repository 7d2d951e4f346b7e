"""A repository with a project, a pull request on a clone of it, and `veneer review` run as a runner would."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from tests.cli.conftest import DESCRIPTION
from tests.diff.test_revisions import git

import running

CLEAN = {name: value for name, value in os.environ.items() if not re.match("GITHUB_|RUNNER_|GIT_", name)}
ENVIRONMENT = CLEAN | {"COLUMNS": "200", "NO_COLOR": "1"}


@frozen
class Annotation:
    """What a runner makes of a line."""

    level: str
    properties: dict[str, str]
    message: str


@frozen
class Run:
    """What a run left behind."""

    code: int
    stdout: str
    stderr: str
    summary: str
    outputs: dict[str, str]

    @property
    def annotations(self) -> list[Annotation]:
        """The annotations, as a runner reads both streams."""
        lines = [line for line in (self.stdout + "\n" + self.stderr).splitlines() if line.lstrip().startswith("::")]
        return [_annotation(line) for line in lines]


Review = Callable[..., Run]


def _annotation(line: str) -> Annotation:
    command, data = line.lstrip()[2:].split("::", 1)
    level, _, properties = command.partition(" ")
    pairs = (item.partition("=") for item in properties.split(","))
    return Annotation(level, {name: unescape(value) for name, _, value in pairs}, unescape(data))


def unescape(text: str) -> str:
    """Undo the escapes of workflow commands."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def read_outputs(text: str) -> dict[str, str]:
    """Read a file of outputs as a runner does: `name=value`, or `name<<END` and lines up to one that is END."""
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        name, end = re.fullmatch(r"([^=<]+)<<(.+)", line).groups()  # type: ignore[union-attr]
        value = []
        while (part := next(lines)) != end:
            value.append(part)
        assert name not in found
        found[name] = "\n".join(value)
    return found


def veneer(folder: Path, *arguments: str, **environment: str) -> running.Done:
    """Run `veneer` in a folder, without the variables of the runner that runs these tests."""
    return running.veneer(*arguments, cwd=folder, env=ENVIRONMENT | environment)


def write(root: Path, *, package: str = "pets", generate: bool = True, **parameter: Any) -> None:
    """Write a package with one description and its lock, with one more parameter if one is given, and generate it."""
    whole = json.loads(json.dumps(DESCRIPTION))
    if parameter:
        added = {"name": "size", "in": "query", "schema": {"type": "string"}} | parameter
        whole["paths"]["/pets/{petId}"]["get"]["parameters"].append(added)
    spec = root / "spec" / package / "v1.json"
    spec.parent.mkdir(parents=True, exist_ok=True)
    spec.write_text(json.dumps(whole, indent=2))
    configuration = root / "customizations" / package / "package.toml"
    configuration.parent.mkdir(parents=True, exist_ok=True)
    configuration.write_text('default_version = "v1"\n')
    if generate:
        lock(root)
        run = veneer(root, "generate", package)
        assert run.returncode == 0, run.stderr


def lock(root: Path) -> None:
    """Record every description as it is."""
    tables = [
        f'[{spec.parent.name}."v1"]\nfile = "{spec.parent.name}/v1.json"\n'
        f'sha256 = "{hashlib.sha256(spec.read_bytes()).hexdigest()}"\n'
        for spec in sorted((root / "spec").glob("*/v1.json"))
    ]
    (root / "spec" / "spec.lock.toml").write_text("\n".join(tables))


def commit(folder: Path) -> None:
    """Commit all that is there."""
    git(folder, "add", "--all")
    git(folder, "commit", "--allow-empty", "-m", "Change.")


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """Return a repository whose branch `main` has the project; its path has spaces."""
    root = tmp_path / "the origin"
    write(root)
    git(root, "init")
    commit(root)
    return root


@pytest.fixture
def checkout(tmp_path: Path, origin: Path) -> Path:
    """Return a clone of it, on a branch of its own."""
    folder = tmp_path / "my checkout"
    git(tmp_path, "clone", str(origin), str(folder))
    git(folder, "switch", "-c", "change")
    return folder


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """Return the variables that a runner sets for a pull request into `main`."""
    temporary = tmp_path / "runner temp"
    temporary.mkdir()
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_BASE_REF": "main",
        "GITHUB_WORKSPACE": str(tmp_path / "my checkout"),
        "GITHUB_STEP_SUMMARY": str(temporary / "step summary.md"),
        "GITHUB_OUTPUT": str(temporary / "set output"),
        "RUNNER_TEMP": str(temporary),
    }


@pytest.fixture
def review(checkout: Path, runner: dict[str, str]) -> Review:
    """Return a function that runs `veneer review` in the clone, or in `cwd`, on a runner."""

    def run(*arguments: str, cwd: Path = checkout, **environment: str) -> Run:
        variables = runner | environment
        done = veneer(cwd, "review", *arguments, **variables)
        pages = [Path(variables[name]) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")]
        summary, outputs = (page.read_text("utf-8") if page.is_file() else "" for page in pages)
        return Run(done.returncode, done.stdout, done.stderr, summary, read_outputs(outputs))

    return run
