"""The generated package and the files of a user -> what mypy or pyright says of them, line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .description import PACKAGE

Problem = tuple[str, int, str, str]
"""File name, line (from 1), severity, message."""


def run_mypy(folder: Path) -> str:
    """Run ``mypy --strict`` on the package and a folder of user's files; return problems as JSON."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--output=json", "--config-file=", "--python-version=3.11"),
            *(f"--cache-dir={folder / 'cache'}", "--python-executable", sys.executable),
            *(str(PACKAGE), *map(str, sorted(folder.glob("*.py")))),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode in (0, 1), done.stderr + done.stdout
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert found, done.stdout + done.stderr
    return json.dumps([_problem(item["file"], item["line"], item["severity"], item["message"]) for item in found])


def run_pyright(folder: Path) -> str:
    """Run pyright on the package and a folder of user's files; return problems as JSON."""
    settings = {"pythonVersion": "3.11", "typeCheckingMode": "standard"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable),
            *(str(PACKAGE), str(folder)),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    report = json.loads(done.stdout)
    # Every file of the package was looked at, and ours.
    wanted = len(list(PACKAGE.rglob("*.py"))) + len(list(folder.glob("*.py")))
    assert report["summary"]["filesAnalyzed"] >= wanted, report["summary"]
    found = report["generalDiagnostics"]
    return json.dumps(
        [
            _problem(item["file"], item["range"]["start"]["line"] + 1, item["severity"], item["message"])
            for item in found
        ]
    )


def _problem(file: str, line: int, severity: str, message: str) -> Problem:
    path = Path(file)
    name = path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name
    return name, line, severity, message
