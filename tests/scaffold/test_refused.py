"""What `veneer new` refuses: one message, exit code 2, and nothing is left behind."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from veneer.diagnostics import InputError
from veneer.scaffold.command import new_package

from .conftest import Veneer, tree


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("class", "`class` is a word of Python's own"),
        ("json", "Python's library has a module `json`, which a package of this name would hide"),
        ("httpx", "the client itself needs a module `httpx`"),
        (
            "my-pets",
            "`my-pets` is no name to import a package by\n    fix: Write small letters, digits and underscores, "
            "for instance `my_pets`.",
        ),
        ("Pets", "for instance `pets`."),
        ("../pets", "`../pets` is no name"),
        ("1pets", "`1pets` is no name"),
        ("_pets", "`_pets` is no name"),
    ],
)
def test_a_name_that_is_none(name: str, said: str, home: Path, veneer: Veneer) -> None:
    before = tree(home)

    run = veneer("new", name, "--spec", "pets.json")

    assert run.returncode == 2
    assert "veneer: error[bad-package-name]: " in run.stderr
    assert said in run.stderr
    assert run.stderr.count("error[") == 1
    assert tree(home) == before


@pytest.mark.parametrize(
    ("spec", "place"),
    [
        ("missing.json", "missing.json: error[not-fetched]: cannot be read"),
        ("bad.json", "bad.json:1:"),
        ("http://127.0.0.1:1/a.json", "http://127.0.0.1:1/a.json: error[not-fetched]"),
        ("http://example.com/a.json", "veneer: error[bad-source]"),
    ],
)
def test_a_description_that_cannot_be_used(spec: str, place: str, home: Path, veneer: Veneer) -> None:
    (home / "bad.json").write_text('{"openapi": "3.1.0", "paths": []}')
    before = tree(home)

    for output in (".", "made/here"):
        run = veneer("new", "pets", "--spec", spec, "--output", output)

        assert run.returncode == 2
        assert place in run.stderr
        assert run.stderr.count("error[") == 1
        assert tree(home) == before


@pytest.mark.parametrize("there", ["spec/pets/v1.json", "customizations/pets/package.toml", "generated/pets/x"])
def test_a_package_that_is_there(there: str, home: Path, veneer: Veneer) -> None:
    for folder in ("spec", "customizations"):
        (home / folder).mkdir()
    (home / there).parent.mkdir(parents=True)
    (home / there).write_text("{}")
    before = tree(home)

    run = veneer("new", "pets", "--spec", "pets.json")

    assert run.returncode == 2
    assert f"{there.rpartition('/')[0]}: error[package-exists]: there is a package `pets` already" in run.stderr
    assert tree(home) == before


def test_a_folder_of_something_else_or_in_a_project(home: Path, veneer: Veneer) -> None:
    (home / "ruby" / "spec").mkdir(parents=True)
    assert "ruby: error[foreign-folder]" in veneer("new", "a", "--spec", "pets.json", "--output", "ruby").stderr
    assert (
        "pets.json: error[foreign-folder]" in veneer("new", "a", "--spec", "pets.json", "--output", "pets.json").stderr
    )

    assert veneer("new", "pets", "--spec", "pets.json").returncode == 0
    before = tree(home)
    run = veneer("new", "cats", "--spec", "../pets.json", cwd=home / "spec")

    assert run.returncode == 2
    assert ".: error[inside-project]: is inside of a project, and is none itself" in run.stderr
    assert f"fix: To add the package to that one: --output {home}" in run.stderr
    assert tree(home) == before


@pytest.mark.parametrize("step", range(1, 6))
def test_a_disk_that_is_full_at_any_file_leaves_nothing(step: int, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []

    def full(handle: int) -> None:
        flushed.append(handle)
        if len(flushed) == step:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    before = tree(home)

    with pytest.raises(InputError, match="not-written"):
        new_package("pets", str(home / "pets.json"), home / "made")

    assert tree(home) == before
