"""The arguments of `veneer vendor` -> what it did or found out: lines, problems and an exit code."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from veneer.diagnostics import Diagnostic
from veneer.project import find_project
from veneer.vendor.checking import check_upstream
from veneer.vendor.lock import lock_text, read_lock
from veneer.vendor.refreshing import refresh, told
from veneer.vendor.targets import Asked, Target, find_targets, no_source


@frozen
class Outcome:
    """What to tell, and the exit code."""

    lines: tuple[str, ...]
    problems: tuple[Diagnostic, ...] = ()
    exit_code: int = 0


def vendor_descriptions(start: Path, asked: Asked) -> Outcome:
    """Fetch descriptions anew, or a new one, and write them with their lock.

    Args:
        start: A folder in the project.
        asked: What the user wants.

    Raises:
        InputError: Nothing was written.
    """
    project = find_project(start)
    targets = find_targets(project, read_lock(lock_text(project.root)), asked)
    done = refresh(project, [target for target in targets if target.source is not None], asked)
    return Outcome((*_without(targets), *told(done)))


def check_descriptions(start: Path, asked: Asked) -> Outcome:
    """Find out whether descriptions have moved where they came from, and write nothing.

    Args:
        start: A folder in the project.
        asked: What the user wants to know about.

    Raises:
        InputError: The project cannot be used.
    """
    project = find_project(start)
    targets = find_targets(project, read_lock(lock_text(project.root)), asked)
    found = check_upstream(project, [target for target in targets if target.source is not None], asked.allowed)
    return Outcome((*_without(targets), *found.lines), tuple(found.problems), found.exit_code)


def _without(targets: tuple[Target, ...]) -> list[str]:
    lines = [f"{no_source(target)}" for target in targets if target.source is None]
    return [*lines, "to give one: veneer vendor PACKAGE:VERSION --from URL or FILE"] if lines else []
