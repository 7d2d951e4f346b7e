"""Pages -> the tree in which a site shows them."""

from __future__ import annotations

from collections.abc import Mapping

from veneer.reference.site import Navigation
from veneer.reference.values import GuideIndex, ListPage, Page


def navigation(pages: Mapping[str, Page]) -> Navigation:
    """Put pages in a tree by their folders: the list of a folder first, then what it lists, in its order.

    Args:
        pages: Every page by its path.
    """
    return _below("index.md", pages)


def _below(path: str, pages: Mapping[str, Page]) -> Navigation:
    page = pages[path]
    found: Navigation = [path]
    if isinstance(page, GuideIndex):
        return [
            path,
            *({section.title: [{item.title: item.path} for item in section.pages]} for section in page.sections),
        ]
    folder = path.removesuffix("index.md")
    for _, entries in page.lists if isinstance(page, ListPage) else ():
        for entry in entries:
            target = f"{folder}{entry.link}"
            if entry.link.startswith("../"):
                continue  # it stands where its folder is
            if target.endswith("/index.md"):
                found.append({entry.name: _below(target, pages)})
            else:
                found.append({entry.name: target})
    return found
