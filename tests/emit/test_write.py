"""What a run touches and what it leaves alone, and what it says when the system refuses."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veneer.diagnostics import InputError
from veneer.emit import claim, compare, digests_of, exchange, write

from .trees import SMALL, SMALL_NEW, digests

ITEMS = ["README.md", "pkg", "pyproject.toml"]


def identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the first version."""
    write(SMALL, tmp_path / "distribution")
    return tmp_path / "distribution"


def items(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_only_what_changes_is_touched(folder: Path) -> None:
    before = {path: identity(folder / path) for path in SMALL}

    difference = write(SMALL_NEW, folder)

    assert difference.added == ("pkg/added/a.py",)
    assert difference.changed == ("README.md", "pkg/__init__.py", "pkg/sub/a.py", "pyproject.toml")
    assert difference.stale == ("pkg/gone/a.py",)
    assert digests(folder) == digests_of(SMALL_NEW)
    for path in ("pkg/same.py", "pkg/sub/same.py"):
        assert identity(folder / path) == before[path]
        assert (folder / path).stat().st_nlink == 1
    assert not (folder / "pkg" / "gone").exists()
    assert items(folder) == ITEMS


def test_folders_around_a_change_stay_the_same_folders(folder: Path) -> None:
    before = {name: (folder / name).stat().st_ino for name in ("pkg", "pkg/sub")}

    write(SMALL | {"pkg/sub/a.py": b"new\n"}, folder)

    assert {name: (folder / name).stat().st_ino for name in before} == before


def test_nothing_is_staged_when_nothing_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", None)
    monkeypatch.setattr(os, "fsync", None)

    assert not write(SMALL, folder)


def test_what_is_not_ours_stays(folder: Path) -> None:
    others = [
        "pkg/__pycache__/a.pyc",
        "pkg/sub/.mypy_cache/x/y.json",
        "pkg/.git/HEAD",
        "pkg/sub/.git",
        ".venv/pyvenv.cfg",
    ]
    for path in others:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)

    write(SMALL_NEW, folder)

    assert [(folder / path).read_text() for path in others] == others


def test_without_hard_links_unchanged_files_keep_their_times(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    before = (folder / "pkg" / "same.py").stat().st_mtime_ns

    write(SMALL_NEW, folder)

    assert (folder / "pkg" / "same.py").stat().st_mtime_ns == before


def test_a_file_becomes_a_folder_and_a_folder_a_file(folder: Path) -> None:
    other = {"README.md/a.txt": b"a", "pkg": b"x", "pyproject.toml": SMALL["pyproject.toml"]}

    for files in (other, SMALL):
        write(files, folder)
        assert digests(folder) == digests_of(files)


@pytest.mark.parametrize("step", ["fsync", "mkdir"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_full_disk_is_told_and_changes_nothing(
    step: str, number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    possible: Callable[..., Any] = getattr(os, step)
    calls = []

    def full(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        if len(calls) > number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return possible(*arguments, **options)

    monkeypatch.setattr(os, step, full)
    with pytest.raises(InputError) as caught:
        write(SMALL_NEW, folder, "generated/pkg")
    monkeypatch.undo()

    (problem,) = caught.value.diagnostics
    assert (problem.id, problem.message) == ("not-written", "cannot be written: No space left on device")
    assert problem.location.file.startswith("generated/pkg/")
    assert ".veneer" not in problem.location.file or step == "mkdir"
    assert not compare(digests_of(SMALL), folder)
    assert items(folder) == ITEMS


def test_a_failed_first_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="not-written"):
        write(SMALL, tmp_path / "distribution")

    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_is_not_replaced(folder: Path) -> None:
    for path in ("pkg/sub/a.py", "pkg/gone/a.py", "pkg/same.py"):
        (folder / path).chmod(0o444)

    with pytest.raises(InputError) as caught:
        write(SMALL_NEW, folder, "generated/pkg")

    assert [str(problem.location) for problem in caught.value.diagnostics] == [
        "generated/pkg/pkg/sub/a.py",
        "generated/pkg/pkg/gone/a.py",
    ]
    assert {problem.id for problem in caught.value.diagnostics} == {"read-only-file"}
    assert not compare(digests_of(SMALL), folder)
    assert items(folder) == ITEMS


def test_a_link_in_place_of_the_staging_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "old").mkdir(parents=True)
    (tmp_path / "mine" / "old" / "thesis.txt").write_text("years of work")
    (folder / ".veneer-staging").symlink_to(tmp_path / "mine", target_is_directory=True)

    with pytest.raises(InputError, match=r"\.veneer-staging: error\[not-written\]"):
        write(SMALL_NEW, folder)

    assert (tmp_path / "mine" / "old" / "thesis.txt").exists()
    assert not compare(digests_of(SMALL), folder)


def test_a_folder_of_somebody_else_is_not_claimed_by_its_staging_folder(tmp_path: Path) -> None:
    (tmp_path / ".veneer-staging" / "old").mkdir(parents=True)
    claim(tmp_path, "out")
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(InputError, match="foreign-folder"):
        claim(tmp_path, "out")


def test_exchanging_twice_is_doing_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, aside = tmp_path / "one", tmp_path / "other", tmp_path / "x" / "aside"
    for found in (exchange._system_call, lambda: None):
        monkeypatch.setattr(exchange, "_system_call", found)
        one.mkdir(exist_ok=True)
        other.write_text("other")

        exchange.exchange(one, other, aside)
        assert (one.read_text(), other.is_dir()) == ("other", True)
        exchange.exchange(one, other, aside)
        assert (other.read_text(), one.is_dir()) == ("other", True)

        shutil.rmtree(one)
        exchange.exchange(one, other, aside)
        assert (one.read_text(), other.exists()) == ("other", False)
        exchange.exchange(one, other, aside)
        assert (other.read_text(), one.exists(), aside.exists()) == ("other", False, False)
