"""Python files one by one, as they are printed -> the same files formatted, while the next ones are printed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from veneer.render.formatting import format_python

_AT_A_TIME = 4_000_000  # characters: few runs of the formatter, and not all text waits for one


class BackgroundFormatter:
    """Hands files to the formatter, some megabytes at a time."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._waiting: dict[str, str] = {}
        self._size = 0
        self._runs: list[Future[dict[str, bytes]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    def add(self, path: str, text: str) -> None:
        """Take a file."""
        self._waiting[path] = text
        self._size += len(text)
        if self._size > _AT_A_TIME:
            self._hand_over()

    def finish(self) -> dict[str, bytes]:
        """Return every file as it is to be written.

        Raises:
            FormatError: If a file cannot be parsed; names the file and the line.
        """
        self._hand_over()
        return {path: content for run in self._runs for path, content in run.result().items()}

    def _hand_over(self) -> None:
        if self._waiting:
            self._runs.append(self._thread.submit(format_python, self._waiting))
        self._waiting, self._size = {}, 0
