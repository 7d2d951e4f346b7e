"""FileSet -> disk, or the difference to what is on disk: the only module that writes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from attrs import frozen

from veneer.render.fileset import FileSet

# What tools leave in a distribution's folder; never ours, never stale.
_NOT_OURS = frozenset(
    {".git", ".venv", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", "build", "dist"}
)


@frozen
class Difference:
    """How a folder differs from a FileSet, by paths below it.

    Attributes:
        added: Files that are not there yet.
        changed: Files with other content.
        stale: Files that nothing generates any more.
        unchanged: How many files are right as they are.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    stale: tuple[str, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.stale)


def compare(files: FileSet, folder: Path) -> Difference:
    """Compare a FileSet with a folder.

    Args:
        files: What ought to be there.
        folder: Where; it may be missing.

    Returns:
        The difference.
    """
    there = set(_files_below(folder))
    added = [path for path in files if path not in there]
    changed = [path for path, content in files.items() if path in there and (folder / path).read_bytes() != content]
    return Difference(
        tuple(added), tuple(changed), tuple(sorted(there - set(files))), len(files) - len(added) - len(changed)
    )


def _files_below(folder: Path) -> list[str]:
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _NOT_OURS and not name.endswith(".egg-info")]
        found += [(Path(root) / name).relative_to(folder).as_posix() for name in names]
    return found


def write(files: FileSet, folder: Path) -> Difference:
    """Make a folder hold exactly a FileSet; files that are right already are not touched.

    Args:
        files: What ought to be there.
        folder: Where; made if missing.

    Returns:
        What was done.
    """
    difference = compare(files, folder)
    for path in (*difference.added, *difference.changed):
        _replace(folder / path, files[path])
    for path in difference.stale:
        (folder / path).unlink()
        _prune(folder / path, folder)
    return difference


def _replace(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.veneer")
    temporary.write_bytes(content)
    temporary.replace(target)  # whole or not at all, for each file


def _prune(path: Path, top: Path) -> None:
    """Remove the folders that became empty, caches in them included."""
    for folder in path.parents:
        if folder == top or any(item.name not in _NOT_OURS for item in folder.iterdir()):
            return
        shutil.rmtree(folder)
