"""The samples of a client, as they stand beside its code -> the code of each, ready to be copied."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from veneer.reference.values import Sample

_TWINS = (("Sync", "make_client"), ("Async", "make_async_client"))
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


class Samples:
    """What is shown of a file of samples.

    Args:
        text: The file; an empty one has no samples.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        body = ast.parse(text).body
        functions = [node for node in body if isinstance(node, Function)]
        named = {node.name: node for node in functions}
        self._clients = [_returned(named[make], text) if make in named else "" for _, make in _TWINS]
        self._imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
        self._of_method: dict[str, list[Function]] = {}
        for node in functions:
            for method in _called(node):
                self._of_method.setdefault(method, []).append(node)

    def of(self, method: str, *, protocol: bool) -> Iterator[Sample]:
        """Yield the samples of a method in a layer, in the order of the file: the short one first."""
        found: dict[str, dict[bool, Function]] = {}
        for node in self._of_method.get(method, ()):
            name = node.name.removeprefix("async_").removeprefix(f"{method}_")
            if name.startswith("protocol_") is protocol:
                found.setdefault(name.removeprefix("protocol_"), {})[isinstance(node, ast.AsyncFunctionDef)] = node
        for kind, nodes in found.items():
            words = "" if kind == "short" else f" {kind.replace('_', ' ')}"
            codes = tuple(
                (_TWINS[twin][0], self._code(node, self._clients[twin])) for twin, node in sorted(nodes.items())
            )
            yield Sample(f"This sample shows how to call `{method}`{words}.", codes)

    def _code(self, function: Function, made: str) -> str:
        """Return what a function does as a text of its own: its imports, its client, its statements."""
        begin = function.body[1 if ast.get_docstring(function) is not None else 0].lineno
        statements = "\n".join(line.removeprefix("    ") for line in self._lines[begin - 1 : function.end_lineno])
        used = _names(ast.parse(f"{made}\n")) | {name for node in function.body for name in _names(node)}
        client = [f"client = {made}"] if "client" in used else []
        return "\n".join([*self._needed(used), *client, statements])

    def _needed(self, used: set[str]) -> Iterator[str]:
        """Yield the imports that are needed, in the groups in which they stand, each with an empty line behind it."""
        group: list[str] = []
        end = 0
        for node in self._imports:
            if group and node.lineno > end + 1:
                yield from (*group, "")
                group = []
            end = node.end_lineno or node.lineno
            group += [line for line in [_import(node, used)] if line]
        yield from (*group, "") if group else ()


def _returned(function: Function, text: str) -> str:
    """Return the expression that a function ends with."""
    last = function.body[-1]
    return (ast.get_source_segment(text, last.value) or "") if isinstance(last, ast.Return) and last.value else ""


def _called(function: Function) -> Iterator[str]:
    """Yield the method of the client that a sample is of."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("client"), attr=method)):
                yield method
            case ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name("client")), attr=method)):  # of a group
                yield method


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
