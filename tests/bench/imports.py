"""A statement in a fresh process -> how long it takes, once what it needs is compiled and the files are warm."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from rich.table import Table

from bench.measuring import Bar, Comparison, Measure, compare
from bench.tables import table

ROUNDS = 30
OURS, THEIRS = "from azure_face import FaceSessionClient", "import httpx"
# The processor's time, since warm files keep nobody waiting, and without the interpreter's start, which is not theirs.
TIMED = "import time; begin = time.process_time(); {}; print(time.process_time() - begin)"
# httpx imports its command line where there is click, which Veneer brings here; who installs azure_face alone has none.
PLACES = {"beside Veneer": "", "in an application": "import sys; sys.modules['click'] = None; "}


def tables() -> Iterator[Table]:
    """Yield the table of imports."""
    with tempfile.TemporaryDirectory() as compiled:
        yield table("Imports, each in a fresh process", comparisons(compiled))


def comparisons(compiled: str) -> Iterator[Comparison]:
    """Yield a comparison for each place that a client may be in; the round that does not count compiles."""
    # Editable packages are compiled anew in each process where nothing may be written beside them.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def imported(statement: str) -> Measure:
        command = [sys.executable, "-c", statement]
        return lambda: float(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)

    for place, before in PLACES.items():
        ours, theirs = (imported(before + TIMED.format(statement)) for statement in (OURS, THEIRS))
        yield compare(place, (OURS, ours), (THEIRS, theirs), Bar(1.35), ROUNDS)
