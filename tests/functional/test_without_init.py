"""Modules of a package are imported without what its `__init__` loads, and the package is as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from veneer.without_init import without_init


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "heavy_one"
    (folder / "parts").mkdir(parents=True)
    (folder / "__init__.py").write_text("from heavy_one.parts import small\nLOADED = True\n")
    (folder / "parts" / "__init__.py").write_text("")
    (folder / "parts" / "small.py").write_text("VALUE = object()\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "heavy_one"
    for name in [name for name in sys.modules if name.partition(".")[0] == "heavy_one"]:
        del sys.modules[name]


def test_its_modules_are_there_and_it_is_not(package: str) -> None:
    with without_init(package):
        from heavy_one.parts import small

    assert package not in sys.modules

    import heavy_one

    assert heavy_one.LOADED
    assert heavy_one.small is small


def test_what_is_loaded_stays(package: str) -> None:
    import heavy_one

    with without_init(package):
        pass

    assert sys.modules[package] is heavy_one


def test_a_package_that_is_not_there() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_one"), without_init("no_such_one"):
        pass


def test_who_generates_from_json_waits_for_nothing_that_others_need() -> None:
    code = "import sys, veneer.cli, veneer.commands.generate; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    not_needed = {"httpx", "yaml", "tomlkit", "jsonpath_rfc9535", "veneer.load.swagger", "openapi_python_client"}
    assert not_needed.isdisjoint(done.stdout.split())
