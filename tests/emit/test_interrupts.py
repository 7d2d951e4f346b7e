"""Whatever interrupts a run leaves what was there or what was to be written, and the next run mends the rest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from veneer.diagnostics import InputError
from veneer.emit import claim, compare, digests_of, switching, write

from .trees import BESIDE, SMALL, SMALL_NEW, digests, item, later, real
from .writer import EXIT, Writer, refuse_folders

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")

KILLS = 55  # of each kind; there are two


@pytest.fixture(scope="module")
def writer() -> Iterator[Writer]:
    """Return a process whose children write."""
    process = Writer()
    yield process
    process.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for a distribution, in a repository."""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path / "distribution"


def seen_by_git(folder: Path) -> set[str]:
    listed = ["git", "-C", str(folder), "ls-files", "--others", "--exclude-standard"]
    return set(subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines())


def check_that_it_imports(folder: Path) -> None:
    code = (
        "import pkgutil, azure_face as a\nfor m in pkgutil.walk_packages(a.__path__, 'azure_face.'): __import__(m.name)"
    )
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def duration(writer: Writer, folder: Path, *versions: str) -> float:
    """Return how long the last of some writes takes."""
    for version in versions:
        begin = time.perf_counter()
        assert writer.run(folder, version) == 0
    return time.perf_counter() - begin


@pytest.mark.parametrize("version", ["package", "all"])
def test_killed_at_any_moment_it_leaves_one_version_of_the_package(version: str, folder: Path, writer: Writer) -> None:
    wanted = {"old": digests_of(real()), version: digests_of(later(real(), beside=version == "all"))}
    known = set(wanted["old"]) | set(wanted[version])
    chance = random.Random(f"kill {version}")
    longest = duration(writer, folder, "old", version, "old")
    kills, there, imported = 0, "old", set()
    while kills < KILLS:
        target = version if there == "old" else "old"
        delay = chance.uniform(0, longest)
        killed = writer.run(folder, target, signal=signal.SIGKILL, delay=delay) == -signal.SIGKILL
        kills += killed
        longest *= 1.02 if killed else 0.8  # the machine's speed changes, and runs that end in time prove nothing

        left = digests(folder)
        for name in ("azure_face", *BESIDE):
            assert item(left, name) in [item(wanted[there], name), item(wanted[target], name)]
        assert version == "all" or left in wanted.values()
        assert seen_by_git(folder) <= known
        if left in wanted.values():
            there = next(name for name, digest in wanted.items() if digest == left)
        if there not in imported:
            check_that_it_imports(folder)
            imported.add(there)
        if (killed and kills % 5 == 0) or left not in wanted.values():
            assert writer.run(folder, target) == 0
            assert digests(folder) == wanted[target]
            assert sorted(path.name for path in folder.iterdir()) == sorted(["azure_face", *BESIDE])
            there = target
    assert imported == set(wanted)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_at_any_moment_leaves_one_version_and_nothing_else(
    number: int, code: int, folder: Path, writer: Writer
) -> None:
    wanted = {"old": digests_of(real()), "all": digests_of(later(real(), beside=True))}
    chance = random.Random(f"signal {number}")
    longest = duration(writer, folder, "old", "all", "old")
    there, codes = "old", []
    for _ in range(15):
        target = "all" if there == "old" else "old"
        codes.append(writer.run(folder, target, signal=number, delay=chance.uniform(0, longest)))
        longest *= 1.02 if codes[-1] == code else 0.8  # as above

        left = digests(folder)
        assert left in wanted.values()
        assert codes[-1] in {0, code}
        assert sorted(path.name for path in folder.iterdir()) == sorted(["azure_face", *BESIDE])
        there = next(name for name, digest in wanted.items() if digest == left)
    assert code in codes


WAYS = {
    "in one step": {},
    "with two renames": {"two_renames": True},
    "file by file": {"unmovable": True},
}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("way", WAYS)
def test_dead_at_each_step_the_next_run_mends_it(way: str, after: bool, folder: Path, writer: Writer) -> None:
    old, new = digests_of(SMALL), digests_of(SMALL_NEW)
    states = set()
    for step in range(1, 200):
        write(SMALL, folder)
        for name in ("pkg/__pycache__/a.pyc", "pkg/sub/__pycache__/a.pyc", "pkg/.git"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(b"not ours")
        kept = (folder / "pkg" / "same.py").stat()
        code = writer.run(folder, "small-new", step=step, after=after, **WAYS[way])
        assert code in {0, EXIT}

        left = digests(folder)
        for name in ("pkg", *BESIDE):
            state = "new" if item(left, name) == item(new, name) else "old"
            if item(left, name) != item(old if state == "old" else new, name):
                state = "mixed" if item(left, name) else "missing"
            states.add(state)
        assert seen_by_git(folder) <= {*SMALL, *SMALL_NEW, "pkg/.git"} | {
            f"pkg/{sub}__pycache__/a.pyc" for sub in ("", "sub/")
        }

        claim(folder, "distribution")
        difference = write(SMALL_NEW, folder)
        assert code == EXIT or not difference
        assert digests(folder) == new
        assert sorted(path.name for path in folder.iterdir()) == ["README.md", "pkg", "pyproject.toml"]
        for name in ("pkg/__pycache__/a.pyc", "pkg/sub/__pycache__/a.pyc", "pkg/.git"):
            assert (folder / name).read_bytes() == b"not ours"
        now = (folder / "pkg" / "same.py").stat()
        assert (now.st_ino, now.st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns)
        if code == 0:
            break
    assert step > 20
    assert states == {"old", "new"} | {"with two renames": {"missing"}, "file by file": {"mixed"}}.get(way, set())


def test_dead_at_each_step_of_the_first_run_the_next_one_ends_it(tmp_path: Path, writer: Writer) -> None:
    for step in range(1, 200):
        folder = tmp_path / str(step)
        code = writer.run(folder, "small", step=step)

        claim(folder, "distribution")
        write(SMALL, folder)
        assert digests(folder) == digests_of(SMALL)
        if code == 0:
            break


@pytest.mark.parametrize(
    ("movable", "failing"), [(True, 1), (True, 2), (True, 3), (False, 2), (False, 4), (False, 6), (False, 8)]
)
def test_an_error_in_the_middle_of_the_exchanges_undoes_them(
    movable: bool, failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(SMALL, tmp_path)
    monkeypatch.setattr(switching, "exchange", switching.exchange)  # so that it is put back
    if not movable:
        refuse_folders()
    calls, possible = count(1), switching.exchange

    def fail_once(new: Path, place: Path, aside: Path) -> None:
        if next(calls) == failing:
            raise PermissionError(13, "Access is denied")
        possible(new, place, aside)

    monkeypatch.setattr(switching, "exchange", fail_once)
    with pytest.raises(InputError, match=r"error\[not-written\]: cannot be written: Access is denied"):
        write(SMALL_NEW, tmp_path)

    assert not compare(digests_of(SMALL), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "pkg", "pyproject.toml"]
