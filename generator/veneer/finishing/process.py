"""Printed files -> the same finished by a light process of its own, which stages them and of which little is held here.

Both sides speak in pickled values: a method and its arguments one way, an answer or what went wrong the other way.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.emit.staged import StagedFiles
from veneer.fileset import FileSet
from veneer.finishing.surface import Surface

if sys.platform == "linux":
    import fcntl

_PATIENCE = 20.0  # seconds; what it has begun takes less than one
_PIPE = 1_000_000  # bytes, as much as Linux gives; else this process waits whenever the other one is at work


class _Process:
    """The other process, as this one sees it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._asked, self._answers = process, process.stdin, process.stdout

    def add(self, path: str, text: str) -> None:
        self._tell("add", path, text)

    def keep(self, path: str, content: bytes) -> None:
        self._tell("keep", path, content)

    def finish(self) -> None:
        self._tell("finish")
        self._flush()

    def surface(self, versions: Sequence[str]) -> Surface:
        self._tell("surface", versions)
        found: Surface = self._answer()
        return found

    def files(self) -> FileSet:
        self._tell("files")
        found: StagedFiles = self._answer()
        return found

    def _tell(self, *words: Any) -> None:
        try:
            _say(self._asked, words)
        except BrokenPipeError:
            self._answer()  # which is why it listens no longer

    def _flush(self) -> None:
        with suppress(BrokenPipeError):  # it says why when it is asked
            self._asked.flush()

    def _answer(self) -> Any:
        self._flush()
        try:
            answer = pickle.load(self._answers)
        except (EOFError, pickle.UnpicklingError):
            raise self._ended() from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ended(self) -> InputError:
        code = self._process.wait()
        message = f"the process that formats and stores the files ended by itself, with {code}"
        fix = "Run this again, and see that there is memory enough; what is above this message may say more."
        return InputError([Diagnostic("process-ended", message, Location("veneer"), fix)])


def _say(where: IO[bytes], what: Any) -> None:
    pickle.dump(what, where, pickle.HIGHEST_PROTOCOL)


@contextmanager
def elsewhere(package: str, folder: Path, shown_as: str, lock: int) -> Iterator[_Process]:
    """Finish files in another process, which stages them.

    Args:
        package: The package's name.
        folder: The distribution's folder, of which this process has the staging folder.
        shown_as: Its name in messages.
        lock: The handle of the lock, which the other process has as long as it lives.

    Raises:
        FormatError: From a method, if a file cannot be parsed.
        InputError: From a method: `not-written`, or `process-ended`.
    """
    command = [sys.executable, "-P", "-m", "veneer.finishing"]
    inherited = () if sys.platform == "win32" else (lock,)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=inherited) as process:
        assert process.stdin is not None
        _widen(process.stdin)
        try:
            with suppress(BrokenPipeError):
                _say(process.stdin, (package, folder, shown_as))
            yield _Process(process)
        finally:
            _end(process)


def _widen(pipe: IO[bytes]) -> None:
    if sys.platform == "linux":
        with suppress(OSError):  # there are limits
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it come to an end: it has a formatter running, and files of that to remove."""
    assert process.stdin is not None
    with suppress(BrokenPipeError):
        process.stdin.close()
    patience = Timer(_PATIENCE, process.kill)
    patience.start()
    try:
        process.wait()  # given a time, it would look now and then, and come back late
    except BaseException:
        process.kill()
        raise
    finally:
        patience.cancel()
