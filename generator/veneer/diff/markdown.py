"""A Report -> Markdown for a comment on a pull request; every text of a description stands in a code span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from veneer.diff.changes import Layer
from veneer.diff.findings import Finding
from veneer.diff.levels import Level
from veneer.diff.report import Report, clean

_HEADINGS = {Layer.WIRE: "On the wire", Layer.PROTOCOL: "Protocol layer", Layer.CONVENIENCE: "Convenience layer"}
_ROOM = 60_000  # GitHub takes comments of 65,536 characters


def span(text: str) -> str:
    """Return a text as a code span, in which neither Markdown nor HTML nor a mention means anything."""
    text = clean(text)
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def as_markdown(report: Report) -> str:
    """Return the report as Markdown: what breaks first, what is safe folded away."""
    head = [
        f"## API changes: {span(report.old)} → {span(report.new)}",
        "",
        f"{report.counts[:1].upper()}{report.counts[1:]}. Suggested version: **{report.bump}**.",
    ]
    return "\n".join([*head, *_fitting(list(_all_sections(report)), _ROOM - sum(map(len, head)))]) + "\n"


def _all_sections(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield the sections of a report, and those of its parts, each below a heading of its own."""
    yield from _sections(report)
    for part in report.parts:
        yield f"## {span(part.old)} → {span(part.new)}", ["", f"{part.counts[:1].upper()}{part.counts[1:]}."]
        yield from _sections(part)


def _sections(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield each section: its heading, and its lines; one that begins with `<details>` has to be closed."""
    for level in (Level.BREAKING, Level.RISKY):
        yield f"### {str(level).capitalize()}", list(_by_layer(report.of(level)))
    safe = report.of(Level.SAFE)
    yield f"<details><summary>Safe ({len(safe)})</summary>", list(_by_layer(safe))
    waived = [f"{_bullet(item)}\n  - waived: {span(reason)}" for item, reason in report.judged.waived]
    yield f"<details><summary>Waived ({len(waived)})</summary>", ["", *waived] if waived else []


def _by_layer(findings: list[Finding]) -> Iterator[str]:
    grouped: dict[tuple[Layer, ...], list[Finding]] = {}
    for item in findings:
        grouped.setdefault(item.layers, []).append(item)
    for layers in sorted(grouped, key=lambda layers: [list(Layer).index(layer) for layer in layers]):
        heading = " and ".join(_HEADINGS[layer] for layer in layers)
        yield from ("", f"**{heading[:1]}{heading[1:].replace(' and C', ' and c')}** ({len(grouped[layers])})", "")
        yield from map(_bullet, grouped[layers])


def _bullet(item: Finding) -> str:
    return f"- {item.place_text(span)}: {item.message_text(span)} ({item.rule.id}, `{item.fingerprint}`)"


def _fitting(sections: list[tuple[str, list[str]]], room: int) -> Iterator[str]:
    """Yield the lines of the sections as long as there is room, and say how many findings there was none for."""
    for heading, lines in sections:
        if not lines:
            continue
        folded = heading.startswith("<details>")
        yield from ("", heading)
        left_out = 0
        for line in lines:
            room -= len(line) + 1
            if room >= 0:
                yield line
            else:
                left_out += line.startswith("- ")
        if left_out:
            yield from ("", f"And {left_out} more, for which a comment has no room.")
        if folded:
            yield from ("", "</details>")
