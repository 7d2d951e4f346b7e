"""A FileSet and a folder -> the folder holds exactly that FileSet, or what it held before, whatever interrupts.

1. Everything new is written and flushed to disk in a staging folder inside the folder. What it will replace is, for
   `README.md`, `pyproject.toml` and the package each, the smallest file or folder that holds all that changes there. A
   staged folder holds its unchanged files too, as hard links: they stay the same files, with their times.
2. Each of these changes places with the old one, in one step of the operating system.
3. What other tools left in an old folder (caches, `.git`) is moved to the new one. Then the staging folder is removed,
   the old files with it.

An error, Ctrl-C or SIGTERM in step 1 leaves the old files. An error in step 2 puts them back; signals wait until step 2
is over. A process that is killed outright, at any moment, leaves the package as it was or as it will be, never a
mixture; killed between two exchanges, it can leave `README.md` or `pyproject.toml` of the other run beside it. No
journal is needed: the next run compares with what it finds, so it ends with the right files whatever that is. What a
killed run leaves in the staging folder is hidden from git by a `.gitignore` in it, is in no wheel, and goes with the
next run.

Less is promised where the system gives less. Windows and some filesystems have no such exchange: between two renames
the path is missing for some microseconds, and if the process is killed right then, the next run begins with putting the
old files back. Where a folder cannot be renamed at all (one from a container's image, a mount), its files are exchanged
one by one: an error or a signal still changes all or nothing, but a kill can leave a mixture until the next run.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.emit.flushed import flush
from veneer.emit.folder import Difference, compare, digests_of
from veneer.emit.lock import locked
from veneer.emit.problems import located
from veneer.emit.staged import STAGING, StagedFiles, new_in
from veneer.emit.switching import prune, sweep, switch, units
from veneer.fileset import FileSet


def write(files: FileSet, folder: Path, shown_as: str | None = None) -> Difference:
    """Make a folder hold exactly a FileSet, or leave it as it is; files that are right already are not touched.

    Args:
        files: What ought to be there; of files that are staged, `staging` has to be entered.
        folder: Where; made if missing.
        shown_as: Its name in messages; ``folder`` when left out.

    Returns:
        What was done.

    Raises:
        InputError: The folder is as it was. `outside-folder` when a link in it leads out of it, `read-only-file`,
            `not-written` when the operating system refuses, `folder-in-use` when another process writes there.
    """
    shown = shown_as or folder.as_posix()
    folder = folder.resolve()
    with nullcontext() if isinstance(files, StagedFiles) else _held(folder, shown), located(shown):
        return _write(files, folder, shown)


@contextmanager
def staging(folder: Path, shown_as: str) -> Iterator[int]:
    """Have a staging folder of one's own for files that come one by one; it is gone afterwards, whatever happens.

    Args:
        folder: The distribution's folder; made if missing, and removed after an error if it was.
        shown_as: Its name in messages.

    Yields:
        A handle of the lock, for a process that writes there too.

    Raises:
        InputError: `not-written` when the operating system refuses, `folder-in-use` when another process writes there.
    """
    folder = folder.resolve()
    with _held(folder, shown_as) as handle:
        with located(f"{shown_as}/{STAGING}"):
            _make_hidden(folder / STAGING)
        yield handle


@contextmanager
def _held(folder: Path, shown: str) -> Iterator[int]:
    """Have a folder to oneself, with nothing in it of a run before; what this one leaves is removed."""
    was_there = folder.exists()
    try:
        with ExitStack() as held:
            with located(shown):
                folder.mkdir(parents=True, exist_ok=True)
                handle = held.enter_context(locked(folder, shown))
                sweep(folder)
            try:
                yield handle
            finally:
                with suppress(OSError):  # what cannot be moved now is for the next run
                    sweep(folder)
    except BaseException:
        if not was_there:
            with suppress(OSError):  # it is not empty
                folder.rmdir()
        raise


def _write(files: FileSet, folder: Path, shown: str) -> Difference:
    difference = compare(digests_of(files), folder)
    if not difference:
        return difference
    new = frozenset({*difference.added, *difference.changed})
    _check_inside(new, folder, shown)
    _check_writable((*difference.changed, *difference.stale), folder, shown)
    found = units(difference, files, folder)
    try:
        _stage(found, files, new, folder, shown)
        switch(found, folder, shown)
    finally:
        with suppress(OSError):
            sweep(folder)
    for path in difference.stale:
        prune(folder / path, folder)
    return difference


def _check_inside(paths: Collection[str], folder: Path, shown: str) -> None:
    parents: dict[str, bool] = {}  # thousands of files stand in a few folders
    for path in sorted(paths):
        parent = path.rpartition("/")[0]
        if parent not in parents:
            parents[parent] = (folder / parent).resolve().is_relative_to(folder)
        if not parents[parent]:
            fix = "Remove the link that leads out of the folder."
            place = Location(f"{shown}/{path}")
            raise InputError([Diagnostic("outside-folder", "would be written elsewhere", place, fix)])


def _check_writable(paths: Collection[str], folder: Path, shown: str) -> None:
    """Respect what a person protected; renaming would not ask."""
    problems = [
        Diagnostic(
            "read-only-file", "has to change, but is read-only", Location(f"{shown}/{path}"), "Make it writable."
        )
        for path in paths
        if not (folder / path).lstat().st_mode & stat.S_IWUSR
    ]
    if problems:
        raise InputError(problems)


def _stage(found: list[str], files: FileSet, new: frozenset[str], folder: Path, shown: str) -> None:
    if not isinstance(files, StagedFiles):
        with located(f"{shown}/{STAGING}"):
            _make_hidden(folder / STAGING)
    there = files.staged if isinstance(files, StagedFiles) else frozenset()
    written: dict[str, str] = {}
    made: set[Path] = set()
    for unit in found:
        with located(f"{shown}/{unit}"):
            (new_in(folder) / unit).parent.mkdir(parents=True, exist_ok=True)
        for path in files:
            if path not in there and (path == unit or path.startswith(f"{unit}/")):
                with located(f"{shown}/{path}"):
                    target = new_in(folder) / path
                    if target.parent not in made:
                        target.parent.mkdir(parents=True, exist_ok=True)
                        made.add(target.parent)
                    if path not in new:
                        _link(folder / path, target)
                    else:
                        target.write_bytes(files[path])
                        written[str(target)] = path
    for refused, error in flush([*written]).items():
        with located(f"{shown}/{written[refused]}"):
            raise error


def _make_hidden(staging: Path) -> None:
    """Make a folder that git does not see, at no moment: a `.gitignore` that is still empty would show itself."""
    unfinished = staging / ".git" / "ignore"  # git looks at nothing that is called so
    staging.mkdir()
    unfinished.parent.mkdir()
    unfinished.write_bytes(b"*\n")
    unfinished.rename(staging / ".gitignore")
    unfinished.parent.rmdir()


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a filesystem without hard links, or a file of somebody else
        shutil.copy2(source, target, follow_symlinks=False)
