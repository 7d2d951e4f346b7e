"""A folder -> whether it can hold a new package: as a project that is there, or as one that begins."""

from __future__ import annotations

from pathlib import Path

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.vendor.lock import LOCK, Lock

FOLDERS = ("spec", "customizations")


def check_place(root: Path, shown_as: str) -> None:
    """Make sure that a folder is a project, or can become one.

    Raises:
        InputError: `foreign-folder`, or `inside-project`.
    """
    there = [name for name in FOLDERS if (root / name).exists()]
    if len(there) == 1 or (root.exists() and not root.is_dir()):
        message = f"`{there[0]}` is there, and is not that of a project" if there else "is no folder"
        raise _problem("foreign-folder", message, shown_as, "Name another folder with --output.")
    for above in root.parents if not there else ():
        if all((above / name).is_dir() for name in FOLDERS):
            message = "is inside of a project, and is none itself"
            fix = f"To add the package to that one: --output {above}"
            raise _problem("inside-project", message, shown_as, fix)


def check_free(root: Path, name: str, lock: Lock) -> None:
    """Make sure that a project has nothing of a package.

    Raises:
        InputError: `package-exists`.
    """
    folders = [f"{folder}/{name}" for folder in (*FOLDERS, "generated")]
    taken = [folder for folder in folders if (root / folder).exists()] + ([LOCK] if name in lock else [])
    if taken:
        fix = f"Choose another name; for a new version of it: veneer vendor {name}:VERSION --from SOURCE."
        raise _problem("package-exists", f"there is a package `{name}` already", taken[0], fix)


def _problem(id: DiagnosticId, message: str, place: str, fix: str) -> InputError:
    return InputError([Diagnostic(id, message, Location(place), fix)])
