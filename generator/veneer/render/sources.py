"""Generated files -> the definition behind a name, followed through the imports between them; nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from veneer.render.fileset import FileSet

Statement: TypeAlias = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.AnnAssign


@frozen
class Definition:
    """A statement that makes a name, and the path of its file."""

    path: str
    statement: Statement


class Sources:
    """The Python files of a distribution, each parsed when it is first asked for.

    Args:
        files: The distribution; what is no Python is never looked at.
    """

    def __init__(self, files: FileSet) -> None:
        self._files = files
        self._trees: dict[str, ast.Module] = {}
        self._imports: dict[str, dict[str, tuple[str, str]]] = {}

    def exported(self, path: str) -> tuple[str, ...]:
        """Return what a file has in `__all__`, in its order."""
        for node in self._tree(path).body:
            if isinstance(node, ast.Assign) and names_of(node) == ("__all__",):
                return tuple(ast.literal_eval(node.value))
        return ()

    def find(self, path: str, name: str) -> Definition | None:
        """Return what a name stands for in a file.

        Args:
            path: The file.
            name: A name of its module.

        Returns:
            Its definition, in this file or in the one that it comes from; ``None`` for what is not of the distribution.
        """
        tree = self._tree(path)
        for node in tree.body:
            if isinstance(node, Statement) and name in names_of(node):
                return Definition(path, node)
        source, original = self._imported(path).get(name, (None, name))
        return self.find(source, original) if source is not None else None

    def lineage(self, definition: Definition) -> tuple[Definition, ...]:
        """Return a class and its bases within the distribution, the nearest first, each once."""
        found = [definition]
        if isinstance(definition.statement, ast.ClassDef):
            for base in definition.statement.bases:
                named = base.value if isinstance(base, ast.Subscript) else base
                known = self.find(definition.path, named.id) if isinstance(named, ast.Name) else None
                found += [item for item in self.lineage(known) if item not in found] if known is not None else []
        return tuple(found)

    def _tree(self, path: str) -> ast.Module:
        if path not in self._trees:
            self._trees[path] = ast.parse(self._files[path], path)
        return self._trees[path]

    def _imported(self, path: str) -> dict[str, tuple[str, str]]:
        """Return what a file imports from others of the distribution: the file and the name there."""
        if path not in self._imports:
            self._imports[path] = {
                alias.asname or alias.name: (source, alias.name)
                for node in _statements(self._tree(path).body)
                if isinstance(node, ast.ImportFrom) and (source := self._source(path, node)) is not None
                for alias in node.names
            }
        return self._imports[path]

    def _source(self, path: str, node: ast.ImportFrom) -> str | None:
        if not node.level:
            return None
        folder = path.split("/")[: -node.level]
        module = "/".join([*folder, *(node.module or "").split(".")]).rstrip("/")
        return next((file for file in (f"{module}.py", f"{module}/__init__.py") if file in self._files), None)


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield a module's statements, those below `if TYPE_CHECKING` too."""
    for node in body:
        yield node
        if isinstance(node, ast.If):
            yield from _statements(node.body)


def names_of(node: Statement) -> tuple[str, ...]:
    """Return the names that a statement makes."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return tuple(target.id for target in targets if isinstance(target, ast.Name))
