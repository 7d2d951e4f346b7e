"""A path and a content -> a file that is on disk before anything else is done with it."""

from __future__ import annotations

import os
from pathlib import Path


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file that is to take the place of another, and wait for the disk.

    Else a power failure after the exchange could leave an empty file.
    """
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
