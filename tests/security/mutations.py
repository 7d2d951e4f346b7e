"""A description and chance -> the description with parts lost, replaced, repeated, moved, or referred to elsewhere."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from security.canaries import PAYLOADS as CANARIES
from security.hostile import PAYLOADS, Text

_PIECES = [*PAYLOADS.values(), *CANARIES.values()]
_SHORT = [piece for piece in _PIECES if len(piece) < 200]
_ODD = "\"'\\`{}%#$&<>|*/~\n\r\t\x00\x0b\u2028\u202e\u200b\ufeff\ufb01ß名"
_SCALARS: tuple[Any, ...] = (None, True, False, 0, -1, 1.5, 10**40, "", [], {}, ["a"], {"a": "b"})
_REFERENCES = ("#", "#/", "#/components/schemas/none", "#/paths", "other.json#/a", "http://169.254.169.254/latest", "")

_Place = tuple[Any, Any]  # a container, and the key or index of a value in it


def hostile_text(chance: random.Random) -> Text:
    """Return texts that differ from place to place and stay the same at each, so that references lead somewhere."""
    told: dict[str, str] = {}

    def text(place: str) -> str:
        if place not in told:
            pieces = chance.choices(_SHORT, k=chance.randint(1, 2))
            pieces += ["".join(chance.choices(_ODD, k=chance.randint(0, 6)))]
            if chance.random() < 0.02:
                pieces.append(chance.choice(_PIECES))
            chance.shuffle(pieces)
            told[place] = "".join(pieces) if chance.random() < 0.8 else f"{place} {''.join(pieces)}"
        return told[place]

    return text


def mutated(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a thinned document with up to three mutations; a third of them have none."""
    document = deepcopy(document)
    _thin(document, chance)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 0))):
        places = list(_places(document))
        chance.choice(_MUTATIONS)(chance.choice(places), chance, places)
    return document


def _thin(node: Any, chance: random.Random) -> None:
    """Leave a few of the parameters and properties, so that thousands of documents hold all of them in a short time."""
    for key, value in node.items() if isinstance(node, dict) else ():
        if key == "parameters" and isinstance(value, list):
            path, *others = value
            node[key] = [path, *chance.sample(others, 2)]
        elif key == "properties" and isinstance(value, dict) and len(value) > 3:
            node[key] = dict(chance.sample(list(value.items()), 3))
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _thin(value, chance)


def _places(node: Any) -> Iterator[_Place]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(items):
        yield node, key
        yield from _places(value)


def _lose(place: _Place, chance: random.Random, places: list[_Place]) -> None:
    container, key = place
    del container[key]


def _replace(place: _Place, chance: random.Random, places: list[_Place]) -> None:
    container, key = place
    container[key] = deepcopy(chance.choice(_SCALARS))


def _move(place: _Place, chance: random.Random, places: list[_Place]) -> None:
    container, key = place
    other, at = chance.choice(places)
    container[key] = deepcopy(other[at])


def _rename(place: _Place, chance: random.Random, places: list[_Place]) -> None:
    container, key = place
    if isinstance(container, dict):
        container[chance.choice(_SHORT)] = container.pop(key)


def _refer(place: _Place, chance: random.Random, places: list[_Place]) -> None:
    container, key = place
    known = [value for holder, at in places if isinstance(value := holder[at], str) and value.startswith("#/")]
    container[key] = {"$ref": chance.choice([*_REFERENCES, *known, *known])}


def _bury(place: _Place, chance: random.Random, places: list[_Place]) -> None:
    container, key = place
    value = container[key]
    for _ in range(chance.choice((1, 5, 70, 250))):
        value = {"allOf": [value]} if chance.random() < 0.5 else {"type": "array", "items": value}
    container[key] = value


_MUTATIONS: tuple[Callable[[_Place, random.Random, list[_Place]], None], ...] = (
    *(_lose, _replace, _replace, _move, _move, _rename, _refer, _refer, _bury),
)
