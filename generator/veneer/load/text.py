"""Bytes in, the text as UTF-8 out; and for an offset into the text its line and column."""

import codecs
import json
from collections.abc import Iterator
from contextlib import suppress

from veneer.diagnostics import Diagnostic, InputError, Location

_MARK = codecs.BOM_UTF8
_PIECE = 1 << 16  # bytes or characters
_CONTINUE = bytes(range(0x80, 0xC0))  # what stands in a character of several bytes behind its first
_FIX = "Save the file as UTF-8."


def as_utf8(data: str | bytes, name: str) -> bytes:
    """Return a text without a byte order mark; raises ``InputError`` (malformed-text) when it is not Unicode."""
    if isinstance(data, str):
        text = data.removeprefix("\ufeff")
        try:
            return text.encode()
        except UnicodeEncodeError as error:
            where = Lines(text).location(name, error.start)
            message = f"a lone surrogate (U+{ord(text[error.start]):04X}) is not a character"
            raise InputError([Diagnostic("malformed-text", message, where, _FIX)]) from error
    encoding = json.detect_encoding(data)
    with suppress(UnicodeDecodeError):
        if encoding.startswith("utf-8") and all(True for _ in pieces(data)):
            return data.removeprefix(_MARK).removeprefix(_MARK)  # there are tools that write a second one
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "replace")
        where = Lines(before).location(name, len(before))
        message = (
            f"the byte 0x{error.object[error.start]:02x} is not valid {encoding.removesuffix('-sig').upper()} text"
        )
        raise InputError([Diagnostic("malformed-text", message, where, _FIX)]) from error


def pieces(utf8: bytes) -> Iterator[str]:
    """Yield a text in pieces: one emoji, and all of it takes four times as much as its bytes."""
    return codecs.iterdecode((utf8[start : start + _PIECE] for start in range(0, len(utf8), _PIECE)), "utf-8")


class Lines:
    """Where the lines of a text are; its line breaks are looked for once, as far as they are asked for."""

    def __init__(self, text: str) -> None:
        # An offset leads to the same place in a text with but one kind of line break.
        self._text = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
        self._before = [(0, 0)]  # in front of each piece: the lines that are over, and how much of the next one is

    def location(self, name: str, offset: int) -> Location:
        """Return the 1-based line and column, in characters, of an offset."""
        piece = offset // _PIECE
        for each in range(len(self._before) - 1, piece):
            self._before.append(self._at(each, (each + 1) * _PIECE))
        over, width = self._at(piece, offset)
        return Location(name, over + 1, width + 1)

    def _at(self, piece: int, offset: int) -> tuple[int, int]:
        over, width = self._before[piece]
        start = piece * _PIECE
        last = self._text.rfind("\n", start, offset)
        if last < 0:
            return over, width + self._width(start, offset)
        return over + self._text.count("\n", start, offset), self._width(last + 1, offset)

    def _width(self, start: int, end: int) -> int:
        return end - start


class LinesOfBytes(Lines):
    """The same of UTF-8, decoded with a character for each byte (Latin-1), into which the offsets lead."""

    def _width(self, start: int, end: int) -> int:
        return len(self._text[start:end].encode("latin-1").translate(None, _CONTINUE))


def excerpt(text: object, limit: int = 80) -> str:
    """Return a short, quoted piece of description text for a message."""
    shown = str(text)
    return f"`{shown if len(shown) <= limit else shown[: limit - 3] + '...'}`"
