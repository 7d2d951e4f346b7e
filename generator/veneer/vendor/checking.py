"""Versions to check -> whether what they come from has moved since; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from veneer.diagnostics import Diagnostic, InputError
from veneer.load.described import Allowed
from veneer.project import Project
from veneer.report import Progress
from veneer.vendor.fetching import fetch, verify
from veneer.vendor.git import newest_revision
from veneer.vendor.refreshing import short
from veneer.vendor.sources import GitSource
from veneer.vendor.targets import Target


@define
class Upstream:
    """What was found out.

    Attributes:
        lines: One for each version.
        problems: Why it cannot be told of some.
        moved: Whether it has moved for any.
    """

    lines: list[str] = field(factory=list)
    problems: list[Diagnostic] = field(factory=list)
    moved: bool = False

    @property
    def exit_code(self) -> int:
        """0: all stand still, 1: one moved, 2: it cannot be told."""
        return 2 if self.problems else int(self.moved)


def check_upstream(project: Project, targets: Iterable[Target], allowed: Allowed) -> Upstream:
    """Find out whether the sources of versions give something else than what is locked.

    Args:
        project: The project.
        targets: Versions that have a source.
        allowed: Where references may lead, and redirects.

    Returns:
        What was found out, of every version.
    """
    found = Upstream()
    for target in targets:
        try:
            change = _change(project, target, allowed)
        except InputError as error:
            found.problems += error.diagnostics
            found.lines.append(f"{target}: cannot be told")
        else:
            found.moved = found.moved or bool(change)
            found.lines.append(f"{target}: {f'upstream moved: {change}' if change else 'upstream stands still'}")
    return found


def _change(project: Project, target: Target, allowed: Allowed) -> str:
    """Return what is different now; nothing when it is the same."""
    source, old = target.source, target.locked
    assert source is not None
    assert old is not None
    with Progress(str(target)).running() as progress:
        if isinstance(source, GitSource) and newest_revision(source, project.root) == source.revision:
            return ""
        fetched = fetch(source, project.root, progress, allowed)
        if fetched.sha256 == old.sha256:
            return ""
        verify(fetched, target.package, target.version)
    change = f"sha256 {short(old.sha256)} -> {short(fetched.sha256)}"
    if isinstance(source, GitSource) and isinstance(fetched.source, GitSource):
        change += f", revision {short(source.revision) or 'unknown'} -> {short(fetched.source.revision)}"
    return change
