"""An operation and what overlays did while they were printed -> its overlay, and the other ones that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, nodes

from veneer.diagnostics import Location
from veneer.explain.subjects import Subject
from veneer.explain.values import OverlayFacts, Used
from veneer.load.customizations import TextFile
from veneer.overlay.contract import lineage, place_of
from veneer.pins.lock import read_pins
from veneer.pins.parts import operation_part, parts_of
from veneer.pins.uses import OverlayUses


def overlay_facts(subject: Subject, uses: Iterable[OverlayUses]) -> OverlayFacts | None:
    """Return what overlays an operation's convenience method; ``None`` where nothing does."""
    overlay = subject.named.overlay if subject.named is not None else None
    if overlay is None:
        return None
    chain, extended = lineage(overlay, subject.version.partials)
    stock = [_stock(extended, subject.package.root)] if extended is not None else []
    used = next((item for item in uses if item.overlay == overlay), None)
    blocks = tuple(block for template in chain for block in _blocks(template))
    return OverlayFacts((*(item.name for item in chain), *stock), blocks, tuple(_used(subject, used)) if used else ())


def used_by(subject: Subject, uses: Iterable[OverlayUses]) -> tuple[Location, ...]:
    """Return where overlays of other methods first use an operation."""
    own = subject.named.overlay if subject.named is not None else None
    name = operation_part(subject.operation)
    places = (
        [use.place for part, use in item.parts.items() if part == name or part.startswith(f"{name}, ")]
        for item in uses
        if item.overlay != own
    )
    return tuple(min(found, key=lambda place: (place.file, place.line or 0)) for found in places if found)


def _used(subject: Subject, uses: OverlayUses) -> Iterator[Used]:
    parts = parts_of(subject.version)
    pinned = read_pins(subject.planned.custom.pins).get(uses.overlay.path, {}).get(uses.version, {})
    for part, use in sorted(uses.parts.items()):
        told = use.words(part, parts)
        yield Used(part, told, use.place, told == use.agreed, pinned.get(part, use.agreed) == told)


def _blocks(template: TextFile) -> Iterator[tuple[str, Location]]:
    for block in Environment().parse(template.text).find_all(nodes.Block):
        yield block.name, place_of(template, block.lineno)


def _stock(name: str, root: Path) -> str:
    """Return the path of a stock template: below the project if Veneer is there, else where it is installed."""
    path = Path(str(files("veneer.render") / "templates" / name)).resolve()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
