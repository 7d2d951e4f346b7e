"""Nothing in, the reference of Veneer itself out: commands, package.toml, overlays, diagnostics, findings."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from veneer.reference.manual.commands import command
from veneer.reference.manual.filling import fill
from veneer.reference.manual.findings import findings
from veneer.reference.manual.functions import docstrings, filters, function, samples
from veneer.reference.manual.templates import blocks

_PAGES = ("commands", "package-toml", "overlays", "diagnostics", "findings")
_WRITERS = {
    "blocks": blocks,
    "command": command,
    "docstrings": docstrings,
    "filters": filters,
    "findings": findings,
    "function": function,
    "samples": samples,
}


def manual_pages() -> Iterator[tuple[str, str, str]]:
    """Yield the path, the title and the text of each page; what a text marks is read off the code."""
    for name in _PAGES:
        title, _, text = (files("veneer.reference.manual") / f"{name}.md").read_text("utf-8").partition("\n")
        yield f"{name}.md", title.removeprefix("# "), fill(text.strip(), _WRITERS)
