"""A process that has done its work ends at once."""

from __future__ import annotations

import subprocess
import sys

END = """
import gc, sys
from veneer.cli import main
sys.argv = ["veneer", "--version"]
try:
    main()
except SystemExit:
    print(gc.get_freeze_count() > 10_000)
"""


def test_nothing_looks_for_garbage_when_all_is_done() -> None:
    done = subprocess.run([sys.executable, "-c", END], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.splitlines()[1:] == ["True"]
