"""Generated code is for people too: short bodies, a docstring at each place, clean by its own project's rules."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .description import DISTRIBUTION, PACKAGE, VERSIONS, Version

MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 25
Function = ast.FunctionDef | ast.AsyncFunctionDef

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())


def functions(module: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, Function):
            yield node


def methods(module: Path) -> Iterator[Function]:
    """The functions of a module and of its classes, without those inside others."""
    tree = ast.parse(module.read_text("utf-8"))
    for node in [
        *tree.body,
        *(inner for outer in tree.body if isinstance(outer, ast.ClassDef) for inner in outer.body),
    ]:
        if isinstance(node, Function):
            yield node


def body(function: Function) -> list[ast.stmt]:
    """The statements without the docstring."""
    return function.body[1:] if ast.get_docstring(function) else function.body


def is_stub(function: Function) -> bool:
    return any(isinstance(item, ast.Name) and item.id == "overload" for item in function.decorator_list)


@every_module
def test_body_is_short(module: Path) -> None:
    for function in functions(module):
        statements = body(function)
        if not statements:
            continue
        lines = (statements[-1].end_lineno or 0) - statements[0].lineno + 1
        lines -= sum(map(passed_on, ast.walk(function)))
        # A model is read and written straight through, a line for each property: 29 for the 27 landmarks.
        by_property = function.name in {"to_dict", "from_dict"} and "models" in module.parts
        assert lines < LONGEST or (by_property and is_straight(function)), (function.name, lines)


def passed_on(node: ast.AST) -> int:
    """How many lines the formatter gives to arguments that are only passed on (``top=top``) or name something."""
    if not isinstance(node, ast.Call) or node.lineno == node.end_lineno:
        return 0
    given = [*node.args, *(item.value for item in node.keywords)]
    return len({item.lineno for item in given if isinstance(item, ast.Name | ast.Tuple)} - {node.lineno})


def is_straight(function: Function) -> bool:
    """Whether a body does not branch, and has no line that is not a property's but for four."""
    nodes = list(ast.walk(function))
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    properties = [call for call in calls if call.func.id.startswith(("put", "take"))]  # type: ignore[attr-defined]
    lines = (function.end_lineno or 0) - body(function)[0].lineno + 1
    branches = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.IfExp, ast.ListComp)
    return not any(isinstance(node, branches) for node in nodes) and lines <= len(properties) + 4


@every_module
def test_module_and_its_classes_have_docstrings(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    assert (ast.get_docstring(tree) or "").strip()
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            assert (ast.get_docstring(node) or "").strip(), node.name


@pytest.mark.parametrize(
    "module", [path for path in MODULES if not {"_runtime", "_support"} & {*path.parts}], ids=lambda path: path.stem
)
def test_public_methods_have_docstrings(module: Path) -> None:
    for function in methods(module):
        if not function.name.startswith("_") and not is_stub(function):
            assert (ast.get_docstring(function) or "").strip(), function.name


@every_module
def test_stubs_are_one_line_each(module: Path) -> None:
    for function in filter(is_stub, functions(module)):
        [statement] = function.body
        assert isinstance(statement, ast.Expr)
        assert isinstance(statement.value, ast.Constant)
        assert statement.value.value is ...
        line = module.read_text("utf-8").splitlines()[statement.lineno - 1]
        assert line.endswith(": ...")


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_stubs_are_there(version: Version) -> None:
    versioned = PACKAGE / version.module
    stubs = [sum(map(is_stub, functions(versioned / f"{name}.py"))) for name in ("face", "face_administration")]
    stubs.append(sum(map(is_stub, functions(versioned / "face_session.py"))))
    added = 3 + 4 + 4  # the forms of `wait_until_trained`, `identify` and `verify`
    assert sum(stubs) == (len(version.convenient) * 2 + added) * 2  # methods, overloads, flavours
    assert not any(is_stub(function) for path in (versioned / "_protocol").glob("*.py") for function in functions(path))


def test_documentation_stands_once() -> None:
    """An overload or a helper repeats nothing; sync and async methods each have their own."""
    for module in MODULES:
        for function in filter(is_stub, functions(module)):
            assert ast.get_docstring(function) is None, function.name


@pytest.mark.parametrize(
    "command",
    [["check"], ["check", "--select", "F,W,I,B,UP"], ["format", "--check"]],
    ids=["check", "more", "format"],
)
def test_ruff_is_content_with_the_generated_project_s_own_settings(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", "--config", "pyproject.toml", "."],
        cwd=DISTRIBUTION,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
