"""A path or a file goes in, a place to write a body to comes out: what a path names appears whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

SaveTarget: TypeAlias = "os.PathLike[str] | BinaryIO"
"""Where a body is saved to: the path of a file, or a file opened for writing in binary mode."""


class Target:
    """Where pieces are written to.

    What a path names stays as it is until ``finish``: the pieces go to a hidden file beside it. A file that was given
    open is written as it is.

    Args:
        target: The path or the file.

    Raises:
        OSError: If there is something other than a file at the path, or no file can be made there.
        TypeError: If target is neither.
    """

    def __init__(self, target: SaveTarget) -> None:
        self._path = self._part = None
        self._file: Any = target
        if isinstance(target, os.PathLike):
            self._path = _checked(Path(os.path.realpath(target)))
            self._part = self._path.with_name(f".{os.urandom(12).hex()}.part")
            self._file = open(self._part, "xb")  # noqa: SIM115 - open until `finish` or `drop`
        elif not hasattr(target, "write"):
            kind = type(target).__name__
            raise TypeError(f"target must be a path or a binary file, got {kind}: a path is a pathlib.Path")

    def write(self, piece: bytes) -> None:
        """Write a piece."""
        while piece:
            written = self._file.write(piece)
            piece = piece[written:] if isinstance(written, int) else b""

    def finish(self) -> None:
        """Give the file its name, now that all of it is written."""
        if self._path is not None and self._part is not None:
            self._file.flush()
            os.fsync(self._file.fileno())  # else a crash might leave the name with half a body
            self._file.close()
            os.replace(self._part, self._path)

    def drop(self) -> None:
        """Throw away what was written, unless it went to a file that was given open."""
        if self._part is not None:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                self._part.unlink()


def _checked(path: Path) -> Path:
    if path.exists() and not path.is_file():  # a folder, or a device, which nobody means to replace
        raise OSError(errno.EINVAL, "is no file", str(path))
    return path
