"""A Report -> the methods and classes whose Python differs, each with its definitions beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from veneer.diff.beside import Cell, beside
from veneer.diff.definitions import Definitions, lines
from veneer.diff.findings import Finding
from veneer.diff.report import Report


@frozen
class Part:
    """The definition in one layer (`""` for a class): rows of an old and a new line."""

    layer: str
    rows: tuple[tuple[Cell, Cell], ...]


@frozen
class Comparison:
    """One method or class.

    Attributes:
        id: A name for it in the page.
        report: The report that it is from, whose sides its definitions are on.
        part: The number of that report in the whole.
        owner: What it is: a method, a class or the clients' constructor.
        old: Its name as it was; ``None`` where it was not there.
        new: Its name as it is.
        parts: Its definition in each layer in which it differs.
        findings: What was found about it.
    """

    id: str
    report: Report
    part: int
    owner: str
    old: str | None
    new: str | None
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]


def comparisons(report: Report) -> dict[str, tuple[Comparison, ...]]:
    """Return what differs, in the order of the findings: what changed, what was removed, what was added."""
    sorted_out: dict[str, list[Comparison]] = {"changed": [], "removed": [], "added": []}
    for number, each in enumerate(report.whole):
        for kind, one in _of_one(each, number):
            sorted_out[kind].append(one)
    return {kind: tuple(items) for kind, items in sorted_out.items() if items}


def _of_one(report: Report, number: int) -> Iterator[tuple[str, Comparison]]:
    about: dict[tuple[str, str], list[Finding]] = {}
    for item in (*report.judged.counting, *(item for item, _ in report.judged.waived)):
        if item.change.definitions is not None:
            about.setdefault((item.change.place.owner, item.change.place.name), []).append(item)
    for (owner, _), found in about.items():
        both = found[0].change.definitions
        assert both is not None
        parts = tuple(_parts(both))
        if parts:
            old, new = (side.name if side is not None else None for side in (both.old, both.new))
            kind = "changed" if old and new else "removed" if old else "added"
            id = f"d-{number}-{found[0].fingerprint}"
            yield kind, Comparison(id, report, number, owner, old, new, parts, tuple(found))


def _parts(both: Definitions) -> Iterator[Part]:
    before, after = lines(both.old), lines(both.new)
    for layer in before or after:
        old, new = before.get(layer, ()), after.get(layer, ())
        if [line.text for line in old] != [line.text for line in new]:
            yield Part(layer, beside(old, new))
