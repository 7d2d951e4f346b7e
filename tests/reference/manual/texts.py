"""A page of the manual as it is written -> its sections, tables and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files


def written(page: str) -> str:
    return (files("veneer.reference.manual") / page).read_text("utf-8")


def sections(text: str, level: int) -> dict[str, str]:
    """Return what stands below each heading of a level, by the heading."""
    fenced = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
    text = fenced.sub(lambda found: found[0].replace("\n#", "\n\0#"), text)
    parts = re.split(rf"^{'#' * level} (.+)\n", text, flags=re.MULTILINE)
    until = rf"^#{{1,{level - 1}}} " if level > 1 else r"\Z"
    found = zip(parts[1::2], parts[2::2], strict=True)
    return {title: re.split(until, body, flags=re.MULTILINE)[0].replace("\0", "") for title, body in found}


def rows(text: str) -> list[list[str]]:
    """Return the rows of the tables in a text, heads apart."""
    found = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    heads = [index for index, row in enumerate(found) if set("".join(row)) <= set("-| ")]
    return [row for index, row in enumerate(found) if index not in heads and index + 1 not in heads]


def blocks(text: str, language: str) -> Iterator[str]:
    """Yield the fenced blocks of a language."""
    yield from re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
