"""Two paths in; what was at each is at the other, in one step where the system knows such a step."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS
_NO_FOLDER = -1  # the paths are absolute
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})  # not by this kernel or filesystem


def exchange(new: Path, place: Path, aside: Path) -> None:
    """Let two files or folders, of which one may be missing, change places; doing it again undoes it.

    Linux and macOS do it in one step. Elsewhere, and on filesystems that cannot, there is a moment between two renames
    in which nothing is at `place`, and what was there is at `aside`.

    Args:
        new: An absolute path.
        place: Another on the same filesystem.
        aside: A free path there; free again afterwards.

    Raises:
        OSError: It could not be done; both are where they were.
    """
    if not os.path.lexists(place):
        new.rename(place)
    elif not os.path.lexists(new):
        place.rename(new)
    elif not _exchange_at_once(new, place):
        aside.parent.mkdir(parents=True, exist_ok=True)
        place.rename(aside)
        try:
            new.rename(place)
        except OSError:
            aside.rename(place)
            raise
        aside.rename(new)


def _exchange_at_once(one: Path, other: Path) -> bool:
    call = _system_call()
    if call is None:
        return False
    if call(_NO_FOLDER, os.fsencode(one), _NO_FOLDER, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _system_call() -> Callable[..., int] | None:
    """Return renameat2 or its twin of macOS, which takes the same arguments; Python has no name for either."""
    if sys.platform == "win32":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    found: Callable[..., int] | None = getattr(library, "renameat2", None) or getattr(library, "renameatx_np", None)
    return found
