"""A list and the operation that gives its pages after the first -> how that one is called, or why it cannot be."""

from __future__ import annotations

from collections.abc import Iterable

from veneer.model import Place, StringType, Type, bare
from veneer.overlay.contents import chosen_content
from veneer.overlay.lookups import wire_name
from veneer.overlay.planned import NextCall, PlannedOperation, PlannedParameter


def next_call(
    named: str, operation: PlannedOperation, others: Iterable[PlannedOperation], page: Type
) -> NextCall | str | None:
    """Return how the pages after the first are asked for (`operationName` of `x-ms-pageable`).

    Args:
        named: Its operationId.
        operation: The list.
        others: The operations of the same client.
        page: The type of a page.

    Returns:
        The call; in words what does not fit; ``None`` for a list that names itself and takes no link: that is followed.
    """
    following = next((item for item in others if item.id == named), None)
    if following is None:
        return f"no operation `{named}` of this client gives the pages after the first"
    given = {(item.parameter.place, wire_name(item)): item for item in operation.parameters}
    link = next((item for item in following.parameters if wire_name(item).lower() == "nextlink"), None)
    if following.id == operation.id and link is None:
        return None
    shared: list[tuple[PlannedParameter, str]] = []
    for item in following.parameters:
        if item is link:
            continue
        own = given.get((item.parameter.place, wire_name(item)))
        if own is not None and own.parameter.type == item.parameter.type and _is_enough(own, item):
            shared.append((item, own.name))
        elif item.parameter.required:
            if link is not None or not _takes_link(item):
                return (
                    f"nothing says what `{named}`, which gives the pages after the first, gets for `{wire_name(item)}`"
                )
            link = item
    if link is not None and not _takes_link(link):
        return f"`{wire_name(link)}` of `{named}` cannot hold a link"
    body = following.operation.body
    contents = [chosen_content(item.contents) for item in following.operation.successes]
    if (body is not None and body.required) or {None if item is None else item.type for item in contents} != {page}:
        return f"`{named}`, which gives the pages after the first, wants a body or answers with something else"
    return NextCall(following, tuple(shared), link)


def _is_enough(own: PlannedParameter, item: PlannedParameter) -> bool:
    return own.parameter.required or not item.parameter.required


def _takes_link(item: PlannedParameter) -> bool:
    return item.parameter.place in (Place.PATH, Place.QUERY) and isinstance(bare(item.parameter.type), StringType)
