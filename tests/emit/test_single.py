"""Single files are written whole or not at all, several of them all or none."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from veneer.diagnostics import InputError
from veneer.emit import NewFile, write_file, write_files

from .trees import ROOT

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="about signals and permissions of POSIX")

# Writes two files and ends, without a word, at the n-th step of the operating system; prints before a slow one.
DYING = """
import os, signal, sys, time
from itertools import count
from pathlib import Path
from veneer.emit import NewFile, write_files
signal.signal(signal.SIGINT, signal.default_int_handler)
folder, n, slow = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "slow"
steps = count(1)
def dying(call):
    def step(*arguments, **options):
        if next(steps) == n:
            if not slow:
                os._exit(77)
            print("here", flush=True)
            time.sleep(0.5 if call.__name__ == "replace" else 60)
        return call(*arguments, **options)
    return step
os.fsync, os.replace = dying(os.fsync), dying(os.replace)
write_files([NewFile(folder / name, b"new", name) for name in ("a", "b")])
"""
STEPS = 4  # two are flushed, two take their places


def dying(folder: Path, step: int, how: str) -> subprocess.Popen[str]:
    """Start a process that writes two files and does not get past a step."""
    command = [sys.executable, "-c", DYING, str(folder), str(step), how]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def two(tmp_path: Path) -> list[NewFile]:
    """Return two files with new content, old on disk."""
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"old")
    return [NewFile(tmp_path / name, b"new", name) for name in ("a", "b")]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    write_file(tmp_path / "x" / "y" / "a.txt", b"new", "a.txt")

    assert contents(tmp_path) == {"x/y/a.txt": b"new"}


@needs_posix
def test_the_mode_of_an_old_file_stays_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o640)
    (tmp_path / "usual").write_bytes(b"")

    for name in ("old", "made"):
        write_file(tmp_path / name, b"new", name)

    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o640
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_that_is_right_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"same")
    before = (tmp_path / "a").stat()

    write_file(tmp_path / "a", b"same", "a")

    assert (tmp_path / "a").stat() == before


@needs_posix
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")

    write_file(tmp_path / "link", b"new", "link")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_read_only_file_is_respected_and_nothing_is_written(two: list[NewFile]) -> None:
    two[1].path.chmod(0o444)

    with pytest.raises(InputError) as caught:
        write_files(two)

    assert str(caught.value).startswith("b: error[read-only-file]: ")
    assert contents(two[0].path.parent) == {"a": b"old", "b": b"old"}


def test_an_error_at_the_last_puts_the_first_back(
    two: list[NewFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refusing(source: Path, target: Path) -> None:
        if target.name == "b":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(InputError, match=r"b: error\[not-written\]: cannot be written: No space left on device"):
        write_files([NewFile(tmp_path / "made" / "first", b"new", "first"), *two])

    assert contents(tmp_path) == {"a": b"old", "b": b"old"}
    assert not (tmp_path / "made").exists()


def test_a_full_disk_leaves_no_trace(two: list[NewFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="not-written"):
        write_files([NewFile(tmp_path / "x" / "y" / "c", b"new", "c"), *two])

    assert contents(tmp_path) == {"a": b"old", "b": b"old"}
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_kill_leaves_each_file_whole_and_the_next_run_mends(step: int, two: list[NewFile], tmp_path: Path) -> None:
    with dying(tmp_path, step, "kill") as process:
        assert process.wait(timeout=60) == 77

    assert two[0].path.read_bytes() == (b"new" if step == STEPS else b"old")
    assert two[1].path.read_bytes() == b"old"
    write_files(two)
    assert [file.path.read_bytes() for file in two] == [b"new", b"new"]


@needs_posix
@pytest.mark.parametrize(("step", "left"), [(1, b"old"), (2, b"old"), (3, b"new"), (4, b"new")])
def test_ctrl_c_divides_nothing(step: int, left: bytes, two: list[NewFile], tmp_path: Path) -> None:
    with dying(tmp_path, step, "slow") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

    assert "KeyboardInterrupt" in said
    assert contents(tmp_path) == {"a": left, "b": left}


def test_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(InputError, match="not-a-file"):
            write_file(path, b"new", "x")
