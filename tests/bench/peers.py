"""The official package, and what openapi-python-client makes of a description, come out, ready to import."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conformance.packages import installed

ROOT = Path(__file__).parents[2]
RELEASE = "1.0.0b2"


class CannotRunError(Exception):
    """Something is missing without which there is nothing to compare; the message says what."""


def official(module: str) -> Any:
    """Import a module of azure-ai-vision-face; its folder is the last on the path, so that all else stays as it was."""
    try:
        folder = installed(ROOT, RELEASE)
    except pytest.skip.Exception as skipped:
        raise CannotRunError(str(skipped)) from None
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    return importlib.import_module(module)


def openapi_python_client(description: Path, folder: Path) -> Any:
    """Let openapi-python-client make a package of a description in a folder, and import its models."""
    config = folder / "config.yml"
    config.write_text("post_hooks: []\npackage_name_override: peer\n")  # formatting changes no time
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(description)]
    options = ["--meta", "none", "--output-path", str(folder / "peer"), "--config", str(config)]
    made = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if made.returncode:
        raise CannotRunError(f"openapi-python-client makes nothing of {description.name}: {made.stderr or made.stdout}")
    sys.path.append(str(folder))
    return importlib.import_module("peer.models")
