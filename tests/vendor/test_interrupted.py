"""A run that is interrupted or killed leaves the old description with the old lock, or the new one with the new."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ENVIRONMENT, Upstream, Veneer, description, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")

# The command line, whose shell's background jobs would ignore SIGINT; it dies before the n-th renaming.
MAIN = """
import os, signal, sys
from itertools import count
from veneer.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
replace, steps = os.replace, count(1)
def dying(*arguments):
    if next(steps) == int(os.environ.get("STEP", "0")):
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*arguments)
os.replace = dying
main()
"""


def start(project: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, *arguments],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT | environment,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_half_way_through_the_download(
    number: signal.Signals, project: Path, veneer: Veneer, upstream: Upstream
) -> None:
    veneer("generate")
    before = tree(project)
    upstream.content = description("Another pet.")

    with start(project, "vendor", "pets:v1", "--from", f"{upstream.url}/stuck.json") as process:
        assert upstream.blocked.wait(60)
        process.send_signal(number)

    assert process.returncode != 0
    assert tree(project) == before
    assert veneer("check").returncode == 0


def test_a_kill_before_the_first_file_takes_its_place(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    veneer("generate")
    upstream.content = description("Another pet.")

    with start(project, "vendor", STEP="1") as process:
        pass

    assert process.returncode == -signal.SIGKILL
    assert veneer("check").returncode == 0


def test_a_kill_between_the_two_is_named_and_the_next_run_mends_it(
    project: Path, veneer: Veneer, upstream: Upstream
) -> None:
    upstream.content = description("Another pet.")

    with start(project, "vendor", STEP="2") as process:
        pass
    veneer("generate")
    named = veneer("check")
    mended = veneer("vendor")

    assert process.returncode == -signal.SIGKILL
    assert named.returncode == 1
    assert "spec/pets/v1.json: error[lock-mismatch]" in named.stderr
    assert "veneer vendor pets:v1" in named.stderr
    assert mended.returncode == 0
    assert veneer("check").returncode == 0


def test_two_at_once_both_end_well(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    versions = [f"v{number}" for number in range(2, 6)]
    runs = [start(project, "vendor", f"pets:{name}", "--from", f"{upstream.url}/pets.json") for name in versions]

    assert [run.wait(timeout=60) for run in runs] == [0] * 4
    veneer("generate")
    assert veneer("check").returncode == 0
