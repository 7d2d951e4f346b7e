"""A text alone in every place: the code is that of a tame twin, uses no other names, and does nothing when imported."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from security.canaries import CANARY, PAYLOADS, describe, generate
from security.fence import hidden_characters, names_from_elsewhere, own_python, shapes, trees, unsafe_paths
from security.readme import prose
from veneer.diagnostics import Severity
from veneer.emit import write
from veneer.pipeline import generate_package
from veneer.project import find_project

IMPORT = """
import importlib, pkgutil, sys
sys.path.insert(0, "generated")
package = importlib.import_module("pkg")
for module in pkgutil.walk_packages(package.__path__, "pkg."):
    loaded = importlib.import_module(module.name)
    for public in getattr(loaded, "__all__", ()):
        getattr(loaded, public)
    print(module.name)
"""


@pytest.mark.parametrize("name", PAYLOADS)
def test_nothing_of_it_is_code(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where a template that runs would leave its file
    generated, tame = generate(name), generate(name, is_tame=True)

    if name != "nothing":  # an empty text asks for less: no tag, no default
        assert shapes(generated.files) == shapes(tame.files)
    assert not names_from_elsewhere(trees(generated.files)) - names_from_elsewhere(trees(tame.files))
    assert not hidden_characters(generated.files)
    assert not unsafe_paths(generated.files, "pkg")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_no_python_says_no_more(name: str) -> None:
    files, tame = generate(name).files, generate(name, is_tame=True).files
    project = tomllib.loads(files["pyproject.toml"].decode())

    assert project == tomllib.loads(tame["pyproject.toml"].decode())
    assert len(prose(files["README.md"])) <= len(prose(tame["README.md"]))


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_said_of_it_stays_on_its_lines(name: str) -> None:
    for warning in generate(name).warnings:
        assert warning.severity is Severity.WARNING
        assert all(line.isprintable() for line in str(warning).split("\n"))
        assert str(warning).count("\n") == 1


def test_importing_everything_does_nothing(tmp_path: Path) -> None:
    (tmp_path / "spec" / "pkg").mkdir(parents=True)
    (tmp_path / "customizations" / "pkg").mkdir(parents=True)
    (tmp_path / "customizations" / "pkg" / "package.toml").touch()
    for number, payload in enumerate(PAYLOADS.values()):  # versions of one package, which share a runtime
        text = json.dumps(describe(lambda _, payload=payload: payload))
        (tmp_path / "spec" / "pkg" / f"v{number}.json").write_text(text, encoding="utf-8")
    files = generate_package(find_project(tmp_path).packages[0], lambda _: None).files
    write(files, tmp_path / "generated")
    before = set(tmp_path.rglob("*"))
    run = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", IMPORT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    paths = {path.removesuffix("i").removesuffix(".py") for path in own_python(files)}  # a stub is no module of its own
    modules = {path.removesuffix("/__init__").replace("/", ".") for path in paths}
    assert run.stderr == ""
    assert modules - {"pkg"} <= set(run.stdout.split())
    assert set(tmp_path.rglob("*")) == before
    assert not (tmp_path / CANARY).exists()


def test_two_runs_say_the_same() -> None:
    files = generate("code").files
    generate.cache_clear()

    assert generate("code").files == files
