"""Paths and contents -> files that are on disk before anything else is done with them."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_AT_A_TIME = 16  # files
_MANY = 100  # files, for which a filesystem is quicker than each of them


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file that is to take the place of another, and wait for the disk.

    Else a power failure after the exchange could leave an empty file.
    """
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush(paths: Sequence[str]) -> dict[str, OSError]:
    """Let files of one filesystem that are written reach the disk, many at a time: it takes thousands in a few strokes.

    Returns:
        What the system says of each file that it refuses.
    """
    if len(paths) >= _MANY and _flush_filesystem(paths[0]):
        return {}
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        shares = [paths[number::_AT_A_TIME] for number in range(_AT_A_TIME)]
        return {path: error for refused in threads.map(_flush_each, shares) for path, error in refused}


def _flush_filesystem(path: str) -> bool:
    """Let all that is written on the filesystem of a file reach the disk, and say whether that could be done.

    Linux alone waits for that. What it refuses may be somebody else's, so it is asked for each file then.
    """
    if sys.platform != "linux" or (call := getattr(ctypes.CDLL(None), "syncfs", None)) is None:
        return False
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return bool(call(handle) == 0)
    finally:
        os.close(handle)


def _flush_each(paths: Sequence[str]) -> list[tuple[str, OSError]]:
    refused = []
    for path in paths:
        try:
            _flush(path)
        except OSError as error:
            refused.append((path, error))
    return refused


def _flush(path: str) -> None:
    handle = os.open(path, os.O_RDWR)  # Windows flushes what is open for writing only
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
