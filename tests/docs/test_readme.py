"""What the README shows is run: its Python against the local service, its commands, its overlay, the demo's output."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import running
from veneer.load import load
from veneer.serve import DEFAULT_KEY, create_app, load_behaviours, serving

from .pages import PAGES, ROOT, STORIES, Block, blocks, commands, fits, read

README = "README.md"
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
PRINTED = (
    rf"200 (?P<gone>{UUID})\n200 {UUID}\n404 SessionNotFound There is no session '(?P=gone)'\.\n",
    r"[0-9a-f-]{36}\n404 SessionNotFound\n",
    r"404\n",
)
DESCRIPTION = {
    "openapi": "3.1.0",
    "info": {"title": "Notes", "version": "1.0"},
    "servers": [{"url": "https://example.com/v1"}],
    "paths": {
        "/notes/{id}": {
            "get": {
                "operationId": "getNote",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"204": {"description": "There is such a note."}},
            }
        },
        "/pets": {
            "get": {
                "operationId": "pets/list",
                "tags": ["pets"],
                "responses": {"204": {"description": "There are such pets."}},
            }
        },
    },
}


def veneer(*arguments: str, cwd: Path = ROOT) -> str:
    """Run the command line and return what it prints."""
    run = running.veneer(*arguments, cwd=cwd)
    assert run.returncode == 0, run.stderr
    return run.stdout


def python(code: str, package: Path, **environment: str) -> str:
    """Run Python in a process of its own that imports from `package` first, and return what it prints."""
    variables = os.environ | environment | {"PYTHONPATH": str(package), "PYTHONWARNINGS": "error"}
    run = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    document = load(ROOT / "spec" / "azure_face" / "v1.1-preview.1.json").content
    with serving(create_app(document, load_behaviours(ROOT / "customizations" / "azure_face"))) as url:
        yield url


# -- Python ------------------------------------------------------------------------------------------------------------


def test_python_blocks_print_what_they_promise(
    service: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACE_ENDPOINT", service)
    monkeypatch.setenv("FACE_KEY", DEFAULT_KEY)
    shown = [block for block in blocks(README, "python") if "import pytest" not in block.text]

    assert len(shown) == len(PRINTED)
    for block, printed in zip(shown, PRINTED, strict=True):
        run_block(block)

        assert re.fullmatch(printed, capsys.readouterr().out)


def test_test_block_passes(tmp_path: Path) -> None:
    (shown,) = [block for block in blocks(README, "python") if "import pytest" in block.text]
    (tmp_path / "test_application.py").write_text(shown.text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "test_application.py"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "1 passed" in run.stdout, run.stdout + run.stderr


def run_block(block: Block) -> None:
    """Run a block as a file of its own; a traceback has the README's lines."""
    code = compile("\n" * block.line + block.text, str(ROOT / README), "exec")
    exec(code, {"__name__": "__main__"})


def test_demo_prints_what_the_readme_shows(tmp_path: Path) -> None:
    shown = blocks(README, "text")[0]
    for name in ("customizations", "generated", "spec"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Makefile", tmp_path)
    # What is installed stays so, however old it is.
    command = ["make", "--no-print-directory", "--old-file", f"{sys.prefix}/ready", f"VENV={sys.prefix}", "demo"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    begun, _, printed = steady(run.stdout).partition("\n")

    assert run.returncode == 0, run.stderr
    assert re.fullmatch(r"azure_face: nothing changed \(\d+ files\)", begun)
    assert printed.startswith(steady(shown.text))
    assert printed.endswith("done: both layers, sync and async, over real HTTP\n")


def steady(text: str) -> str:
    """Replace what differs from run to run."""
    for pattern, name in ((UUID, "ID"), (r"127\.0\.0\.1:\d+", "HOST"), (r"\d\d:\d\d:\d\d", "TIME")):
        text = re.sub(pattern, name, text)
    return text


# -- commands ----------------------------------------------------------------------------------------------------------


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make (?:[A-Z]+=\S+ )?([a-z]+)", read(page))}
    named |= {name for page in PAGES for line in commands(page) for name in re.findall(r"^make ([a-z]+)$", line)}

    assert {"demo", "test"} <= named
    assert named <= targets


def test_veneer_commands_and_options_exist() -> None:
    pages = [*PAGES, *STORIES]
    lines = [line for page in pages for line in commands(page)]
    lines += [line for page in pages for line in re.findall(r"`((?:\.venv/bin/)?veneer [^`]+)`", read(page))]
    used = {(match[1], match[2]) for line in lines if (match := re.search(r"veneer ([a-z]+)(.*)", line))}
    helps = {name: veneer(name, "--help") for name in {name for name, _ in used}}

    assert {"generate", "check", "serve"} <= helps.keys()
    for name, rest in used:
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in helps[name]


def test_explain_example_prints_what_the_readme_shows() -> None:
    (line,) = [line for line in commands(README) if " explain " in line]
    (shown,) = blocks(README, "console")

    assert len(shown.text.splitlines()) > 10
    assert fits(shown.text, veneer(*line.split()[1:]))


def test_generate_example_gives_the_client_that_it_names(tmp_path: Path) -> None:
    (line,) = [line for line in commands(README) if " generate " in line]
    words = line.split()[1:]
    home = tmp_path / "home"
    home.mkdir()
    (home / words[1]).write_text(json.dumps(DESCRIPTION), "utf-8")  # JSON is YAML too

    printed = veneer(*words, cwd=home)

    package, output = words[words.index("--package") + 1], words[words.index("--output") + 1]
    assert printed.startswith(f"{package}: changed: ")
    (client,) = re.findall(r"has one client, `(\w+)`", read(README))
    (call,) = re.findall(r"`client\.(\w+\.\w+)\(\)`", read(README))
    code = (
        f"from {package} import {client}, Async{client}; print({client}.get_note.__name__, {client}().{call}.__name__)"
    )
    assert python(code, home / output) == "get_note list\n"


# -- the overlay -------------------------------------------------------------------------------------------------------


def test_overlay_example_adds_its_argument_to_both_methods(tmp_path: Path, service: str) -> None:
    (overlay,) = blocks(README, "jinja")
    (path,) = re.findall(r"`(customizations/azure_face/\S+\.py\.jinja)`", read(README))
    for folder in ("spec", "customizations"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    assert not (tmp_path / path).exists()
    (tmp_path / path).write_text(overlay.text, "utf-8")

    veneer("generate", "azure_face", "--project", str(tmp_path))

    code = """
import asyncio, os
from azure_face import AsyncFaceSessionClient, FaceSessionClient, KeyCredential, NotFoundError

where = os.environ["FACE_ENDPOINT"], KeyCredential(os.environ["FACE_KEY"])
with FaceSessionClient(*where) as client:
    print(client.delete_liveness_session("gone", missing_ok=True).status_code)
    try:
        client.delete_liveness_session("gone")
    except NotFoundError as error:
        print(error.error_code)

async def main():
    async with AsyncFaceSessionClient(*where) as client:
        print((await client.delete_liveness_session("gone", missing_ok=True)).status_code)

asyncio.run(main())
"""
    generated = tmp_path / "generated" / "azure_face"
    printed = python(code, generated, FACE_ENDPOINT=service, FACE_KEY=DEFAULT_KEY)
    assert printed.splitlines() == ["404", "SessionNotFound", "404"]
