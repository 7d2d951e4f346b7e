"""Contents of a body or an answer -> the one that the convenience layer speaks."""

from __future__ import annotations

from veneer.model import Content, MediaKind

_KINDS = {MediaKind.JSON: 0, MediaKind.MERGE_PATCH: 1}


def chosen_content(contents: tuple[Content, ...]) -> Content | None:
    """Return the content that the convenience layer speaks: JSON if there is any, else the first."""
    if len(contents) == 1:
        return contents[0]
    return min(contents, key=lambda item: _KINDS.get(item.kind, 2), default=None)
