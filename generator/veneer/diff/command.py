"""The two names and the options of `veneer diff` -> the report, and whether a limit on it held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from veneer.diff.facts import compare
from veneer.diff.findings import judge
from veneer.diff.html import as_html
from veneer.diff.levels import Level
from veneer.diff.markdown import as_markdown
from veneer.diff.report import Report, as_json, as_text
from veneer.diff.sources import customizations_of, find_source, read_side
from veneer.diff.waivers import apply_waivers, read_waivers


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


def make_report(old: str, new: str, project: Path, waivers: Path | None) -> Report:
    """Compare two versions.

    Args:
        old: The one that was, as `find_source` takes it.
        new: The one that is.
        project: A folder in the project.
        waivers: A file of waivers to take instead of the package's.

    Raises:
        InputError: When one of them cannot be used, or a waiver is stale.
    """
    sources = find_source(old, project), find_source(new, project)
    customized = customizations_of(*sources, waivers)
    found = judge(compare(*(read_side(source, customized) for source in sources)))
    known = read_waivers(customized.waivers) if customized.waivers is not None else ()
    return Report(old, new, apply_waivers(found, known, *(source.version for source in sources)))


def write_report(report: Report, format: DiffFormat) -> str:
    """Return the report in one of its formats."""
    return _WRITERS[format](report)


def fails(report: Report, limit: FailOn | None) -> bool:
    """Tell whether a finding that counts is as bad as a limit, or worse."""
    return limit is not None and any(item.level.at_least(Level(limit)) for item in report.judged.counting)
