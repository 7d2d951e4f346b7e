"""A JSON text and a path of keys in, the offset of the value or of its key out; computed only when it is asked for."""

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Protocol

_SPACE = re.compile(r"[ \t\n\r]*")
_Place = tuple[int, int]  # offset of the key, offset of the value; the same where there is no key


class Positions(Protocol):
    """Knows where the parts of a text are."""

    def find(self, tokens: tuple[str, ...], *, key: bool) -> int:
        """Return the offset of a value (or its key), or of its nearest existing ancestor."""
        ...


class JsonPositions:
    """Walks down a JSON text; values on the way are skipped by the standard decoder, at the speed of C.

    Args:
        text: Its UTF-8 with a character for each byte; offsets are those of the bytes.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        # By the offset of an object or a list what was found in it, and the rest of it.
        self._children: dict[int, tuple[dict[str, _Place], Iterator[tuple[str, _Place]]]] = {}
        # Values are thrown away: `len` spares making numbers and objects of them, and huge ones are no error here.
        self._skip = json.JSONDecoder(parse_int=len, parse_float=len, object_pairs_hook=len).raw_decode

    def find(self, tokens: tuple[str, ...], *, key: bool) -> int:
        """Return the offset of a value (or its key), or of its nearest existing ancestor."""
        start = self._after_space(0)
        place = (start, start)
        for token in tokens:
            child = self._child(place[1], token)
            if child is None:
                break
            place = child
        return place[0] if key else place[1]

    def _child(self, offset: int, token: str) -> _Place | None:
        """Return the place of a member or an item, reading no further than to it."""
        if offset not in self._children:
            opening = self._text[offset : offset + 1]
            rest = self._members(offset) if opening == "{" else self._items(offset) if opening == "[" else iter(())
            self._children[offset] = ({}, rest)
        found, rest = self._children[offset]
        if token not in found:
            for name, place in rest:
                found[name] = place
                if name == token:
                    break
        return found.get(token)

    def _members(self, offset: int) -> Iterator[tuple[str, _Place]]:
        at = self._after_space(offset + 1)
        while self._text[at] == '"':
            name, end = self._skip(self._text, at)
            if not name.isascii():
                name = json.loads(self._text[at:end].encode("latin-1"))
            value = self._after_space(self._after_space(end) + 1)
            yield name, (at, value)
            at = self._after_space(self._skip(self._text, value)[1])
            if self._text[at] == ",":
                at = self._after_space(at + 1)

    def _items(self, offset: int) -> Iterator[tuple[str, _Place]]:
        at = self._after_space(offset + 1)
        for number in count():
            if self._text[at] == "]":
                return
            yield str(number), (at, at)
            at = self._after_space(self._skip(self._text, at)[1])
            if self._text[at] == ",":
                at = self._after_space(at + 1)

    def _after_space(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset
