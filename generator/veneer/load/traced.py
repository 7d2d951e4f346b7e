"""A source, and where the parts of a changed document stood in it, in; a source that finds them out."""

from collections.abc import Callable

from veneer.diagnostics import Location
from veneer.load.source import Source


class TracedSource(Source):
    """A source whose parts have moved since it was written; several may stand around each other."""

    def __init__(self, inner: Source, before: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
        super().__init__(inner.name, inner.utf8)
        self._inner = inner
        self._before = before

    def locate(self, tokens: tuple[str, ...], *, key: bool = False) -> Location:
        """Return the place of the value (or the key) that the keys lead to, or of its nearest existing ancestor."""
        return self._inner.locate(self._before(tokens), key=key)

    def written(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys that led to a part in the text as it was written."""
        return self._inner.written(self._before(tokens))
