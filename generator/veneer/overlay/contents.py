"""Operation -> which of its contents the convenience layer speaks, and which of its answers are a success."""

from __future__ import annotations

from veneer.model import Content, MediaKind, Operation, Response

_REDIRECTIONS = 300  # the first status of them (RFC 9110, section 15.4)
_KINDS = {MediaKind.JSON: 0, MediaKind.MERGE_PATCH: 1}


def chosen_content(contents: tuple[Content, ...]) -> Content | None:
    """Return the content that the convenience layer speaks: JSON if there is any, else the first."""
    if len(contents) == 1:
        return contents[0]
    return min(contents, key=lambda item: _KINDS.get(item.kind, 2), default=None)


def successes(operation: Operation) -> list[Response]:
    """Return the answers that the description calls a success; where it names none, its default.

    A redirection with a body is one where nothing else is. Beside a result, its body says why there is none.
    """
    named = [item for item in operation.responses if item.status.is_success]
    if any(item.status.low < _REDIRECTIONS for item in named):
        named = [item for item in named if item.status.low < _REDIRECTIONS or not item.contents]
    return named or [item for item in operation.responses if item.status.is_default]
