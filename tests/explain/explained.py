"""A small project, written and generated -> the explanation of one of its operations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from overlay.projects import CONFIGURATION, PETS, make
from veneer.emit import write
from veneer.explain import explain
from veneer.explain.values import Decision, Explanation
from veneer.pins.lock import write_pins

GENERATED = "generated/pets"


def prepare(
    folder: Path,
    overlays: Mapping[str, str] | None = None,
    configuration: str = CONFIGURATION,
    versions: Mapping[str, str] | None = None,
) -> Path:
    """Write a project, its package and its pins, and return its folder."""
    package = make(folder, overlays, configuration, versions)
    write(package.files, folder / GENERATED)
    pins = package.contracts.accepted(package.contracts.overlays)
    (folder / "customizations/pets/overlays.lock.toml").write_bytes(write_pins(pins))
    return folder


def decided(explanation: Explanation, about: str) -> Decision:
    """Return the one decision about a part."""
    (found,) = [item for item in explanation.decisions if item.about == about]
    return found


def line_of(folder: Path, path: str, text: str) -> str:
    """Return the place of the first line that begins with a text, as ``path:line``."""
    lines = (folder / path).read_text("utf-8").splitlines()
    return f"{path}:{next(number for number, line in enumerate(lines, 1) if line.strip().startswith(text))}"


__all__ = ["CONFIGURATION", "GENERATED", "PETS", "decided", "explain", "line_of", "prepare"]
