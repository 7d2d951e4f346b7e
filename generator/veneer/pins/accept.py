"""`veneer accept`: overlays that a person looked at -> what they use now is pinned."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.emit import write_file
from veneer.load.customizations import PINS
from veneer.overlay.meant import choose
from veneer.pins.drift import Contracts, Drift
from veneer.pins.lock import write_pins
from veneer.project import PackageFolders

Accepting = tuple[PackageFolders, Contracts]


def accept(packages: Collection[Accepting], names: Iterable[str]) -> list[tuple[PackageFolders, list[Drift]]]:
    """Pin what overlays use now.

    Args:
        packages: Each package of the project with the contracts of its overlays.
        names: Overlays by their paths below the package's customizations or below the project; all when none is named.

    Returns:
        What changed of what was pinned, for each package.

    Raises:
        InputError: `unknown-overlay`; nothing is written then.
    """
    chosen = _chosen(packages, list(names))
    accepted = []
    for package, contracts in packages:
        overlays = chosen[package.name]
        accepted.append((package, [item for item in contracts.drift() if item.overlay in overlays]))
        path = f"{package.customizations}/{PINS}"
        pins = contracts.accepted(overlays)
        if pins or contracts.pinned:
            write_file(package.root / path, write_pins(pins), path)
    return accepted


def _chosen(packages: Collection[Accepting], names: list[str]) -> dict[str, set[str]]:
    """Return the overlays that are meant, by package; pins of one that is gone count as well."""
    known = {package.name: contracts.overlays | contracts.pinned.keys() for package, contracts in packages}
    if not names:
        return {name: set(overlays) for name, overlays in known.items()}
    folders = {package.name: package.customizations for package, _ in packages}
    chosen: dict[str, set[str]] = {name: set() for name in known}
    for name in names:
        found = [(package, name.removeprefix(f"{folders[package]}/")) for package in known]
        there = [(package, overlay) for package, overlay in found if overlay in known[package]]
        if not there:
            fix = choose(name, {overlay for overlays in known.values() for overlay in overlays}, "There is none.")
            raise InputError([Diagnostic("unknown-overlay", f"there is no overlay `{name}`", Location("veneer"), fix)])
        for package, overlay in there:
            chosen[package].add(overlay)
    return chosen
