"""A Markdown file -> what the tests of the documents look at: code blocks, headings, links."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")

GUIDE = "generator/veneer/reference/guide"
STORIES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / GUIDE).glob("*.md"))

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]+\]\((?P<target>[^)\s]+)\)")


@frozen
class Block:
    """A fenced block: the line of its file that it begins on, the paragraph before it, the heading above."""

    language: str
    text: str
    line: int
    lead: str
    heading: str


def read(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def all_blocks(page: str) -> list[Block]:
    text = read(page)
    found = []
    heading, end = "", 0
    for match in _FENCE.finditer(text):
        between = text[end : match.start()].strip()
        heading = next((line.lstrip("# ") for line in reversed(between.splitlines()) if line.startswith("#")), heading)
        end = match.end()
        line = text.count("\n", 0, match.start()) + 1
        lead = " ".join(between.rpartition("\n\n")[2].split())
        found.append(Block(match["language"], match["text"], line, lead, heading))
    return found


def blocks(page: str, language: str) -> list[Block]:
    return [block for block in all_blocks(page) if block.language == language]


def fits(shown: str, printed: str) -> bool:
    """Tell whether a text is what a page shows, where `...` is any text, and on a line of its own any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r"[ ]*\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def prose(page: str) -> str:
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", read(page))


def links(page: str) -> list[str]:
    return [match["target"] for match in _LINK.finditer(prose(page))]


def anchors(text: str) -> set[str]:
    """Return what the headings of a page can be linked by."""
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)}


def anchor(heading: str) -> str:
    """Return what a heading can be linked by."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def commands(page: str) -> list[str]:
    """Return the command lines of a page's `sh` blocks."""
    lines = [line.partition(" #")[0].strip() for block in blocks(page, "sh") for line in block.text.splitlines()]
    return [line for line in lines if line]
