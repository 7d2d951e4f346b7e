"""Operation -> which of its contents the convenience layer speaks, and which of its answers are a success."""

from __future__ import annotations

from veneer.model import Content, MediaKind, Operation, Response

_KINDS = {MediaKind.JSON: 0, MediaKind.MERGE_PATCH: 1}


def chosen_content(contents: tuple[Content, ...]) -> Content | None:
    """Return the content that the convenience layer speaks: JSON if there is any, else the first."""
    if len(contents) == 1:
        return contents[0]
    return min(contents, key=lambda item: _KINDS.get(item.kind, 2), default=None)


def successes(operation: Operation) -> list[Response]:
    """Return the answers that the description calls a success; where it names none, its default."""
    responses = operation.responses
    return [item for item in responses if item.status.is_success] or [
        item for item in responses if item.status.is_default
    ]
