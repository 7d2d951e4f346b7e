"""`veneer generate` with the second process that a large client gets: the same files, and nothing half done or left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.cli.conftest import Veneer, tree

from veneer.diagnostics import InputError
from veneer.emit import staging, write
from veneer.finishing.formatting import FormatError
from veneer.finishing.process import elsewhere

# The command line, which waits when all is printed, after it said which process is the other one.
SLOW = """
import os, signal, sys, time
from veneer import making
from veneer.cli import main
from veneer.finishing import process
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
making._MANY = 0
surface = process._Process.surface
def slow(self, versions):
    print(self._process.pid, flush=True)
    for _ in range(int(os.environ["WAIT"]) * 100):
        time.sleep(0.01)  # a signal that comes just before a sleep does not shorten it
    return surface(self, versions)
process._Process.surface = slow
main()
"""


def generate(project: Path, wait: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SLOW, "generate"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "WAIT": str(wait), "COLUMNS": "200", "NO_COLOR": "1"},
    )


def change(project: Path) -> None:
    spec = project / "spec" / "pets" / "v1.json"
    spec.write_text(spec.read_text().replace("getPet", "findPet"))


def other(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def ends(pid: int) -> bool:
    """Say whether a process ends, or has ended."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_it_makes_the_same_and_touches_what_changes_alone(project: Path, veneer: Veneer) -> None:
    with generate(project) as process:
        assert process.wait(60) == 0
    made = tree(project / "generated")
    assert made
    assert veneer("check", "--fresh").returncode == 0
    assert "nothing changed" in veneer("generate").stdout
    times = {path: path.stat() for path in (project / "generated").rglob("*.py")}

    change(project)
    with generate(project) as process:
        assert process.wait(60) == 0
    changed = tree(project / "generated")
    assert changed != made
    assert veneer("generate", "--check").returncode == 0
    kept = [path for path, before in times.items() if path.stat().st_ino == before.st_ino]
    assert 0 < len(kept) < len(times)


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_both_and_leaves_everything_as_it_was(
    number: signal.Signals, project: Path, veneer: Veneer
) -> None:
    veneer("generate")
    before = tree(project / "generated")
    change(project)
    with generate(project, wait=20) as process:
        pid = other(process)
        process.send_signal(number)

    assert process.returncode not in {0, 2}
    assert tree(project / "generated") == before
    assert ends(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_a_first_run_that_is_interrupted_leaves_no_folder(project: Path) -> None:
    with generate(project, wait=20) as process:
        other(process)
        process.send_signal(signal.SIGTERM)
    assert not [*project.glob("generated/*")]


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_a_second_process_that_is_killed_is_one_message(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    before = tree(project / "generated")
    change(project)
    with generate(project, wait=1) as process:
        os.kill(other(process), signal.SIGKILL)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 2
    assert said.count("error[") == 1
    assert "error[process-ended]" in said
    assert "Traceback" not in said
    assert tree(project / "generated") == before


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_a_first_process_that_is_killed_ends_the_second_and_the_next_run_mends(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    change(project)
    with generate(project, wait=20) as process:
        pid = other(process)
        process.kill()

    assert ends(pid)
    assert (project / "generated" / "pets" / ".veneer-staging").is_dir()
    assert veneer("generate").returncode == 0
    assert veneer("generate", "--check").returncode == 0
    assert not [*project.rglob(".veneer-staging")]


def test_what_goes_wrong_there_comes_here(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with suppress(FormatError), staging(folder, "out") as lock, elsewhere("a", folder, "out", lock) as place:
        place.add("a/broken.py", "x = 1\nclass :\n")
        with pytest.raises(FormatError, match=r"a/broken\.py:2"):
            place.files()
        raise FormatError
    assert not folder.exists()

    with suppress(InputError), staging(folder, "out") as lock, elsewhere("a", folder, "out", lock) as place:
        place.keep("a", b"a file")
        place.keep("a/b", b"in a file")
        with pytest.raises(InputError) as refused:
            place.files()
        raise refused.value
    assert [str(item.location) for item in refused.value.diagnostics] == ["out/a/b"]
    assert refused.value.diagnostics[0].id == "not-written"
    assert not folder.exists()


def test_staged_files_can_be_read_until_they_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with staging(folder, "out") as lock:
        with elsewhere("a", folder, "out", lock) as place:
            place.keep("b.txt", b"b")
            place.add("a/one.py", "x  = 1\n")
            files = place.files()
        assert dict(files) == {"a/one.py": b"x = 1\n", "b.txt": b"b"}
        assert sorted(path.name for path in folder.iterdir()) == [".veneer-staging"]
        write(files, folder)
        assert dict(files) == {"a/one.py": b"x = 1\n", "b.txt": b"b"}
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b.txt"]
