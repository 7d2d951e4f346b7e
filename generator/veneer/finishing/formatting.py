"""Python files as printed -> the same files formatted, by one run of ruff for all of them."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ruff import find_ruff_bin

_SMALL = 20_000  # characters
_BATCH = 200_000
_BORDER = "# ==== veneer: the end of a file ====\n"
_SPEAKS = ("fmt:", "yapf:", _BORDER.strip())  # comments that tell the formatter something, and what looks like a border


class FormatError(RuntimeError):
    """What was printed is no Python: a fault of a template or an overlay, never of the description."""


def format_python(files: Mapping[str, str]) -> dict[str, bytes]:
    """Format Python files.

    Args:
        files: Text by path.

    Returns:
        What each is to hold, by path.

    Raises:
        FormatError: If a file cannot be parsed; names the file and the line.
    """
    small = [path for path, text in files.items() if len(text) < _SMALL and not any(word in text for word in _SPEAKS)]
    batches = {f"batch_{number}.py": batch for number, batch in enumerate(_batches(files, small))}
    alone = files.keys() - set(small)
    try:
        joined = {name: _BORDER.join(files[path] for path in batch) for name, batch in batches.items()}
        found = _formatted(joined | {path: files[path] for path in files if path in alone})
        del joined
        for name, batch in batches.items():
            parts = found.pop(name).split(_BORDER.encode())
            found |= zip(batch, ((part.strip() + b"\n").lstrip(b"\n") for part in parts), strict=True)
    except (FormatError, ValueError):
        found = _formatted(files)  # the error is to name the file
    return {path: found[path] for path in files}


def _batches(files: Mapping[str, str], paths: list[str]) -> Iterator[list[str]]:
    """Yield files that are formatted as one: thousands of small ones take longer to make than to format."""
    batch: list[str] = []
    size = 0
    for path in paths:
        batch.append(path)
        size += len(files[path])
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _formatted(files: Mapping[str, str]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="veneer-") as name:
        folder = Path(name)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        command = [find_ruff_bin(), "format", "--isolated", "--no-cache", "--line-length=120"]
        run = subprocess.run(
            [*command, "--target-version=py311", "."], cwd=folder, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise FormatError(run.stderr.strip())
        return {path: (folder / path).read_bytes() for path in files}
