"""Printed classes -> the same, where an annotation that a member's name would hide says ``builtins.list``."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

_BUILTINS = frozenset(dir(builtins))
_MEMBER = re.compile(r"\n    (?:async )?def (\w+)\(")  # a line end is found sooner than the beginning of a line
# A class, or the head of one of its methods up to a colon that ends a line.
_PART = re.compile(r"\n(?:class .*|    (?:async )?def (?:.*\n)*?.*(?::(?=(?: \.\.\.)?\n)|\Z))")
_IMPORT = re.compile(r"^import (?P<module>\w+)\b|^from (?P<other>\w[\w.]*) import ", re.MULTILINE)


def without_shadows(text: str) -> str:
    """Make annotations mean what they say in classes with methods such as `list` or `type`.

    An annotation in a class is read with the names of the class, so that the ``list`` in ``list[Pet]`` is the method.

    Args:
        text: A module as it was printed.

    Returns:
        The module with ``builtins.`` before such names; an import of it where one was written.
    """
    hidden = _BUILTINS.intersection(_MEMBER.findall(text))
    if not hidden:
        return text
    lines = text.split("\n")
    places = sorted({place for node in _parsed(text, hidden).body for place in _hidden(node, lines)}, reverse=True)
    if not places:
        return text
    for line, column in places:
        raw = lines[line - 1].encode()
        lines[line - 1] = (raw[:column] + b"builtins." + raw[column:]).decode()
    return _with_import("\n".join(lines))


def _parsed(text: str, names: Iterable[str]) -> ast.Module:
    """Parse what matters of a module: all of it takes many times as long."""
    try:
        return ast.parse(_skeleton(text, names))
    except SyntaxError:  # an overlay writes its heads otherwise
        return ast.parse(text)


def _skeleton(text: str, names: Iterable[str]) -> str:
    """Return the classes of a module and those heads of methods that have some names, each on the line where it was."""
    word = re.compile(rf"\b(?:{'|'.join(names)})\b")
    kept, end, quotes = list[str](), 0, 0
    for found in _PART.finditer(text):
        part = found[0]
        is_class = part.startswith("\nclass ")
        if not is_class and word.search(part) is None:
            continue
        quotes += text.count('"""', end, found.start())
        if quotes % 2:  # it may be the words of a docstring
            return text
        kept += ["\n" * text.count("\n", end, found.start()), part, "\n    ..." if is_class else " ..."]
        end = found.end() + is_class
    return "".join(kept)


def _hidden(node: ast.stmt, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of names in a class's annotations that its members hide; lines from 1, bytes from 0."""
    if not isinstance(node, ast.ClassDef):
        return
    methods = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = _BUILTINS.intersection(item.name for item in methods)
    for method in methods:
        given = method.args
        annotations = [item.annotation for item in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        for annotation in (*annotations, method.returns):
            if annotation is None or not _may_name(annotation, hidden, lines):
                continue
            for part in ast.walk(annotation):
                if isinstance(part, ast.Name) and part.id in hidden:
                    yield part.lineno, part.col_offset


def _may_name(node: ast.expr, names: Iterable[str], lines: Sequence[str]) -> bool:
    """Tell whether some names may be in an expression, sooner than from its syntax: most have none of them."""
    text = lines[node.lineno - 1]
    if node.end_lineno != node.lineno or not text.isascii():  # its columns are counted in bytes
        return True
    return any(name in text[node.col_offset : node.end_col_offset] for name in names)


def _with_import(text: str) -> str:
    """Return a module that imports `builtins`, in the order in which ruff sorts imports."""
    start = text.index("\n", text.index("from __future__ import ")) + 1
    for found in _IMPORT.finditer(text, start):
        module = found["module"]
        if module is None or module > "builtins" or module not in sys.stdlib_module_names:
            top = (module or found["other"] or "").partition(".")[0]
            gap = "" if top in sys.stdlib_module_names else "\n"
            return f"{text[: found.start()]}import builtins\n{gap}{text[found.start() :]}"
    return f"{text[:start]}\nimport builtins\n{text[start:]}"
