"""A project -> how long `veneer generate`, `check` and `accept` take on it, with and without what is remembered.

Each command runs in a process of its own, the two states of the memory in turn; the table has the median and the range,
since machines are shared.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.table import Table

from bench.measuring import progress

ROOT = Path(__file__).parents[2]
ROUNDS = 5
COMMANDS = ("generate", "check", "accept")


def seconds(command: str, project: Path, cache: Path) -> float:
    """Return how long a command takes; it has to end well."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "veneer", command],
        cwd=project,
        env={**os.environ, "VENEER_CACHE": str(cache)},
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - begin


def tables() -> Iterator[Table]:
    """Yield the table of the commands."""
    table = Table("nothing changed", "made anew", "range", "remembered", "range", caption="median and range, seconds")
    with tempfile.TemporaryDirectory() as folder:
        project, cache = Path(folder) / "project", Path(folder) / "cache"
        for name in ("spec", "customizations", "generated"):
            shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        for command in COMMANDS:
            anew, again = [], []
            for _ in progress(range(ROUNDS), f"veneer {command}"):
                shutil.rmtree(cache, ignore_errors=True)
                anew.append(seconds(command, project, cache))
                again.append(seconds(command, project, cache))
            cells = [cell for took in (anew, again) for cell in shown(took)]
            table.add_row(f"veneer {command}", *cells)
    yield table


def shown(took: list[float]) -> tuple[str, str]:
    """Return the median and the range of some times."""
    return f"{statistics.median(took):.2f}", f"{min(took):.2f} to {max(took):.2f}"
