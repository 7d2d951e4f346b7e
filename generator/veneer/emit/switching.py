"""A staging folder -> what is in it changes places with what it replaces, and what is over afterwards is removed."""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
from pathlib import Path, PurePosixPath

from veneer.emit.exchange import exchange
from veneer.emit.folder import Difference, is_ours
from veneer.emit.interrupts import uninterrupted
from veneer.emit.manifest import MANIFEST
from veneer.emit.problems import located
from veneer.emit.staged import STAGING, new_in
from veneer.fileset import FileSet

_UNMOVABLE = frozenset({errno.EXDEV, errno.EBUSY})  # a folder of a container's image, a mount


def units(difference: Difference, files: FileSet, folder: Path) -> list[str]:
    """Find what to exchange: below each item of a distribution, the smallest file or folder with all that changes.

    Args:
        difference: What changes.
        files: What ought to be there.
        folder: The distribution's folder.

    Returns:
        Paths below the folder; `pyproject.toml` first, since the folder is Veneer's by it, and the manifest last, since
        it tells of all the others.
    """
    changes: dict[str, list[str]] = {}
    for path in (*difference.added, *difference.changed, *difference.stale):
        changes.setdefault(path.partition("/")[0], []).append(path)
    folders = map(PurePosixPath, {path.rpartition("/")[0] for path in files})  # a few; the files are thousands
    kept = {parent for found in folders for parent in (found, *found.parents)}
    found = []
    for paths in changes.values():
        closed = [f"{path}/" for path in paths]
        unit = PurePosixPath(posixpath.commonpath((min(closed), max(closed))))  # which all others are between
        # Its folder has to be there before and after.
        while not (unit.parent in kept and (folder / unit.parent).is_dir()):
            unit = unit.parent
        found.append(unit.as_posix())
    return sorted(found, key=lambda unit: (unit == MANIFEST, unit != "pyproject.toml"))


@uninterrupted()
def switch(found: list[str], folder: Path, shown_as: str) -> None:
    """Let every unit change places with its twin in the staging folder, or none.

    Args:
        found: The units; a twin that is missing means that the unit goes.
        folder: The distribution's folder.
        shown_as: Its name in messages.

    Raises:
        InputError: `not-written`; all is where it was.
    """
    done: list[str] = []
    try:
        for unit in found:
            with located(f"{shown_as}/{unit}"):
                _switch(unit, folder, done)
    except BaseException:
        for unit in reversed(done):
            _exchange(unit, folder)
        raise


def _switch(unit: str, folder: Path, done: list[str]) -> None:
    try:
        _exchange(unit, folder)
        done.append(unit)
    except OSError as error:
        new, place = new_in(folder) / unit, folder / unit
        if error.errno not in _UNMOVABLE or not place.is_dir():
            raise
        new.mkdir(exist_ok=True)
        names = {item.name for item in new.iterdir()} | {item.name for item in place.iterdir() if is_ours(item.name)}
        for name in sorted(names):
            _switch(f"{unit}/{name}", folder, done)


def _exchange(unit: str, folder: Path) -> None:
    exchange(new_in(folder) / unit, folder / unit, folder / STAGING / "old" / unit)


@uninterrupted()
def sweep(folder: Path) -> None:
    """Remove the staging folder of this run or of one that was killed, after saving what belongs into the folder.

    Args:
        folder: The distribution's folder.

    Raises:
        OSError: Something cannot be moved back.
    """
    staging = folder / STAGING
    if staging.is_symlink() or not staging.is_dir():
        return
    # In "old" is only what a run that was killed between two renames has put aside.
    _bring_back(staging / "old", folder, all_of_it=True)
    _bring_back(staging / "new", folder, all_of_it=False)
    for name in ("old", "new", ""):  # last what hides the rest from git: a kill may come in between
        shutil.rmtree(staging / name, ignore_errors=True)


def _bring_back(source: Path, target: Path, all_of_it: bool) -> None:
    """Move what the target lacks: all of it, or what is not ours, such as caches."""
    for item in list(source.iterdir()) if source.is_dir() and not source.is_symlink() else ():
        twin = target / item.name
        if twin.is_dir() and not twin.is_symlink():
            _bring_back(item, twin, all_of_it)
        elif not os.path.lexists(twin) and (all_of_it or not is_ours(item.name)):
            item.rename(twin)


def prune(path: Path, top: Path) -> None:
    """Remove the folders that became empty without a file, caches in them included.

    Args:
        path: The file that is gone.
        top: The folder that stays.
    """
    for folder in path.parents:
        if folder == top or (folder.is_dir() and any(is_ours(item.name) for item in folder.iterdir())):
            return
        shutil.rmtree(folder, ignore_errors=True)
