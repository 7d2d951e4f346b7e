"""5,000 hostile descriptions: each becomes a client with no statement but the templates', or diagnostics."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from security import fence
from security.hostile import document
from security.mutations import hostile_text, mutated
from veneer.build import build
from veneer.diagnostics import InputError
from veneer.emit import write
from veneer.load import load_text
from veneer.overlay import ClientPlan, Configuration, plan, plan_package
from veneer.render import print_files
from veneer.render.copies import copies
from veneer.views import package_views
from veneer.views.package import SURFACE

BATCHES, SIZE = 50, 100
PACKAGE = "pkg"

# Imports every module of the package; a step that an import has no need of ends it.
IMPORT = """
import pkgutil, sys
import httpx, attrs, uuid, decimal, datetime, enum, typing, json, email.message  # what clients may need, loaded before
def watch(event, arguments):
    if event in ("open",) and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise SystemExit(f"{event} {arguments}")
    if event.partition(".")[0] in ("subprocess", "socket", "shutil", "ctypes", "urllib", "ftplib", "webbrowser"):
        raise SystemExit(f"{event} {arguments}")
    if event in ("os.system", "os.exec", "os.fork", "os.remove", "os.mkdir", "os.rename", "os.putenv", "os.chdir"):
        raise SystemExit(f"{event} {arguments}")
sys.addaudithook(watch)
import pkg
found = [module.name for module in pkgutil.walk_packages(pkg.__path__, "pkg.")]
for name in found:
    __import__(name)
print(len(found))
"""


def planned(number: int) -> ClientPlan | None:
    """Plan the client of one description; ``None`` where it is refused, as one that cannot be used is."""
    chance = random.Random(number)
    text = json.dumps(mutated(document(hostile_text(chance)), chance))
    try:
        built = build(load_text(text, "api.json"))
        return plan(PACKAGE, f"v{number}", "api.json", built.api, Configuration())
    except InputError as error:
        for item in error.diagnostics:
            if not item.id or str(item).count("\n") > 1 or not str(item).replace("\n", "").isprintable():
                raise AssertionError(f"description {number}: {item!r}") from None
        return None


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_hostile_description_gives_a_clean_client_or_diagnostics(batch: int, tmp_path: Path) -> None:
    plans = [made for number in range(batch * SIZE, (batch + 1) * SIZE) if (made := planned(number)) is not None]
    assert len(plans) > SIZE / 4
    whole = plan_package(PACKAGE, Configuration(), tuple(plans))
    # As printed: formatting changes no statement, and takes longer than all the rest.
    paths = {view.path for view in package_views(whole) if view.template != SURFACE}
    files = {path: text.encode() for path, text in print_files(whole, paths).files.items()} | dict(copies(whole))

    trees = fence.trees(files)
    for path, tree in trees.items():
        strange = set(fence.strange_statements(tree))
        assert not strange, (path, strange)
    assert fence.names_from_elsewhere(trees) <= fence.KNOWN_NAMES
    assert not fence.hidden_characters(files)
    assert not fence.unsafe_paths(files, PACKAGE)

    write(files, tmp_path / "out")
    before = set(tmp_path.rglob("*"))
    run = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", IMPORT],
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.stderr == ""
    assert int(run.stdout) >= 4 * len(plans)
    assert set(tmp_path.rglob("*")) == before
