"""Every command in a block of a page is run, in a project that has what it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from .museum import Museum, museum
from .pages import PAGES, ROOT, Block, all_blocks

MANUAL = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "generator/veneer/reference/manual").glob("*.md"))
OF_THE_CLIENT = "generated/azure_face/README.md"

# What is not run here, and why; all else is. `pip install` is run as `Story` does it, since it asks the network.
ELSEWHERE = {
    "make install": "asks the network; without it there are no tests",
    "make test": "runs this",
    "make demo": "`test_demo_prints_what_the_readme_shows` runs it",
    ".venv/bin/veneer explain get_liveness_sessions": "`test_explain_example_prints_what_the_readme_shows` runs it",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Museum]:
    with museum(tmp_path_factory.mktemp("museum")) as made:
        yield made


def sections() -> dict[str, list[Block]]:
    """Return the blocks of commands of each section of each page, the guide apart, which is told as a whole."""
    found: dict[str, list[Block]] = {}
    for page in (*PAGES, *MANUAL, OF_THE_CLIENT):
        for block in all_blocks(page):
            if block.language == "sh":
                found.setdefault(f"{page}#{block.heading}", []).append(block)
    return found


def run_here(block: Block) -> Block:
    lines = [line for line in block.text.splitlines() if line not in ELSEWHERE]
    return evolve(block, text="".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("section", sections())
def test_commands_run(section: str, project: Museum, tmp_path: Path) -> None:
    with project.copied(tmp_path / "reader") as story:
        for block in sections()[section]:
            story.run(project.here(run_here(block)))


def test_readme_of_a_new_project_runs(project: Museum, tmp_path: Path) -> None:
    with project.copied(tmp_path / "reader") as story:
        blocks = all_blocks(str(story.cwd / "README.md"))
        assert [block.language for block in blocks] == ["sh"]
        for block in blocks:
            story.run(block)


def test_nothing_is_left_out_that_no_page_has() -> None:
    lines = {line for blocks in sections().values() for block in blocks for line in block.text.splitlines()}
    assert ELSEWHERE.keys() <= lines
