"""Real descriptions: each generates, nothing of it is dropped, every module compiles and imports without a warning."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.clients import generate_into, imported

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("VENEER_CORPUS", ROOT.parent / "shared" / "corpus"))
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus: set VENEER_CORPUS to its folder")

# One of each kind goes through mypy; the rest is compiled and imported.
TYPED = (
    "museum.yaml",
    "learn-openapis/v3.0/petstore.yaml",
    "learn-openapis/v3.0/petstore-expanded.yaml",
    "twilio/verify_v2.json",
    "learn-openapis/v2.0/json/petstore-expanded.json",
)
WANTED = (
    "museum.yaml",
    "twilio/*.json",
    "learn-openapis/v3.[01]/*.yaml",
    "learn-openapis/v2.0/json/*.json",
    "netlify-swagger2.yml",
    "readme-examples/3.[01]/json/**/*.json",
    "ogen/*.*",
)
LARGE = {"ogen/api.github.com.json"}  # with Box the longest to generate and import, and much alike
BROKEN = {"ogen/superset.json"}  # has path parameters that its paths lack
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def descriptions() -> list[Any]:
    found = sorted({path.relative_to(CORPUS).as_posix() for pattern in WANTED for path in CORPUS.glob(pattern)})
    return [pytest.param(name, id=name) for name in [*found, "box.json"] if name not in LARGE | BROKEN]


def described(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    paths: dict[str, Any] = (json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)).get("paths") or {}
    return sum(len(item.keys() & METHODS) for item in paths.values())


def methods(folder: Path) -> int:
    found = 0
    for file in (path for path in folder.glob("client/*/_protocol/*.py") if not path.name.startswith("_")):
        classes = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
        found += len([node for node in classes[0].body if isinstance(node, ast.FunctionDef)])
    return found


@pytest.mark.parametrize("name", descriptions())
def test_a_client_of_it(name: str, tmp_path: Path) -> None:
    folder = generate_into(CORPUS / name, "client", tmp_path)

    assert methods(folder) == described(CORPUS / name)
    with imported(folder, "client") as package:  # warnings are errors here
        for found in pkgutil.walk_packages(package.__path__, "client."):
            module = importlib.import_module(found.name)
            for item in getattr(module, "__all__", ()):
                getattr(module, item)


@pytest.fixture(scope="module")
def types_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy learns about httpx once."""
    return tmp_path_factory.mktemp("mypy")


@pytest.mark.parametrize("name", TYPED)
def test_its_types(name: str, tmp_path: Path, types_cache: Path) -> None:
    folder = generate_into(CORPUS / name, "client", tmp_path)
    command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={types_cache}", "client"]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout[-2000:]


@pytest.mark.parametrize("name", [*TYPED, "readme-examples/3.0/json/parameters-style.json", "ogen/tempo.yaml"])
def test_its_style(name: str, tmp_path: Path) -> None:
    folder = generate_into(CORPUS / name, "client", tmp_path)
    rules = [
        "--isolated",
        "--no-cache",
        "--target-version=py311",
        "--line-length=120",
        "--select=F,I,UP,PIE,SIM,RUF022",
    ]
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *rules, "client", "--exclude=_runtime"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout[-2000:]
