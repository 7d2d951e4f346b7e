"""Each page of the guide is followed from its first block to its last, as a reader does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .pages import GUIDE, ROOT, read
from .stories import Story

STORIES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / GUIDE).glob("*.md"))
_BEGINS = re.compile(r"begins\s+with\s+\[[^\]]+\]\((?P<page>[\w-]+\.md)#(?P<section>[\w-]+)\)")

Beginning = Callable[[str, str], tuple[Story, Path]]


@pytest.fixture(scope="session")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beginning]:
    """Tell the beginning that several pages share once; what was served in it is over."""
    told: dict[tuple[str, str], tuple[Story, Path]] = {}

    def tell(page: str, section: str) -> tuple[Story, Path]:
        if (page, section) not in told:
            folder = tmp_path_factory.mktemp("beginning")
            with Story(folder) as story:
                told[page, section] = (story.tell(f"{GUIDE}/{page}", section), folder)
        return told[page, section]

    return tell


@pytest.mark.parametrize("page", STORIES)
def test_story_is_true(page: str, tmp_path: Path, beginning: Beginning) -> None:
    folder = tmp_path / "reader"
    shared = _BEGINS.search(read(page))
    with Story(folder) as story:
        if shared:
            before, made = beginning(shared["page"], shared["section"])
            shutil.copytree(made, folder)
            story.cwd = folder / before.cwd.relative_to(made)
            story.installed = [*before.installed]
        else:
            folder.mkdir()
        story.tell(page)
