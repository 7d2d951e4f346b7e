"""Veneer's own pages, in sections -> their part of a site: an index, and each page with its title and its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import TypeAlias

from veneer.reference.manual import manual_pages
from veneer.reference.values import GuideIndex, GuidePage, GuideSection

FOLDER = "veneer-guide"  # the hyphen keeps it apart from every package
INDEX = f"{FOLDER}/index.md"
TITLE = "Veneer"

Text: TypeAlias = tuple[str, str, str]
"""A page: its path below `FOLDER`, its title, and its Markdown without the title, which is trusted."""

_INTRODUCTION = (
    "Veneer turns a description of an HTTP API into a Python client, and keeps what people change about that client "
    "in step with the description."
)
_TUTORIAL = ("tutorial",)
_HOW_TO = ("overlay", "rename", "paging", "polling", "new-version", "review", "testing", "policy", "transport")


def _packaged(names: Iterable[str]) -> Iterable[Text]:
    """Yield pages that are files below `guide`, whose first line is the title."""
    folder = files("veneer.reference") / "guide"
    for name in names:
        title, _, text = (folder / f"{name}.md").read_text(encoding="utf-8").partition("\n")
        # The manual is a folder of its own among the files, and beside these pages on the site.
        yield f"{name}.md", title.removeprefix("# "), text.strip().replace("](../manual/", "](")


# A module that has more pages adds a line.
SECTIONS: tuple[tuple[str, Callable[[], Iterable[Text]]], ...] = (
    ("Begin", lambda: _packaged(_TUTORIAL)),
    ("How to", lambda: _packaged(_HOW_TO)),
    ("Reference", manual_pages),
)


def guide_index() -> GuideIndex:
    """Return all pages of the guide, in their sections."""
    sections = tuple(
        GuideSection(title, tuple(GuidePage(f"{FOLDER}/{path}", name, text) for path, name, text in texts()))
        for title, texts in SECTIONS
    )
    return GuideIndex(INDEX, TITLE, _INTRODUCTION, tuple(section for section in sections if section.pages))
