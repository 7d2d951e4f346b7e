"""A project -> what is out of step in it: generated files, vendored descriptions and their lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, Location, Severity
from veneer.emit import Difference, edited
from veneer.emit.staged import digest
from veneer.load.customizations import load_customizations
from veneer.making import make_or_recall, package_work
from veneer.overlay import read_configuration
from veneer.project import PackageFolders

_REGENERATE = "Run `veneer generate` and commit what it writes."
_OVERWRITE = "Move the change into the customizations, then run `veneer generate --overwrite`."


@frozen
class Checked:
    """What came up while a package was made, and what is out of step in it."""

    warnings: tuple[Diagnostic, ...]
    problems: tuple[Diagnostic, ...]


def check_package(package: PackageFolders, *, fresh: bool = False, strict: bool = False) -> Checked:
    """Check that a package's generated files, the pins of its overlays and their budget are in step.

    Args:
        package: The package.
        fresh: Whether it is made anew, whatever is remembered.
        strict: Whether a warning that is not waived is a problem.

    Raises:
        InputError: When an input cannot be used.
    """
    work = package_work(package)
    made = make_or_recall(work, fresh=fresh)
    changed = check_generated(work.difference(made), work.folder, work.shown_as)
    judged = work.judged(made.warnings, strict=strict)
    warnings = tuple(item for item in judged if item.severity is Severity.WARNING)
    errors = [item for item in judged if item not in warnings]
    return Checked(warnings, (*errors, *changed, *made.drift, *check_budget(package)))


def check_generated(difference: Difference, folder: Path, shown_as: str) -> Iterator[Diagnostic]:
    """Yield a problem for every file that differs from what is generated.

    Args:
        difference: What generating would change.
        folder: The distribution's folder.
        shown_as: Its name in messages.
    """
    by_hand = set(edited(difference, folder))
    kinds: tuple[tuple[DiagnosticId, str, Iterable[str]], ...] = (
        ("missing-file", "is generated but not there", difference.added),
        ("changed-file", "is not what is generated: what it is made from has changed", difference.changed),
        ("stale-file", "is there, but nothing generates it any more", difference.stale),
    )
    for id, message, paths in kinds:
        for path in paths:
            place = Location(f"{shown_as}/{path}")
            if path in by_hand:
                yield Diagnostic("edited-file", "is not as Veneer wrote it: somebody edited it", place, _OVERWRITE)
            else:
                yield Diagnostic(id, message, place, _REGENERATE)


def check_budget(package: PackageFolders) -> Iterator[Diagnostic]:
    """Yield a problem when the overlays of a package have more lines than its package.toml allows."""
    custom = load_customizations(package.root / package.customizations, package.customizations)
    configuration = read_configuration(custom.configuration)
    lines = sum(len(overlay.text.splitlines()) for overlay in custom.overlays)
    allowed = configuration.overlay_lines
    if allowed is not None and lines > allowed:
        message = f"the overlays have {lines} lines, which are {lines - allowed} more than agreed"
        fix = "Simplify an overlay, or ask for a different one; raise `overlay_lines` only for a reason."
        yield configuration.problem("overlay-budget", message, "overlay_lines", fix)


def check_lock(root: Path, packages: tuple[PackageFolders, ...]) -> Iterator[Diagnostic]:
    """Yield a problem for every vendored description that is not the one that was locked.

    Args:
        root: The project's folder.
        packages: Its packages.
    """
    from veneer.vendor.lock import LOCK, lock_text, read_lock  # late, since it loads what fetches descriptions

    lock = read_lock(lock_text(root))
    for package in packages:
        locked = lock.get(package.name, {})
        for version, path in package.specs:
            entry = locked.get(version)
            if entry is None:
                fix = f"Say where it came from: veneer vendor {package.name}:{version} --from URL or FILE."
                yield Diagnostic("unlocked-description", "has no entry in the lock", Location(path), fix)
                continue
            now = digest((root / path).read_bytes())
            if entry.sha256 != now:
                mend = f'write sha256 = "{now}" into its table in {LOCK}, once you know why'
                if entry.source:
                    mend = f"fetch it: veneer vendor {package.name}:{version}"
                fix = f"Undo the change, or {mend}."
                yield Diagnostic("lock-mismatch", "is not the file that was locked", Location(path), fix)
        for version in locked.keys() - {version for version, _ in package.specs}:
            message = f"{package.name} {version} is locked, but its description is not there"
            yield Diagnostic("stale-lock", message, Location(LOCK), "Remove its table.")
