"""Texts and views of a module -> its lines: its head, its import statements, snippets in a column, indented text."""

from __future__ import annotations

from collections.abc import Iterable

from veneer.render.filters import comment, docstring
from veneer.views.docstring import Docstring, Text
from veneer.views.imports import ImportBlock


def head(header: Text, doc: Docstring, imports: ImportBlock) -> str:
    """Print the first lines of a module: where it comes from, what it is, what it needs."""
    return f"# {comment(header)}\n{docstring(doc, 0)}\n\nfrom __future__ import annotations\n{statements(imports)}\n"


def statements(imports: ImportBlock) -> str:
    """Print import statements, each with a line end, behind an empty line."""
    lines = ["", *imports.runtime]
    if imports.typing:
        lines += ["", "if TYPE_CHECKING:", *(f"    {line}" for line in imports.typing)]
    return "\n".join([*lines, ""])


def exported(names: Iterable[str]) -> str:
    """Print the `__all__` of a module."""
    listed = "".join([f'    "{name}",\n' for name in names])
    return f"__all__{'' if listed else ': list[str]'} = [\n{listed}]"


def lines(views: Iterable[object], part: str, margin: int = 0, end: str = "") -> str:
    """Print a snippet of each view on a line of its own; nothing of a view where it is empty.

    Args:
        views: The views.
        part: The attribute that holds the snippet.
        margin: How many spaces stand before each.
        end: What stands behind each.
    """
    found = [text for view in views if (text := getattr(view, part).text)]
    space = " " * margin
    text = f"{end}\n{space}".join(found)
    return f"{space}{text}{end}" if found else ""


def indent(text: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    """Indent text, as the filter of Jinja does: sooner, since it looks at no line by itself.

    Args:
        text: The text.
        width: How many spaces, or what stands in place of them.
        first: Whether the first line is indented too.
        blank: Whether empty lines are.
    """
    space = width if isinstance(width, str) else " " * width
    found = text.replace("\n", f"\n{space}")
    if not blank:
        while f"\n{space}\n" in found:
            found = found.replace(f"\n{space}\n", "\n\n")
        found = found.removesuffix(space) if found.endswith(f"\n{space}") else found
    return f"{space}{found}" if first else found
