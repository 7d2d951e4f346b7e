"""The values of one file in; where its plain names (`$anchor`, `$dynamicAnchor`, `$id`) stand in it, out."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urljoin

_NAMES = ("$anchor", "$dynamicAnchor", "$id")
_Tokens = tuple[str, ...]


class Anchors:
    """The anchors of a file (JSON Schema 2020-12, section 8.2), looked for when the first one is asked for."""

    def __init__(self, content: Any) -> None:
        self._content = content

    def by_name(self, name: str) -> _Tokens | None:
        """Return where an anchor stands; ``None`` when it is nowhere, or in two places."""
        spellings = (("$anchor", name), ("$dynamicAnchor", name), ("$id", f"#{name}"))  # the last one until draft 7
        places = {place for spelling in spellings for place in self._found.get(spelling, ())}
        return places.pop() if len(places) == 1 else None

    def by_id(self, name: str) -> _Tokens | None:
        """Return the schema with an `$id`, as it is written or as the end of one."""
        places = self._found.get(("$id", name.removesuffix("#"))) or [
            place for base, place in self._ids if urljoin(base, name) == base
        ]
        return places[0] if len(places) == 1 and places[0] else None

    def is_open(self, reference: str) -> bool:
        """Tell whether it depends on who uses it where a `$dynamicRef` leads to; else it is like a `$ref`."""
        return len(self._found.get(("$dynamicAnchor", reference.rpartition("#")[2]), ())) > 1

    @property
    def _ids(self) -> list[tuple[str, _Tokens]]:
        return [(name, place) for (key, name), places in self._found.items() if key == "$id" for place in places]

    @cached_property
    def _found(self) -> dict[tuple[str, str], list[_Tokens]]:
        found: dict[tuple[str, str], list[_Tokens]] = {}
        pending: list[tuple[_Tokens, Any]] = [((), self._content)]
        while pending:
            place, node = pending.pop()
            if isinstance(node, dict):
                for key in _NAMES:
                    if isinstance(node.get(key), str):
                        found.setdefault((key, node[key].removesuffix("#")), []).append(place)
                pending += [((*place, key), value) for key, value in node.items()]
            elif isinstance(node, list):
                pending += [((*place, str(index)), value) for index, value in enumerate(node)]
        return found
