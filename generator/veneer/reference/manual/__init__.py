"""Nothing in, the reference of Veneer itself out: commands, package.toml, overlays, diagnostics, findings."""

from __future__ import annotations

from importlib.resources import files

from veneer.reference.manual.commands import command
from veneer.reference.manual.filling import fill
from veneer.reference.manual.findings import findings
from veneer.reference.manual.functions import docstrings, filters, function
from veneer.reference.manual.templates import blocks

_TITLES = {
    "commands.md": "Commands",
    "package-toml.md": "package.toml",
    "overlays.md": "Overlays",
    "diagnostics.md": "Diagnostics",
    "findings.md": "Findings",
}
_WRITERS = {
    "blocks": blocks,
    "command": command,
    "docstrings": docstrings,
    "filters": filters,
    "findings": findings,
    "function": function,
}


def manual_pages() -> tuple[tuple[str, str, str], ...]:
    """Return the path, the title and the Markdown of each page, in the order in which they are read."""
    folder = files(__package__)
    return tuple((path, title, fill((folder / path).read_text("utf-8"), _WRITERS)) for path, title in _TITLES.items())
