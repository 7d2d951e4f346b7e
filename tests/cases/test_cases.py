"""Bad input: each folder is a small project and its `diagnostics.txt` what is said about it; nothing is written.

To write the expected text of a new case, run the tests with VENEER_UPDATE_CASES=1 and read what came out.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from veneer.diagnostics import InputError, Severity
from veneer.emit import write
from veneer.pipeline import generate_package
from veneer.project import find_project

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if (path / "customizations").is_dir())


def files_below(root: Path) -> set[Path]:
    """Return every file below a folder."""
    return {path for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", CASES)
def test_bad_input(name: str, tmp_path: Path) -> None:
    for part in ("spec", "customizations"):
        shutil.copytree(HERE / name / part, tmp_path / part)
    before = files_below(tmp_path)
    (package,) = find_project(tmp_path).packages
    with pytest.raises(InputError) as caught:
        write(generate_package(package, lambda _: None).files, tmp_path / package.output)

    found = caught.value.diagnostics
    text = "".join(f"{diagnostic}\n" for diagnostic in found)
    expected = HERE / name / "diagnostics.txt"
    if os.environ.get("VENEER_UPDATE_CASES") == "1":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert all(item.severity is Severity.ERROR and item.fix for item in found)
    assert str(tmp_path) not in text
    assert files_below(tmp_path) == before
