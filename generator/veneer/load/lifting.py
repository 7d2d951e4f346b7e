"""A schema whose `allOf` is a reference and words about it in; the same with the words beside the list out.

Before OpenAPI 3.1 nothing counts beside a `$ref`, so that people put what they say of it into a part of its own. The
class is that of the reference either way, and the words are those of the property that has the schema.
"""

from __future__ import annotations

from typing import Any

from veneer.load.walk import Place

_WORDS = frozenset(
    ("title", "description", "readOnly", "writeOnly", "deprecated", "nullable", "default", "example", "externalDocs")
)


def lift_words(place: Place) -> None:
    """Move the words out of the last part of an `allOf` of two, of which the first is a reference.

    A component stays as it is: its name asks for a class of its own.

    Args:
        place: The schema, which is changed. The part stays, empty, so that pointers into the list lead where they led.
    """
    parts = place.node.get("allOf")
    if not isinstance(parts, list) or len(parts) != 2 or not _says_words(parts[1]):
        return
    if not isinstance(parts[0], dict) or parts[0].keys() != {"$ref"} or place.tokens[:-1] == ("components", "schemas"):
        return
    words = parts[1]
    place.node.update({name: value for name, value in words.items() if name != "type" and name not in place.node})
    words.clear()


def _says_words(part: Any) -> bool:
    if not isinstance(part, dict) or part.get("type", "object") != "object":
        return False
    return all(name == "type" or name in _WORDS or name.startswith("x-") for name in part)
