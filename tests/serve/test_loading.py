"""How a package's own behaviours are found and imported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from veneer.diagnostics import InputError
from veneer.serve import load_behaviours

GOOD = """
from ..asgi import Behaviours
from .names import NAME

def create_behaviours(version="1"):
    return Behaviours({NAME: None}, versions={version: {}})
"""


def write(folder: Path, text: str) -> Path:
    service = folder / "service"
    service.mkdir(parents=True)
    (service / "__init__.py").write_text(text, "utf-8")
    (service / "names.py").write_text(f"NAME = {folder.name!r}\n", "utf-8")
    return folder


def test_missing_folder_has_no_behaviours(tmp_path: Path) -> None:
    assert load_behaviours(tmp_path) is None


def test_each_package_has_its_own_modules(tmp_path: Path) -> None:
    first, second = (load_behaviours(write(tmp_path / name, GOOD), version=name) for name in ("one", "two"))

    assert first is not None
    assert second is not None
    assert (set(first.operations), set(second.operations)) == ({"one"}, {"two"})
    assert first.versions == {"one": {}}
    assert "service" not in sys.modules


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x = 1\n", "no function create_behaviours"),
        ("def create_behaviours():\n    return {}\n", "no function create_behaviours"),
        ("import nowhere_at_all\n", "ModuleNotFoundError"),
        ("def (\n", "SyntaxError"),
    ],
)
def test_unusable_package_is_an_input_error(tmp_path: Path, text: str, reason: str) -> None:
    folder = write(tmp_path / "broken", text)

    with pytest.raises(InputError, match=reason) as caught:
        load_behaviours(folder)
    assert caught.value.diagnostics[0].id == "local-service-unusable"
    assert caught.value.diagnostics[0].location.file == str(folder / "service" / "__init__.py")
