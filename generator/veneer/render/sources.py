"""Generated files -> the definition behind a name, followed through the imports between them; nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from attrs import frozen

from veneer.render.fileset import FileSet
from veneer.render.outline import outline

Statement: TypeAlias = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.AnnAssign
_KEPT = 40  # files: the runtime's, and those of the models that others inherit from


@frozen
class Definition:
    """A statement that makes a name, and the path of its file."""

    path: str
    statement: Statement


@frozen
class _Module:
    """What a file says at its top level.

    Attributes:
        exported: What it has in `__all__`, in its order.
        definitions: What makes each name; of several the first.
        imports: What it imports from others of the distribution: their file and the name there.
    """

    exported: tuple[str, ...]
    definitions: dict[str, Statement]
    imports: dict[str, tuple[str, str]]


class Sources:
    """The Python files of a distribution, each parsed when it is asked for; the syntax of the last ones is kept.

    Args:
        files: The distribution; what is no Python is never looked at.
    """

    def __init__(self, files: FileSet) -> None:
        self._files = files
        self._module = lru_cache(maxsize=_KEPT)(self._parsed)

    def exported(self, path: str) -> tuple[str, ...]:
        """Return what a file has in `__all__`, in its order."""
        return self._module(path).exported

    def origin(self, path: str, name: str) -> str:
        """Return the file that a file imports a name from, or the file itself."""
        return self._module(path).imports.get(name, (path, name))[0]

    def find(self, path: str, name: str) -> Definition | None:
        """Return what a name stands for in a file.

        Args:
            path: The file.
            name: A name of its module.

        Returns:
            Its definition, in this file or in the one that it comes from; ``None`` for what is not of the distribution.
        """
        module = self._module(path)
        if name in module.definitions:
            return Definition(path, module.definitions[name])
        source, original = module.imports.get(name, (None, name))
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

    def _parsed(self, path: str) -> _Module:
        tree = outline(self._files[path].decode(), path)
        definitions: dict[str, Statement] = {}
        exported: tuple[str, ...] = ()
        for node in tree.body:
            if isinstance(node, Statement):
                found = names_of(node)
                if found == ("__all__",) and isinstance(node, ast.Assign) and not exported:
                    exported = tuple(ast.literal_eval(node.value))
                for name in found:
                    definitions.setdefault(name, node)
        imports = {
            alias.asname or alias.name: (source, alias.name)
            for node in _statements(tree.body)
            if isinstance(node, ast.ImportFrom) and (source := self._source(path, node)) is not None
            for alias in node.names
        }
        return _Module(exported, definitions, imports)

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
