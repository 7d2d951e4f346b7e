"""A text and its name in; whether it is JSON or YAML, and the place of any part of it, out."""

import json
import re
from functools import cached_property

from veneer.diagnostics import Location
from veneer.load.positions import JsonPositions, Positions
from veneer.load.text import Lines, LinesOfBytes, pieces

# A key in double quotes, or nothing at all, after the brace: YAML's own `{key: value}` has neither.
_JSON = re.compile(r"""\s*(?:\{\s*(?:["},]|\Z)|\[\s*(?:["{\[\],]|\Z))""")
_WIDE = re.compile(r"[^\x00-\xff](?<=[^\\].)")  # a backslash before it may make it part of an escape
_FEW = 100  # of a piece: to escape more takes longer than it saves
_HEAD = re.compile(rb"\s*(.)\s*(.{0,100})", re.DOTALL)


class Source:
    """One description as it was written.

    Args:
        name: The name that messages use for it.
        text: All of it; bytes are UTF-8 without a byte order mark.
    """

    def __init__(self, name: str, text: str | bytes) -> None:
        self.name = name
        self.utf8 = text if isinstance(text, bytes) else text.encode()
        head = b"".join(found.groups()) if (found := _HEAD.match(self.utf8)) else b""
        self.is_json = _JSON.match(head.decode(errors="ignore")) is not None

    @property
    def text(self) -> str:
        """The text as it was written."""
        return self.utf8.decode()

    @property
    def escaped(self) -> str:
        """The same values as JSON, with an escape for a few characters that would let all text take more."""
        found = (piece if piece.isascii() else _WIDE.sub(_escape, piece, _FEW) for piece in pieces(self.utf8))
        return "".join(found)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def _bytes(self) -> str:
        """The UTF-8 with a character for each byte, in which JSON has the same structure."""
        return self.utf8.decode("latin-1")

    @cached_property
    def _lines_of_bytes(self) -> Lines:
        return LinesOfBytes(self._bytes)

    @cached_property
    def _positions(self) -> Positions:
        if self.is_json:
            return JsonPositions(self._bytes)
        from veneer.load.yaml_positions import YamlPositions  # whoever has JSON does not wait for it to load

        return YamlPositions(self.text)

    def at(self, offset: int) -> Location:
        """Return the place of an offset into the text."""
        return self._lines.location(self.name, offset)

    def locate(self, tokens: tuple[str, ...], *, key: bool = False) -> Location:
        """Return the place of the value (or the key) that the keys lead to, or of its nearest existing ancestor."""
        lines = self._lines_of_bytes if self.is_json else self._lines
        return lines.location(self.name, self._positions.find(tokens, key=key))

    def written(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys that led to a part in the text as it was written; here they are the same."""
        return tokens


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
