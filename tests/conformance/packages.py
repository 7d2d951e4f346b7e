"""A release of the official package goes in, the folder that it is installed in comes out; each is installed once."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = ("azure/ai/vision/face", "azure/core", "requests", "aiohttp")
UNREACHABLE = ("from versions: none", "Connection", "Max retries", "Temporary failure", "timed out", "ProxyError")
"""What pip says when it reaches no registry; a registry that is reached lists other versions at least."""


def folder_of(config: pytest.Config, release: str) -> Path:
    """Return the folder of a release: below $VENEER_OFFICIAL, or else pytest's cache; skips where it cannot be had."""
    return installed(config.rootpath, release)


def installed(root: Path, release: str) -> Path:
    """Do the same where there is no pytest, from the root of the repository."""
    own = os.environ.get("VENEER_OFFICIAL")
    folder = Path(own) if own else root / ".pytest_cache" / "official"
    _install(folder, release)
    return folder / release


def _install(folder: Path, release: str) -> None:
    """Install a release below a folder, unless it is there; skip when no registry can be reached."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{release}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker installs, the others wait
        place = folder / release
        if all((place / part).is_dir() for part in NEEDED):
            return
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--retries=1",
            "--upgrade",
        ]
        packages = [f"azure-ai-vision-face=={release}", "azure-core", "aiohttp"]
        process = subprocess.run(
            [*pip, "--target", str(place), *packages], capture_output=True, text=True, timeout=120, check=False
        )
    if process.returncode and any(sign in process.stderr for sign in UNREACHABLE):
        pytest.skip(f"no registry can be reached, so azure-ai-vision-face {release} is not compared")
    assert process.returncode == 0, process.stderr
