"""Descriptions and behaviours -> what a package's `testing` carries besides the code that all such packages share."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load import SpecDocument
from veneer.load.customizations import BEHAVIOURS, TextFile
from veneer.overlay.planned import PackagePlan, PlannedTesting

FACTORY = "create_behaviours"
_BROUGHT = frozenset({"anyio", "attr", "attrs", "httpx", "jsonschema", "starlette"})  # by `testing`, besides Python
_PROSE = ("description", "summary")
_VALUES = ("const", "default", "enum", "example", "examples")  # of the API, not of the description,
_NAMING = ("properties", "responses")  # unless they are names there


def with_testing(
    plan: PackagePlan, documents: tuple[SpecDocument, ...], behaviours: tuple[TextFile, ...]
) -> PackagePlan:
    """Return a plan with what its `testing` carries, if package.toml asks for it.

    Args:
        plan: The package.
        documents: The description of each of its versions.
        behaviours: What the local service can do, in Python; none to check requests only.

    Raises:
        InputError: `version-collision`, or `unfit-behaviour` for what would not run where the package is installed.
    """
    if not plan.configuration.testing:
        return plan
    problems = [*_collisions(plan), *(found for file in behaviours for found in _problems(file))]
    if problems:
        raise InputError(problems)
    versions = zip(plan.versions, documents, strict=True)
    descriptions = {version.module: _without_prose(document.content) for version, document in versions}
    encoded = {
        module: f"{json.dumps(value, separators=(',', ':'))}\n".encode() for module, value in descriptions.items()
    }
    return evolve(plan, testing=PlannedTesting(encoded, behaviours))


def _without_prose(node: Any, parent: str = "") -> Any:
    if isinstance(node, list | tuple):
        return [_without_prose(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    values = () if parent in _NAMING else _VALUES
    kept = {key: item for key, item in node.items() if not (key in _PROSE and isinstance(item, str))}
    return {key: item if key in values else _without_prose(item, key) for key, item in kept.items()}


def _collisions(plan: PackagePlan) -> Iterator[Diagnostic]:
    for version in plan.versions:
        if version.module == "testing":
            message = "this version's subpackage would be `testing`, which `testing = true` adds"
            yield Diagnostic("version-collision", message, Location(version.spec_name), "Rename the file.")


def _problems(file: TextFile) -> Iterator[Diagnostic]:
    def problem(message: str, line: int | None, column: int | None, fix: str) -> Diagnostic:
        return Diagnostic("unfit-behaviour", message, Location(file.name, line, column), fix)

    try:
        tree = ast.parse(file.text)
    except (SyntaxError, ValueError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
        yield problem(f"is no Python: {getattr(error, 'msg', error)}", line, column, "Mend it.")
        return
    if file.path == f"{BEHAVIOURS}__init__.py" and FACTORY not in _names(tree):
        fix = f"Write a function {FACTORY}() that returns Behaviours."
        yield problem(f"has no function {FACTORY}", 1, 1, fix)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        place = node.lineno, node.col_offset + 1
        for name in _imported(node):
            if name == "veneer":
                message = "imports `veneer`, which users of the package do not have"
                yield problem(message, *place, "Write `from ..asgi import ...`.")
            elif name not in _BROUGHT | sys.stdlib_module_names:
                message = f"imports `{name}`, which the extra `testing` does not bring"
                yield problem(message, *place, f"Use the standard library, or one of: {', '.join(sorted(_BROUGHT))}.")


def _names(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    return [(node.module or "").partition(".")[0]] if not node.level else []
