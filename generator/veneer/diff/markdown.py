"""A Report -> Markdown for a comment on a pull request; every text of a description stands in a code span."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from veneer.diff.groups import WAIVED, Entry, Section, sections
from veneer.diff.levels import Level
from veneer.diff.report import Report, clean

_ROOM = 64_000  # GitHub takes comments of 65,536 characters; what is left out is said in the rest
_FOLDED = {str(Level.SAFE), WAIVED}


def span(text: str) -> str:
    """Return a text as a code span, in which neither Markdown nor HTML nor a mention means anything."""
    text = clean(text)
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def as_markdown(report: Report) -> str:
    """Return the report as Markdown: a summary, what breaks, what is safe folded away; whole findings, cut at none."""
    found = sections(report)
    lines = [
        f"## API changes: {span(report.old)} → {span(report.new)}",
        "",
        f"{report.counts[:1].upper()}{report.counts[1:]}. Suggested version: **{report.bump}**.",
        *_table(found),
    ]
    room = _ROOM - _size(lines)
    left_out = []
    for section in found:
        shown, left = _fitting(section, room)
        lines += shown
        room = 0 if left else room - _size(shown)
        left_out += [f"{left} {section.name}"] if left else []
    if left_out:
        said = f"Left out, because a comment has no more room: {', '.join(left_out)}."
        lines += ["", f"**{said}** `veneer diff` with `--format html` shows all."]
    return "\n".join(lines) + "\n"


def _table(found: tuple[Section, ...]) -> Iterator[str]:
    """Yield a table of how many findings of each level who notices, where one number would not tell."""
    groups = sorted((group for section in found for group in section.groups), key=lambda group: group.rank)
    headings = list(dict.fromkeys(group.noticed for group in groups))
    if len(headings) < 2:
        return
    yield from ("", f"| | {' | '.join(headings)} |", f"| --- |{' ---: |' * len(headings)}")
    for section in found:
        counts = Counter[str]()
        for group in section.groups:
            counts[group.noticed] += len(group.entries)
        yield f"| {section.name} | {' | '.join(str(counts[heading] or '') for heading in headings)} |"


def _fitting(section: Section, room: int) -> tuple[list[str], int]:
    """Return the lines of the first findings for which there is room, and how many there is none for."""
    title = section.name.capitalize()
    opened, closed = ["", f"### {title}"], list[str]()
    if section.name in _FOLDED:
        opened, closed = ["", f"<details><summary>{title} ({section.size})</summary>"], ["", "</details>"]
    room -= _size([*opened, *closed])
    lines: list[str] = []
    left = 0
    for group in section.groups:
        title = f"{span(group.title)}: " if group.title else ""
        heading = ["", f"{title}**{group.noticed}** ({len(group.entries)})", ""]
        for entry in group.entries:
            block = [*heading, *_bullet(entry)]
            room -= _size(block)
            if left or room < 0:
                left += 1
            else:
                lines += block
                heading = []
    return [*opened, *lines, *closed] if lines else [], left


def _size(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _bullet(entry: Entry) -> Iterator[str]:
    item, reason = entry
    yield f"- {item.place_text(span)}: {item.message_text(span)} ({item.rule.id}, `{item.fingerprint}`)"
    if reason is not None:
        yield f"  - waived: {span(reason)}"
