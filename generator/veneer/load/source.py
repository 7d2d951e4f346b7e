"""A text and its name in; whether it is JSON or YAML, and the place of any part of it, out."""

import json
import re
from functools import cached_property

from veneer.diagnostics import Location
from veneer.load.positions import JsonPositions, Positions, YamlPositions
from veneer.load.text import Lines

# A key in double quotes, or nothing at all, after the brace: YAML's own `{key: value}` has neither.
_JSON = re.compile(r"""\s*(?:\{\s*(?:["},]|\Z)|\[\s*(?:["{\[\],]|\Z))""")
# A character that takes more than a byte where text does, in UTF-8; what stands in for it; and a key that had one.
_WIDE = re.compile(rb"[\xc4-\xff][\x80-\xbf]*")
_ESCAPABLE = re.compile(rb"(?<!\\)[\xc4-\xff][\x80-\xbf]*")  # no backslash before it makes it part of an escape
_FEW = 10_000  # to escape more takes longer than it saves
_STANDS_IN = "\x7f"
_STOOD_IN_KEY = re.compile(rf'{_STANDS_IN}(?:[^"\\]|\\.)*"\s*:')


class Source:
    """One description as it was written.

    Args:
        name: The name that messages use for it.
        text: All of it.
        data: The same as it was read, which is kept if it is UTF-8.
    """

    def __init__(self, name: str, text: str, data: bytes | None = None) -> None:
        self.name = name
        self.is_json = _JSON.match(text) is not None
        encoded = text.encode("utf-8", "surrogatepass")  # one emoji, and the text takes four times as much
        self.utf8 = data if data is not None and data == encoded else encoded

    @property
    def text(self) -> str:
        """The text as it was written."""
        return self.utf8.decode("utf-8", "surrogatepass")

    @property
    def escaped(self) -> str:
        """The same values as JSON, with an escape for a few characters that would let all text take more."""
        return _ESCAPABLE.sub(_escape, self.utf8, _FEW).decode("utf-8", "surrogatepass")

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._narrow)

    @cached_property
    def _positions(self) -> Positions:
        return JsonPositions(self._narrow) if self.is_json else YamlPositions(self.text)

    @cached_property
    def _narrow(self) -> str:
        """The text; of JSON, if its keys allow it, with another character for each that takes more than a byte."""
        narrow = _WIDE.sub(_STANDS_IN.encode(), self.utf8).decode("utf-8", "surrogatepass")
        return narrow if self.is_json and not _STOOD_IN_KEY.search(narrow) else self.text

    def at(self, offset: int) -> Location:
        """Return the place of an offset into the text."""
        return self._lines.location(self.name, offset)

    def locate(self, tokens: tuple[str, ...], *, key: bool = False) -> Location:
        """Return the place of the value (or the key) that the keys lead to, or of its nearest existing ancestor."""
        return self.at(self._positions.find(tokens, key=key))

    def written(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys that led to a part in the text as it was written; here they are the same."""
        return tokens


def _escape(found: re.Match[bytes]) -> bytes:
    return json.dumps(found[0].decode("utf-8", "surrogatepass"))[1:-1].encode()
