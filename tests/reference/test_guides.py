"""Veneer's own pages are on the site: each file is a page, before those of packages, unless they are not wanted."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from explain.explained import prepare
from running import veneer
from veneer.reference.guides import FOLDER, guide_index


def test_every_file_is_a_page_with_a_summary() -> None:
    pages = {page.path: page for section in guide_index().sections for page in section.pages}
    packaged = [item.name for item in (files("veneer.reference") / "guide").iterdir()]

    assert {f"{FOLDER}/{name}" for name in packaged} <= pages.keys()
    for page in pages.values():
        assert page.title
        assert page.summary.endswith("."), page.path


@pytest.mark.parametrize("wanted", [True, False])
def test_it_comes_before_the_packages_if_it_is_wanted(tmp_path: Path, wanted: bool) -> None:
    folder = prepare(tmp_path)
    done = veneer("docs", "--no-site", "--guide" if wanted else "--no-guide", cwd=folder)
    assert done.returncode == 0, done.stderr

    parts = tomllib.loads((folder / "docs/zensical.toml").read_text("utf-8"))["project"]["nav"]
    written = {path.name for path in (folder / "docs/markdown" / FOLDER).glob("*.md")}

    assert [next(iter(part)) for part in parts[1:]] == (["Veneer", "pets"] if wanted else ["pets"])
    assert ("tutorial.md" in written) is wanted
    assert ("(veneer-guide/index.md)" in (folder / "docs/markdown/index.md").read_text("utf-8")) is wanted
