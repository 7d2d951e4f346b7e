"""The files of a distribution as they come -> what each class offers, in lines; these are kept, and the code is not."""

from __future__ import annotations

from contextlib import suppress

from attrs import frozen

from veneer.finishing.code import ClassCode
from veneer.finishing.entries import Entry, class_entries, pair_entries
from veneer.finishing.lineages import is_enum
from veneer.finishing.sources import Definition, Files, NotThereYetError, Sources


@frozen
class Offer:
    """The lines of a name, and whether it is that of an enum."""

    entries: tuple[Entry, ...]
    is_enum: bool = False


class Offers:
    """What the files of a distribution offer.

    Args:
        files: All that is there so far.
    """

    def __init__(self, files: Files) -> None:
        self.sources = Sources(files)
        self._known: dict[tuple[str, str, bool], Offer] = {}

    def read(self, path: str, content: bytes) -> None:
        """Read a file that has just come, so that little is left to do when the last one has."""
        definitions = self.sources.latest(path, content).definitions
        if "/_" in path:
            return  # other files make of it what they offer
        for name, code in definitions.items():
            if isinstance(code, ClassCode) and not name.startswith("_"):
                paired = f"Async{name}" in definitions
                if paired or name.removeprefix("Async") == name or name.removeprefix("Async") not in definitions:
                    with suppress(NotThereYetError):
                        self._known[path, name, paired] = self._offer(path, name, paired=paired)

    def of(self, path: str, name: str, *, paired: bool = False) -> Offer:
        """Return what a name stands for in a file, or where that imports it from.

        Args:
            path: The file.
            name: The name.
            paired: Whether it is that of a client with an async twin, of which the lines are to tell too.

        Raises:
            LookupError: No file defines it.
        """
        source, original = self.sources.origin(path, name)
        known = self._known.get((source, name, paired)) if original == name else None
        return known or self._offer(path, name, paired=paired)

    def _offer(self, path: str, name: str, *, paired: bool) -> Offer:
        definition = self._definition(path, name)
        lineage = self.sources.lineage(definition)
        if paired:
            twin = self.sources.lineage(self._definition(path, f"Async{name}"))
            return Offer(tuple(pair_entries(name, lineage, twin)))
        if isinstance(definition.code, ClassCode):
            return Offer(tuple(class_entries(name, lineage)), is_enum(lineage))
        return Offer((Entry(definition.code.line()),))

    def _definition(self, path: str, name: str) -> Definition:
        definition = self.sources.find(path, name)
        if definition is None:
            raise LookupError(f"{path} exports {name}, which no file defines")
        return definition
