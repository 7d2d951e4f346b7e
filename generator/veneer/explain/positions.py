"""Definitions, the files that would be generated and those on disk -> where each stands, and whether it is in step."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TypeAlias

from attrs import define, field, frozen

from veneer.diagnostics import Location
from veneer.explain.values import Definition, State

_Node: TypeAlias = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@frozen
class Wanted:
    """A definition to look for: what it is, its file, its name, and the class that it is in, if it is in one."""

    what: str
    path: str
    name: str
    owner: str = ""


def look_up(
    wanted: Sequence[Wanted], printed: Mapping[str, str], there: Mapping[str, str], folder: str
) -> Iterator[Definition]:
    """Yield where definitions stand on disk, the stubs of each before it.

    Args:
        wanted: The definitions.
        printed: The files that would be generated, formatted or not.
        there: Those that are on disk.
        folder: The distribution's folder, as shown to the user.
    """
    now, disk = _Modules(printed), _Modules(there)
    for item in wanted:
        ours, theirs = now.find(item), disk.find(item)
        for one, other in zip_longest(ours[:-1], theirs[:-1]):
            yield _compared(f"{item.what}, stub", item, folder, one, other)
        yield _compared(item.what, item, folder, ours[-1] if ours else None, theirs[-1] if theirs else None)


def _compared(what: str, item: Wanted, folder: str, now: _Node | None, there: _Node | None) -> Definition:
    name = f"{item.owner}.{item.name}" if item.owner else item.name
    if there is None:
        return Definition(what, name, Location(f"{folder}/{item.path}"), State.MISSING)
    state = State.IN_STEP if now is not None and _shape(now) == _shape(there) else State.OUT_OF_STEP
    return Definition(what, name, Location(f"{folder}/{item.path}", there.lineno), state)


@define
class _Modules:
    """Files by path, each parsed when it is first asked for; one that is no Python defines nothing."""

    _files: Mapping[str, str]
    _bodies: dict[str, list[ast.stmt]] = field(factory=dict)

    def find(self, item: Wanted) -> list[_Node]:
        """Return the definitions of a name: the stubs, then the one that counts."""
        body = self._body(item.path)
        if item.owner:
            body = [node for owner in _named(body, item.owner) for node in owner.body]
        return _named(body, item.name)

    def _body(self, path: str) -> list[ast.stmt]:
        if path not in self._bodies:
            try:
                self._bodies[path] = ast.parse(self._files.get(path, ""), path).body
            except (SyntaxError, ValueError):
                self._bodies[path] = []
        return self._bodies[path]


def _named(body: list[ast.stmt], name: str) -> list[_Node]:
    return [node for node in body if isinstance(node, _Node) and node.name == name]


def _shape(node: _Node) -> str:
    """Return the syntax of a definition; how a docstring is indented is the formatter's."""
    for item in ast.walk(node):
        if isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant) and isinstance(item.value.value, str):
            text = inspect.cleandoc(item.value.value)
            item.value.value = "\n".join(line.rstrip() for line in text.splitlines())
    return ast.dump(node)
