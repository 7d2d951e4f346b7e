"""The page of a comparison, read as HTML: what it says, and that it needs and allows nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from veneer.diagnostics import one_line
from veneer.diff.html import as_html

from .cases import NONE, WITH
from .hostile import TEXTS, hostile_report
from .sides import answered, operation
from .test_formats import report

VOID = {"meta", "input"}
# Everything that stands in the page; none of these loads anything without an attribute that `LOADING` names.
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "div", "script"),
    *("form", "fieldset", "legend", "label", "input", "output", "button", "details", "summary"),
    *("h1", "h2", "h3", "h4", "p", "ul", "li", "a", "span", "strong", "code", "del", "ins"),
}
LOADING = {"src", "srcset", "style", "data", "background", "poster", "action", "ping", "formaction", "http-equiv"}


class Page(HTMLParser):
    """Reads a page, and fails where a tag is not closed as it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)

    def words(self, tag: str) -> str:
        return " ".join(" ".join(self.texts[tag]).split())


def test_the_page_says_what_the_other_formats_say() -> None:
    text = as_html(report(answered(WITH), answered(NONE), waived=1))
    page = Page(text)

    assert page.words("title") == "API changes: pets:v1 → pets:v2"
    said = " ".join(re.sub("<[^>]*>", "", text.partition("<main")[2].partition("</main>")[0]).split())
    assert "Breaking 1 Convenience layer 1 class Thing, attribute a: was removed: str | None" in said
    assert "breaking convenience attribute-removed 5233dab378b4 copy waiver signature #" in said
    assert "Waived 1 On the wire 1 model Thing, property a: was removed: string Waived: Known." in said
    assert "Signatures, old and new 1 Changed 1 class Thing attribute-removed a" in said


def test_no_difference_is_said_so() -> None:
    text = as_html(report(operation(), operation()))

    assert "No difference." in Page(text).words("p")
    assert Page(text).words("strong") == "patch 0 0 0"
    assert "<form" not in text


@pytest.mark.parametrize("text", [as_html(hostile_report()), as_html(report(answered(WITH), answered(NONE)))])
def test_the_page_loads_nothing(text: str) -> None:
    page = Page(text)

    assert {tag for tag, _ in page.tags} <= KNOWN
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.keys() & LOADING <= ({"http-equiv"} if tag == "meta" else set())
        assert attributes.get("href", "#").startswith("#")
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for _, attributes in page.tags if "href" in attributes} <= set(ids)


def test_the_policy_allows_one_style_and_one_script() -> None:
    page = Page(as_html(hostile_report()))
    (policy,) = [attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes]

    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (whole,) = page.texts[tag]
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(whole.encode()).digest()).decode()}';" in policy


def test_hostile_texts_stay_text() -> None:
    text = as_html(hostile_report())
    page = Page(text)
    said = page.words("code")

    assert not [character for character in text if not character.isprintable() and character != "\n"]
    for hostile in TEXTS:
        assert " ".join(one_line(hostile).split()) in said
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in page.tags}
