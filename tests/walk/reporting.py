"""Rows that tests recorded, of any worker, go in; the table of covered operations at the end of a run comes out."""

from __future__ import annotations

import pytest

COVERED = "operations covered"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the rows, which cross the border of a worker as properties of reports."""
    reports = [report for each in terminalreporter.stats.values() for report in each if hasattr(report, "when")]
    properties = [property_ for report in reports if report.when == "call" for property_ in report.user_properties]
    rows = sorted(str(value) for name, value in properties if name == COVERED)
    if rows:
        terminalreporter.section(COVERED)
        for row in rows:
            terminalreporter.line(row)
