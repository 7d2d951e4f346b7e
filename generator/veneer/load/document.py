"""The result of loading: plain values in the shape of OpenAPI 3.1, and the file and line of each of them."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from attrs import evolve, field, frozen

from veneer.diagnostics import Diagnostic, Location
from veneer.load import pointers
from veneer.load.source import Source


@frozen(eq=False)
class SpecDocument:
    """One API description.

    Attributes:
        content: Plain values in the shape of OpenAPI 3.1, keys in the order of the file. A tree: no part is shared.
        name: The file as shown to the user.
        version: The version of OpenAPI or Swagger as written, for example ``3.0.3``.
        warnings: The faults past which it was read.
        of_many_files: Whether any other file was read for it.
    """

    content: Mapping[str, Any] = field(repr=False)
    name: str
    version: str
    _source: Source = field(repr=False)
    warnings: tuple[Diagnostic, ...] = ()
    of_many_files: bool = False

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """Find where a part of the description stands in the file.

        Args:
            pointer: JSON Pointer (RFC 6901), ``""`` for the whole document.
            key: Give the place of the part's key instead of its value.

        Returns:
            File, line and column of the part, or of its nearest existing ancestor.
        """
        return self._source.locate(pointers.parse(pointer), key=key)

    def without_content(self) -> Self:
        """Return what locates the same parts, and takes less."""
        return evolve(self, content={})

    def located(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return diagnostics with the place of their pointer, where they know no line."""
        return tuple(
            evolve(item, location=self.locate(item.pointer)) if item.pointer and item.location.line is None else item
            for item in diagnostics
        )

    def written(self, pointer: str) -> str:
        """Return the JSON Pointer of a part in the file as it was written, before it was mended or upgraded.

        Args:
            pointer: Its JSON Pointer (RFC 6901) in `content`.
        """
        return pointers.join(self._source.written(pointers.parse(pointer)))

    def resolve(self, pointer: str) -> Any:
        """Return the part that a JSON Pointer leads to.

        Args:
            pointer: JSON Pointer (RFC 6901), ``""`` for the whole document.

        Returns:
            The part, not a copy.

        Raises:
            KeyError: There is no such part.
        """
        if pointer and not pointer.startswith("/"):
            raise KeyError(pointer)
        try:
            return pointers.look_up(self.content, pointers.parse(pointer))
        except KeyError:
            raise KeyError(pointer) from None
