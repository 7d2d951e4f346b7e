"""Two Surfaces -> what differs for callers in Python: clients, methods, classes, through the customizations' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, evolve

from veneer.diff.changes import PYTHON, Change, Changes, Direction, Kind, Layer, Place
from veneer.diff.classes import compare_classes
from veneer.diff.definitions import Definitions, defined
from veneer.diff.signatures import Difference, compare_forms, compare_signatures, with_renamed
from veneer.diff.surface import Method, Surface

_EITHER = frozenset({Direction.REQUEST, Direction.RESPONSE})
_CONVENIENCE = frozenset({Layer.CONVENIENCE})


@define
class PythonComparer:
    """Compares two surfaces.

    Attributes:
        old: The one that was.
        new: The one that is.
        operations: Old id -> new id.
        types: Old id -> new id of models and enums.
        travels: Which way each of these travels, by old id.
        changes: Told of each difference.
        skipped: Methods (`FaceClient.detect`) and classes whose convenience layer tells nothing.
    """

    old: Surface
    new: Surface
    operations: Mapping[str, str]
    types: Mapping[str, str]
    travels: Mapping[str, set[Direction]]
    changes: Changes
    skipped: frozenset[str] = frozenset()

    def compare(self) -> None:
        """Compare everything."""
        renames = self._class_renames()
        self._clients(renames)
        for name, item in self.new.classes.items():
            if name not in self.old.classes and name not in renames.values():
                self._note(Kind.CLASS_ADDED, Place("class", name), _CONVENIENCE, defined(None, (name, item)))
        for name, before in self.old.classes.items():
            place, now = Place("class", name), renames.get(name, name)
            directions = frozenset(self.travels.get(before.id, ())) or _EITHER
            if now not in self.new.classes:
                self._note(Kind.CLASS_REMOVED, place, _CONVENIENCE, defined((name, before), None))
                continue
            both = defined((name, before), (now, self.new.classes[now]))
            if now != name:
                self._note(Kind.CLASS_RENAMED, place, _CONVENIENCE, both, name, now)
            if self.skipped & {name, now}:
                continue
            found = compare_classes(before, self.new.classes[now], renames)
            self._add(place, ((Layer.CONVENIENCE, item) for item in found), both, directions)

    def _class_renames(self) -> dict[str, str]:
        names = {item.id: name for name, item in self.new.classes.items()}
        found = {}
        for name, item in self.old.classes.items():
            now = names.get(self.types.get(item.id, item.id))
            if name not in self.new.classes and now is not None and now not in self.old.classes:
                found[name] = now
        return found

    def _clients(self, renames: Mapping[str, str]) -> None:
        for name in self.new.clients:
            if name not in self.old.clients:
                self.changes.add(Change(Kind.CLIENT_ADDED, Place("client", name), layers=PYTHON))
        for name in self.old.clients:
            if name not in self.new.clients:
                self.changes.add(Change(Kind.CLIENT_REMOVED, Place("client", name), layers=PYTHON))
        constructor = Place("client", "constructor")
        before, after = self.old.constructor, self.new.constructor
        found = list(compare_signatures(before, after))
        both = defined(("__init__", before), ("__init__", after))
        self._add(constructor, ((layer, item) for item in found for layer in sorted(PYTHON)), both)
        self._methods(renames)

    def _methods(self, renames: Mapping[str, str]) -> None:
        before, after = dict(self._seen(self.old)), dict(self._seen(self.new))
        homes = {item.operation: name for name, item in after.items() if item.operation and name not in before}
        found = {name: homes.get(self.operations.get(item.operation or "", "")) for name, item in before.items()}
        moves = {name: now for name, now in found.items() if now is not None and name not in after}
        for name, method in before.items():
            place, now = Place("method", name), moves.get(name, name)
            if now not in after:
                only = defined((name, method), None)
                self._note(Kind.PYTHON_METHOD_REMOVED, place, _layers(method), only)
                continue
            both = defined((name, method), (now, after[now]))
            if now != name:
                self._note(Kind.PYTHON_METHOD_RENAMED, place, _layers(method), both, name, now)
            self._method(place, (name, method), (now, after[now]), renames)
        for name, method in after.items():
            if name not in before and name not in moves.values():
                only = defined(None, (name, method))
                self._note(Kind.PYTHON_METHOD_ADDED, Place("method", name), _layers(method), only)

    def _method(
        self, place: Place, before: tuple[str, Method], after: tuple[str, Method], renames: Mapping[str, str]
    ) -> None:
        old, new, both = before[1], after[1], defined(before, after)
        self._note(Kind.PYTHON_METHOD_REMOVED, place, _layers(old) - _layers(new), both)
        self._note(Kind.PYTHON_METHOD_ADDED, place, _layers(new) - _layers(old), both)
        own = list(_differences(old, new, renames))
        self._add(place, own, both)
        if old.twin is not None and new.twin is not None:
            twins = defined((f"Async{before[0]}", old.twin), (f"Async{after[0]}", new.twin))
            found = (item for item in _differences(old.twin, new.twin, renames) if item not in own)
            self._add(Place(place.owner, f"Async{place.name}"), found, twins)

    def _add(
        self,
        place: Place,
        found: Iterable[tuple[Layer, Difference]],
        both: Definitions,
        directions: frozenset[Direction] = frozenset(),
    ) -> None:
        for layer, (kind, step, was, now) in found:
            spot = place if step is None else place.below(*step)
            self._note(kind, spot, frozenset({layer}), both, was, now, directions)

    def _note(
        self,
        kind: Kind,
        place: Place,
        layers: frozenset[Layer],
        both: Definitions,
        was: str | None = None,
        now: str | None = None,
        directions: frozenset[Direction] = frozenset(),
    ) -> None:
        for layer in sorted(layers):
            alone = frozenset({layer})
            self.changes.add(Change(kind, place, was, now, directions=directions, layers=alone, definitions=both))

    def _seen(self, surface: Surface) -> Iterator[tuple[str, Method]]:
        """Yield the methods of a surface, each with what is seen of it."""
        for client, methods in surface.clients.items():
            for name, method in methods.items():
                whole = f"{client}.{name}"
                seen = evolve(method, typed=(), twin=_untyped(method.twin)) if whole in self.skipped else method
                yield whole, seen


def _untyped(method: Method | None) -> Method | None:
    return evolve(method, typed=()) if method is not None else None


def _differences(old: Method, new: Method, renames: Mapping[str, str]) -> Iterator[tuple[Layer, Difference]]:
    if old.protocol is not None and new.protocol is not None:
        for difference in compare_signatures(old.protocol, new.protocol):
            yield Layer.PROTOCOL, difference
    if old.typed and new.typed:
        forms = tuple(with_renamed(form, renames) for form in old.typed)
        for difference in compare_forms(forms, new.typed):
            yield Layer.CONVENIENCE, difference


def _layers(method: Method) -> frozenset[Layer]:
    held = {Layer.PROTOCOL: method.protocol is not None, Layer.CONVENIENCE: bool(method.typed)}
    return frozenset(layer for layer, has in held.items() if has)
