"""Every sample of every version runs against the local service with its behaviours, and has the types that it says."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from azure_face import KeyCredential

from face.description import DEFAULT, DISTRIBUTION, MERGED, PACKAGE, VERSIONS, Version
from veneer.serve import DEFAULT_KEY

from .prepared import GIVEN, Prepared, prepared_service
from .reporting import COVERED

SAMPLES = DISTRIBUTION / "samples"
KINDS = ("short", "with_all_parameters", "protocol_short", "protocol_with_all_parameters")
OTHER = "of_an_overlay"
ENDPOINT = "https://my-service.cognitiveservices.azure.com"
FILES = ("image.jpg", "verify-image.jpg", "photo.jpg")


def sample_modules(version: Version) -> Iterator[ModuleType]:
    """Load the samples of each client, with the ids given that a caller would have got from the service."""
    for path in sorted((SAMPLES / version.module).glob("*.py")):
        code = path.read_text("utf-8")
        for pattern, value in GIVEN.items():
            code = re.sub(pattern, value, code)
        module = ModuleType(f"samples_{version.module}_{path.stem}")
        exec(compile(code, path, "exec"), vars(module))
        yield module


def sample_functions(module: ModuleType) -> dict[str, FunctionType]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__ and not name.startswith("make_")
    }


def kind_of(name: str) -> str:
    """Return what a sample shows, by the end of its name."""
    return max((kind for kind in KINDS if name.endswith(f"_{kind}")), key=len, default=OTHER)


def method_of(name: str) -> str:
    """Return the method that a sample shows; for one of an overlay its name, which begins with the method."""
    return name.removeprefix("async_").removesuffix(f"_{kind_of(name)}")


async def run_all(module: ModuleType, url: str, service: Prepared) -> dict[str, list[str]]:
    """Run the samples of a client; return the operations that each called."""
    called = {}
    options: dict[str, Any] = {"retry": None, "validate": True}
    client, twin = type(module.make_client()), type(module.make_async_client())
    with client(url, KeyCredential(DEFAULT_KEY), **options) as sync:
        async with twin(url, KeyCredential(DEFAULT_KEY), **options) as asynchronous:
            for name, function in sample_functions(module).items():
                service.prepare(method_of(name))
                with contextlib.redirect_stdout(io.StringIO()) as printed:
                    if inspect.iscoroutinefunction(function):
                        await function(asynchronous)
                    else:
                        function(sync)
                assert printed.getvalue(), name
                called[name] = [*service.called]
    return called


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_every_sample_runs(
    version: Version,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    routes = {operation.id: (operation.verb, operation.path) for operation in version.operations}
    shown: dict[str, set[str]] = {}
    with prepared_service(version) as (url, service):
        for module in sample_modules(version):
            for name, called in asyncio.run(run_all(module, url, service)).items():
                flavour, method = "async" if name.startswith("async_") else "sync", method_of(name)
                shown.setdefault(method, set()).add(f"{flavour} {kind_of(name)}")
                own = next((operation.id for operation in version.operations if operation.method == method), None)
                assert own is None or routes[called[0]] == routes[own], name
    for flavour in ("sync", "async"):
        counts = [f"{sum(f'{flavour} {kind}' in kinds for kinds in shown.values())} {kind}" for kind in (*KINDS, OTHER)]
        record_property(COVERED, f"{version.name:<16}samples      {flavour:<7}{', '.join(counts).replace('_', ' ')}")
    for operation in version.operations:
        wanted = {f"{flavour} {kind}" for flavour in ("sync", "async") for kind in ("short", "protocol_short")}
        if operation.id == MERGED:
            wanted = {kind for kind in wanted if "protocol" in kind}
        assert wanted <= shown[operation.method], operation.id


def readme_blocks() -> list[str]:
    """Return the Python of the package's README."""
    text = (DISTRIBUTION / "README.md").read_text("utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    *blocks, test = readme_blocks()
    assert len(blocks) == 7
    with prepared_service(DEFAULT) as (url, service):
        for block in blocks:
            assert ENDPOINT in block
            called = re.search(r"client\.(\w+)", block)
            assert called
            service.prepare(called[1])
            exec(block.replace(ENDPOINT, url).replace("<key>", DEFAULT_KEY), {"__name__": "readme"})
            assert service.called
            assert capsys.readouterr().out
    names: dict[str, Any] = {}
    exec(test, names)
    service = names["LocalService"]()
    names["test_application"](service)
    assert [call.status for call in service.calls] == [503, 503, 200]


def test_types_of_samples(tmp_path: Path) -> None:
    for index, block in enumerate(readme_blocks()[:-1]):  # a test need not say its types
        (tmp_path / f"readme_{index}.py").write_text(block, "utf-8")
    for path in SAMPLES.glob("*/*.py"):  # beside each other, since folders that are no packages have the same names
        (tmp_path / f"{path.parent.name}_{path.name}").write_bytes(path.read_bytes())
    command = (sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", ".")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_every_docstring_has_a_sample(version: Version) -> None:
    for path in (PACKAGE / version.module).glob("face*.py"):
        for cls in (node for node in ast.parse(path.read_bytes()).body if isinstance(node, ast.ClassDef)):
            methods = {node.name: node for node in cls.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
            bare = [
                name
                for name, node in methods.items()
                if name[0] != "_" and "\n\nExample:\n    " not in (ast.get_docstring(node) or "")
            ]
            assert bare == [], cls.name
