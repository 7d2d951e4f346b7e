"""What an import of azure_face brings along: nothing that was not asked for, nothing beside httpx and attrs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from .description import (
    CLIENT_NAMES,
    DISTRIBUTION,
    PACKAGE,
    VERSIONS,
    Version,
    snake,
)

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "testing")
CLIENT_MODULES = ("face", "face_administration", "face_session")


def fresh(code: str, *, blocked: bool = False) -> Any:
    """Run code in a process of its own, warnings being errors, and return the JSON that it prints last."""
    guard = (
        "import sys\n"
        "class Guard:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] in {BLOCKED!r}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, Guard())\n"
    )
    script = f"{guard if blocked else ''}{code}\nimport json, sys\nprint(json.dumps(found))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout.splitlines()[-1])


# What is installed here but not for a user of azure_face.
BLOCKED = sorted(
    {"veneer", "openapi_python_client", "jinja2", "yaml", "pydantic", "pydantic_core", "typer", "click", "rich", "ruff"}
    | {"starlette", "uvicorn", "jsonschema", "typing_extensions", "pytest", "hypothesis", "dateutil", "isoduration"}
)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("import azure_face", []),
        ("import azure_face.v1_1_preview_1", []),
        ("import azure_face.models", []),
        ("from azure_face import KeyCredential, RequestContent", []),
        ("from azure_face import FaceSessionClient", ["face_session"]),
        ("from azure_face.v1_1_preview_1 import AsyncFaceClient", ["face"]),
        ("import azure_face; azure_face.FaceAdministrationClient", ["face_administration"]),
    ],
)
def test_import_loads_no_other_client(code: str, wanted: list[str]) -> None:
    loaded = fresh(f"{code}\nimport sys\nfound = [name for name in sys.modules if name.startswith('azure_face')]")
    assert "azure_face" in loaded
    for layer in ("azure_face.v1_1_preview_1.", "azure_face.v1_1_preview_1._protocol."):
        assert {name for name in CLIENT_MODULES if f"{layer}{name}" in loaded} == set(wanted)


def test_import_of_a_client_loads_nothing_that_takes_long_and_only_models_need() -> None:
    code = "from azure_face import FaceSessionClient\nimport sys\nfound = [name for name in sys.modules]"
    loaded = fresh(code, blocked=True)  # httpx would bring much of it along with its command line
    assert not {"attr", "attrs", "asyncio", "decimal", "uuid"} & set(loaded)


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
@pytest.mark.parametrize("client", CLIENT_NAMES)
def test_the_annotations_of_a_client_lead_to_its_models(version: Version, client: str) -> None:
    code = f"""
import inspect, typing
from azure_face.{version.module} import {client} as client
found = []
for _, method in inspect.getmembers(client, inspect.isfunction):
    for form in [*typing.get_overloads(method), method]:
        found += [str(hint) for hint in typing.get_type_hints(form).values()]
"""
    assert f"azure_face.{version.module}.models." in " ".join(fresh(code))


def loaded_below(package: str, loaded: list[str]) -> set[str]:
    """Return the modules right below a package that were loaded."""
    return {name.removeprefix(f"{package}.") for name in loaded if name.rpartition(".")[0] == package}


LOADED = "import sys\nfound = [name for name in sys.modules if name.startswith('azure_face')]"


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
@pytest.mark.parametrize("client", CLIENT_NAMES)
@pytest.mark.parametrize("flavour", ["", "Async"], ids=["sync", "async"])
def test_client_of_a_version_loads_no_other_version_nor_client_nor_model(
    version: Version, client: str, flavour: str
) -> None:
    package = f"azure_face.{version.module}"
    loaded = fresh(f"from {package} import {flavour}{client}\n{LOADED}")
    module = snake(client.removesuffix("Client"))
    assert loaded_below("azure_face", loaded) == {"_runtime", version.module}
    assert loaded_below(package, loaded) == {"_protocol", "models", module}
    # What the three clients share of the description: the server and how a caller is known.
    assert loaded_below(f"{package}._protocol", loaded) == {"_service", module}
    assert loaded_below(f"{package}.models", loaded) == set()


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_packages_of_a_version_load_nothing_before_it_is_asked_for(version: Version) -> None:
    package = f"azure_face.{version.module}"
    loaded = fresh(f"import {package}, {package}.models\n{LOADED}")
    assert loaded_below("azure_face", loaded) == {"_runtime", version.module}
    assert loaded_below(package, loaded) == {"models"}
    assert loaded_below(f"{package}.models", loaded) == set()
    model = fresh(f"from {package}.models import LivenessOperationMode\n{LOADED}")
    assert loaded_below(package, model) == {"models"}
    assert loaded_below(f"{package}.models", model) == {"liveness_operation_mode"}


def test_top_is_the_default_version_and_loads_no_other() -> None:
    code = "import azure_face, azure_face.models\nazure_face.FaceSessionClient, azure_face.models.LivenessSession\n"
    loaded = fresh(code + LOADED)
    assert loaded_below("azure_face", loaded) == {"_runtime", "models", "v1_1_preview_1"}
    assert fresh("import azure_face\nfound = azure_face.FaceClient.__module__") == "azure_face.v1_1_preview_1.face"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_imports_httpx_and_attrs_only(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        for name in names:
            top = name.partition(".")[0]
            # httpx itself needs httpcore and anyio.
            assert top in {"httpx", "httpcore", "anyio", "attrs"} or top in sys.stdlib_module_names, name


def test_every_module_imports_without_a_warning_where_only_httpx_and_attrs_are() -> None:
    names = [".".join(path.relative_to(DISTRIBUTION).with_suffix("").parts) for path in MODULES]
    names = [name.removesuffix(".__init__") for name in names]
    code = f"import importlib\nfor name in {names!r}: importlib.import_module(name)\nfound = len(sys.modules)"
    assert fresh(f"import sys\n{code}", blocked=True) > len(names)


def test_call_works_where_only_httpx_and_attrs_are() -> None:
    code = """
import httpx
from azure_face import *
from azure_face.models import *
answer = httpx.MockTransport(lambda request: httpx.Response(200, json={"sessionId": "i", "authToken": "t"}))
client = FaceSessionClient("https://a.example", KeyCredential("k"), transport=answer)
found = client.create_liveness_session(CreateLivenessSessionContent(LivenessOperationMode.PASSIVE)).value.session_id
"""
    assert fresh(code, blocked=True) == "i"


def test_distribution_needs_httpx_and_attrs_only() -> None:
    project = tomllib.loads((DISTRIBUTION / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {requirement.partition(">")[0].partition("=")[0].strip() for requirement in project["dependencies"]}
    assert needed == {"attrs", "httpx"}
    assert project["requires-python"] == ">=3.11"
    assert (PACKAGE / "py.typed").is_file()
