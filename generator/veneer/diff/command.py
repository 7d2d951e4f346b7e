"""The two names and the options of `veneer diff` -> the report, and whether a limit on it held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from attrs import evolve

from veneer.diagnostics import Diagnostic, InputError, Location, Severity
from veneer.diff.facts import compare
from veneer.diff.findings import judge
from veneer.diff.html import as_html
from veneer.diff.levels import Level
from veneer.diff.markdown import as_markdown
from veneer.diff.overlays import unfit
from veneer.diff.packages import Pair, compare_packages, pair_versions
from veneer.diff.report import Report, as_json, as_text
from veneer.diff.sides import Side, read_side
from veneer.diff.sources import Package, Source, find_source
from veneer.diff.waivers import Waiver, apply_waivers, check_waivers, read_waivers
from veneer.garbage import no_collection
from veneer.load.customizations import TextFile, load_waivers
from veneer.load.described import NOWHERE_ELSE, Allowed


class DiffFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class FailOn(StrEnum):
    """From which level on the comparison fails."""

    BREAKING = "breaking"
    RISKY = "risky"


_WRITERS: Mapping[DiffFormat, Callable[[Report], str]] = {
    DiffFormat.TEXT: as_text,
    DiffFormat.MARKDOWN: as_markdown,
    DiffFormat.HTML: as_html,
    DiffFormat.JSON: as_json,
}


@no_collection()
def make_report(old: str, new: str, project: Path, waivers: Path | None, allowed: Allowed = NOWHERE_ELSE) -> Report:
    """Compare two versions, or two whole packages.

    Args:
        old: The one that was, as `find_source` takes it.
        new: The one that is.
        project: A folder in the project.
        waivers: A file of waivers to take instead of the package's.
        allowed: Where references of a description may lead besides its own folder or origin.

    Raises:
        InputError: When one of them cannot be used, or a waiver is stale.
    """
    before, after = find_source(old, project, allowed), find_source(new, project, allowed)
    _check_comparable(before, after)
    given = load_waivers(waivers, waivers.as_posix()) if waivers is not None else None
    known = _waivers(after.package or before.package, given)
    pairs = pair_versions(before, after) if after.is_whole else ((before.descriptions[0], after.descriptions[0]),)
    parts = tuple(_compare(pair, (before, after), known) for pair in pairs)
    compared = [(was.version, now.version, part.judged) for (was, now), part in zip(pairs, parts, strict=True)]
    report = parts[0]
    if after.is_whole:
        judged = apply_waivers(judge(compare_packages(before, after)), known, "", "")
        compared.append(("", "", judged))
        report = Report(old, new, judged, parts, tuple(item for part in parts for item in part.problems))
    check_waivers(known, compared, _settled(before.package, after.package) if given is None else ())
    return report


def _check_comparable(old: Source, new: Source) -> None:
    names = {side.package.name for side in (old, new) if side.package is not None}
    if len(names) > 1:
        message = f"these are versions of different packages: {', '.join(sorted(names))}"
        raise InputError([Diagnostic("different-packages", message, Location("veneer"), "Name two of one package.")])
    if old.is_whole != new.is_whole:
        whole, single = (old.title, new.title) if old.is_whole else (new.title, old.title)
        message = f"`{whole}` is a whole package, and `{single}` is one description"
        fix = "Name a version on both sides, or the package on both."
        raise InputError([Diagnostic("version-and-package", message, Location("veneer"), fix)])


def _waivers(package: Package | None, given: TextFile | None) -> tuple[Waiver, ...]:
    file = given or (package.waivers if package is not None else None)
    return read_waivers(file) if file is not None else ()


def _settled(old: Package | None, new: Package | None) -> tuple[Waiver, ...]:
    """Return the waivers of another revision: what they are about happened before it."""
    apart = old is not None and new is not None and old.revision != new.revision
    return _waivers(old, None) if apart else ()


def _compare(pair: Pair, sides: tuple[Source, Source], waivers: tuple[Waiver, ...]) -> Report:
    """Compare two descriptions; one that stands alone is read through the customizations of the other's package."""
    packages = [source.package for source in sides]
    old, new = (
        read_side(description, own or packages[0] or packages[1], alone=own is None)
        for description, own in zip(pair, packages, strict=True)
    )
    was, now = pair
    return _report((was.title, was.version, old), (now.title, now.version, new), waivers)


def _report(before: tuple[str, str, Side], after: tuple[str, str, Side], waivers: tuple[Waiver, ...]) -> Report:
    """Compare two sides, each with its title and its version."""
    (was, _, old), (now, _, new) = before, after
    problems = (*old.unmended, *unfit(old, new).values(), *new.unmended, *unfit(new, old).values())
    warnings = tuple(evolve(item, severity=Severity.WARNING) for item in problems)
    judged = apply_waivers(judge(compare(old, new)), waivers, before[1], after[1])
    return Report(was, now, judged, problems=warnings)


@no_collection()
def compare_planned(old: Side, new: Side, waivers: TextFile | None) -> Report:
    """Compare two versions of a package that are planned already.

    Args:
        old: The one that was.
        new: The one that is.
        waivers: The package's file of them.

    Raises:
        InputError: When a waiver is stale.
    """
    known = read_waivers(waivers) if waivers is not None else ()
    was, now = old.plan.version, new.plan.version
    before, after = (f"{side.plan.package}:{side.plan.version}" for side in (old, new))
    report = _report((before, was, old), (after, now, new), known)
    check_waivers(known, [(was, now, report.judged)])
    return report


def write_report(report: Report, format: DiffFormat) -> str:
    """Return the report in one of its formats."""
    return _WRITERS[format](report)


def fails(report: Report, limit: FailOn | None) -> bool:
    """Tell whether a finding that counts is as bad as a limit, or worse."""
    return limit is not None and any(item.level.at_least(Level(limit)) for item in report.counting)
