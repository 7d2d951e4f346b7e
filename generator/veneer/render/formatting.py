"""Python files as printed -> the same files formatted, by one run of ruff for all of them."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff import find_ruff_bin


class FormatError(RuntimeError):
    """What was printed is no Python: a fault of a template or an overlay, never of the description."""


def format_python(files: Mapping[str, str]) -> dict[str, str]:
    """Format Python files.

    Args:
        files: Text by path.

    Returns:
        The formatted text by path.

    Raises:
        FormatError: If a file cannot be parsed; names the file and the line.
    """
    with tempfile.TemporaryDirectory(prefix="veneer-") as name:
        folder = Path(name)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        command = [find_ruff_bin(), "format", "--isolated", "--no-cache", "--quiet", "--line-length=120"]
        run = subprocess.run(
            [*command, "--target-version=py311", "."], cwd=folder, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise FormatError(run.stderr.strip())
        return {path: (folder / path).read_text(encoding="utf-8") for path in files}
