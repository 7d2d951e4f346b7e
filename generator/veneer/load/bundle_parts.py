"""Parts of other files that references lead to in; the components that they become, and where each came from, out."""

from __future__ import annotations

from typing import Any

from attrs import define, field, frozen

from veneer.load import pointers
from veneer.load.beside import RefusedReferenceError
from veneer.load.bundle_files import BundledFile
from veneer.load.bundle_names import name_parts
from veneer.load.bundled import Origin
from veneer.load.limits import MAX_COPIES
from veneer.load.walk import Path, tokens_of


@frozen
class Part:
    """What becomes a component: a section, and a part of a file."""

    home: tuple[str, ...]
    key: str
    tokens: tuple[str, ...]


@define
class Parts:
    """All that was brought into a document, whose components get their names at the end."""

    _found: dict[Part, tuple[BundledFile, Any]] = field(factory=dict)
    _waiting: list[tuple[dict[str, Any], str, Part]] = field(factory=list)
    _moved: list[tuple[Part | None, Path, Origin]] = field(factory=list)
    _budget: int = MAX_COPIES * 5

    def refer(
        self, holder: dict[str, Any], key: str, home: tuple[str, ...], file: BundledFile, tokens: tuple[str, ...]
    ) -> tuple[Part, Any] | None:
        """Let a reference lead to a component.

        Args:
            holder: The object with the reference.
            key: Its key there.
            home: The section of the component.
            file: The file with the part that becomes the component.
            tokens: The keys of the part.

        Returns:
            The part and its values, if nothing referred to it before.
        """
        part = Part(home, file.about.key, tokens)
        is_new = part not in self._found
        if is_new:
            self._found[part] = (file, self.copy(pointers.look_up(file.content, tokens)))
            self.note_origin(part, None, file, tokens)
        self._waiting.append((holder, key, part))
        return (part, self._found[part][1]) if is_new else None

    def note_origin(self, part: Part | None, path: Path, file: BundledFile, tokens: tuple[str, ...]) -> None:
        """Note where something was written that is now in a part, or in the document itself."""
        self._moved.append((part, path, (file.source, tokens)))

    def values(self, part: Part) -> Any:
        """Return what is in a part."""
        return self._found[part][1]

    def copy(self, node: Any) -> Any:
        """Return a copy of values; raises ``RefusedReferenceError`` when there are too many."""
        self._budget -= 1
        if self._budget < 0:
            raise RefusedReferenceError("too-large", "the files refer to too much", "Refer to smaller parts.")
        if isinstance(node, dict):
            return {key: self.copy(value) for key, value in node.items()}
        return [self.copy(item) for item in node] if isinstance(node, list) else node

    def name(self, content: dict[str, Any]) -> dict[tuple[str, ...], Origin]:
        """Name the components, put them into their sections of a document, and write the references to them.

        Returns:
            Where each part was written that is now elsewhere, by its keys.
        """
        places: dict[Part, tuple[str, ...]] = {}
        for home in dict.fromkeys(part.home for part in self._found):
            parts = {(self._found[part][0].about.name, part.tokens): part for part in self._found if part.home == home}
            section: Any = content
            for key in home:
                if not isinstance(section.get(key), dict):
                    section[key] = {}
                section = section[key]
            names = name_parts(parts, section)
            for about, part in sorted(parts.items(), key=lambda item: names[item[0]]):
                section[names[about]] = self._found[part][1]
                places[part] = (*home, names[about])
        for holder, key, part in self._waiting:
            holder[key] = "#" + pointers.join(places[part])
        return {
            (*(places[part] if part is not None else ()), *tokens_of(path)): origin
            for part, path, origin in self._moved
        }
