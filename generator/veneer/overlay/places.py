"""The text of a package.toml -> where its tables, keys and values stand; `tomllib` tells no places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field, frozen

from veneer.diagnostics import Location

# What may look like a header or a key and is none: comments and texts of several lines; and what may look like those.
_TEXTS = re.compile(r'''#[^\n]*|"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'''', re.DOTALL)
_HEADER = re.compile(r"""^[ \t]*\[{1,2}[ \t]*["']?(?P<name>[^\[\]\n"']+?)["']?[ \t]*\]{1,2}[ \t\r]*$""", re.MULTILINE)
_KEY = r"""^[ \t]*["']?(?P<name>%s)["']?[ \t]*="""


@frozen
class TablePlace:
    """One table of package.toml in its text: its header, and the lines below it up to the next header.

    Attributes:
        file: The file's name in messages.
        text: The whole text, of the same length as it is, without what may be mistaken for a header or a key.
        start: Where the name in the header begins; an offset.
        end: Where the table ends.
    """

    file: str
    text: str = field(repr=False)
    start: int
    end: int

    def header(self) -> Location:
        """Return the place of the table's name."""
        return self._location(self.start)

    def key(self, key: str) -> Location:
        """Return the place of a key; that of the header where it cannot be seen."""
        found = self._found(key)
        return self.header() if found is None else self._location(found.start("name"))

    def value(self, key: str, value: str) -> Location:
        """Return the place of a text that is the value of a key or in its list; that of the key where it is hidden."""
        found = self._found(key)
        if found is None:
            return self.header()
        following = re.compile(_KEY % r"[\w-]+", re.MULTILINE).search(self.text, found.end(), self.end)
        end = following.start() if following is not None else self.end
        given = re.compile(rf"""["'](?P<text>{re.escape(value)})["']""").search(self.text, found.end(), end)
        return self._location(given.start("text")) if given is not None else self.key(key)

    def _found(self, key: str) -> re.Match[str] | None:
        return re.compile(_KEY % re.escape(key), re.MULTILINE).search(self.text, self.start, self.end)

    def _location(self, offset: int) -> Location:
        line_start = self.text.rfind("\n", 0, offset) + 1
        return Location(self.file, self.text.count("\n", 0, offset) + 1, offset - line_start + 1)


def table_places(file: str, text: str, name: str, count: int) -> list[TablePlace]:
    """Return where the tables of one name stand, in the file's order.

    Args:
        file: The file's name in messages.
        text: Its text.
        name: The tables' name, for instance ``paging``.
        count: How many there are; those that have no header of their own share the place of the name.
    """
    plain = _TEXTS.sub(_blank, text)
    found = list(_tables(file, plain, name))
    if len(found) == count:
        return found
    key = re.compile(_KEY % re.escape(name), re.MULTILINE).search(plain)
    start = found[0].start if found else key.start("name") if key is not None else 0
    return [TablePlace(file, plain, start, start)] * count


def _tables(file: str, plain: str, name: str) -> Iterator[TablePlace]:
    headers = list(_HEADER.finditer(plain))
    ends = [*(header.start() for header in headers[1:]), len(plain)]
    for header, end in zip(headers, ends, strict=False):
        if header["name"] == name:
            yield TablePlace(file, plain, header.start("name"), end)


def _blank(found: re.Match[str]) -> str:
    text = found[0]
    return re.sub(r"[^\n]", " ", text) if text.startswith(("#", '"""', "'''")) else text


def locate(name: str, text: str, needle: str, below: str = "") -> Location:
    """Return the likeliest place of a text: a key that gets a value, then the text as a word, then anywhere.

    Args:
        name: The file's name in messages.
        text: Its text.
        needle: What to look for.
        below: What is in the header of the table that has it.
    """
    key = re.escape(needle)
    lines = list(enumerate(text.splitlines(), 1))
    header = next((number for number, line in lines if line.startswith("[") and below in line), 1) if below else 1
    for pattern in (rf"""^\s*["']?(?P<at>{key})["']?\s*=""", rf"(?<![\w-])(?P<at>{key})(?![\w-])", f"(?P<at>{key})"):
        for number, line in lines[header - 1 :]:
            found = re.search(pattern, line)
            if found and not line.lstrip().startswith("#"):
                return Location(name, number, found.start("at") + 1)
    return Location(name, 1, 1)
