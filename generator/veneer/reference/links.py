"""The type of an argument or a result, as code has it -> Markdown, in which each class leads to its page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

import griffe

from veneer.diff.markdown import span

_Piece = tuple[str, str | None]  # a text, and the page that it leads to


class Links:
    """What has a page.

    Args:
        package: The package's import name.
        pages: The page of each class by its dotted path, as its package exports it.
    """

    def __init__(self, package: str, pages: Mapping[str, str]) -> None:
        self._runtime = f"{package}._runtime."
        self._package = package
        self._pages = pages

    def page_of(self, path: str) -> str | None:
        """Return the page of what a dotted path names: below the runtime whatever the package exports so."""
        if path.startswith(self._runtime):
            path = f"{self._package}.{path.rpartition('.')[2]}"
        return self._pages.get(path)

    def type(self, annotation: str | griffe.Expr | None, page: str) -> str:
        """Write a type for a page; nothing for none."""
        if annotation is None:
            return ""
        if isinstance(annotation, str):  # the name of an error, or what a docstring says of a type
            pieces = [(annotation, self._pages.get(f"{self._package}.{annotation}"))]
        else:
            pieces = list(_joined(self._pieces(annotation)))
        return "".join(
            span(text) if to is None else f"[{span(text)}]({relative(page, to)})" for text, to in pieces if text
        )

    def _pieces(self, annotation: griffe.Expr) -> Iterator[_Piece]:
        parts = list(annotation.iterate(flat=True))
        at = 0
        while at < len(parts):
            part = parts[at]
            at += 1
            if isinstance(part, str):
                yield part, None
            elif isinstance(part, griffe.ExprName):
                path = _path(part)
                if path.endswith(".models") and parts[at : at + 1] == ["."]:
                    at += 1  # `models.X` is `X` to a reader
                else:
                    yield part.name, self.page_of(path)
            else:
                yield str(part), None


def _path(name: griffe.ExprName) -> str:
    try:
        return str(name.canonical_path)
    except griffe.NameResolutionError:
        return name.name


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Put texts that lead nowhere together: two spans of code beside each other are no Markdown."""
    plain = ""
    for text, to in pieces:
        if to is None:
            plain += text
        else:
            yield plain, None
            yield text, to
            plain = ""
    yield plain, None


def relative(page: str, to: str) -> str:
    """Return the way from one page to another."""
    return posixpath.relpath(to, posixpath.dirname(page) or ".")
