"""A path or a binary file goes in, a file comes out that can be read from its start as often as it is sent."""

from __future__ import annotations

import copy
import errno
import io
import os
import stat
from typing import Any


class PathFile:
    """A file by its path, opened for each piece that is read, so that a call that ends early leaves nothing open.

    Attributes:
        name: The path.

    Args:
        path: Where the file is.

    Raises:
        OSError: If there is no such file, or it cannot be read.
    """

    def __init__(self, path: os.PathLike[str]) -> None:
        self.name = os.fspath(path)
        self._at = 0
        if stat.S_ISFIFO(os.stat(self.name).st_mode):  # opening one waits for somebody who writes
            raise OSError(errno.EINVAL, "is no file", self.name)
        with open(self.name, "rb") as file:
            self._size = os.fstat(file.fileno()).st_size

    def read(self, size: int = -1) -> bytes:
        """Read a piece of at most ``size`` bytes, or all that is left."""
        with open(self.name, "rb") as file:
            file.seek(self._at)
            piece = file.read(size)
        self._at += len(piece)
        return piece

    def again(self) -> PathFile:
        """Return the same file at its start, for a reader of its own."""
        other = copy.copy(self)
        other.seek(0)
        return other

    def seekable(self) -> bool:
        """Say that it can be read from anywhere, any number of times."""
        return True

    def tell(self) -> int:
        """Return where the next piece begins."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to where the next piece is to begin, and return that place."""
        self._at = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence] + offset
        return self._at


class FromHere:
    """A file from where it stands, as if that were its start; one that cannot seek is read once, to its end.

    Args:
        file: A file opened in binary mode.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self._start = start_of(file)

    @property
    def replayable(self) -> bool:
        """Whether it can be read again."""
        return self._start is not None

    def read(self, size: int = -1) -> Any:
        """Read a piece of at most ``size`` bytes, or all that is left."""
        return self._file.read(size)

    def tell(self) -> int:
        """Return where the next piece begins."""
        return int(self._file.tell()) - self._moved()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to where the next piece is to begin, and return that place."""
        start = self._moved()
        return max(0, int(self._file.seek(start + offset if whence == os.SEEK_SET else offset, whence)) - start)

    def _moved(self) -> int:
        if self._start is None:
            raise io.UnsupportedOperation("seek")
        return self._start


def start_of(source: Any) -> int | None:
    """Where a file stands, to begin there again; ``None`` for what is no file that can seek."""
    try:
        return source.tell() if source.seekable() else None
    except (AttributeError, OSError, ValueError):
        return None


def may_block(source: object) -> bool:
    """Whether reading may have to wait, as for a disk."""
    return hasattr(source, "read") and not isinstance(source, io.BytesIO)


def opened(source: object) -> object:
    """Return the file that a path names, and anything else as it is."""
    return PathFile(source) if isinstance(source, os.PathLike) else source


def reader(source: Any) -> Any:
    """Return what one call reads: a reader of its own for a path, anything else as it is."""
    return source.again() if isinstance(source, PathFile) else source
