"""The command line as users start it; other tests fork a process that has loaded it already (`running.py`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

_SCRIPT = shutil.which("veneer", path=sysconfig.get_path("scripts")) or "veneer"
_STARTS = [[sys.executable, "-m", "veneer"], [_SCRIPT]]


@pytest.mark.parametrize("start", _STARTS, ids=["module", "script"])
def test_it_generates_and_checks(start: list[str], project: Path) -> None:
    commands = ["check"], ["generate"], ["check"], ["generate", "cats"]
    runs = [subprocess.run([*start, *each], cwd=project, capture_output=True, check=False) for each in commands]

    assert [run.returncode for run in runs] == [1, 0, 0, 2]
