"""Files one by one -> what is new of them in the staging folder, on disk; the FileSet of them, without holding it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from attrs import evolve, field, frozen

from veneer.emit.flushed import flush
from veneer.emit.problems import located

STAGING = ".veneer-staging"  # where a run prepares its files; gone when the run is over
_AT_A_TIME = 500  # files


def digest(content: bytes) -> str:
    """Return the digest of a file: its SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def new_in(folder: Path) -> Path:
    """Return where what is new in a folder is prepared."""
    return folder / STAGING / "new"


@frozen
class StagedFiles(Mapping[str, bytes]):
    """A FileSet of which the new files are in the staging folder, and the others as they are to stay.

    Attributes:
        folder: The distribution's folder.
        digests: The digest of each file.
        staged: Those that are in the staging folder, and have reached the disk.
        held: Files that are neither there nor here yet.
    """

    folder: Path
    digests: Mapping[str, str]
    staged: frozenset[str] = frozenset()
    held: Mapping[str, bytes] = field(factory=dict)

    def __getitem__(self, path: str) -> bytes:
        if path in self.held:
            return self.held[path]
        found = self.digests[path]
        for place in (new_in(self.folder) / path, self.folder / path):
            if place.is_file() and digest(content := place.read_bytes()) == found:
                return content
        raise FileNotFoundError(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    def also(self, path: str, content: bytes) -> StagedFiles:
        """Return the same files and one more."""
        digests = {**self.digests, path: digest(content)}
        return evolve(self, digests=dict(sorted(digests.items())), held={**self.held, path: content})


class Stager:
    """Takes files for a folder, of which it keeps no content.

    Args:
        folder: The distribution's folder, whose staging folder is nobody else's.
        shown_as: Its name in messages.
    """

    def __init__(self, folder: Path, shown_as: str) -> None:
        self._folder, self._shown = folder.as_posix(), shown_as
        self._new = new_in(folder).as_posix()
        self._digests: dict[str, str] = {}
        self._made: set[str] = set()
        self._staged: set[str] = set()
        self._written: dict[str, str] = {}
        self._flushing = ThreadPoolExecutor(1)
        self._flushes: list[Future[None]] = []

    def __contains__(self, path: str) -> bool:
        return path in self._digests

    def __getitem__(self, path: str) -> bytes:
        place = self._new if path in self._staged else self._folder
        return Path(place, path).read_bytes()

    def __setitem__(self, path: str, content: bytes) -> None:
        """Take a file.

        Raises:
            InputError: `not-written` when the operating system refuses.
        """
        with located(f"{self._shown}/{path}"):
            if not self._is_there(path, content):
                self._write(path, content)
        self._digests[path] = digest(content)  # last: another thread may look
        if len(self._written) >= _AT_A_TIME:
            self.flush()

    def _write(self, path: str, content: bytes) -> None:
        target = f"{self._new}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        with open(target, "wb", buffering=0) as file:
            file.write(content)
        self._written[target] = path
        self._staged.add(path)

    def files(self) -> StagedFiles:
        """Return the files, all of which have reached the disk.

        Raises:
            InputError: `not-written` when the operating system refuses one.
        """
        self.flush()
        self._flushing.shutdown()
        for each in self._flushes:
            each.result()
        return StagedFiles(Path(self._folder), dict(sorted(self._digests.items())), frozenset(self._staged))

    def _is_there(self, path: str, content: bytes) -> bool:
        try:
            with open(f"{self._folder}/{path}", "rb", buffering=0) as file:
                return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
        except OSError:
            return False

    def flush(self) -> None:
        """Begin to let the files that are written reach the disk."""
        self._flushes.append(self._flushing.submit(self._flush_all, self._written))
        self._written = {}

    def _flush_all(self, written: Mapping[str, str]) -> None:
        for target, error in flush([*written]).items():
            with located(f"{self._shown}/{written[target]}"):
                raise error
