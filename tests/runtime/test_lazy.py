"""Modules that load a name when it is first asked for: from a table, and from another module's list."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TABLE = """
    from veneer.runtime.lazy import ModuleTable, lazy
    __getattr__, __dir__ = lazy(__name__, ModuleTable('''
        Dog dog
        Cat cats.cat
    '''))
"""
AGAIN = """
    from veneer.runtime.lazy import again
    __getattr__, __dir__ = again(__name__, ".v1.models")
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    files = {
        "__init__.py": "",
        "models.py": AGAIN,
        "v1/__init__.py": "",
        "v1/models/__init__.py": TABLE,
        "v1/models/dog.py": "class Dog: ...",
        "v1/models/cats/__init__.py": "",
        "v1/models/cats/cat.py": "class Cat: ...",
    }
    for path, text in files.items():
        target = tmp_path / "shop" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("\n    ", "\n"))
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("shop")
    for name in [name for name in sys.modules if name.partition(".")[0] == "shop"]:
        del sys.modules[name]


@pytest.mark.parametrize("name", ["shop.v1.models", "shop.models"])
def test_a_name_is_loaded_when_it_is_asked_for(shop: ModuleType, name: str) -> None:
    models = importlib.import_module(name)
    assert not {"shop.v1.models.dog", "shop.v1.models.cats"} & set(sys.modules)

    assert models.Cat.__module__ == "shop.v1.models.cats.cat"

    assert "shop.v1.models.dog" not in sys.modules
    assert vars(models)["Cat"] is models.Cat  # it is asked for once


@pytest.mark.parametrize("name", ["shop.v1.models", "shop.models"])
def test_all_and_dir_list_what_is_offered(shop: ModuleType, name: str) -> None:
    models = importlib.import_module(name)
    offered: dict[str, object] = {}
    exec(f"from {name} import *", offered)

    assert set(models.__all__) == {"Cat", "Dog"} == offered.keys() - {"__builtins__"}
    assert {"Cat", "Dog", "__name__"} <= set(dir(models))


@pytest.mark.parametrize("name", ["shop.v1.models", "shop.models"])
@pytest.mark.parametrize("missing", ["Bird", "__wrapped__", "dog"])
def test_nothing_else_is_offered(shop: ModuleType, name: str, missing: str) -> None:
    models = importlib.import_module(name)

    with pytest.raises(AttributeError, match=f"^module '{name}' has no attribute '{missing}'$"):
        getattr(models, missing)


def test_a_module_that_offers_a_package_once_more_is_none(shop: ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"'shop\.models' is not a package"):
        importlib.import_module("shop.models.dog")
