"""The text of package.toml -> the lines where it decides something about an operation."""

from __future__ import annotations

from attrs import frozen

from veneer.diagnostics import Location
from veneer.overlay import Configuration
from veneer.overlay.places import TablePlace, locate, table_places


@frozen
class Lines:
    """Finds lines of a package.toml."""

    configuration: Configuration

    def client(self, name: str, glob: str) -> Location:
        """Return the place of a glob of a client."""
        return self._table(f"clients.{name}", name).value("operations", glob)

    def group(self, tag: str) -> Location:
        """Return the place of the name that a person chose for a tag's group."""
        return self._table("groups", "groups").key(tag)

    def operation(self, id: str, key: str) -> Location:
        """Return the place of a key of an operation's table."""
        return self._table(f"operations.{id}", id).key(key)

    def name(self, kind: str, name: str) -> Location:
        """Return the place of a name that a person chose."""
        return self._table(f"names.{kind}", name).key(name)

    def _table(self, header: str, word: str) -> TablePlace:
        """Return the place of a table; where its header is written in another way, that of a word in it."""
        file, text = self.configuration.file or "", self.configuration.text
        (found,) = table_places(file, text, header, 1)
        if found.end > found.start:
            return found
        line = locate(file, text, word).line or 1
        start = sum(map(len, text.splitlines(keepends=True)[: line - 1]))
        return TablePlace(file, text, start, start)
