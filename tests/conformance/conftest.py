"""What each official package did when all of it was called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .packages import folder_of
from .replay import VERSIONS, routes
from .values import VALUES

SCRIPT = Path(__file__).with_name("official.py")

Calls = list[dict[str, Any]]
Recorded = Callable[[str], Calls]


@pytest.fixture(scope="session")
def recorded(pytestconfig: pytest.Config) -> Recorded:
    """Gives what a release did: one record a call, sync and async."""

    @cache
    def calls(release: str) -> Calls:
        folder = folder_of(pytestconfig, release)
        process = subprocess.run(
            [sys.executable, str(SCRIPT)],
            input=json.dumps({"values": VALUES, "answers": routes(VERSIONS[release])}),
            env={**os.environ, "PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )
        assert process.returncode == 0, process.stderr
        found = json.loads(process.stdout)
        assert found["version"] == release
        records: Calls = found["calls"]
        return records

    return calls
