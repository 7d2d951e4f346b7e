"""Comparisons go in, a table for a person comes out: ratios, bars, whether they hold, and what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence

from rich.table import Table
from rich.text import Text

from bench.measuring import Comparison

Shown = Callable[[float], str]
"""Writes what was measured."""

CAPTION = "the first side over the second, then each; a range leaves out the tenth at either end"


def duration(seconds: float) -> str:
    """Write a time in the unit that suits it."""
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def rate(units: float) -> str:
    """Write how many units fit into a second."""
    return f"{units:,.0f}/s"


def table(title: str, comparisons: Iterable[Comparison], shown: Shown = duration) -> Table:
    """Make the table of some comparisons, three lines each: the ratio, then both sides."""
    made = Table(title=title, title_justify="left", caption=CAPTION, caption_justify="left")
    made.add_column("", overflow="fold")
    for name in ("median", "range", "bar", "holds"):
        made.add_column(name, justify="right", no_wrap=True)
    for item in comparisons:
        made.add_row(Text(item.what, "bold"), *_cells(item.ratios, "{:.2f}".format), *_verdict(item))
        for side in (item.first, item.second):
            made.add_row(f"  {side.name}", *_cells(side.values, shown), end_section=side is item.second)
    return made


def _cells(values: Sequence[float], shown: Shown) -> tuple[str, str]:
    ordered = sorted(values)
    out = len(ordered) // 10
    return shown(statistics.median(ordered)), f"{shown(ordered[out])} to {shown(ordered[-1 - out])}"


def _verdict(item: Comparison) -> tuple[str, str]:
    return (str(item.bar), "yes" if item.bar.holds(item.ratio) else "[red]no[/]") if item.bar else ("", "")
