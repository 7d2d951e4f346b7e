"""Markdown of strangers -> HTML that does nothing: an extension of Python-Markdown.

What a description says gets onto a page as Markdown. With this extension HTML in it is text, an image is its words, and
a link leads to a page, to the web or to a mail address; a script has nowhere to stand.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_IMAGES = ("image_link", "image_reference", "short_image_ref")
_LEADS_ON = re.compile(r"(?:https?://|mailto:)[^\x00-\x20]+|[\w./#-]*", re.IGNORECASE)


class Harmless(Extension):
    """Takes what could do something out of Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Change the parser; its way to be extended."""
        for name in (*_IMAGES, "html"):
            md.inlinePatterns.deregister(name, strict=False)
        md.preprocessors.deregister("html_block", strict=False)
        md.treeprocessors.register(_Links(md), "veneer_links", 1)


class _Links(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if not _LEADS_ON.fullmatch(unescape(link.get("href", ""))):
                link.attrib.pop("href")


def makeExtension(**options: Any) -> Harmless:  # noqa: N802 - the name is Python-Markdown's
    """Make the extension; Python-Markdown asks for it by this name."""
    return Harmless(**options)
