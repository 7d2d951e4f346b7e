"""What changes places is the smallest file or folder with all that changes, however its names are ordered."""

from __future__ import annotations

from pathlib import Path

import pytest

from veneer.emit import Difference
from veneer.emit.switching import units


@pytest.mark.parametrize(
    ("changed", "unit"),
    [
        (("p/a.py",), "p/a.py"),
        (("p/a/b.py", "p/a/c.py"), "p/a"),
        (("p/a/b.py", "p/a.py"), "p"),
        (("p/a", "p/a-b/c.py", "p/a/d.py"), "p"),  # "-" stands before "/"
        (("p/a/b.py", "p/a/c/d.py", "p/a/c-d/e.py"), "p/a"),
    ],
)
def test_the_smallest_with_all_that_changes(changed: tuple[str, ...], unit: str, tmp_path: Path) -> None:
    (tmp_path / "p" / "a").mkdir(parents=True)
    files = dict.fromkeys((*changed, "p/other.py"), b"")
    assert units(Difference((), changed, (), 1), files, tmp_path) == [unit]
