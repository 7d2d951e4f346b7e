"""A Report and the descriptions of a project -> a warning for each finding that breaks callers, at its line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from veneer.diagnostic_ids import FindingId
from veneer.diagnostics import Diagnostic, Location, Severity
from veneer.diff.changes import Pointers
from veneer.diff.levels import Level
from veneer.diff.report import Report, quoted
from veneer.load import pointers
from veneer.load.source import Source
from veneer.load.text import as_utf8
from veneer.project import Project


def as_annotations(report: Report, project: Project) -> Iterator[Diagnostic]:
    """Yield the warnings.

    Args:
        report: A report whose parts are called after a package or one of its versions.
        project: The project in which they are.
    """
    files = {f"{package.name}:{version}": path for package in project.packages for version, path in package.specs}
    for part in report.parts:
        path = files.get(part.new)
        source = Source(path, as_utf8((project.root / path).read_bytes(), path)) if path is not None else None
        for item in part.of(Level.BREAKING):
            place = _locate(source, item.change.pointers) if source is not None else Location("spec")
            message = f"breaking for {' and '.join(item.layers)}: "
            message += f"{item.place_text(quoted)}: {item.message_text(quoted)}"
            fix = f"If that is wanted, waive `{item.fingerprint}` in diff-waivers.toml, with the reason."
            yield Diagnostic(FindingId(item.rule.id), message, place, fix, severity=Severity.WARNING)


def _locate(source: Source, found: Pointers) -> Location:
    if found.new:
        return source.locate(pointers.parse(found.new), key=True)
    # What is gone has no line; another item may stand where it was in a list.
    around = tuple(takewhile(lambda token: not token.isdigit(), pointers.parse(found.old)))
    return source.locate(around, key=True) if around else Location(source.name)
