"""The pages of the manual are whole: no mark is left, and each link leads to a heading that is there."""

from __future__ import annotations

import re

import pytest
from markdown.extensions.toc import slugify

from veneer.build import build
from veneer.load import load_text
from veneer.reference.manual import manual_pages

from .texts import blocks

PAGES = {path: text for path, _, text in manual_pages()}
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]\n]+\]\((?P<target>[^)\s]+)\)")


def anchors(text: str) -> list[str]:
    return [slugify(title, "-") for title in re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)]


@pytest.mark.parametrize("path", PAGES)
def test_no_mark_is_left(path: str) -> None:
    assert "<!--" not in PAGES[path]
    assert not PAGES[path].startswith("# ")


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_to_headings(path: str) -> None:
    for link in _LINK.finditer(_FENCE.sub("", PAGES[path])):
        page, _, anchor = link["target"].partition("#")

        assert (page or path) in PAGES, link["target"]
        assert not anchor or anchor in anchors(PAGES[page or path]), link["target"]


@pytest.mark.parametrize("path", PAGES)
def test_headings_can_be_told_apart(path: str) -> None:
    found = anchors(PAGES[path])

    assert sorted(found) == sorted(set(found))


def test_the_example_of_a_message_is_one() -> None:
    parameter = "{name: a, in: query, style: deep, schema: {type: string}}"
    operation = f"parameters: [{parameter}], responses: {{}}"
    text = f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get: {{{operation}}}\n"
    (warning,) = build(load_text(text, "spec/notes/v1.yaml")).warnings

    shown = next(blocks(PAGES["diagnostics.md"], "text")).strip()
    assert shown.split(": ", 1)[1] == str(warning).split(": ", 1)[1]
