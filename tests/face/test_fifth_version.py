"""A further API version is a description file and one line of package.toml: overlays, names and paging follow."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from veneer.pipeline import generate_package
from veneer.project import find_project

from .description import ROOT

Files = dict[str, str]


def generated(root: Path) -> Files:
    [package] = find_project(root).select(("azure_face",))
    files = generate_package(package, lambda _: None).files
    return {path: content.decode() for path, content in files.items()}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files]:
    """What is generated without the fifth version and with it."""
    root = tmp_path_factory.mktemp("fifth")
    for name in ("spec", "customizations"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "pyproject.toml", root)
    before = generated(root)
    spec = root / "spec" / "azure_face"
    (spec / "v1.4.json").write_text((spec / "v1.2.json").read_text("utf-8").replace("v1.2", "v1.4"), "utf-8")
    toml = root / "customizations" / "azure_face" / "package.toml"
    text, changed = re.subn(r'(?m)^default_version = ".*"$', 'default_version = "v1.4"', toml.read_text("utf-8"))
    assert changed == 1
    toml.write_text(text, "utf-8")
    return before, generated(root)


def test_it_is_made_like_the_others(both: tuple[Files, Files]) -> None:
    before, after = both
    wanted = {
        path.replace("/v1_2/", "/v1_4/"): text.replace("v1.2", "v1.4").replace("v1_2", "v1_4")
        for path, text in before.items()
        if "/v1_2/" in path
    }
    assert {path: text for path, text in after.items() if "/v1_4/" in path} == wanted
    assert any("def identify(" in text and "web_address(" in text for text in wanted.values())
    assert any("return Pager(" in text and "return Poller(" in text for text in wanted.values())


def test_it_is_what_the_package_stands_for_and_the_others_stay(both: tuple[Files, Files]) -> None:
    before, after = both
    assert '".v1_4.face_session"' in after["azure_face/__init__.py"]
    assert all(after[path] == text for path, text in before.items() if re.search(r"/v1_\w+/|/_runtime/", path))
