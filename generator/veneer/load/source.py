"""A text and its name in; whether it is JSON or YAML, and the place of any part of it, out."""

import re
from functools import cached_property

from veneer.diagnostics import Location
from veneer.load.positions import JsonPositions, Positions, YamlPositions
from veneer.load.text import Lines

# A key in double quotes, or nothing at all, after the brace: YAML's own `{key: value}` has neither.
_JSON = re.compile(r"""\s*(?:\{\s*(?:["},]|\Z)|\[\s*(?:["{\[\],]|\Z))""")


class Source:
    """One description as it was written."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.is_json = _JSON.match(text) is not None
        self._lines = Lines(text)

    @cached_property
    def _positions(self) -> Positions:
        return JsonPositions(self.text) if self.is_json else YamlPositions(self.text)

    def at(self, offset: int) -> Location:
        """Return the place of an offset into the text."""
        return self._lines.location(self.name, offset)

    def locate(self, tokens: tuple[str, ...], *, key: bool = False) -> Location:
        """Return the place of the value (or the key) that the keys lead to, or of its nearest existing ancestor."""
        return self.at(self._positions.find(tokens, key=key))

    def written(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys that led to a part in the text as it was written; here they are the same."""
        return tokens
