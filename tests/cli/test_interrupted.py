"""`veneer generate` that is interrupted, refused or run twice at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.cli.conftest import Veneer, tree

# The command line on a disk that is slow, or full, when the second file is written.
ON_A_BAD_DISK = """
import errno, os, signal, sys, time
from veneer.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
flush, flushed = os.fsync, []
def bad(handle):
    flushed.append(handle)
    if len(flushed) == 2:
        if os.environ["DISK"] == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        print("writing", flush=True)
        time.sleep(2)
    flush(handle)
os.fsync = bad
main()
"""


def on_a_bad_disk(project: Path, disk: str) -> subprocess.Popen[str]:
    """Start `veneer generate` after a change of the description."""
    spec = project / "spec" / "pets" / "v1.json"
    spec.write_text(spec.read_text().replace("getPet", "findPet"))
    return subprocess.Popen(
        [sys.executable, "-c", ON_A_BAD_DISK, "generate"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DISK": disk, "COLUMNS": "200", "NO_COLOR": "1"},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_it_writes_leaves_everything_as_it_was(
    number: signal.Signals, project: Path, veneer: Veneer
) -> None:
    veneer("generate")
    before = tree(project / "generated")
    with on_a_bad_disk(project, "slow") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.send_signal(number)

    assert process.returncode not in {0, 2}
    assert tree(project / "generated") == before


def test_a_full_disk_is_one_message_and_changes_nothing(project: Path, veneer: Veneer) -> None:
    veneer("generate")
    before = tree(project / "generated")
    with on_a_bad_disk(project, "full") as process:
        _, said = process.communicate(timeout=60)

    assert process.returncode == 2
    assert said.count("error[") == 1
    assert "generated/pets/" in said
    assert "error[not-written]: cannot be written: No space left on device" in said
    assert "Traceback" not in said
    assert tree(project / "generated") == before


def test_two_at_once_both_end_well(project: Path, veneer: Veneer) -> None:
    runs: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda: runs.append(veneer("generate"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [run.returncode for run in runs] == [0, 0], [run.stderr for run in runs]
    assert veneer("check").returncode == 0
