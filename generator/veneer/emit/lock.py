"""A folder -> the right to write there, for one process at a time.

The lock is the operating system's: it ends with the process that holds it, however that ends, so a killed run
blocks nobody.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from veneer.diagnostics import Diagnostic, InputError, Location

_PATIENCE = 30.0  # seconds; a run writes for one or two
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    from veneer.emit.folder import LOCK

    _TAKEN = errno.EACCES

    def _lock(folder: Path) -> int:
        """Lock a file in the folder, as Windows cannot lock a folder; the system removes it with its last handle."""
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            raise
        return handle

else:
    import fcntl

    _TAKEN = errno.EWOULDBLOCK

    def _lock(folder: Path) -> int:
        """Lock the folder itself, which leaves no file behind."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno == _TAKEN:
                os.close(handle)
                raise
            # Some network filesystems have no locks; generating there without one is better than not at all.
        return handle


@contextmanager
def locked(folder: Path, shown_as: str) -> Iterator[int]:
    """Hold the lock of a folder; wait a while for another process that has it.

    Args:
        folder: An existing folder.
        shown_as: Its name in messages.

    Yields:
        A handle of the lock: who inherits it has the lock too, until it ends.

    Raises:
        InputError: `folder-in-use` when the other process does not come to an end.
        OSError: The folder cannot be opened.
    """
    handle = _wait_for(folder, shown_as)
    try:
        yield handle
    finally:
        os.close(handle)


def _wait_for(folder: Path, shown_as: str) -> int:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return _lock(folder)
        except OSError as error:
            if error.errno != _TAKEN:
                raise
        if time.monotonic() > end:
            fix = "Wait until it is done, or end it, and run this again."
            place = Location(shown_as)
            raise InputError([Diagnostic("folder-in-use", "another run of Veneer is writing there", place, fix)])
        time.sleep(_PAUSE)
