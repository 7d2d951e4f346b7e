"""Paths and contents -> files that are on disk before anything else is done with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

_AT_A_TIME = 16  # files


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file that is to take the place of another, and wait for the disk.

    Else a power failure after the exchange could leave an empty file.
    """
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush(paths: Iterable[Path]) -> Iterator[tuple[Path, Future[None]]]:
    """Let files that are written reach the disk, many at a time: it takes thousands in a few strokes.

    Yields:
        Each file, and what waits for its end and raises what the system says then.
    """
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        yield from [(path, threads.submit(_flush, path)) for path in paths]


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)  # Windows flushes what is open for writing only
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
