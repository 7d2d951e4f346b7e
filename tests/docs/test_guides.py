"""Each page of the guide is followed from its first block to its last, as a reader does."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .pages import GUIDE, STORIES, read
from .stories import Story

_BEGINS = re.compile(r"begins\s+with\s+\[[^\]]+\]\((?P<page>[\w-]+\.md)#(?P<section>[\w-]+)\)")

Beginning = Callable[[str, str], tuple[Path, str, list[str]]]
"""Returns a reader's folder to copy, where in it the reader is, and what is installed."""


@pytest.fixture(scope="session")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Beginning:
    """Tell the beginning that several pages share, once for all processes; what was served in it is over."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared

    def tell(page: str, section: str) -> tuple[Path, str, list[str]]:
        folder = shared / f"beginning-{section}"
        with (shared / "beginning.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            state = folder / "state.json"
            if not state.exists():
                reader = folder / "reader"
                reader.mkdir(parents=True)
                with Story(reader) as story:
                    story.tell(f"{GUIDE}/{page}", section)
                state.write_text(json.dumps([str(story.cwd.relative_to(reader)), story.installed]), "utf-8")
            cwd, installed = json.loads(state.read_text("utf-8"))
        return folder / "reader", cwd, installed

    return tell


@pytest.mark.parametrize("page", STORIES)
def test_story_is_true(page: str, tmp_path: Path, beginning: Beginning) -> None:
    folder = tmp_path / "reader"
    shared = _BEGINS.search(read(page))
    with Story(folder) as story:
        if shared:
            made, cwd, story.installed = beginning(shared["page"], shared["section"])
            shutil.copytree(made, folder)
            story.cwd = folder / cwd
        else:
            folder.mkdir()
        story.tell(page)
