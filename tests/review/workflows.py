"""The action and the workflows of this repository -> their steps, and each script run by bash as a runner does it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from tests.docs.pages import ROOT

from .conftest import ENVIRONMENT

ACTION = ROOT / "action.yml"
REVIEW = ROOT / ".github" / "workflows" / "review.yml"
VENDOR = ROOT / ".github" / "workflows" / "vendor.yml"


def read(path: Path) -> dict[Any, Any]:
    """Return a file of YAML."""
    return yaml.safe_load(path.read_text("utf-8"))


def steps(path: Path) -> dict[str, dict[str, Any]]:
    """Return the steps that have a script, by name."""
    whole = read(path)
    jobs = [whole["runs"]] if "runs" in whole else whole["jobs"].values()
    return {step["name"]: step for job in jobs for step in job["steps"] if "run" in step}


def bin_folder(tmp_path: Path) -> Path:
    """Return a folder with a `veneer` that is this one, and a `gh` and a `python` that note their arguments."""
    folder = tmp_path / "bin"
    folder.mkdir()
    noted = 'for part in "$@"; do printf "%s\\n" "$part"; done >>"$NOTED"; printf -- "--\\n" >>"$NOTED"\n'
    scripts = {
        "veneer": f'exec "{sys.executable}" -m veneer "$@"\n',
        "gh": f'{noted}if [ "$2" = list ]; then echo "$OPEN"; fi\n',
        "python": noted,
    }
    for name, text in scripts.items():
        (folder / name).write_text(f"#!/bin/bash\n{text}")
        (folder / name).chmod(0o755)
    return folder


def bash(script: str, folder: Path, tools: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a step with `shell: bash` is run."""
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=ENVIRONMENT | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def noted(path: Path) -> list[list[str]]:
    """Return the arguments of each call that was noted."""
    calls = path.read_text("utf-8").split("--\n") if path.is_file() else []
    return [call.splitlines() for call in calls if call]
