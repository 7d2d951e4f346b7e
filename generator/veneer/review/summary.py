"""Problems and a Report -> the Markdown of a run's summary, which fits into a comment on a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from veneer.diagnostics import Diagnostic
from veneer.diff.markdown import as_markdown
from veneer.diff.report import Report

_ROOM = 1_200  # characters: as_markdown leaves 1,536 of a comment


def write_summary(problems: Sequence[Diagnostic], report: Report | None) -> str:
    """Return the summary.

    Args:
        problems: What is not in step, or why nothing could be compared.
        report: The comparison; ``None`` where there is none.
    """
    verdict = ("not reviewed" if report is None else _count(problems)) if problems else "in step"
    lines = [f"## Veneer: {verdict}", *_listed(problems)]
    return "\n".join([*lines, "", as_markdown(report) if report is not None else ""])


def _count(problems: Sequence[Diagnostic]) -> str:
    return f"{len(problems)} problem{'s' * (len(problems) != 1)}"


def _listed(problems: Sequence[Diagnostic]) -> list[str]:
    """Return the first problems, as many as there is room for, as indented code, in which nothing is markup."""
    lines, room = [""], _ROOM
    for number, item in enumerate(problems):
        block = [f"    {line}" for line in str(item).splitlines()]
        room -= sum(len(line) + 1 for line in block)
        if room < 0:
            return [*lines, "", f"And {len(problems) - number} more, which `veneer check` shows."]
        lines += block
    return lines
