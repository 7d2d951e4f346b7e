"""The documents point at things that exist: links, paths, modules, blocks, functions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .pages import PAGES, ROOT, STORIES, anchors, links, prose, read

GENERATOR = ROOT / "generator" / "veneer"
CODE = re.compile(r"`([^`\n]+)`")
# What a path in prose may be relative to.
HOMES = (
    ROOT,
    GENERATOR,
    GENERATOR / "render" / "templates",
    ROOT / "customizations" / "azure_face",
    ROOT / "generated" / "azure_face",
    ROOT / "tests",
)
# The reader's own files, and the folders of tests that appear with their first test.
MADE = {
    "customizations/azure_face/face_session/delete_liveness_session.py.jinja",
    "warning-waivers.toml",
    "customizations/<package>/warning-waivers.toml",
    "snippets/",
    "functional/",
    "security/",
}


@pytest.mark.parametrize("page", [*PAGES, *STORIES])
def test_links_lead_somewhere(page: str) -> None:
    for link in links(page):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page

        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text("utf-8")), link


@pytest.mark.parametrize("page", [*PAGES, *STORIES])
def test_pages_are_linked_from_the_readme(page: str) -> None:
    assert page == "README.md" or page in links("README.md")


@pytest.mark.parametrize("page", PAGES)
def test_paths_in_prose_exist(page: str) -> None:
    for text in CODE.findall(prose(page)):
        if is_path(text) and text not in MADE:
            assert any((home / text).exists() for home in HOMES), f"{page}: {text}"


def is_path(text: str) -> bool:
    looks = text.endswith("/") or re.search(r"\.(py|jinja|toml|yaml|md)$", text)
    return bool(looks) and not re.search(r"[<\s]", text)


def test_architecture_lists_what_is_below_the_generator() -> None:
    listed = re.search(r"<!-- modules -->(.*)<!-- /modules -->", read("ARCHITECTURE.md"), re.DOTALL)

    assert listed is not None
    parts = re.findall(r"^\| `([^`]+)` \|", listed[1], re.MULTILINE)
    assert sorted(parts) == sorted(parts_of(GENERATOR))


def parts_of(folder: Path) -> list[str]:
    """Return the files and packages in a folder, caches and its own `__init__.py` apart."""
    found = [path for path in folder.iterdir() if path.name not in {"__init__.py", "__pycache__"}]
    return [f"{path.name}/" if path.is_dir() else path.name for path in found]


def test_types_in_the_flow_exist() -> None:
    flow = read("ARCHITECTURE.md").partition("```text")[2].partition("```")[0]
    source = "\n".join(path.read_text("utf-8") for path in GENERATOR.rglob("*.py"))
    names = set(re.findall(r"\b[A-Z][A-Za-z]+\b", flow)) - {"API", "Python"}

    assert {"SpecDocument", "Api", "ClientPlan", "FileView", "FileSet"} <= names
    for name in names:
        assert re.search(rf"^(class {name}\b|{name}: TypeAlias)", source, re.MULTILINE), name
