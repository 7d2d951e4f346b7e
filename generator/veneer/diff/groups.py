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
    """Findings that the same layers notice."""

    layers: tuple[Layer, ...]
    entries: tuple[Entry, ...]

    @property
    def heading(self) -> str:
        """The layers in words."""
        first, *others = (_HEADINGS[layer] for layer in self.layers)
        return " and ".join((first, *(other.lower() for other in others)))

    @property
    def rank(self) -> list[int]:
        """Its place among groups: the wire first."""
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
    """Return the sections that have findings: the worst level first, at the end what is waived."""
    found = {str(level): [(item, None) for item in report.of(level)] for level in Level}
    whole = found | {WAIVED: report.judged.waived}
    return tuple(Section(name, tuple(_groups(entries))) for name, entries in whole.items() if entries)


def _groups(entries: Iterable[Entry]) -> list[Group]:
    grouped: dict[tuple[Layer, ...], list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry[0].layers, []).append(entry)
    return sorted((Group(layers, tuple(items)) for layers, items in grouped.items()), key=lambda group: group.rank)
