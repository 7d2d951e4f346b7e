"""The sources of several files, and which part of one document came from where, in; one source that finds it, out."""

from collections.abc import Mapping

from veneer.diagnostics import Location
from veneer.load.source import Source

Origin = tuple[Source, tuple[str, ...]]  # a file, and the keys in it


class BundledSource(Source):
    """The source of a document that was made from several files."""

    def __init__(self, first: Source, origins: Mapping[tuple[str, ...], Origin]) -> None:
        super().__init__(first.name, first.utf8)
        self._origins = origins

    def locate(self, tokens: tuple[str, ...], *, key: bool = False) -> Location:
        """Return the place of the value (or the key) that the keys lead to, or of its nearest existing ancestor."""
        for length in range(len(tokens), 0, -1):
            if tokens[:length] in self._origins:
                source, before = self._origins[tokens[:length]]
                return source.locate((*before, *tokens[length:]), key=key)
        return super().locate(tokens, key=key)
