"""A reference to another file in; that file's bytes out, if it stands in a folder that references may lead into."""

from __future__ import annotations

import posixpath
import re
import stat
from pathlib import Path
from urllib.parse import unquote

from attrs import define, field, frozen

from veneer.load.limits import LARGEST, MOST_FILES
from veneer.load.text import excerpt

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.ASCII | re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//", re.ASCII)


class RefusedReferenceError(Exception):
    """A reference that is not followed: id, message and fix of the reason."""


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


@define
class FilesBeside:
    """The files that a description on this machine may refer to: those in its own folder, and in folders a user named.

    A description is data from a stranger. A symbolic link counts as the file that it leads to, and only regular files
    are read.
    """

    root: Path
    shown_as: str
    allowed: tuple[Path, ...] = ()
    _count: int = field(default=0, init=False)
    _bytes: int = field(default=0, init=False)

    @property
    def was_read(self) -> bool:
        """Whether any of them was."""
        return self._count > 0

    def first(self) -> FileBeside:
        """Return the description itself."""
        return FileBeside(str(self.root.resolve()), self.root.name, self.shown_as)

    def follow(self, base: FileBeside, reference: str) -> FileBeside:
        """Return the file that a relative reference in another file leads to; raises ``RefusedReferenceError``."""
        shown, path = excerpt(reference), unquote(reference)
        if _SCHEME.match(path):
            fix = "Put a copy beside the description and refer to that."
            raise RefusedReferenceError("external-reference", f"the reference {shown} leads to another place", fix)
        parts = path.split("/")
        if not path.isprintable() or path.startswith("/") or "\\" in path or any(map(_DEVICE.fullmatch, parts)):
            fix = "Write the path of a file from this one, as in `models/pet.yaml`."
            raise RefusedReferenceError(
                "external-reference", f"the reference {shown} is no relative path of a file", fix
            )
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base.name), path))
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
        path = Path(file.key)
        try:
            about = path.stat()
            if not stat.S_ISREG(about.st_mode):
                raise RefusedReferenceError(
                    "dangling-reference", f"{excerpt(file.shown_as)} is no file", "Refer to a file."
                )
            self._count += 1
            self._bytes += about.st_size
            if self._count > MOST_FILES or self._bytes > LARGEST:
                message = f"the files together are more than {MOST_FILES:,}, or more than {LARGEST // 1_000_000} MB"
                raise RefusedReferenceError("too-large", message, "Split the description.")
            return path.read_bytes()
        except OSError as error:
            message = f"the file {excerpt(file.shown_as)} cannot be read: {error.strerror}"
            raise RefusedReferenceError("dangling-reference", message, "Correct the reference.") from None

    def _shown(self, name: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.shown_as), name))
