"""The imports of a module's snippets -> import statements, sorted, relative inside the package."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from attrs import frozen

from veneer.views.view import Import

_DIGITS = frozenset("0123456789")
_NUMBERS = re.compile("[0-9]+")


@frozen
class ImportBlock:
    """Import statements of one module: those that run, and those for type checkers alone."""

    runtime: tuple[str, ...]
    typing: tuple[str, ...]


def import_block(imports: Iterable[Import], module: str, package: str) -> ImportBlock:
    """Print the imports of a module.

    Args:
        imports: What its snippets need.
        module: The module's own absolute name, a trailing ``.__init__`` for a package.
        package: The name of the package that it belongs to; imports from it become relative.

    Returns:
        Statements in three groups (standard library, others, own), an empty line between groups.
    """
    return _block(frozenset(imports), module.rpartition(".")[0], package)


@lru_cache(200)  # modules beside each other, of enums for example, often need the same
def _block(needed: frozenset[Import], folder: str, package: str) -> ImportBlock:
    late = {item for item in needed if item.typing_only}
    if not late:
        return ImportBlock(_print(needed, folder, package), ())
    running = needed - late
    named = {item[:3] for item in running}
    typing = {item for item in late if item[:3] not in named}
    if typing:
        running |= {Import("typing", "TYPE_CHECKING")}
    return ImportBlock(_print(running, folder, package), _print(typing, folder, package))


def _print(imports: Iterable[Import], folder: str, package: str) -> tuple[str, ...]:
    groups: tuple[list[str], ...] = ([], [], [])
    plain: list[tuple[str, str]] = []
    froms: dict[str, list[str]] = {}
    for module, name, alias, _ in imports:
        if name is None:
            plain.append((module, alias or ""))
        else:
            froms.setdefault(module, []).append(f"{name} as {alias}" if alias else name)
    for module, alias in sorted(plain):
        statement = f"import {module} as {alias}" if alias else f"import {module}"
        groups[_source(module, folder, package).group].append(statement)
    sources = [(_source(module, folder, package), names) for module, names in froms.items()]
    for source, names in sorted(sources, key=itemgetter(0)):
        listed = names[0] if len(names) == 1 else _listed(frozenset(names))
        groups[source.group].append(f"from {source.name} import {listed}")
    lines: list[str] = []
    for group in groups:
        if group:
            lines += ["", *group] if lines else group
    return tuple(lines)


class _Source(NamedTuple):
    """A module from which others of a folder import, in the order of their statements (isort's).

    Attributes:
        group: The standard library, others, or the package's own.
        near: How far it is not: the farthest relative module comes first.
        order: What orders modules of one distance.
        name: Its name in a statement.
    """

    group: int
    near: int
    order: str
    name: str


@lru_cache(1_000)  # modules beside each other import from the same ones
def _source(module: str, folder: str, package: str) -> _Source:
    top = module.partition(".")[0]
    is_own = top == package
    name = _relative(module, folder) if is_own else module
    bare = name.lstrip(".")
    group = 2 if is_own else 0 if top in sys.stdlib_module_names else 1
    return _Source(group, len(bare) - len(name), _natural(bare.lower()), name)


@lru_cache(500)  # what the models of one shape take of the runtime stands in all their files
def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names, key=_by_kind))


def _by_kind(name: str) -> tuple[int, str, str]:
    """Return what orders names: constants, then classes, then the rest (ruff's `order-by-type`)."""
    bare = name.partition(" ")[0]
    return _kind(bare), _natural(bare.lower()), bare


def in_all(name: str) -> tuple[int, str]:
    """Return what orders names in `__all__`: as in imports, but capital letters first."""
    return _kind(name), _natural(name)


def _kind(name: str) -> int:
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2


def _natural(name: str) -> str:
    """Return what orders names so that numbers in them count as numbers."""
    return name if _DIGITS.isdisjoint(name) else _NUMBERS.sub(_by_length, name)


def _by_length(number: re.Match[str]) -> str:
    """Return what orders numbers before all else, a longer one behind a shorter one."""
    digits = number[0].lstrip("0")
    return f"\0{chr(len(digits))}{digits}"


def _relative(module: str, folder: str) -> str:
    if folder and module.startswith(f"{folder}."):  # beside it, as the models of a package, or below
        return module[len(folder) :]
    here, there = folder.split(".") if folder else [], module.split(".")
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return "." * (len(here) - common + 1) + ".".join(there[common:])
