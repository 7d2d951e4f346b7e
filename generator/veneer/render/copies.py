"""PackagePlan -> the files of its distribution that are not printed but copied, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from veneer.load.customizations import BEHAVIOURS
from veneer.overlay.plan import PackagePlan
from veneer.overlay.planned import DESCRIPTIONS, SUPPORT


def copies(plan: PackagePlan) -> Iterator[tuple[str, bytes]]:
    """Yield the runtime, and what `testing` needs if the package has it."""
    # Not `files("veneer.testing")`, which would import it, and the libraries of the local service with it.
    top = files("veneer")
    yield from _below(top / "runtime", f"{plan.package}/_runtime")
    if plan.testing is None:
        return
    testing = f"{plan.package}/testing"
    yield from _below(top / "testing", f"{testing}/{SUPPORT}")
    for file in plan.testing.behaviours:
        yield f"{testing}/{SUPPORT}/behaviours/{file.path.removeprefix(BEHAVIOURS)}", file.text.encode()
    for module, content in plan.testing.descriptions.items():
        yield f"{testing}/{DESCRIPTIONS}/{module}.json", content


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.name.endswith(".py"):
            yield f"{path}/{item.name}", item.read_bytes()
        elif item.is_dir() and item.name != "__pycache__":
            yield from _below(item, f"{path}/{item.name}")
