"""A reference to another file in; that file's bytes out, if it stands in a folder that references may lead into."""

from __future__ import annotations

import posixpath
import re
import stat
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from attrs import define, field, frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.load.limits import LARGEST, MOST_FILES
from veneer.load.text import excerpt

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.ASCII | re.IGNORECASE)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//", re.ASCII)
_URL = re.compile(r"https?://", re.ASCII | re.IGNORECASE)


def is_url(name: str) -> bool:
    """Tell whether a name is the URL of something on the web, and no path."""
    return _URL.match(name) is not None


class RefusedReferenceError(Exception):
    """A reference that is not followed: id, message and fix of the reason."""

    def __init__(self, problem: DiagnosticId, message: str, fix: str) -> None:
        super().__init__(problem, message, fix)


@frozen
class FileBeside:
    """A file that a reference leads to.

    Attributes:
        key: The same for every name of one file.
        name: Its path below the folder of the description that was asked for; it may begin with `..`.
        shown_as: Its name in messages.
    """

    key: str
    name: str
    shown_as: str


class Beside(Protocol):
    """The files that a description may refer to, wherever it is."""

    @property
    def was_read(self) -> bool:
        """Whether any of them was."""
        ...

    def first(self) -> FileBeside:
        """Return the description itself."""
        ...

    def follow(self, base: FileBeside, reference: str) -> FileBeside:
        """Return the file that a reference in another file leads to; raises ``RefusedReferenceError``."""
        ...

    def read(self, file: FileBeside) -> bytes:
        """Return the bytes of a file that `follow` gave; raises ``RefusedReferenceError``."""
        ...


@define
class Budget:
    """How much the files of one description take together."""

    most: int = MOST_FILES
    _count: int = field(default=0, init=False)
    _bytes: int = field(default=0, init=False)

    @property
    def was_used(self) -> bool:
        """Whether any file was read."""
        return self._count > 0

    @property
    def left(self) -> int:
        """How many bytes there may still be."""
        return LARGEST - self._bytes

    def take(self, size: int) -> None:
        """Count a file; raises ``RefusedReferenceError`` when that is one too many, or too much."""
        self._count += 1
        self._bytes += size
        if self._count > self.most or self.left < 0:
            message = f"the files together are more than {self.most:,}, or more than {LARGEST // 1_000_000} MB"
            raise RefusedReferenceError("too-large", message, "Split the description.")


def relative_name(base: FileBeside, reference: str) -> str:
    """Return the name of the file that a reference in another file means; raises ``RefusedReferenceError``.

    Args:
        base: The file that it stands in.
        reference: A relative path in a URL.
    """
    shown, path = excerpt(reference), unquote(reference)
    if SCHEME.match(path):
        fix = "Put a copy beside the description and refer to that."
        raise RefusedReferenceError("external-reference", f"the reference {shown} leads to another place", fix)
    parts = path.split("/")
    if not path.isprintable() or path.startswith("/") or "\\" in path or any(map(_DEVICE.fullmatch, parts)):
        fix = "Write the path of a file from this one, as in `models/pet.yaml`."
        raise RefusedReferenceError("external-reference", f"the reference {shown} is no relative path of a file", fix)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base.name), path))


@define
class FilesBeside:
    """The files that a description on this machine may refer to: those in its own folder, and in folders a user named.

    A description is data from a stranger. A symbolic link counts as the file that it leads to, and only regular files
    are read.

    Attributes:
        root: The description.
        shown_as: Its name in messages.
        allowed: The folders that a user named.
        remote: What is behind URLs, if a user named an origin that references may lead to.
    """

    root: Path
    shown_as: str
    allowed: tuple[Path, ...] = ()
    remote: Beside | None = None
    _budget: Budget = field(factory=Budget, init=False)

    @property
    def was_read(self) -> bool:
        """Whether any of them was."""
        return self._budget.was_used or (self.remote is not None and self.remote.was_read)

    def first(self) -> FileBeside:
        """Return the description itself."""
        return FileBeside(str(self.root.resolve()), self.root.name, self.shown_as)

    def follow(self, base: FileBeside, reference: str) -> FileBeside:
        """Return the file that a relative reference in another file leads to; raises ``RefusedReferenceError``."""
        if self.remote is not None and (is_url(reference) or is_url(base.key)):
            return self.remote.follow(base, reference)
        shown, name = excerpt(reference), relative_name(base, reference)
        try:
            real = (self.root.parent / name).resolve()
        except (OSError, RuntimeError, ValueError):
            raise RefusedReferenceError("dangling-reference", f"there is no file for {shown}", "Correct it.") from None
        if not any(real.is_relative_to(folder.resolve()) for folder in (self.root.parent, *self.allowed)):
            message = f"the reference {shown} leads out of the description's folder"
            fix = f"If that is meant, allow its folder: --allow-ref {self._shown(posixpath.dirname(name) or '.')}"
            raise RefusedReferenceError("external-reference", message, fix)
        return FileBeside(str(real), name, self._shown(name))

    def read(self, file: FileBeside) -> bytes:
        """Return the bytes of a file that `follow` gave; raises ``RefusedReferenceError``."""
        if self.remote is not None and is_url(file.key):
            return self.remote.read(file)
        path = Path(file.key)
        try:
            about = path.stat()
            if not stat.S_ISREG(about.st_mode):
                raise RefusedReferenceError(
                    "dangling-reference", f"{excerpt(file.shown_as)} is no file", "Refer to a file."
                )
            self._budget.take(about.st_size)
            return path.read_bytes()
        except OSError as error:
            message = f"the file {excerpt(file.shown_as)} cannot be read: {error.strerror}"
            raise RefusedReferenceError("dangling-reference", message, "Correct the reference.") from None

    def _shown(self, name: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.shown_as), name))
