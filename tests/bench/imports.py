"""A statement in a fresh process -> how long it takes, once the files that it reads are warm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from rich.table import Table

from bench.measuring import Bar, Measure, compare
from bench.tables import table

ROUNDS = 40
TIMED = "import time; begin = time.perf_counter(); {}; print(time.perf_counter() - begin)"
"""The interpreter's own start is not counted: it would make both sides look more alike."""


def tables() -> Iterator[Table]:
    """Yield the table of imports."""
    sides = [(text, imported(text)) for text in ("from azure_face import FaceSessionClient", "import httpx")]
    yield table("Imports, each in a fresh process", [compare("imports", sides[0], sides[1], Bar(1.35), ROUNDS)])


def imported(statement: str) -> Measure:
    """Make the measure of a statement."""
    command = [sys.executable, "-c", TIMED.format(statement)]

    def measure() -> float:
        return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    return measure
