"""Where printed files go: held in this process as values, or finished by another process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeAlias

from veneer.fileset import FileSet
from veneer.finishing.finisher import Finisher
from veneer.finishing.surface import Surface


class Place(Protocol):
    """Takes the files of a distribution as they are printed, and finishes them."""

    def add(self, path: str, text: str) -> None:
        """Take a Python file as printed."""

    def keep(self, path: str, content: bytes) -> None:
        """Take a file that is finished."""

    def finish(self) -> None:
        """Take no more Python files: those that wait for others are begun with."""

    def surface(self, versions: Sequence[str]) -> Surface:
        """Return what callers can use, read off all Python files."""
        ...

    def files(self) -> FileSet:
        """Return all files; no more of them come."""
        ...


# Given the package's name and how many files there will be, about.
Places: TypeAlias = Callable[[str, int], AbstractContextManager[Place]]


class _Here:
    def __init__(self, finisher: Finisher, found: dict[str, bytes]) -> None:
        self.add, self.keep, self.finish, self.surface = finisher.add, finisher.keep, finisher.finish, finisher.surface
        self._finisher, self._found = finisher, found

    def files(self) -> FileSet:
        self._finisher.finish()
        return dict(sorted(self._found.items()))


@contextmanager
def here(package: str, count: int = 0) -> Iterator[Place]:
    """Finish files in this process, and hold them."""
    found: dict[str, bytes] = {}
    with Finisher(package, found) as finisher:
        yield _Here(finisher, found)
