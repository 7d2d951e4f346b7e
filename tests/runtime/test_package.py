"""The runtime as a package: one list of public names, light to import, whole when copied elsewhere."""

from __future__ import annotations

import ast
import pathlib
import shutil
import subprocess
import sys

import pytest

import veneer.runtime

HERE = pathlib.Path(veneer.runtime.__file__).parent
MODULES = sorted(HERE.glob("*.py"))


def test_checkers_see_what_is_loaded_and_all_lists_it_sorted_by_name() -> None:
    names = veneer.runtime.__all__
    assert list(names) == sorted(set(names), key=names.index)
    tree = ast.parse((HERE / "__init__.py").read_text())
    (checked,) = [node for node in tree.body if isinstance(node, ast.If) and isinstance(node.test, ast.Name)]
    imported = {
        alias.name: node.module for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert imported == {name: module for module, held in veneer.runtime._MODULES.items() for name in held}
    assert imported.keys() == set(names)
    assert all(hasattr(veneer.runtime, name) for name in names)
    assert set(names) <= set(dir(veneer.runtime))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_only_its_neighbours_httpx_attrs_and_the_standard_library(path: pathlib.Path) -> None:
    tree = ast.parse(path.read_text())
    assert (ast.get_docstring(tree) or "").splitlines()[0].endswith((".", "::"))
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        tops = {name.partition(".")[0] for name in names}
        # httpx itself needs httpcore and anyio.
        assert tops <= {"httpx", "httpcore", "anyio", "attrs", *sys.stdlib_module_names}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_public_class_and_function_is_documented(path: pathlib.Path) -> None:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_a_copy_under_another_name_works_and_loads_nothing_heavy(tmp_path: pathlib.Path) -> None:
    shutil.copytree(HERE, tmp_path / "some_client" / "_runtime", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "some_client" / "__init__.py").touch()
    code = (
        "import sys, warnings; warnings.simplefilter('error')\n"
        "from some_client._runtime import KeyCredential, RequestContent\n"
        "from some_client._runtime.observation import PACKAGE\n"
        "RequestContent.json({'a': 1})\n"
        "print('asyncio' in sys.modules, 'veneer' in sys.modules, KeyCredential.__module__, PACKAGE)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["False", "False", "some_client._runtime.credentials", "some_client"]
    assert done.stderr == ""
