"""A folder, or a revision of the git repository around it, and paths below -> the files there, byte for byte."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.files import read_bytes


def folder_files(root: Path, *folders: str) -> dict[str, bytes]:
    """Return the files below folders of a root, by their paths below the root.

    Raises:
        InputError: `unreadable-file`.
    """
    found = sorted(path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): read_bytes(path, path.relative_to(root).as_posix()) for path in found}


@frozen
class Blob:
    """A regular file in git: what git calls its content, and how many bytes that has."""

    hash: str
    size: int


@frozen
class Revisions:
    """The revisions of the git repository that a folder is in; reads its objects, and writes nothing.

    A name of a revision comes from outside: it reaches git behind `--end-of-options` alone, and from then on as the
    hash that git made of it. Files come as they were committed: no filter and no attribute has a say.
    """

    folder: Path

    def file(self, name: str) -> bytes:
        """Return a file, named as git does: `REVISION:path/from/the/top`, or `REVISION:./path/from/the/folder`.

        Raises:
            InputError: `no-git`, `no-repository`, `unknown-revision` or `unknown-path`.
        """
        hash = self._hash(name)
        found = self._run("cat-file", "blob", hash) if hash is not None else None
        if found is not None and not found.returncode:
            return found.stdout
        revision, _, path = name.partition(":")
        self._tree(revision or "HEAD")  # where that is what is wrong, it is said
        fix = f"Write the path from the top of the repository; `git ls-tree -r --name-only {revision}` lists them."
        raise _problem("unknown-path", f"there is no file `{path}` at `{revision}`", name, fix)

    def files(self, revision: str, *folders: str) -> dict[str, bytes]:
        """Return the files below folders, by their paths below the folder that this is of; links are not followed.

        Raises:
            InputError: `no-git`, `no-repository` or `unknown-revision`.
        """
        listed = self._run("ls-tree", "-r", "-z", self._tree(revision), "--", *(f"{name}/" for name in folders)).stdout
        entries = [entry.partition(b"\t") for entry in listed.split(b"\0") if entry.startswith(b"100")]
        hashes = [head.split()[2] for head, _, _ in entries]
        told = self._run("cat-file", "--batch", given=b"".join(hash + b"\n" for hash in hashes)).stdout
        found, at = {}, 0
        for _, _, path in entries:
            begin = told.index(b"\n", at) + 1
            end = begin + int(told[at:begin].split()[2])
            found[os.fsdecode(path)], at = told[begin:end], end + 1
        return found

    def path(self, name: str) -> str:
        """Return the path from the top of the repository of one that git was given (`./` is this folder)."""
        if not name.startswith(("./", "../")):
            return name
        prefix = self._run("rev-parse", "--show-prefix").stdout.decode().strip()
        return posixpath.normpath(posixpath.join(prefix, name))

    def from_top(self, folders: Iterable[Path]) -> list[str]:
        """Return the paths from the top of those folders of this machine that are in the working tree."""
        top = Path(os.fsdecode(self._run("rev-parse", "--show-toplevel").stdout).strip()).resolve()
        found = (folder.resolve() for folder in folders)
        return [folder.relative_to(top).as_posix() for folder in found if folder.is_relative_to(top)]

    def blobs(self, revision: str, *folders: str) -> dict[str, Blob]:
        """Return the regular files below folders, all by their paths from the top of the repository.

        Raises:
            InputError: `no-git`, `no-repository` or `unknown-revision`.
        """
        below = [f"{name}/" for name in folders if name not in {"", "."}] if all(folders) else []
        listed = self._run("ls-tree", "-r", "-l", "-z", "--full-tree", self._tree(revision), "--", *below).stdout
        entries = [entry.partition(b"\t") for entry in listed.split(b"\0") if entry.startswith(b"100")]
        return {
            os.fsdecode(path): Blob(hash.decode(), int(size))
            for _, _, hash, size, path in ((*head.split(), path) for head, _, path in entries)
        }

    def content(self, blob: Blob) -> bytes:
        """Return what is in a file that `blobs` gave."""
        return self._run("cat-file", "blob", blob.hash).stdout

    def fork(self, revision: str) -> str:
        """Return the commit at which HEAD left a revision.

        Raises:
            InputError: `no-git`, `no-repository`, `unknown-revision` or `no-common-commit`.
        """
        commit = self._hash(f"{revision}^{{commit}}")
        found = self._run("merge-base", commit, "HEAD") if commit is not None else None
        if found is not None and not found.returncode:
            return found.stdout.decode().strip()
        self._check_repository(revision)
        fix = "Name a branch, a tag or a commit that `git log` knows."
        if self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            fix = "This clone is shallow: give actions/checkout `fetch-depth: 0`, or run `git fetch --unshallow`."
        if commit is None:
            raise _problem("unknown-revision", f"git knows no revision `{revision}`", revision, fix)
        raise _problem("no-common-commit", f"HEAD and `{revision}` have no commit in common", revision, fix)

    def _tree(self, revision: str) -> str:
        hash = self._hash(revision)
        tree = self._hash(f"{hash}^{{tree}}") if hash is not None else None
        if tree is not None:
            return tree
        self._check_repository(revision)
        fix = "Name a branch, a tag or a commit that `git log` knows; a shallow clone has to fetch it first."
        raise _problem("unknown-revision", f"git knows no revision `{revision}`", revision, fix)

    def _check_repository(self, name: str) -> None:
        found = self._run("rev-parse", "--git-dir")
        if found.returncode:
            told = found.stderr.decode(errors="replace").strip().partition("\n")[0]
            message = f"there is no git repository here that `{name}` could be in: {told}"
            raise _problem("no-repository", message, name, "Go to a folder of a repository, or name a file.")

    def _hash(self, name: str) -> str | None:
        found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        return found.stdout.decode().strip() if not found.returncode else None

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = ["git", "-C", str(self.folder), *arguments]
        try:
            return subprocess.run(command, input=given, capture_output=True, check=False)
        except FileNotFoundError:
            fix = "Install git, or compare files and versions of this folder."
            raise _problem("no-git", "git is not installed, so no revision can be read", "git", fix) from None


def _problem(id: DiagnosticId, message: str, place: str, fix: str) -> InputError:
    return InputError([Diagnostic(id, message, Location(place), fix)])
