"""A generated Python file -> what it says at its top level; it is parsed, not imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from veneer.finishing.code import ClassCode, Form, Module
from veneer.finishing.outline import outline
from veneer.finishing.symbols import assigned, called, class_code, names_of

_Statement: TypeAlias = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.AnnAssign


def module_of(path: str, text: str) -> Module:
    """Read a file.

    Args:
        path: Its path below the distribution's folder.
        text: The file, as the formatter leaves it.

    Raises:
        SyntaxError: When the file is no Python.
    """
    tree = outline(text, path)
    definitions: dict[str, ClassCode | Form] = {}
    exported: tuple[str, ...] = ()
    for node in tree.body:
        if isinstance(node, _Statement):
            found = names_of(node)
            if found == ("__all__",) and isinstance(node, ast.Assign) and not exported:
                exported = tuple(ast.literal_eval(node.value))
            else:
                definitions |= {name: _definition(node, name) for name in found if name not in definitions}
    imports = {
        alias.asname or alias.name: (_source(path, node), alias.name)
        for node in _statements(tree.body)
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }
    return Module(exported, definitions, imports)


def _definition(node: _Statement, name: str) -> ClassCode | Form:
    if isinstance(node, ast.ClassDef):
        return class_code(node)
    return assigned(node, name) if isinstance(node, ast.Assign | ast.AnnAssign) else called(node)


def _source(path: str, node: ast.ImportFrom) -> str:
    folder = path.split("/")[: -node.level]
    return "/".join([*folder, *(node.module or "").split(".")]).rstrip("/")


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield a module's statements, those below `if TYPE_CHECKING` too."""
    for node in body:
        yield node
        if isinstance(node, ast.If):
            yield from _statements(node.body)
