"""Single files and their content -> each holds exactly that, or what it held before, whatever interrupts.

The new content is written and flushed to disk beside the file, then takes its place in one step of the operating
system. Of several files all are written before the first takes its place; an error puts back those that had, and
signals wait. Only a process that is killed outright between two of these steps can leave some of the files old and
some new, each of them whole; one killed earlier can leave `.NAME.NUMBER.veneer-new` beside the file.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.emit.flushed import write_flushed
from veneer.emit.interrupts import uninterrupted
from veneer.emit.problems import located


@frozen
class NewFile:
    """What a file ought to hold, and the file's name in messages."""

    path: Path
    content: bytes
    shown_as: str


@frozen
class _Staged:
    """A file whose new content waits beside it, and what it holds until then; ``None``: it is not there."""

    file: NewFile
    target: Path
    beside: Path
    before: bytes | None


def write_file(path: Path, content: bytes, shown_as: str) -> None:
    """Make a file hold exactly a content, or leave it as it is; one that is right already is not touched.

    Args:
        path: The file; missing folders above it are made, a link is followed.
        content: All of it.
        shown_as: Its name in messages.

    Raises:
        InputError: The file is as it was. `read-only-file`, `not-a-file`, or `not-written` when the system refuses.
    """
    write_files([NewFile(path, content, shown_as)])


def write_files(files: Sequence[NewFile]) -> None:
    """Make several files hold their contents, all of them or none.

    Whoever decides by what a file held before holds the lock of a folder around that and this (`locked`).

    Args:
        files: In the order in which they take their places.

    Raises:
        InputError: All is as it was. `read-only-file`, `not-a-file`, or `not-written` when the system refuses.
    """
    staged: list[_Staged] = []
    made: list[Path] = []
    try:
        for file in files:
            with located(file.shown_as):
                _stage(file, staged, made)
        _replace(staged)
    except BaseException:
        for item in staged:
            item.beside.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):  # somebody put something there
                folder.rmdir()
        raise


def _stage(file: NewFile, staged: list[_Staged], made: list[Path]) -> None:
    target = file.path.resolve()
    if target.exists() and not target.is_file():  # a folder; and a device or a pipe cannot be replaced
        place = Location(file.shown_as)
        raise InputError([Diagnostic("not-a-file", "is there and is no file", place, "Name a file, new or old.")])
    before = target.read_bytes() if target.exists() else None
    if before == file.content:
        return
    if before is not None and not target.stat().st_mode & stat.S_IWUSR:  # renaming would not ask
        place = Location(file.shown_as)
        raise InputError([Diagnostic("read-only-file", "has to change, but is read-only", place, "Make it writable.")])
    for folder in reversed([folder for folder in target.parents if not folder.exists()]):
        folder.mkdir()
        made.append(folder)
    item = _Staged(file, target, target.with_name(f".{target.name}.{os.getpid()}.veneer-new"), before)
    staged.append(item)
    write_flushed(item.beside, file.content)
    if before is not None:
        shutil.copymode(target, item.beside)


@uninterrupted()
def _replace(staged: list[_Staged]) -> None:
    done: list[_Staged] = []
    try:
        for item in staged:
            with located(item.file.shown_as):
                item.beside.replace(item.target)
                done.append(item)
    except BaseException:
        for item in reversed(done):
            _put_back(item)
        raise


def _put_back(item: _Staged) -> None:
    if item.before is None:
        item.target.unlink()
        return
    item.beside.write_bytes(item.before)
    shutil.copymode(item.target, item.beside)
    item.beside.replace(item.target)
