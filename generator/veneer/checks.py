"""A project -> what is out of step in it: generated files, vendored descriptions and their lock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from veneer.diagnostics import Diagnostic, Location
from veneer.emit import Difference
from veneer.project import PackageFolders
from veneer.vendor.lock import LOCK, lock_text, read_lock

_REGENERATE = "Run `veneer generate` and commit what it writes."


def check_generated(difference: Difference, folder: str) -> Iterator[Diagnostic]:
    """Yield a problem for every file that differs from what is generated.

    Args:
        difference: What generating would change.
        folder: The distribution's folder, as shown to the user.
    """
    for id, message, paths in (
        ("missing-file", "is generated but not there", difference.added),
        ("changed-file", "is not what is generated: its source changed, or somebody edited it", difference.changed),
        ("stale-file", "is there, but nothing generates it", difference.stale),
    ):
        for path in paths:
            yield Diagnostic(id, message, Location(f"{folder}/{path}"), _REGENERATE)


def check_lock(root: Path, packages: tuple[PackageFolders, ...]) -> Iterator[Diagnostic]:
    """Yield a problem for every vendored description that is not the one that was locked.

    Args:
        root: The project's folder.
        packages: Its packages.
    """
    lock = read_lock(lock_text(root))
    for package in packages:
        locked = lock.get(package.name, {})
        for version, path in package.specs:
            entry = locked.get(version)
            if entry is None:
                fix = f"Say where it came from: veneer vendor {package.name}:{version} --from URL or FILE."
                yield Diagnostic("unlocked-description", "has no entry in the lock", Location(path), fix)
            elif entry.sha256 != hashlib.sha256((root / path).read_bytes()).hexdigest():
                mend = f"fetch it: veneer vendor {package.name}:{version}" if entry.source else f"record it in {LOCK}"
                fix = f"Undo the change, or {mend}."
                yield Diagnostic("lock-mismatch", "is not the file that was locked", Location(path), fix)
        for version in locked.keys() - {version for version, _ in package.specs}:
            message = f"{package.name} {version} is locked, but its description is not there"
            yield Diagnostic("stale-lock", message, Location(LOCK), "Remove its table.")
