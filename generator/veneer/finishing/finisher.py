"""Files one by one, as they are printed -> formatted, read and stored, while the next ones are printed."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Protocol, Self

from veneer.finishing.formatting import format_python
from veneer.finishing.offers import Offers
from veneer.finishing.sources import Files
from veneer.finishing.surface import Surface, surface

_AT_A_TIME = 800_000  # characters: few runs of the formatter, and not all text waits for one
_WAITING = 2  # runs; who adds more waits for the first of them


class Store(Files, Protocol):
    """Holds files by their paths."""

    def __setitem__(self, path: str, content: bytes, /) -> None: ...


class Finisher:
    """Does what there is to do with printed files.

    Args:
        package: The package; code beside it is not read.
        store: Where the files go.
    """

    def __init__(self, package: str, store: Store) -> None:
        self._package, self._store = package, store
        self._offers = Offers(store)
        self._formatting, self._reading = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._waiting: dict[str, str] = {}
        self._size = 0
        self._runs: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for threads in (self._formatting, self._reading):
            threads.shutdown(cancel_futures=True)

    def add(self, path: str, text: str) -> None:
        """Take a Python file as printed.

        Raises:
            FormatError: If one of those that were added before cannot be parsed; names the file and the line.
        """
        self._waiting[path] = text
        self._size += len(text)
        if self._size > _AT_A_TIME:
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
        self._hand_over()
        while self._runs:
            self._runs.popleft().result()

    def _hand_over(self) -> None:
        if self._waiting:
            formatted = self._formatting.submit(format_python, self._waiting)
            self._runs.append(self._reading.submit(self._read, formatted))
        self._waiting, self._size = {}, 0
        while len(self._runs) > _WAITING:
            self._runs.popleft().result()

    def _read(self, formatted: Future[dict[str, bytes]]) -> None:
        """Store and read files, while those after them are formatted."""
        for path, content in formatted.result().items():
            self._store[path] = content
            if path.startswith(f"{self._package}/"):
                self._offers.read(path, content)
