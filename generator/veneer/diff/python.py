"""Two Surfaces -> what differs for callers in Python: clients, methods, classes, through the customizations' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, evolve

from veneer.diff.changes import PYTHON, Change, Changes, Direction, Kind, Layer, Place
from veneer.diff.classes import compare_classes
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
        for name in self.new.classes:
            if name not in self.old.classes and name not in renames.values():
                self.changes.add(Change(Kind.CLASS_ADDED, Place("class", name), layers=_CONVENIENCE))
        for name, before in self.old.classes.items():
            place, now = Place("class", name), renames.get(name, name)
            directions = frozenset(self.travels.get(before.id, ())) or _EITHER
            if now not in self.new.classes:
                self.changes.add(Change(Kind.CLASS_REMOVED, place, layers=_CONVENIENCE))
                continue
            if now != name:
                self.changes.add(Change(Kind.CLASS_RENAMED, place, name, now, layers=_CONVENIENCE))
            if self.skipped & {name, now}:
                continue
            for kind, step, was, is_now in compare_classes(before, self.new.classes[now], renames):
                spot = place if step is None else place.below(*step)
                change = Change(kind, spot, was, is_now, directions=directions, layers=_CONVENIENCE)
                self.changes.add(change)

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
        for difference in compare_signatures(self.old.constructor, self.new.constructor):
            self._add(constructor, ((layer, difference) for layer in sorted(PYTHON)))
        self._methods(renames)

    def _methods(self, renames: Mapping[str, str]) -> None:
        before, after = dict(self._seen(self.old)), dict(self._seen(self.new))
        homes = {item.operation: name for name, item in after.items() if item.operation and name not in before}
        found = {name: homes.get(self.operations.get(item.operation or "", "")) for name, item in before.items()}
        moves = {name: now for name, now in found.items() if now is not None and name not in after}
        for name, method in before.items():
            place, now = Place("method", name), moves.get(name, name)
            if now not in after:
                self._note(Kind.PYTHON_METHOD_REMOVED, place, _layers(method))
                continue
            if now != name:
                self._note(Kind.PYTHON_METHOD_RENAMED, place, _layers(method), name, now)
            self._method(place, method, after[now], renames)
        for name, method in after.items():
            if name not in before and name not in moves.values():
                self._note(Kind.PYTHON_METHOD_ADDED, Place("method", name), _layers(method))

    def _method(self, place: Place, old: Method, new: Method, renames: Mapping[str, str]) -> None:
        self._note(Kind.PYTHON_METHOD_REMOVED, place, _layers(old) - _layers(new))
        self._note(Kind.PYTHON_METHOD_ADDED, place, _layers(new) - _layers(old))
        own = list(_differences(old, new, renames))
        self._add(place, own)
        if old.twin is not None and new.twin is not None:
            twin = Place(place.owner, f"Async{place.name}")
            self._add(twin, (item for item in _differences(old.twin, new.twin, renames) if item not in own))

    def _note(
        self, kind: Kind, place: Place, layers: frozenset[Layer], was: str | None = None, now: str | None = None
    ) -> None:
        for layer in sorted(layers):
            self.changes.add(Change(kind, place, was, now, layers=frozenset({layer})))

    def _add(self, place: Place, found: Iterable[tuple[Layer, Difference]]) -> None:
        for layer, (kind, step, was, now) in found:
            spot = place if step is None else place.below(*step)
            self.changes.add(Change(kind, spot, was, now, layers=frozenset({layer})))

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
