"""The imports of a module's snippets -> import statements, sorted, relative inside the package."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from veneer.views.view import Import

_DIGITS = frozenset("0123456789")


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


@lru_cache(1_000)  # modules beside each other, of enums for example, often need the same
def _block(needed: frozenset[Import], folder: str, package: str) -> ImportBlock:
    running = {item for item in needed if not item.typing_only}
    known = {(item.module, item.name, item.alias) for item in running}
    typing = {item for item in needed - running if (item.module, item.name, item.alias) not in known}
    if typing:
        running.add(Import("typing", "TYPE_CHECKING"))
    return ImportBlock(_print(running, folder, package), _print(typing, folder, package))


def _print(imports: set[Import], folder: str, package: str) -> tuple[str, ...]:
    if not imports:
        return ()
    groups: list[list[str]] = [[], [], []]
    plain = {(item.module, item.alias) for item in imports if item.name is None}
    froms: dict[str, set[str]] = {}
    for item in imports:
        if item.name is not None:
            froms.setdefault(item.module, set()).add(f"{item.name} as {item.alias}" if item.alias else item.name)
    for name, alias in sorted(plain, key=lambda pair: (pair[0], pair[1] or "")):
        groups[_group(name, package)].append(f"import {name} as {alias}" if alias else f"import {name}")
    own = [(_relative(name, folder), names) for name, names in froms.items() if _group(name, package) == 2]
    others = [(name, names) for name, names in froms.items() if _group(name, package) < 2]
    for name, names in sorted(others, key=lambda pair: natural(pair[0].lower())):
        groups[_group(name, package)].append(_statement(name, frozenset(names)))
    # isort's order: the farthest relative module first, then by name
    for name, names in sorted(own, key=lambda pair: (-_dots(pair[0]), natural(pair[0].lstrip(".").lower()))):
        groups[2].append(_statement(name, frozenset(names)))
    lines: list[str] = []
    for group in groups:
        if group:
            lines += ["", *group] if lines else group
    return tuple(lines)


@lru_cache(2_000)  # what the models of one shape take of the runtime stands in all their files
def _statement(module: str, names: frozenset[str]) -> str:
    return f"from {module} import {', '.join(sorted(names, key=by_kind))}"


@lru_cache(10_000)
def by_kind(name: str) -> tuple[int, list[tuple[bool, int | str]], str]:
    """Return what orders names: constants, then classes, then the rest (ruff's `order-by-type`)."""
    bare = name.split(" ")[0]
    kind = 0 if bare.isupper() and len(bare) > 1 else 1 if bare[:1].isupper() else 2
    return kind, natural(bare.lower()), bare


def in_all(name: str) -> tuple[int, list[tuple[bool, int | str]]]:
    """Return what orders names in `__all__`: as in imports, but capital letters first."""
    return by_kind(name)[0], natural(name)


@lru_cache(10_000)  # the same few names are sorted in thousands of files
def natural(name: str) -> list[tuple[bool, int | str]]:
    """Return what orders names so that numbers in them count as numbers."""
    parts = [part for part in re.split(r"([0-9]+)", name) if part]
    return [(part[0] not in _DIGITS, int(part) if part[0] in _DIGITS else part) for part in parts]


def _group(module: str, package: str) -> int:
    top = module.split(".")[0]
    if top == package:
        return 2
    return 0 if top in sys.stdlib_module_names else 1


def _dots(module: str) -> int:
    return len(module) - len(module.lstrip("."))


def _relative(module: str, folder: str) -> str:
    here, there = folder.split(".") if folder else [], module.split(".")
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return "." * (len(here) - common + 1) + ".".join(there[common:])
