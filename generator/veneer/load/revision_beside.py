"""A description at a git revision, and references in it, in; the files at the same revision that they lead to, out."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from attrs import define, field

from veneer.load.beside import Budget, FileBeside, RefusedReferenceError, relative_name
from veneer.load.text import excerpt
from veneer.load.trees import Blob, Revisions


@define(slots=False)
class RevisionBeside:
    """The files of one revision that a description there may refer to: those in its folder, or where a user allowed.

    Attributes:
        revisions: The repository.
        revision: The revision, as the user named it.
        path: The description, from the top of the repository.
        allowed: Folders on this machine; they stand for the same folders at the revision.
    """

    revisions: Revisions
    revision: str
    path: str
    allowed: tuple[Path, ...] = ()
    _budget: Budget = field(factory=Budget, init=False)

    @cached_property
    def _blobs(self) -> Mapping[str, Blob]:
        own = posixpath.dirname(self.path)
        return self.revisions.blobs(self.revision, own, *self.revisions.from_top(self.allowed))

    @property
    def was_read(self) -> bool:
        """Whether any of them was."""
        return self._budget.was_used

    def first(self) -> FileBeside:
        """Return the description itself."""
        return FileBeside(self.path, posixpath.basename(self.path), f"{self.revision}:{self.path}")

    def follow(self, base: FileBeside, reference: str) -> FileBeside:
        """Return the file that a reference in another file leads to; raises ``RefusedReferenceError``."""
        name = relative_name(base, reference)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), name))
        if path not in self._blobs:
            message = f"at `{self.revision}` there is no file for {excerpt(reference)} where references may lead"
            fix = "Correct it; if it leads out of the description's folder, allow that with --allow-ref."
            raise RefusedReferenceError("dangling-reference", message, fix)
        return FileBeside(path, name, f"{self.revision}:{path}")

    def read(self, file: FileBeside) -> bytes:
        """Return the bytes of a file that `follow` gave; raises ``RefusedReferenceError``."""
        blob = self._blobs[file.key]
        self._budget.take(blob.size)
        return self.revisions.content(blob)
