"""An operation of one version -> in one line each, what is different about it in the other versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import evolve

from veneer.diff.changes import Changes
from veneer.diff.findings import Finding, judge
from veneer.diff.levels import Level
from veneer.diff.models import compare_models
from veneer.diff.operations import compare_operations
from veneer.diff.report import quoted
from veneer.diff.types import TypeComparer
from veneer.explain.subjects import Subject, subjects
from veneer.explain.values import OtherVersion
from veneer.overlay.plan import PlannedOperation

_SHOWN = 2  # differences that are told; `veneer diff` has them all


def other_versions(subject: Subject) -> tuple[OtherVersion, ...]:
    """Return the other versions of the package, in its order."""
    others = (item for item in subject.planned.plan.versions if item is not subject.version)
    return tuple(_compared(subject, version.version) for version in others)


def _compared(subject: Subject, name: str) -> OtherVersion:
    version = next(item for item in subject.planned.plan.versions if item.version == name)
    known = {item.id: item for item in subjects(subject.package, subject.planned, version)}
    if subject.id not in known:
        return OtherVersion(name, False, ())
    other = known[subject.id]
    return OtherVersion(name, True, (*_in_python(subject, other), *_on_the_wire(subject, other)))


def _in_python(subject: Subject, other: Subject) -> Iterator[str]:
    """Yield what was decided otherwise; what follows from the description is seen on the wire."""
    if (subject.named is None) != (other.named is None):
        yield "it is hidden" if other.named is None else "it is not hidden"
    if subject.named is None or other.named is None or subject.client is None or other.client is None:
        return
    names = [f"{item.client.name}.{item.named.name}" for item in (subject, other) if item.client and item.named]
    if names[0] != names[1]:
        yield f"it is {names[1]}"
    for before, after in zip(_choices(subject.named), _choices(other.named), strict=True):
        if before != after:
            yield after


def _choices(operation: PlannedOperation) -> tuple[str, ...]:
    overlay = f"overlaid by {operation.overlay.name}" if operation.overlay is not None else "no overlay"
    goes_on = (
        "pages"
        if operation.paging is not None
        else "a poller"
        if operation.polling or operation.followed
        else "a Response"
    )
    convenience = f"gives {goes_on}" if operation.has_convenience else "no convenience method of its own"
    return overlay, convenience


def _on_the_wire(subject: Subject, other: Subject) -> Iterator[str]:
    changes = Changes()
    old, new = (evolve(item.version.api, operations=(item.operation,)) for item in (subject, other))
    comparer = TypeComparer(old, new, changes)
    compare_operations(comparer, {subject.id: subject.id})
    compare_models(comparer)
    found = judge(changes.all())
    counts = Counter(item.level for item in found)
    if found:
        yield f"{', '.join(f'{counts[level]} {level}' for level in Level if counts[level])} on the wire"
        yield from map(_told, found[:_SHOWN])
        yield from [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []


def _told(found: Finding) -> str:
    """Return a difference in words; the operation itself need not be named."""
    steps = [step for step in found.change.place.parts if step[0] != "operation"]
    where = "".join(f"{kind} {quoted(name)} " if name else f"{kind} " for kind, name in steps)
    return f"{where}{found.message_text(quoted)}"
