"""Markdown pages in a folder -> a static site beside them, built by zensical, which asks nothing of any other host."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.emit.folder import MARK

CONFIGURATION = "zensical.toml"
DOCUMENTS = "markdown"
STYLE_FILE = "veneer.css"
# A name in the first column is read as one word; on a phone a call or a title that is too long for it is broken.
STYLE = """\
.md-typeset td:first-child code { white-space: nowrap; }
@media (max-width: 45em) { .md-typeset td:first-child a code { white-space: normal; } }
@media (max-width: 30em) { .md-typeset h1 { font-size: 1.25em; } }
"""
Navigation = list[Any]
"""Entries as zensical takes them: ``{title: path}``, or ``{title: [entries]}``."""

_FEATURES = (
    "content.code.copy",
    "content.tabs.link",
    "navigation.footer",
    "navigation.indexes",
    "navigation.instant",
    "navigation.path",
    "navigation.prune",
    "navigation.tabs",
    "navigation.top",
    "search.highlight",
    "toc.follow",
)
_EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    "admonition": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.highlight": {"anchor_linenums": False},
    "pymdownx.inlinehilite": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "veneer.reference.harmless": {},
}
_PALETTES = (
    ("(prefers-color-scheme)", None, "lucide/sun-moon", "Switch to light mode"),
    ("(prefers-color-scheme: light)", "default", "lucide/sun", "Switch to dark mode"),
    ("(prefers-color-scheme: dark)", "slate", "lucide/moon", "Follow the system"),
)


def extensions() -> dict[str, dict[str, Any]]:
    """Return the extensions of Python-Markdown that make pages, with their settings."""
    return {name: dict(options) for name, options in _EXTENSIONS.items()}


def configuration(name: str, navigation: Navigation) -> str:
    """Write zensical's configuration of a site.

    Args:
        name: The site's name.
        navigation: Its pages.
    """
    palettes = [
        {"media": media, "toggle": {"icon": icon, "name": words}} | ({"scheme": scheme} if scheme else {})
        for media, scheme, icon, words in _PALETTES
    ]
    theme = {"font": False, "language": "en", "features": list(_FEATURES), "palette": palettes}
    project = {
        "site_name": name,
        "docs_dir": DOCUMENTS,
        "site_dir": "site",
        "nav": navigation,
        "extra_css": [STYLE_FILE],
        "theme": theme,
        "markdown_extensions": extensions(),
    }
    return f"{MARK}\n{tomlkit.dumps({'project': project})}"


def build_site(folder: Path) -> None:
    """Build the site of a folder that has its configuration.

    Raises:
        InputError: What zensical says when it cannot.
    """
    command = [sys.executable, "-m", "zensical", "build", "--clean"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split()[-60:])
        raise InputError([Diagnostic("site", f"zensical does not build the site: {said}", Location(str(folder)), "")])
