"""A schema whose `items` are a list in; the same with what that means today, and where its parts stood before, out."""

from __future__ import annotations

from veneer.load.forgiving.notes import Notes
from veneer.load.walk import Place

_Tokens = tuple[str, ...]


def forgive_items(place: Place, notes: Notes) -> dict[_Tokens, _Tokens]:
    """Read a list of schemas in `items` as JSON Schema did up to draft 7: one for each of the first items.

    A list of one schema is meant for all items where nothing is said of further ones; an empty one says nothing.

    Args:
        place: The schema, which is changed.
        notes: Told of it.

    Returns:
        Where its parts stand now, and where each stood before.
    """
    node = place.node
    items = node.get("items")
    if not isinstance(items, list):
        return {}
    tokens = place.tokens
    written, moved = (*tokens, "items"), dict[_Tokens, _Tokens]()
    if len(items) <= 1 and "additionalItems" not in node:
        node["items"] = items[0] if items else {}
        told, moved[written] = "it is read as what is in it", (*written, "0")
    else:
        node["prefixItems"] = node.pop("items")
        told, moved[*tokens, "prefixItems"] = "it is read as `prefixItems`", written
        if "additionalItems" in node:
            node["items"] = node.pop("additionalItems")
            moved[written] = (*tokens, "additionalItems")
    message = f"`items` is a list; {told}"
    notes.add("list-of-items", message, place, (), "Write one schema for all items, or `prefixItems`.")
    return moved
