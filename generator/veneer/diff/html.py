"""A Report -> one HTML page for a reviewer, which needs nothing from elsewhere.

Jinja escapes every text that it prints. The style and the script are files of ours, which stand in the page as they
are; its Content-Security-Policy allows these two by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from string import Formatter

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from veneer.diagnostics import one_line
from veneer.diff.changes import Layer
from veneer.diff.comparisons import comparisons
from veneer.diff.findings import Finding
from veneer.diff.groups import sections
from veneer.diff.levels import Level
from veneer.diff.report import Report


@frozen
class Inlined:
    """A file that stands in the page as it is, and the hash by which the page's policy allows it."""

    text: str
    hash: str


def as_html(report: Report) -> str:
    """Return the report as a page."""
    loader = PackageLoader("veneer.diff", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"line": one_line, "message": _message, "unsaid": _unsaid}
    style, script = (_inlined(loader.get_source(environment, name)[0]) for name in ("page.css", "page.js"))
    found, compared = sections(report), comparisons(report)
    return environment.get_template("page.html.jinja").render(
        report=report,
        sections=found,
        counts={str(level): 0 for level in Level} | {section.name: section.size for section in found},
        layers=list(map(str, Layer)),
        comparisons=compared,
        anchors={
            (one.part, item.fingerprint): one.id for kind in compared.values() for one in kind for item in one.findings
        },
        style=style,
        script=script,
    )


def _inlined(text: str) -> Inlined:
    return Inlined(text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())


def _message(item: Finding) -> Iterator[tuple[str, str | None]]:
    """Yield a message in pieces: words of the rule, and the text of a description that follows them."""
    for words, field, _, _ in Formatter().parse(item.rule.message):
        yield words.replace("->", "→"), one_line(getattr(item.change, field) or "nothing") if field else None


def _unsaid(item: Finding) -> Iterator[tuple[str, str]]:
    """Yield what was and what is, as far as the message does not say it."""
    said = {field for _, field, _, _ in Formatter().parse(item.rule.message)}
    for field, word in (("old", "was"), ("new", "is")):
        text = getattr(item.change, field)
        if text is not None and field not in said:
            yield word, one_line(text)
