"""Two Apis -> pairs of operations, and what differs in each pair."""

from __future__ import annotations

from collections.abc import Iterable

from veneer.diff.changes import Change, Kind, Place, Pointers
from veneer.diff.contents import compare_bodies, compare_responses
from veneer.diff.parameters import compare_parameters
from veneer.diff.service import compare_operation_security, compare_operation_server
from veneer.diff.types import TypeComparer
from veneer.model import Api, Expression, Operation
from veneer.model.words import plain


def pair_operations(old: Api, new: Api) -> dict[str, str]:
    """Return old id -> new id: of the same id, else alone of those left with the same method and path."""
    before, after = ({plain(item.id): item for item in api.operations} for api in (old, new))
    pairs = {id: id for id in before if id in after}
    gone, come = (
        _by_request(item for id, item in side.items() if id not in other)
        for side, other in ((before, after), (after, before))
    )
    for key, ids in gone.items():
        found = come.get(key, [])
        if len(ids) == len(found) == 1:
            pairs[ids[0]] = found[0]
    return pairs


def _by_request(operations: Iterable[Operation]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for item in operations:
        found.setdefault((item.method, path_shape(item)), []).append(plain(item.id))
    return found


def path_shape(operation: Operation) -> str:
    """Return a path without the names of its parameters, which no server sees."""
    return "".join(_expanded(part) if isinstance(part, Expression) else plain(part) for part in operation.path.parts)


def _expanded(part: Expression) -> str:
    said = (f"{'*' if item.explode else ''}{'' if item.prefix is None else item.prefix}" for item in part.variables)
    return f"{{{part.operator}{','.join(said)}}}"


def compare_operations(comparer: TypeComparer, pairs: dict[str, str]) -> None:
    """Compare the operations of two APIs.

    Args:
        comparer: Compares their types, and is told of each difference.
        pairs: Old id -> new id of those that are the same one.
    """
    after = {plain(item.id): item for item in comparer.new.operations}
    for item in comparer.old.operations:
        place = Place("operation", plain(item.id))
        if plain(item.id) in pairs:
            _operation(comparer, item, after[pairs[plain(item.id)]], place)
        else:
            told = f"{item.method} {plain(item.path.text)}"
            comparer.changes.add(Change(Kind.OPERATION_REMOVED, place, told, None, Pointers(item.pointer)))
    for id, item in after.items():
        if id not in pairs.values():
            told = f"{item.method} {plain(item.path.text)}"
            place, pointers = Place("operation", id), Pointers("", item.pointer)
            comparer.changes.add(Change(Kind.OPERATION_ADDED, place, None, told, pointers))


def _operation(comparer: TypeComparer, old: Operation, new: Operation, place: Place) -> None:
    pointers = Pointers(old.pointer, new.pointer)

    def note(kind: Kind, was: str | None = None, now: str | None = None) -> None:
        comparer.changes.add(Change(kind, place, was, now, pointers))

    if plain(old.id) != plain(new.id):
        note(Kind.OPERATION_RENAMED, plain(old.id), plain(new.id))
    if old.method != new.method:
        note(Kind.METHOD_CHANGED, old.method, new.method)
    if path_shape(old) != path_shape(new):
        note(Kind.PATH_CHANGED, plain(old.path.text), plain(new.path.text))
    if new.deprecated and not old.deprecated:
        note(Kind.OPERATION_DEPRECATED)
    if old.deprecated and not new.deprecated:
        note(Kind.NO_LONGER_DEPRECATED)
    if (old.long_running is None) != (new.long_running is None):
        told = ["done when it answers", "goes on after its answer"]
        note(Kind.LONG_RUNNING_CHANGED, *(told if new.long_running else reversed(told)))
    compare_parameters(comparer, old, new, place)
    compare_bodies(comparer, old, new, place)
    compare_responses(comparer, old, new, place)
    compare_operation_server((comparer.old, old), (comparer.new, new), place, comparer.changes)
    compare_operation_security((comparer.old, old), (comparer.new, new), place, comparer.changes)
