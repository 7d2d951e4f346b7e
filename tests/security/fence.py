"""Generated files -> what code can do in them: the shape of their syntax trees, the names that they use, their paths."""

from __future__ import annotations

import ast
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

_NAMES = {
    ast.Name: ("id",),
    ast.Attribute: ("attr",),
    ast.arg: ("arg",),
    ast.keyword: ("arg",),
    ast.alias: ("name", "asname"),
    ast.FunctionDef: ("name",),
    ast.AsyncFunctionDef: ("name",),
    ast.ClassDef: ("name",),
    ast.ImportFrom: ("module",),
}


def own_python(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the Python files that were made from the description; the runtime is copied."""
    return {path: text.decode() for path, text in files.items() if path.endswith(".py") and "/_runtime/" not in path}


def shapes(files: Mapping[str, bytes]) -> Counter[str]:
    """Return the syntax tree of every file without its texts, numbers, names and docstrings."""
    return Counter(_shape(text) for text in own_python(files).values())


def _shape(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for name in _NAMES.get(type(node), ()):
            setattr(node, name, "")
        if isinstance(node, ast.Constant):
            node.value, node.kind = type(node.value).__name__, None
        body = getattr(node, "body", None)
        if isinstance(body, list):
            body[:] = [
                item for item in body if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))
            ]
    return ast.dump(tree)


def calls(files: Mapping[str, bytes]) -> set[str]:
    """Return the callee of every call, as long as it is none of the package's own classes."""
    own = set(_classes(files))
    found = {
        ast.unparse(node.func)
        for text in own_python(files).values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
    }
    return {name for name in found if name.partition(".")[0] not in own}


def kinds(files: Mapping[str, bytes]) -> set[type[ast.AST]]:
    """Return the kinds of nodes that the files are made of."""
    return {type(node) for text in own_python(files).values() for node in ast.walk(ast.parse(text))}


def _classes(files: Mapping[str, bytes]) -> Iterator[str]:
    for text in own_python(files).values():
        yield from (node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef))


def hidden_characters(files: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Return the characters of each file that a reader cannot see or that reorder what a reader sees."""
    found = {
        path: {c for c in text.decode() if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        for path, text in files.items()
        if "/_runtime/" not in path
    }
    return {path: characters for path, characters in found.items() if characters}


def unsafe_paths(files: Mapping[str, bytes], package: str) -> list[str]:
    """Return the paths that leave the folder, that some file system cannot hold, or that another one equals."""
    seen: Counter[str] = Counter(path.casefold() for path in files)
    return [path for path in files if seen[path.casefold()] > 1 or not _is_safe(path, package)]


def _is_safe(path: str, package: str) -> bool:
    parts = PurePosixPath(path).parts
    plain = "/".join(parts) == path and not path.startswith("/") and ".." not in parts
    ours = len(parts) == 1 or parts[0] == package
    stems = [part.partition(".")[0] for part in parts]
    names = all(stem.isidentifier() or path in ("README.md", "pyproject.toml") for stem in stems)
    return plain and ours and names and all(len(part.encode()) <= 255 for part in parts)
