"""The samples of a client, as they stand beside its code -> the code of each, ready to be copied."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from veneer.reference.values import Sample

_KINDS = (("", "short"), (" with all parameters", "with_all_parameters"))
_TWINS = (("Sync", "", "make_client"), ("Async", "async_", "make_async_client"))


class Samples:
    """What is shown of a file of samples.

    Args:
        path: The file; one that is not there has no samples.
    """

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        self._text = text
        body = ast.parse(text).body
        functions = [node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        self._functions = MappingProxyType({node.name: node for node in functions})
        self._imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]

    def of(self, method: str, *, protocol: bool) -> Iterator[Sample]:
        """Yield the samples of a method in a layer: the short one, then the one with all parameters."""
        for words, kind in _KINDS:
            name = f"{method}_protocol_{kind}" if protocol else f"{method}_{kind}"
            codes = tuple(
                (label, self._code(self._functions[lead + name], make))
                for label, lead, make in _TWINS
                if lead + name in self._functions
            )
            if codes:
                yield Sample(f"This sample shows how to call `{method}`{words}.", codes)

    def _code(self, function: ast.FunctionDef | ast.AsyncFunctionDef, make: str) -> str:
        """Return what a function does as a text of its own: its imports, its client, its statements."""
        returned = self._functions[make].body[-1]
        value = returned.value if isinstance(returned, ast.Return) else None
        made = "" if value is None else ast.get_source_segment(self._text, value) or ""
        begin = function.body[1 if ast.get_docstring(function) is not None else 0].lineno
        statements = "\n".join(
            line.removeprefix("    ") for line in self._text.split("\n")[begin - 1 : function.end_lineno]
        )
        used = _names(ast.parse(f"{made}\n")) | {name for node in function.body for name in _names(node)}
        imports = [line for node in self._imports if (line := _import(node, used))]
        client = [f"client = {made}"] if "client" in used else []
        return "\n".join([*imports, *([""] if imports else []), *client, statements])


def _names(node: ast.AST) -> set[str]:
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}


def _import(node: ast.Import | ast.ImportFrom, used: set[str]) -> str:
    """Write an import with the names that are used; nothing for none."""
    kept = [alias for alias in node.names if (alias.asname or alias.name.partition(".")[0]) in used]
    if not kept:
        return ""
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(kept))
    return ast.unparse(ast.ImportFrom(node.module, kept, node.level))
