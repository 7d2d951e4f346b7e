"""Generated files -> what is in them: the shape of their syntax trees, the names that they lean on, their paths."""

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

# What files lean on without making it: builtins, and modules outside of the package.
KNOWN_NAMES = frozenset(
    {"__name__", "bool", "bytes", "classmethod", "dict", "float", "int", "isinstance", "list", "object", "property"}
    | {"str", "super", "tuple", "type", "__future__.annotations", "attrs.define", "attrs.field", "datetime", "httpx"}
    | {"collections.abc.AsyncIterator", "collections.abc.Coroutine", "collections.abc.Iterable"}
    | {"collections.abc.Iterator", "collections.abc.Mapping", "collections.abc.Sequence", "decimal.Decimal"}
    | {"functools.cached_property", "uuid.UUID", "typing.Any", "typing.Literal", "typing.TYPE_CHECKING"}
    | {"typing.cast", "typing.overload"}
)
# The statements of the templates: what stands around one, what it is, and what it calls where its value is a call.
_STATEMENTS = {
    "Module": "Import ImportFrom ClassDef FunctionDef Expr:Constant Assign:List AnnAssign:Dict AnnAssign:Tuple "
    "Assign:lazy Assign:again If:TYPE_CHECKING If:not(TYPE_CHECKING)",
    "If": "ImportFrom Return Assign:lazy",
    "ClassDef": "FunctionDef AsyncFunctionDef Expr:Constant AnnAssign AnnAssign:field Assign:Constant Assign:number",
    "FunctionDef": "ImportFrom Return Expr:Constant Expr:put Expr:put_additional Expr:put_nullable Expr:put_optional "
    "Expr:put_optional_nullable Expr:super().__init__ Assign:super() Assign:take_object AnnAssign:Dict If:isinstance "
    "If:Compare",
    "AsyncFunctionDef": "Return Expr:Constant Assign:super() If:isinstance If:Compare",
}
_KNOWN_STATEMENTS = {(around, what) for around, listed in _STATEMENTS.items() for what in listed.split()}


def own_python(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the Python files that were made from the description; the runtime is copied."""
    return {
        path: text.decode()
        for path, text in files.items()
        if path.endswith((".py", ".pyi")) and "/_runtime/" not in path
    }


def trees(files: Mapping[str, bytes]) -> dict[str, ast.Module]:
    """Return their syntax trees."""
    return {path: ast.parse(text) for path, text in own_python(files).items()}


def shapes(files: Mapping[str, bytes]) -> Counter[str]:
    """Return the syntax tree of every file without its texts, numbers, names and docstrings."""
    return Counter(map(_shape, own_python(files).values()))


def _shape(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for name in _NAMES.get(type(node), ()):
            setattr(node, name, "")
        if isinstance(node, ast.Constant):
            node.value, node.kind = type(node.value).__name__, None
        body = getattr(node, "body", None)
        if isinstance(body, list):
            body[:] = [item for item in body if not _is_text(item)]
    return ast.dump(tree)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def names_from_elsewhere(trees: Mapping[str, ast.Module]) -> set[str]:
    """Return the names that files use without making them (builtins), and the modules that they import."""
    return {name for tree in trees.values() for name in _from_elsewhere(tree)}


def _from_elsewhere(tree: ast.Module) -> Iterator[str]:
    made: set[str] = set()
    used: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
                made |= {alias.asname or alias.name for alias in node.names}
            case ast.ImportFrom():
                if not node.level:
                    yield from (f"{node.module}.{alias.name}" for alias in node.names)
                made |= {alias.asname or alias.name for alias in node.names}
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                made.add(node.name)
            case ast.arg():
                made.add(node.arg)
            case ast.Name(ctx=ast.Load()):
                used.add(node.id)
            case ast.Name():
                made.add(node.id)
    yield from used - made


def strange_statements(tree: ast.AST) -> Iterator[str]:
    """Yield the statements that no template has."""
    around = type(tree).__name__
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt):
            if (around, _kind(node)) not in _KNOWN_STATEMENTS:
                yield f"{around}: {_kind(node)}: {ast.unparse(node)[:200]}"
            yield from strange_statements(node)


def _kind(node: ast.stmt) -> str:
    match node:
        case ast.Expr(value) | ast.Assign(value=value) | ast.If(test=value):
            return f"{type(node).__name__}:{_value(value)}"
        case ast.AnnAssign(value=value) if value is not None:
            return f"AnnAssign:{_value(value)}"
    return type(node).__name__


def _value(node: ast.expr) -> str:
    match node:
        case ast.Await(value=value):
            return _value(value)
        case ast.UnaryOp(op=ast.Not(), operand=value):
            return f"not({_value(value)})"
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return "number"
        case ast.BoolOp(values=[first, *_]):
            return _value(first)
        case ast.Call(func=ast.Attribute(value=ast.Call() as of, attr=name)) if name != "__init__":
            return ast.unparse(of)  # a method of the protocol layer, which the description names
        case ast.Call(func=called):
            return ast.unparse(called)
        case ast.Name(id=name):
            return name
    return type(node).__name__


def hidden_characters(files: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Return the characters of each file that a reader cannot see or that reorder what a reader sees."""
    found = {
        path: {c for c in set(text.decode()) if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        for path, text in files.items()
        if "/_runtime/" not in path
    }
    return {path: characters for path, characters in found.items() if characters}


def unsafe_paths(files: Mapping[str, bytes], package: str) -> list[str]:
    """Return the paths that leave the folder, that some file system cannot hold, or that another one equals."""
    seen = Counter(unicodedata.normalize("NFKC", path).casefold() for path in files)
    alike = {path for path in files if seen[unicodedata.normalize("NFKC", path).casefold()] > 1}
    return [path for path in files if path in alike or not _is_safe(path, package)]


def _is_safe(path: str, package: str) -> bool:
    parts = PurePosixPath(path).parts
    plain = "/".join(parts) == path and not path.startswith("/") and ".." not in parts
    ours = len(parts) == 1 or parts[0] == package
    names = all(part.partition(".")[0].isidentifier() for part in parts) or path in ("README.md", "pyproject.toml")
    return plain and ours and names and all(len(part.encode()) <= 255 for part in parts)
