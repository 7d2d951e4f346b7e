"""A Report -> its findings in the order in which a reviewer reads them: by level, then by who notices."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from veneer.diff.changes import Layer
from veneer.diff.findings import Finding
from veneer.diff.levels import Level
from veneer.diff.report import Report

WAIVED = "waived"

_HEADINGS = {Layer.WIRE: "On the wire", Layer.PROTOCOL: "Protocol layer", Layer.CONVENIENCE: "Convenience layer"}

# A finding, and the reason for which it is waived.
Entry = tuple[Finding, str | None]


@frozen
class Group:
    """Findings of one report that the same layers notice.

    Attributes:
        part: Which report of the whole they are from: 0, or the number of a part.
        title: What that part compares; empty for the report itself.
    """

    layers: tuple[Layer, ...]
    entries: tuple[Entry, ...]
    part: int = 0
    title: str = ""

    @property
    def noticed(self) -> str:
        """The layers in words."""
        first, *others = (_HEADINGS[layer] for layer in self.layers)
        return " and ".join((first, *(other.lower() for other in others)))

    @property
    def rank(self) -> list[int]:
        """The place of its layers: the wire first."""
        return [list(Layer).index(layer) for layer in self.layers]


@frozen
class Section:
    """Findings of one level, or all that are waived."""

    name: str
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many findings it has."""
        return sum(len(group.entries) for group in self.groups)


def sections(report: Report) -> tuple[Section, ...]:
    """Return the sections that have findings: the worst level first, what is waived last, parts in order."""
    found: dict[str, list[Group]] = {name: [] for name in (*map(str, Level), WAIVED)}
    for number, each in enumerate(report.whole):
        title = each.new if number else ""
        for level in Level:
            found[str(level)] += _groups(((item, None) for item in each.of(level)), number, title)
        found[WAIVED] += _groups(each.judged.waived, number, title)
    return tuple(Section(name, tuple(groups)) for name, groups in found.items() if groups)


def _groups(entries: Iterable[Entry], part: int, title: str) -> list[Group]:
    grouped: dict[tuple[Layer, ...], list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry[0].layers, []).append(entry)
    made = (Group(layers, tuple(items), part, title) for layers, items in grouped.items())
    return sorted(made, key=lambda group: group.rank)
