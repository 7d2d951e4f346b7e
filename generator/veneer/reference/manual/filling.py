"""A text with marks for what is read off the code, and what writes each kind of them -> the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

Writer = Callable[[str], str]
"""What stands behind the kind in a mark -> Markdown."""

_MARK = re.compile(r"^<!-- (?P<kind>\w+)(?: (?P<subject>\S+))? -->$", re.MULTILINE)


def fill(text: str, writers: Mapping[str, Writer]) -> str:
    """Put in what the code says.

    Args:
        text: Markdown, with lines such as ``<!-- command diff -->``.
        writers: By kind.

    Raises:
        KeyError: For a mark of no kind that there is.
    """
    return _MARK.sub(lambda found: writers[found["kind"]](found["subject"] or "").strip(), text)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Write a table of Markdown; nothing without rows."""
    if not rows:
        return ""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
