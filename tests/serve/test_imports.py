"""What importing the local service loads, and what it leaves until it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .conftest import ROOT

LOADED = "import sys, veneer.serve; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
LATE = {"jsonschema", "referencing", "uvicorn"}


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_what_only_a_running_service_needs_is_imported_late() -> None:
    loaded = set(run_python(LOADED).stdout.split())

    assert {"veneer", "starlette"} <= loaded
    assert not LATE & loaded


def test_no_package_is_part_of_the_service() -> None:
    packages = {folder.parent.name for folder in (ROOT / "customizations").glob("*/package.toml")}
    code = "import sys, pkgutil, importlib, veneer.serve as s\n"
    code += "for m in pkgutil.iter_modules(s.__path__, 'veneer.serve.'): importlib.import_module(m.name)\n"
    code += "print(*sys.modules)"
    loaded = run_python(code).stdout.split()

    assert "veneer.serve.announcing" in loaded
    assert "azure_face" in packages
    assert not [name for name in loaded if name.startswith("customizations") or packages & set(name.split("."))]


@pytest.mark.parametrize("module", ["", ".device", ".images", ".composing", ".sessions"])
def test_face_service_is_imported_by_load_behaviours_only(module: str) -> None:
    process = run_python(f"import customizations.azure_face.service{module}")

    assert process.returncode == 1
    assert "No module named 'customizations.azure_face.asgi'" in process.stderr
