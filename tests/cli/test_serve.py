"""`veneer serve`: the local service in a process of its own, over real HTTP."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx


def test_it_says_where_it_is_and_asks_for_the_key(project: Path) -> None:
    command = [sys.executable, "-m", "veneer", "serve", "pets", "--key", "secret"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"on (http://127\.0\.0\.1:\d+), key secret\.", process.stdout.readline())
            assert found is not None

            answer = httpx.get(f"{found[1]}/pets/1", timeout=20)

            assert answer.status_code == 501
            assert "getPet" in answer.json()["error"]["message"]
        finally:
            process.terminate()
