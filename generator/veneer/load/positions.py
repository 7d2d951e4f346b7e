"""A text and a path of keys in, the offset of the value or of its key out; computed only when it is asked for."""

import re
from json import JSONDecoder
from typing import Protocol

import yaml

from veneer.garbage import no_collection
from veneer.load import pointers
from veneer.load.yaml_entries import Entries
from veneer.load.yaml_nodes import compose

_SPACE = re.compile(r"[ \t\n\r]*")
_Place = tuple[int, int]  # offset of the key, offset of the value; the same where there is no key


class Positions(Protocol):
    """Knows where the parts of a text are."""

    def find(self, tokens: tuple[str, ...], *, key: bool) -> int:
        """Return the offset of a value (or its key), or of its nearest existing ancestor."""
        ...


class JsonPositions:
    """Walks down a JSON text; values on the way are skipped by the standard decoder, at the speed of C."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._children: dict[int, dict[str, _Place]] = {}
        # Values are thrown away: `len` spares making numbers and objects of them, and huge ones are no error here.
        self._skip = JSONDecoder(parse_int=len, parse_float=len, object_pairs_hook=len).raw_decode

    def find(self, tokens: tuple[str, ...], *, key: bool) -> int:
        """Return the offset of a value (or its key), or of its nearest existing ancestor."""
        start = self._after_space(0)
        place = (start, start)
        for token in tokens:
            child = self._table(place[1]).get(token)
            if child is None:
                break
            place = child
        return place[0] if key else place[1]

    def _table(self, offset: int) -> dict[str, _Place]:
        if offset not in self._children:
            opening = self._text[offset : offset + 1]
            read = {"{": self._members, "[": self._items}.get(opening)
            self._children[offset] = read(offset) if read else {}
        return self._children[offset]

    def _members(self, offset: int) -> dict[str, _Place]:
        found: dict[str, _Place] = {}
        at = self._after_space(offset + 1)
        while self._text[at] == '"':
            name, end = self._skip(self._text, at)
            value = self._after_space(self._after_space(end) + 1)
            found[name] = (at, value)
            at = self._after_space(self._skip(self._text, value)[1])
            if self._text[at] == ",":
                at = self._after_space(at + 1)
        return found

    def _items(self, offset: int) -> dict[str, _Place]:
        found: dict[str, _Place] = {}
        at = self._after_space(offset + 1)
        while self._text[at] != "]":
            found[str(len(found))] = (at, at)
            at = self._after_space(self._skip(self._text, at)[1])
            if self._text[at] == ",":
                at = self._after_space(at + 1)
        return found

    def _after_space(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset


class YamlPositions:
    """Walks down the nodes of a YAML text; an alias leads to what it stands for."""

    def __init__(self, text: str) -> None:
        with no_collection():
            self._root = compose(text).root
        self._entries = Entries()

    def find(self, tokens: tuple[str, ...], *, key: bool) -> int:
        """Return the offset of a value (or its key), or of its nearest existing ancestor."""
        node = key_node = self._root
        for token in tokens:
            child = self._child(node, token)
            if child is None:
                break
            key_node, node = child
        found = key_node if key else node
        return found.start_mark.index if found is not None else 0

    def _child(self, node: yaml.Node | None, token: str) -> tuple[yaml.Node, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            return self._entries.of(node).get(token)
        if isinstance(node, yaml.SequenceNode):
            number = pointers.index(token, len(node.value))
            return None if number is None else (node.value[number], node.value[number])
        return None
