"""Bytes in, text out; and for an offset into the text its line and column."""

import json
import re
from array import array
from bisect import bisect_right

from veneer.diagnostics import Diagnostic, InputError, Location

_BREAK = re.compile(r"\r\n?|\n")
_FIX = "Save the file as UTF-8."


def decode(data: str | bytes, name: str) -> str:
    """Return the text without a byte order mark; raises ``InputError`` (malformed-text) when it is not Unicode."""
    if isinstance(data, str):
        text = data.removeprefix("\ufeff")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            where = Lines(text).location(name, error.start)
            message = f"a lone surrogate (U+{ord(text[error.start]):04X}) is not a character"
            raise InputError([Diagnostic("malformed-text", message, where, _FIX)]) from error
        return text
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "replace")
        where = Lines(before).location(name, len(before))
        message = (
            f"the byte 0x{error.object[error.start]:02x} is not valid {encoding.removesuffix('-sig').upper()} text"
        )
        raise InputError([Diagnostic("malformed-text", message, where, _FIX)]) from error


class Lines:
    """Where the lines of a text begin; computed once, on first use."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: array[int] | None = None

    def location(self, name: str, offset: int) -> Location:
        """Return the 1-based line and column, in characters, of an offset."""
        if self._starts is None:
            self._starts = array("q", [0])
            self._starts.extend(match.end() for match in _BREAK.finditer(self._text))
        line = bisect_right(self._starts, offset)
        return Location(name, line, offset - self._starts[line - 1] + 1)


def excerpt(text: object, limit: int = 80) -> str:
    """Return a short, quoted piece of description text for a message."""
    shown = str(text)
    return f"`{shown if len(shown) <= limit else shown[: limit - 3] + '...'}`"
