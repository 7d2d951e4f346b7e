"""The values that views are made of: a file to print, snippets of code with the imports they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from attrs import frozen


class Import(NamedTuple):  # a tuple, as the next: there are sets of them everywhere, and its hash takes no Python
    """``from module import name`` (or ``import module as alias``); `typing_only` when no code runs that needs it."""

    module: str
    name: str | None = None
    alias: str | None = None
    typing_only: bool = False


_NOTHING = frozenset[Import]()


class Code(NamedTuple):
    """A snippet of Python, made here from checked names and literals, and the imports it needs."""

    text: str
    imports: frozenset[Import] = _NOTHING

    def __str__(self) -> str:
        return self.text

    def needing(self, imports: frozenset[Import]) -> Code:
        """Return the same snippet with more imports."""
        return Code(self.text, self.imports | imports)


def code(text: str, *parts: Code) -> Code:
    """Join snippets: each ``{}`` in the text is the next part."""
    return Code(text.format(*[part.text for part in parts]), imports_of(parts))


class Importing(Protocol):
    """What needs imports: a snippet, or what is made of some."""

    @property
    def imports(self) -> frozenset[Import]:
        """What it needs."""
        ...


def imports_of(parts: Iterable[Importing]) -> frozenset[Import]:
    """Return the imports of several snippets."""
    return _NOTHING.union(*[part.imports for part in parts])


@frozen
class FileView:
    """A file to print: where, with which template, from what."""

    path: str
    template: str
    context: Mapping[str, Any]
