"""Texts of strangers as Markdown -> text in HTML: no element, no attribute and no address of theirs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest

from security.canaries import PAYLOADS
from veneer.reference.markdown import cell, contained
from veneer.reference.site import extensions

HOSTILE = {
    **PAYLOADS,
    "script": "<script>alert(1)</script>",
    "a block of HTML": "<div onclick='alert(1)'>\n\ntext\n\n</div>",
    "an image": "![words](https://elsewhere.example/pixel.png)",
    "an image by reference": "![words][1]\n\n[1]: https://elsewhere.example/pixel.png",
    "a script as a link": "[a](javascript:alert(1)) [b](JaVaScRiPt&#58;alert(1)) <javascript:alert(1)>",
    "data as a link": "[c](data:text/html,x)",
    "a link by reference": "[a][1]\n\n[1]: javascript:alert(1)",
    "escapes in a link": "[a](java\\script:alert) [b](java&Tab;script:alert(1)) [c](&#106;avascript:alert(1))",
    "attributes": "words {: onclick=alert(1) style=color:red }",
    "a heading": "# heading\n\nheading\n=======\n\nheading\n-------",
    "a tab": '=== "tab"\n\n    text',
    "an open fence": "```\ncode",
    "a file": '--8<-- "/etc/passwd"',
    "a comment": "<!-- comment",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "an open tag": "<img src=x onerror=alert(1) ",
}
_ELEMENTS = frozenset(
    {"p", "code", "pre", "span", "div", "a", "em", "strong", "ul", "ol", "li", "blockquote", "br", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_ATTRIBUTES = frozenset({"class", "href", "id", "start", "style", "title"})


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs


def seen(text: str) -> _Seen:
    parser = _Seen()
    settings = extensions()
    parser.feed(markdown.markdown(text, extensions=[*settings], extension_configs=settings))
    return parser


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("make", [contained, cell])
def test_nothing_in_a_text_does_anything(text: str, make: object) -> None:
    assert callable(make)
    found = seen(make(text))

    assert set(found.elements) <= _ELEMENTS
    assert {name for name, _ in found.attributes} <= _ATTRIBUTES
    targets = [value or "" for name, value in found.attributes if name == "href"]
    assert all(re.match(r"https?://|mailto:|[\w./#-]*$", target) for target in targets), targets
    assert not [value for name, value in found.attributes if name == "style" and value != "text-align: left;"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_follows_a_text_is_still_there(text: str) -> None:
    page = f"{contained(text)}\n\n## After\n\n```python\nafter = 1\n```\n"

    found = seen(page)

    assert found.elements.count("h2") == 1


def test_what_markdown_is_for_stays() -> None:
    found = seen(contained("A `code`, a *word* and [a page](other.md).\n\n- one\n- two\n\n```\ncode\n```"))

    assert {"code", "em", "a", "ul", "li", "pre"} <= set(found.elements)
    assert ("href", "other.md") in found.attributes
