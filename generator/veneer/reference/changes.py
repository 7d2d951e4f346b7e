"""Two versions of a package -> the page of what changed from one to the other, as `veneer diff` says it."""

from __future__ import annotations

from veneer.diff.groups import sections
from veneer.diff.markdown import span
from veneer.diff.report import Report
from veneer.reference.values import Change, ChangesPage


def changes_page(report: Report, path: str, title: str) -> ChangesPage:
    """Make the page of a report."""
    found = tuple(
        (
            section.name.capitalize(),
            tuple(
                (
                    group.noticed,
                    tuple(Change(item.place_text(span), item.message_text(span)) for item, _ in group.entries),
                )
                for group in section.groups
            ),
        )
        for section in sections(report)
    )
    return ChangesPage(path, title, f"{report.counts[:1].upper()}{report.counts[1:]}.", found)
