"""Files one by one, as they are printed -> formatted beside that, then stored and read at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Protocol, Self

from veneer.finishing.formatting import format_python
from veneer.finishing.offers import Offers
from veneer.finishing.sources import Files
from veneer.finishing.surface import Surface, surface

# Characters for a run of the formatter: more of them make fewer runs, but few are to wait for one at the end.
_LEAST, _MOST = 200_000, 800_000


class Store(Files, Protocol):
    """Holds files by their paths."""

    def __setitem__(self, path: str, content: bytes, /) -> None: ...


class _There:
    """The files that are there so far: those that are stored, and those that are being stored."""

    def __init__(self, stored: Files) -> None:
        self._stored = stored
        self.coming: Mapping[str, bytes] = {}

    def __contains__(self, path: str) -> bool:
        return path in self.coming or path in self._stored

    def __getitem__(self, path: str) -> bytes:
        return self.coming[path] if path in self.coming else self._stored[path]


class Finisher:
    """Does what there is to do with printed files: while the formatter runs for some, it reads those before them.

    Threads format and store: a filesystem can take longer to make a small file than it takes to read it.

    Args:
        package: The package; code beside it is not read.
        store: Where the files go.
    """

    def __init__(self, package: str, store: Store) -> None:
        self._package, self._store = package, store
        self._there = _There(store)
        self._offers = Offers(self._there)
        self._formatting, self._storing = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._formatted: Future[dict[str, bytes]] | None = None
        self._waiting: dict[str, str] = {}
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for threads in (self._formatting, self._storing):
            threads.shutdown(cancel_futures=True)

    def add(self, path: str, text: str) -> None:
        """Take a Python file as printed.

        Raises:
            FormatError: If one of those that were added before cannot be parsed; names the file and the line.
        """
        self._waiting[path] = text
        self._size += len(text)
        if self._size > (_LEAST if self._idle() else _MOST):
            self._hand_over()

    def keep(self, path: str, content: bytes) -> None:
        """Take a file that is finished."""
        self._store[path] = content

    def surface(self, versions: Sequence[str]) -> Surface:
        """Return what callers can use, once every Python file is there.

        Args:
            versions: The modules of the package's versions, in the order in which they are to be shown.

        Raises:
            FormatError: If a file cannot be parsed; names the file and the line.
        """
        self.finish()
        self._offers.sources.complete = True
        return surface(self._offers, self._package, versions)

    def finish(self) -> None:
        """Wait until all files that were added are stored.

        Raises:
            FormatError: If a file cannot be parsed; names the file and the line.
        """
        while self._waiting or self._formatted:
            self._hand_over()

    def _idle(self) -> bool:
        return self._formatted is None or self._formatted.done()

    def _hand_over(self) -> None:
        """Let the formatter begin with the files that wait, and read those that it had before."""
        before = self._formatted
        self._formatted = self._formatting.submit(format_python, self._waiting) if self._waiting else None
        self._waiting, self._size = {}, 0
        if before is not None:
            self._read(before.result())

    def _read(self, formatted: dict[str, bytes]) -> None:
        self._there.coming = formatted
        stored = self._storing.submit(self._keep_all, formatted)
        for path, content in formatted.items():
            if path.startswith(f"{self._package}/"):
                self._offers.read(path, content)
        stored.result()
        self._there.coming = {}

    def _keep_all(self, files: Mapping[str, bytes]) -> None:
        for path, content in files.items():
            self._store[path] = content
