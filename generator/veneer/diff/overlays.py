"""Two Sides -> what of their customizations does not fit, and the methods and classes that tell nothing for that."""

from __future__ import annotations

from veneer.diagnostics import Diagnostic
from veneer.diff.changes import Change, Changes, Kind, Layer, Place, Pointers
from veneer.diff.sides import Side
from veneer.load.customizations import OVERLAY_SUFFIX
from veneer.overlay.templates import MODELS

_CONVENIENCE = frozenset({Layer.CONVENIENCE})


def compare_customizations(old: Side, new: Side, changes: Changes) -> frozenset[str]:
    """Note what does not fit the description on its side.

    Args:
        old: The side that was.
        new: The side that is.
        changes: Told of each such thing.

    Returns:
        Names (`FaceClient.detect`, `FaceList`) of which the convenience layer cannot be compared.
    """
    skipped = set[str]()
    kinds = (Kind.OVERLAY_DID_NOT_FIT, Kind.MEND_DID_NOT_FIT), (Kind.OVERLAY_DOES_NOT_FIT, Kind.MEND_DOES_NOT_FIT)
    for side, other, (overlays, mends) in ((old, new, kinds[0]), (new, old, kinds[1])):
        for path, problem in unfit(side, other).items():
            covered = _covered(side, path)
            if covered[0].name in _methods(other) - _methods(side):
                continue  # the operation itself is gone, which is said
            skipped |= {place.name for place in covered}
            changes.add(_change(overlays, covered[0].below("overlay", path), problem, _CONVENIENCE))
        for problem in side.unmended:
            place = Place("Overlay document", problem.location.file.rpartition("/")[2])
            changes.add(_change(mends, place, problem, frozenset(Layer)))
    return frozenset(skipped)


def unfit(side: Side, other: Side) -> dict[str, Diagnostic]:
    """Return what does not fit on one side; of two versions of a package, an overlay may be meant for one alone."""
    if None not in (side.version, other.version) and side.version != other.version:
        return dict(side.unfit)
    return {**side.unfit, **{path: item for path, item in side.absent.items() if path not in other.absent}}


def _change(kind: Kind, place: Place, problem: Diagnostic, layers: frozenset[Layer]) -> Change:
    if kind in (Kind.OVERLAY_DID_NOT_FIT, Kind.MEND_DID_NOT_FIT):
        return Change(kind, place, problem.message, None, Pointers(str(problem.location)), layers=layers)
    return Change(kind, place, None, problem.message, Pointers("", str(problem.location)), layers=layers)


def _methods(side: Side) -> set[str]:
    return {f"{client.name}.{item.name}" for client in side.plan.clients for item in client.operations}


def _covered(side: Side, path: str) -> list[Place]:
    """Return what an overlay covers: its own method or class, then the methods of operations merged into that."""
    *_, owner, name = path.removesuffix(OVERLAY_SUFFIX).split("/")
    if owner == MODELS:
        return [Place("class", name)]
    client = next((client for client in side.plan.clients if client.module == owner), None)
    if client is None:
        return [Place("method", f"{owner}.{name}")]
    ids = {item.id: item.name for item in client.operations}
    merged = [ids[id] for id, cover in side.apart.items() if id in ids and ids.get(cover) == name]
    return [Place("method", f"{client.name}.{each}") for each in (name, *merged)]
