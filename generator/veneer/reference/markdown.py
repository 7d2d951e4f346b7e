"""Pages as values -> their Markdown.

What a docstring says may come from a description, which is data from a stranger: it may not begin a heading or a tab,
nor run into what follows. That it holds no HTML that means anything is seen to where HTML is made, by `harmless`.
"""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from veneer.reference.values import ChangesPage, ClassPage, GuideIndex, GuidePage, ListPage, MethodPage, Page

_FENCE = re.compile(r" *(`{3,}|~{3,})(.*)")
# What begins a heading, a tab, a note, or makes the line above a heading.
_BLOCK = re.compile(r" {0,3}(?=#|={2,}|-{2,} *$|!!!|\?\?\?|:::|///|--8<--|\[[^\]]*\]:)")

_TEMPLATES = {
    MethodPage: "method.md.jinja",
    ClassPage: "class.md.jinja",
    ListPage: "list.md.jinja",
    ChangesPage: "changes.md.jinja",
    GuidePage: "guide.md.jinja",
    GuideIndex: "guide_index.md.jinja",
}


def as_markdown(page: Page) -> str:
    """Write a page."""
    text = _environment().get_template(_TEMPLATES[type(page)]).render(page=page)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def contained(text: str) -> str:
    """Pass a text that stays what it is: its fences are closed, and no line of it is more than a line."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.fullmatch(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found:
            fence = found[1]
        elif block := _BLOCK.match(line):
            line = f"{block[0]}\\{line[block.end() :]}"
        lines.append(line)
    return "\n".join([*lines, fence] if fence else lines)


def cell(text: str) -> str:
    """Pass a text as one cell of a table: its first paragraph, on one line."""
    line = " ".join(text.partition("\n\n")[0].split())
    return contained(line).replace("|", "\\|")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("veneer.reference", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"text": contained, "cell": cell, "line": lambda text: " ".join(text.split())}
    return environment
