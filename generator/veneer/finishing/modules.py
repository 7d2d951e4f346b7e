"""A generated Python file -> what it says at its top level; it is parsed, not imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TypeAlias

from veneer.finishing.code import ClassCode, Form, Module
from veneer.finishing.outline import Outlined, outline, whole
from veneer.finishing.symbols import assigned, called, class_code, names_of

_Statement: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.AnnAssign


def module_of(path: str, text: str) -> Module:
    """Read a file.

    Args:
        path: Its path below the distribution's folder.
        text: The file, as the formatter leaves it.

    Raises:
        SyntaxError: When the file is no Python.
    """
    try:
        return _module(path, outline(text, path))
    except SyntaxError:  # a text with lines that look like functions
        return _module(path, whole(text, path))


def _module(path: str, statements: Iterable[Outlined]) -> Module:
    definitions: dict[str, ClassCode | Form] = {}
    imports: dict[str, tuple[str, str]] = {}
    exported: tuple[str, ...] = ()
    for node, below in statements:
        if isinstance(node, ast.ClassDef):
            definitions.setdefault(node.name, class_code(node, below))
        elif isinstance(node, _Statement):
            names = names_of(node)
            if names == ("__all__",) and isinstance(node, ast.Assign) and not exported:
                exported = tuple(ast.literal_eval(node.value))
            else:
                definitions |= {name: _form(node, name) for name in names if name not in definitions}
        else:
            _add_imports(path, (node, *below), imports)
    return Module(exported, definitions, imports)


def _form(node: _Statement, name: str) -> Form:
    return assigned(node, name) if isinstance(node, ast.Assign | ast.AnnAssign) else called(node)


def _add_imports(path: str, nodes: Iterable[ast.stmt], imports: dict[str, tuple[str, str]]) -> None:
    """Add what statements import from the distribution."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            source = _source(path, node)
            imports |= {alias.asname or alias.name: (source, alias.name) for alias in node.names}


def _source(path: str, node: ast.ImportFrom) -> str:
    folder = path.split("/")[: -node.level]
    return "/".join([*folder, *(node.module or "").split(".")]).rstrip("/")
