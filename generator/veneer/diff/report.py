"""Findings and the names of what was compared -> terminal text or JSON; Markdown has a module of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from veneer.diagnostics import Diagnostic, one_line
from veneer.diff.changes import Direction
from veneer.diff.findings import Finding
from veneer.diff.levels import Bump, Level, bump
from veneer.diff.waivers import Judged

_LONGEST = 120  # characters of one text of a description; who needs all of it takes JSON


@frozen
class Report:
    """What is reported: the two sides as the user named them, and the findings.

    Attributes:
        old: The side that was.
        new: The side that is.
        judged: What was found.
        parts: A report for each version of whole packages, of which `judged` says only what came and went.
        problems: What had to be left out to compare at all, as warnings.
    """

    old: str
    new: str
    judged: Judged
    parts: tuple[Report, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def whole(self) -> tuple[Report, ...]:
        """The report itself and its parts."""
        return (self, *self.parts)

    @property
    def counting(self) -> tuple[Finding, ...]:
        """The findings that count, those of the parts too."""
        return tuple(item for report in self.whole for item in report.judged.counting)

    @property
    def bump(self) -> Bump:
        """The step of version that the findings that count ask for."""
        return bump({item.level for item in self.counting})

    def of(self, level: Level) -> list[Finding]:
        """Return the findings of a level that count."""
        return [item for item in self.judged.counting if item.level is level]

    @property
    def counts(self) -> str:
        """How many findings of each level there are, in words."""
        found = Counter(item.level for item in self.counting)
        said = [f"{found[level]} {level}" for level in Level if found[level]]
        waived = sum(len(report.judged.waived) for report in self.whole)
        said += [f"{waived} waived"] if waived else []
        return ", ".join(said) or "no difference"


def clean(text: str) -> str:
    """Return a text of a description on one line, without control characters, cut where it is long."""
    text = one_line(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def quoted(text: str) -> str:
    """Return a text of a description as plain text shows it."""
    return f"`{clean(text)}`"


def summary(report: Report) -> str:
    """Return what was compared, and how many findings of each level there are."""
    return f"{clean(report.old)} -> {clean(report.new)}: {report.counts}"


def as_text(report: Report) -> str:
    """Return the report for a terminal: a line for each finding, the worst first."""
    lines = [line for each in report.whole for line in _lines(each)]
    return "\n".join([*lines, f"suggested version: {report.bump}"])


def _lines(report: Report) -> Iterator[str]:
    yield summary(report)
    for level in Level:
        yield from (_line(str(level), item) for item in report.of(level))
    for item, reason in report.judged.waived:
        yield from (_line("waived", item), f"    reason: {clean(reason)}")


def _line(word: str, item: Finding) -> str:
    layers = "+".join(item.layers)
    said = f"{item.place_text(quoted)}: {item.message_text(quoted)}"
    return f"{word:8} {layers}: {said} [{item.rule.id} {item.fingerprint}]"


def as_json(report: Report) -> str:
    """Return the report as one JSON object; texts of the description are in it whole, escaped as JSON has it."""
    return json.dumps(_whole(report), indent=2)


def _whole(report: Report) -> dict[str, Any]:
    return {
        "old": report.old,
        "new": report.new,
        "bump": report.bump,
        "findings": [_object(item) for item in report.judged.counting],
        "waived": [_object(item) | {"reason": reason} for item, reason in report.judged.waived],
    } | ({"parts": [_whole(part) for part in report.parts]} if report.parts else {})


def _object(item: Finding) -> dict[str, Any]:
    change, rule = item.change, item.rule
    directions = [direction for direction in Direction if direction in change.directions]
    return {
        "fingerprint": item.fingerprint,
        "rule": rule.id,
        "level": rule.level,
        "layers": list(item.layers),
        "directions": [rule.direction] if rule.direction else directions,
        "place": [{"kind": kind, "name": name} for kind, name in change.place.parts],
        "message": f"{item.place_text(quoted)}: {item.message_text(quoted)}",
        "old": change.old,
        "new": change.new,
        "pointers": {"old": change.pointers.old, "new": change.pointers.new},
    }
