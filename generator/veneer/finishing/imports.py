"""Import statements of a generated file -> what each name is elsewhere in the distribution."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

# The path of a file without its ending, and the name there.
Origin = tuple[str, str]
_NAMES = r"\w+(?: as \w+)?"
_STATEMENT = re.compile(
    rf" *(?:import [\w., ]+"
    rf"|from (?P<dots>\.*)(?P<module>[\w.]*) import (?:(?P<names>{_NAMES}(?:, {_NAMES})*)"
    rf"|\(\n(?P<lines>(?: +{_NAMES},\n)++) *\)))\n"
)


def plain_imports(path: str, text: str, found: dict[str, Origin]) -> bool:
    """Add what statements import from the distribution, without a syntax tree.

    Args:
        path: The path of their file.
        text: Statements as the formatter leaves them.
        found: What is added to.

    Returns:
        Whether there is nothing else in the text; if not, something may be missing.
    """
    end = 0
    while (statement := _STATEMENT.match(text, end)) is not None:
        end = statement.end()
        dots, module, names, lines = statement.group("dots", "module", "names", "lines")
        if dots:
            source = _source(path, len(dots), module)
            for item in (names or lines.rstrip(",\n")).split(","):
                name, _, alias = item.strip().partition(" as ")
                found[alias or name] = (source, name)
    return end == len(text)


def add_imports(path: str, nodes: Iterable[ast.stmt], found: dict[str, Origin]) -> None:
    """Add what statements import from the distribution; arguments as for `plain_imports`."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            source = _source(path, node.level, node.module or "")
            found |= {alias.asname or alias.name: (source, alias.name) for alias in node.names}


def _source(path: str, level: int, module: str) -> str:
    folder = path.split("/")[:-level]
    return "/".join([*folder, *module.split(".")]).rstrip("/")
