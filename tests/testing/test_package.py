"""`azure_face.testing` as a package: what it is copied from, what it needs, what is loaded, and a wheel of it."""

from __future__ import annotations

import ast
import fcntl
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = ROOT / "generator" / "veneer" / "testing"
DISTRIBUTION = ROOT / "generated" / "azure_face"
TESTING = DISTRIBUTION / "azure_face" / "testing"
BEHAVIOURS = ROOT / "customizations" / "azure_face" / "service"
COPIED = sorted(path.relative_to(GENERATOR) for path in GENERATOR.rglob("*.py"))
LIBRARIES = {"anyio", "attrs", "httpx", "jsonschema", "python_multipart", "referencing", "starlette"}


def run(code: str, *, without: str = "") -> subprocess.CompletedProcess[str]:
    """Run code where one library is not installed, warnings being errors."""
    guard = (
        "import importlib.util, sys\n"
        "class Guard:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] == {without!r}: raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Guard())\n"
        "find = importlib.util.find_spec\n"
        f"importlib.util.find_spec = lambda name: None if name == {without!r} else find(name)\n"
    )
    script = f"{guard if without else ''}{code}"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=60, check=False
    )


def test_what_is_shared_is_copied_byte_for_byte() -> None:
    for path in COPIED:
        assert (TESTING / "_support" / path).read_bytes() == (GENERATOR / path).read_bytes(), path
    for source in BEHAVIOURS.glob("*.py"):
        assert (TESTING / "_support" / "behaviours" / source.name).read_bytes() == source.read_bytes(), source.name
    assert len(COPIED) > 30


@pytest.mark.parametrize("path", COPIED, ids=str)
def test_a_module_imports_its_neighbours_relatively_and_only_what_the_extra_brings(path: Path) -> None:
    tree = ast.parse((GENERATOR / path).read_text("utf-8"))
    depth = len(path.parts)
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level <= depth, "leaves the package"
            names = [node.module or ""] if not node.level else []
        assert {name.partition(".")[0] for name in names} <= LIBRARIES | sys.stdlib_module_names


def test_descriptions_are_those_of_the_project_without_their_prose() -> None:
    for path in (TESTING / "_descriptions").glob("*.json"):
        document = json.loads(path.read_bytes())
        source = json.loads((ROOT / "spec" / "azure_face" / f"{document['info']['version']}.json").read_bytes())
        assert document["paths"].keys() == source["paths"].keys()
        assert document["components"]["schemas"].keys() == source["components"]["schemas"].keys()
        assert path.stat().st_size < 100_000
    assert len(list((TESTING / "_descriptions").glob("*.json"))) == 4


def test_the_extra_brings_what_veneer_serve_needs_but_the_server() -> None:
    extras = tomllib.loads((DISTRIBUTION / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    own = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert extras["testing"] == own["testing"]
    assert own["serve"] == ["veneer[testing]", "uvicorn>=0.34"]


@pytest.mark.parametrize("name", ["starlette", "jsonschema", "python_multipart", "isoduration", "rfc3339_validator"])
def test_without_the_extra_there_is_one_import_error_that_names_it(name: str) -> None:
    done = run("import azure_face.testing", without=name)
    last = done.stderr.strip().splitlines()[-1]
    assert last == (
        f"ModuleNotFoundError: azure_face.testing needs `{name}`, which is not installed: "
        "pip install 'azure_face[testing]'"
    )
    assert run("import azure_face; azure_face.FaceSessionClient", without=name).returncode == 0


def test_clients_load_nothing_of_it() -> None:
    code = "import azure_face, sys; azure_face.FaceSessionClient; azure_face.AsyncFaceClient\n"
    code += "print([name for name in sys.modules if 'testing' in name or name.startswith('starlette')])"
    assert run(code).stdout == "[]\n"


def test_it_loads_nothing_of_veneer_nor_a_server() -> None:
    code = "import azure_face.testing as t, sys\nt.LocalService()\n"
    code += "print({'veneer', 'uvicorn', 'pytest'} & {name.partition('.')[0] for name in sys.modules})"
    assert run(code).stdout == "set()\n"


WHEEL = """
import asyncio, sys
from azure_face import AsyncFaceSessionClient, FaceSessionClient, RequestContent
from azure_face.testing import Fault, LocalService
for version in ("v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1"):
    assert LocalService(version)._description.version == version
face = LocalService()
body = RequestContent.json({"livenessOperationMode": "Passive", "deviceCorrelationId": "d"})
face.client(FaceSessionClient).create_liveness_session(body)
asyncio.run(face.client(AsyncFaceSessionClient).create_liveness_session(body))
assert [call.status for call in face.calls] == [200, 200]
assert "site-packages" in sys.modules["azure_face"].__file__
print("ok")
"""


@pytest.fixture(scope="module")
def environment(request: pytest.FixtureRequest) -> Path:
    """A fresh environment with a wheel of azure_face and its extra, kept in pytest's cache until either changes."""
    folder = request.config.rootpath / ".pytest_cache" / "testing-wheel"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = (DISTRIBUTION / "generated.sha256").read_text("utf-8")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker installs, the others wait
        made, python = folder / "made", folder / "venv" / "bin" / "python"
        if not made.is_file() or made.read_text("utf-8") != manifest:
            made.unlink(missing_ok=True)
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "venv"], check=True, timeout=120)
            pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--retries=1", "install"]
            done = subprocess.run(
                [*pip, f"{DISTRIBUTION}[testing]"], capture_output=True, text=True, timeout=300, check=False
            )
            if done.returncode and any(
                sign in done.stderr for sign in ("from versions: none", "Connection", "timed out")
            ):
                pytest.skip("no registry can be reached, so no wheel is built")
            assert done.returncode == 0, done.stderr
            made.write_text(manifest, "utf-8")
    return python


def test_a_wheel_with_its_extra_alone_works(environment: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [environment, "-W", "error", "-I", "-c", WHEEL],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("ok\n", "")
    listed = subprocess.run([environment, "-m", "pip", "list"], capture_output=True, text=True, timeout=60, check=True)
    assert "veneer" not in listed.stdout
