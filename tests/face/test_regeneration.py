"""Generating again gives the bytes that are committed, wherever and however it is run."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from veneer import emit
from veneer.pipeline import generate_package
from veneer.project import find_project

from .description import DISTRIBUTION, PACKAGE, ROOT

RUNTIME = ROOT / "generator" / "veneer" / "runtime"

SCRIPT = """
import hashlib, json, sys
from pathlib import Path
import veneer
from veneer.pipeline import generate_package
from veneer.project import find_project
root = Path(sys.argv[1])
assert Path(veneer.__file__).is_relative_to(root), veneer.__file__
[package] = find_project(root).select(("azure_face",))
files = generate_package(package, lambda text: None).files
print(json.dumps({path: hashlib.sha256(content).hexdigest() for path, content in files.items()}))
"""


def committed() -> list[Path]:
    """The files of the distribution, without what tools leave there."""
    return [
        path
        for path in sorted(DISTRIBUTION.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(DISTRIBUTION).parts)
        and not any(part.endswith(".egg-info") or part in {"build", "dist"} for part in path.parts)
    ]


def generated_in_a_process(root: Path, cwd: Path, seed: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(root)],
        cwd=cwd,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root / "generator"), "PATH": "", "TZ": f"UTC+{len(seed)}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    digests: dict[str, str] = json.loads(done.stdout)
    return digests


def test_generating_in_memory_equals_what_is_committed() -> None:
    [package] = find_project(ROOT).select(("azure_face",))
    generated = generate_package(package, lambda text: None)
    assert generated.warnings == ()
    difference = emit.compare(emit.digests_of(generated.files), ROOT / package.output)
    assert not difference, difference
    on_disk = {path.relative_to(DISTRIBUTION).as_posix(): path.read_bytes() for path in committed()}
    assert dict(generated.files) == on_disk


def test_same_bytes_for_other_hash_seeds_folders_and_checkouts(tmp_path: Path) -> None:
    elsewhere = tmp_path / "an other checkout"
    for folder in ("generator", "spec", "customizations"):
        shutil.copytree(ROOT / folder, elsewhere / folder, ignore=shutil.ignore_patterns("__pycache__"))
    runs: dict[str, Any] = {
        "1": (ROOT, tmp_path),
        "4242": (elsewhere, elsewhere / "spec"),
    }
    found: dict[str, dict[str, str]] = {}

    def work(seed: str, root: Path, cwd: Path) -> None:
        found[seed] = generated_in_a_process(root, cwd, seed)

    threads = [threading.Thread(target=work, args=(seed, *places)) for seed, places in runs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.keys() == runs.keys()
    here = {
        path.relative_to(DISTRIBUTION).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in committed()
    }
    assert found["1"] == here
    assert found["4242"] == here


def test_writing_twice_touches_nothing(tmp_path: Path) -> None:
    files = {path.relative_to(DISTRIBUTION).as_posix(): path.read_bytes() for path in committed()}
    assert len(emit.write(files, tmp_path / "out").added) == len(files)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert not emit.write(files, tmp_path / "out")
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}


def test_command_finds_nothing_to_do() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("veneer")), "generate", "azure_face", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "nothing would change" in done.stdout


def test_runtime_is_copied_byte_for_byte() -> None:
    source = {path.relative_to(RUNTIME).as_posix(): path.read_bytes() for path in RUNTIME.rglob("*.py")}
    target = PACKAGE / "_runtime"
    assert {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*.py")} == source


@pytest.mark.parametrize("path", committed(), ids=lambda path: path.relative_to(DISTRIBUTION).as_posix())
def test_file_names_no_machine_and_no_moment(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    for folder in (ROOT, Path.home(), Path(sys.prefix)):
        assert folder == Path("/") or f"{folder}{os.sep}" not in text
    assert "\r" not in text
    assert text.endswith("\n") or not text
    assert not re.search(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d", text)
    assert not re.search(r"(?i)generated (on|at|by \S+ on)\b", text)


def test_first_line_says_where_to_make_a_change() -> None:
    for path in PACKAGE.rglob("*.py"):
        if not any(path.is_relative_to(PACKAGE / copied) for copied in ("_runtime", "testing/_support")):
            first = path.read_text("utf-8").partition("\n")[0]
            assert first.startswith("# Generated by Veneer"), path
            assert "customizations/azure_face" in first, path
