"""Untrusted text -> text that is safe in one place of a generated file: a docstring, a comment, a literal, Markdown."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from veneer.upstream import UntrustedString, safe_for_docstring
from veneer.views.docstring import Docstring, Entry, Section, Text
from veneer.views.literals import literal

__all__ = ["comment", "docstring", "literal", "markdown", "span", "toml"]

_WIDTH = 118
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_LIST_ITEM = re.compile(r"^\s*([-*+]|\d+[.)])\s+")


def plain(text: Text) -> str:
    """Return text without characters that hide or reorder what a reader sees (bidirectional marks, zero widths)."""
    raw = text.get_untrusted_value() if isinstance(text, UntrustedString) else text
    if _is_visible(raw):
        return raw
    kept = "".join(c for c in raw.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) not in _HIDDEN)
    return re.sub("[\u2028\u2029\x85]", " ", kept)


def _is_visible(text: str) -> bool:
    """Say whether nothing in a text hides, which one look at all of it tells sooner than one at each character."""
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def comment(text: Text) -> str:
    """Return text for one line behind ``#``."""
    return " ".join(plain(text).split())


def toml(text: Text) -> str:
    """Return a TOML basic string (TOML 1.0, where a JSON string is one too)."""
    return json.dumps(comment(text), ensure_ascii=False)


def markdown(text: Text) -> str:
    """Return text for one line of Markdown, where none of it is markup."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|&~])", r"\\\1", comment(text))


def span(text: str) -> str:
    """Return code for one line of Markdown: a span that none of its backticks ends."""
    line = plain(text).replace("\n", " ")  # two blanks stay two: they may be those of a literal
    if "`" not in line:
        return f"`{line}`"
    fence = "`" * (max(map(len, re.findall("`+", line))) + 1)
    return f"{fence} {line} {fence}"


def docstring(doc: Docstring, margin: int, nested: int = 0) -> str:
    """Print a docstring.

    Args:
        doc: What to say.
        margin: How many spaces stand before it in the template.
        nested: By how many spaces the template's text is indented later.

    Returns:
        The docstring with its quotes; the first line without its margin.
    """
    width = max(_WIDTH - margin - nested, 60)
    blocks = ["\n".join(_wrapped(escaped(f"{doc.lead}{comment(doc.summary)}"), width, hyphens=True))]
    blocks += [wrapped for text in doc.paragraphs if (wrapped := _paragraphs(text, width))]
    blocks += [_section(section, width) for section in doc.sections if section.entries]
    if doc.example:
        blocks.append("\n".join(["Example:", *(f"    {escaped(line)}" for line in doc.example)]))
    text = "\n\n".join(blocks)
    if "\n" not in text:
        return f'"""{_closed(text)}"""'
    space = " " * margin
    if margin:
        text = "\n".join([space + line if line else "" for line in text.split("\n")])
    return f'"""{text.lstrip()}\n{space}"""'


def _closed(line: str) -> str:
    return f"{line} " if line.endswith(('"', "\\")) else line


def escaped(text: str) -> str:
    """Pass a text that can stand in a docstring."""
    if "\\" not in text and '"""' not in text and _is_visible(text):
        return text  # there is nothing to escape
    return safe_for_docstring(text)


def _wrapped(text: str, width: int, lead: str = "", hang: str = "", *, hyphens: bool = False) -> list[str]:
    """Wrap text that is on one line; most of it is short enough as it is."""
    if len(lead) + len(text) <= width and text and text.isprintable() and text[0] != " " != text[-1]:
        return [lead + text]
    if text and not hyphens and text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return _of_words(text, width, lead, hang)
    return textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=hyphens,
    )


def _of_words(text: str, width: int, lead: str, hang: str) -> list[str]:
    """Do what `textwrap` does, which takes many times as long, for text without anything to take care of."""
    lines: list[str] = []
    start, end = 0, width - len(lead)
    while len(text) > end:
        at = text.rfind(" ", start, end + 1)
        if at < 0 and (at := text.find(" ", start)) < 0:  # the last word is longer than a line
            break
        lines.append(f"{hang if lines else lead}{text[start:at]}")
        start = at + 1
        end = start + width - len(hang)
    return [*lines, f"{hang if lines else lead}{text[start:]}"]


@lru_cache(1_000)  # the sync method and its async twin say the same
def _paragraphs(text: Text, width: int) -> str:
    """Wrap Markdown: paragraphs and list items are filled, fenced and indented lines stay as they are."""
    lines: list[str] = []
    paragraphs = re.split(r"\n\s*\n", escaped(plain(text)).strip("\n"))
    for paragraph in paragraphs:
        if paragraph.strip():
            lines += ["", *_paragraph(paragraph, width)] if lines else list(_paragraph(paragraph, width))
    return "\n".join(lines)


def _paragraph(paragraph: str, width: int) -> Iterator[str]:
    raw = [line.rstrip() for line in paragraph.expandtabs(4).split("\n")]
    if any(line.lstrip().startswith(("```", "|")) for line in raw):
        yield from raw
        return
    item: list[str] = []
    for line in raw:
        if _LIST_ITEM.match(line) and item:
            yield from _filled(item, width)
            item = []
        item.append(line)
    yield from _filled(item, width)


def _filled(lines: list[str], width: int) -> list[str]:
    found = _LIST_ITEM.match(lines[0])
    hang = " " * len(found[0]) if found else ""
    lead = found[0] if found else ""
    words = " ".join(line.strip() for line in [lines[0][len(lead) :], *lines[1:]])
    return _wrapped(words, width, lead, hang)


@lru_cache(100)  # the sync method and its async twin say the same
def _section(section: Section, width: int) -> str:
    return "\n".join([f"{section.title}:", *[_entry(entry, width) for entry in section.entries]])


@lru_cache(10_000)  # an attribute, with all that is said of it, mostly stands in several models
def _entry(entry: Entry, width: int) -> str:
    said = escaped(_sentences([comment(text) for text in entry.texts]))
    kind = f" ({escaped(comment(entry.type))})" if entry.type else ""
    line = f"{entry.name}{kind}{': ' if entry.texts else ''}{said}"
    return "\n".join(_wrapped(line, width, "    ", "        "))


def _sentences(texts: list[str]) -> str:
    """Join texts; one that another follows ends as a sentence does."""
    ended = [f"{text}." if text and text[-1] not in ".:;,!?" else text for text in texts[:-1]]
    return " ".join([*ended, *texts[-1:]])
