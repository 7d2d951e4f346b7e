"""A generated Python file -> what it says at its top level; it is not imported, and parsed where it has to be."""

from __future__ import annotations

import ast
import re
from typing import TypeAlias

from veneer.finishing import signatures
from veneer.finishing.classes import class_of, plain_class
from veneer.finishing.code import ClassCode, Form, Module
from veneer.finishing.imports import add_imports, plain_imports
from veneer.finishing.plain import DOCSTRING, EXPORTED, FUNCTION, TABLE
from veneer.finishing.symbols import assigned, called, names_of

_Statement: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.AnnAssign
_OPENING = re.compile(rf"(?:#.*\n|\n)*+(?:{DOCSTRING}\n*)?")
_BETWEEN = re.compile(r"\n\n+(?=[@\w\"#])")  # simple statements can stand side by side
_COMMENTS = re.compile(r"(?:#.*\n)*+")
_TYPED = "if TYPE_CHECKING:\n"
_UNTYPED = re.compile(r"if not TYPE_CHECKING:\n(?:(?: .*)?\n)*+")  # it defines nothing that a type checker knows


def module_of(path: str, text: str) -> Module:
    """Read a file.

    Args:
        path: Its path below the distribution's folder.
        text: The file, as the formatter leaves it.

    Raises:
        SyntaxError: When the file is no Python.
    """
    try:
        return _in_parts(path, text)
    except SyntaxError:  # a text with lines that look like statements
        return parsed(path, text)


def parsed(path: str, text: str) -> Module:
    """Read a file from its syntax tree alone; arguments and results as for `module_of`."""
    reading = _Reading(path)
    reading.parse(text)
    return reading.module()


def form_of(name: str, text: str) -> Form:
    """Return the form of a name from the source of what is assigned to it."""
    (node,) = ast.parse(text).body
    assert isinstance(node, ast.Assign | ast.AnnAssign)
    return assigned(node, name)


def _in_parts(path: str, text: str) -> Module:
    reading = _Reading(path)
    opening = _OPENING.match(text)
    for part in _BETWEEN.split(text[opening.end() if opening else 0 :].rstrip("\n")):
        reading.take(f"{part}\n")
    return reading.module()


class _Reading:
    """What was read of a file so far."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._definitions: dict[str, ClassCode | Form | str] = {}
        self._imports: dict[str, tuple[str, str]] = {}
        self._exported: tuple[str, ...] = ()

    def module(self) -> Module:
        """Return all of it."""
        return Module(self._exported, self._definitions, self._imports)

    def take(self, part: str) -> None:
        """Take statements; a class, a function and a table are alone.

        Raises:
            SyntaxError: They are no Python, or have lines that only look like statements.
        """
        comments = _COMMENTS.match(part)
        part = part[comments.end() if comments else 0 :]
        if not (self._take_plain(part) or _UNTYPED.fullmatch(part)):
            self.parse(part)

    def _take_plain(self, part: str) -> bool:
        """Take a part without a syntax tree, and say whether that could be done."""
        if part.startswith(("from ", "import ", _TYPED)):
            return plain_imports(self._path, part.removeprefix(_TYPED), self._imports)
        if part.startswith(("@", "class ")) and (found := plain_class(part)) is not None:
            self._definitions.setdefault(found.name, found)
        elif (function := FUNCTION.fullmatch(part)) is not None:
            self._definitions.setdefault(function["name"], signatures.function(function))
        elif (names := EXPORTED.fullmatch(part)) is not None:
            self._exported = self._exported or tuple(re.findall(r"\w+", names["names"]))
        elif (table := TABLE.fullmatch(part)) is not None:
            self._definitions.setdefault(table["name"], part)
        else:
            return False
        return True

    def parse(self, text: str) -> None:
        """Take statements of any form.

        Raises:
            SyntaxError: The text is no Python.
        """
        for node in ast.parse(text, self._path).body:
            if isinstance(node, ast.ClassDef):
                self._definitions.setdefault(node.name, class_of(node))
            elif isinstance(node, _Statement):
                names = names_of(node)
                if names == ("__all__",) and isinstance(node, ast.Assign) and not self._exported:
                    self._exported = tuple(ast.literal_eval(node.value))
                else:
                    self._define(node, names)
            else:
                add_imports(self._path, (node, *node.body) if isinstance(node, ast.If) else (node,), self._imports)

    def _define(self, node: _Statement, names: tuple[str, ...]) -> None:
        for name in names:
            if name not in self._definitions:
                self._definitions[name] = _form(node, name)


def _form(node: _Statement, name: str) -> Form:
    return assigned(node, name) if isinstance(node, ast.Assign | ast.AnnAssign) else called(node)
