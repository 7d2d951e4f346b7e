"""What `x-ms-pageable` says of an operation -> Paging: where the items of a page and the link to the next one are."""

from __future__ import annotations

from typing import Any

from veneer.model import Paging
from veneer.upstream import untrusted

_ITEMS = "value"  # where the items are if the description does not say it


def paging_of(said: Any) -> Paging | None:
    """Return how a list comes in pages.

    Args:
        said: The value of `x-ms-pageable`, whatever it is.

    Source: the extension's own page in the documentation of AutoRest.
    """
    if not isinstance(said, dict):
        return None
    items, link, operation = (said.get(name) for name in ("itemName", "nextLinkName", "operationName"))
    return Paging(
        items=(items if isinstance(items, str) and items else _ITEMS,),
        next_link=(link,) if isinstance(link, str) and link else (),
        next_operation=untrusted(operation) if isinstance(operation, str) and operation else None,
    )
