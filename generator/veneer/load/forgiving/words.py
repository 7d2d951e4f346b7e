"""An object in; the same with words for people that are no texts as texts, or without them, out."""

from __future__ import annotations

from typing import Any

from veneer.load.forgiving.notes import Notes
from veneer.load.text import excerpt
from veneer.load.walk import Place

WORDED = frozenset(("path item", "operation", "parameter", "header", "request body", "response", "schema", "example"))
_WORDS = ("title", "summary", "description")
_QUOTE = "Write it in quotes."
_FIX = "Write what the OpenAPI specification asks for, or remove it."


def forgive_words(place: Place, notes: Notes, node: dict[str, Any], *keys: str) -> None:
    """Mend the title, summary, description and external documents of an object: YAML makes a number of a `404`.

    Args:
        place: Where it stands.
        notes: Told of what is mended.
        node: The object, which is changed.
        keys: Where it stands in the place.
    """
    for name in _WORDS:
        value = node.get(name)
        if isinstance(value, int | float):
            node[name] = as_text(value)
            message = f"the {name} is no text; it is read as {excerpt(node[name])}"
            notes.add("malformed-metadata", message, place, (*keys, name), _QUOTE)
    documents = node.get("externalDocs")
    if documents is not None and not (isinstance(documents, dict) and isinstance(documents.get("url"), str)):
        drop(place, notes, node, "is no object with a `url`", *keys, "externalDocs")


def as_text(value: float) -> str:
    """Return a number or a truth value as JSON writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def drop(place: Place, notes: Notes, holder: dict[str, Any], said: str, *keys: str) -> None:
    """Leave out what only informs people, the last of the keys, and note what is wrong with it."""
    notes.add("malformed-metadata", f"{excerpt(keys[-1])} {said}; it is not read", place, keys, _FIX)
    del holder[keys[-1]]
