"""Of two runs on one folder the second waits; a run that was killed blocks nobody."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from veneer.diagnostics import InputError
from veneer.emit import compare, digests_of, lock, write

from .trees import ROOT, SMALL, SMALL_NEW

HOLD = """
import sys, time
from pathlib import Path
from veneer.emit.lock import locked
with locked(Path(sys.argv[1]), "x"):
    print("locked", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holding(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a process that holds the lock of a folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), str(seconds)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "locked\n"
    return process


def test_a_second_run_says_that_another_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(SMALL, tmp_path)
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    with lock.locked(tmp_path, "out"), pytest.raises(InputError) as caught:
        write(SMALL_NEW, tmp_path, "generated/pkg")

    (problem,) = caught.value.diagnostics
    assert (problem.id, str(problem.location)) == ("folder-in-use", "generated/pkg")
    assert "run this again" in problem.fix
    assert not compare(digests_of(SMALL), tmp_path)


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    with holding(tmp_path, 0.5) as process:
        begin = time.monotonic()
        write(SMALL, tmp_path)

    assert time.monotonic() - begin > 0.3
    assert process.returncode == 0
    assert not compare(digests_of(SMALL), tmp_path)


def test_a_killed_run_blocks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path, 60) as process:
        process.kill()
    monkeypatch.setattr(lock, "_PATIENCE", 0)

    write(SMALL, tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "pkg", "pyproject.toml"]


def test_the_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    with lock.locked(tmp_path, "out"):
        pass

    assert list(tmp_path.iterdir()) == []
