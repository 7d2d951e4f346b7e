"""Two Surfaces -> what differs for callers in Python: clients, methods, classes, through the customizations' names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import define

from veneer.diff.changes import PYTHON, Change, Changes, Direction, Kind, Layer, Place
from veneer.diff.classes import compare_classes
from veneer.diff.definitions import Definitions, defined
from veneer.diff.signatures import Difference, compare_forms, compare_signatures, with_renamed
from veneer.diff.surface import Method, Surface

_EITHER = frozenset({Direction.REQUEST, Direction.RESPONSE})
_CONVENIENCE = frozenset({Layer.CONVENIENCE})
_PROTOCOL = frozenset({Layer.PROTOCOL})


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
    """

    old: Surface
    new: Surface
    operations: Mapping[str, str]
    types: Mapping[str, str]
    travels: Mapping[str, set[Direction]]
    changes: Changes

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
            found = compare_classes(before, self.new.classes[now], renames)
            self._add(place, found, _CONVENIENCE, both, directions)

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
        both = defined(("__init__", before), ("__init__", after))
        self._add(constructor, compare_signatures(before, after), PYTHON, both)
        self._methods(renames)

    def _methods(self, renames: Mapping[str, str]) -> None:
        before, after = dict(_methods(self.old)), dict(_methods(self.new))
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
            self._method(place, method, after[now], renames, both)
        for name, method in after.items():
            if name not in before and name not in moves.values():
                only = defined(None, (name, method))
                self._note(Kind.PYTHON_METHOD_ADDED, Place("method", name), _layers(method), only)

    def _method(self, place: Place, old: Method, new: Method, renames: Mapping[str, str], both: Definitions) -> None:
        for layer in sorted(_layers(old) - _layers(new)):
            self._note(Kind.PYTHON_METHOD_REMOVED, place, frozenset({layer}), both)
        for layer in sorted(_layers(new) - _layers(old)):
            self._note(Kind.PYTHON_METHOD_ADDED, place, frozenset({layer}), both)
        if old.protocol is not None and new.protocol is not None:
            self._add(place, compare_signatures(old.protocol, new.protocol), _PROTOCOL, both)
        if old.typed and new.typed:
            forms = tuple(with_renamed(form, renames) for form in old.typed)
            self._add(place, compare_forms(forms, new.typed), _CONVENIENCE, both)

    def _add(
        self,
        place: Place,
        found: Iterator[Difference],
        layers: frozenset[Layer],
        both: Definitions,
        directions: frozenset[Direction] = frozenset(),
    ) -> None:
        for kind, step, was, now in found:
            spot = place if step is None else place.below(*step)
            self._note(kind, spot, layers, both, was, now, directions)

    def _note(
        self,
        kind: Kind,
        place: Place,
        layers: frozenset[Layer],
        definitions: Definitions,
        was: str | None = None,
        now: str | None = None,
        directions: frozenset[Direction] = frozenset(),
    ) -> None:
        change = Change(kind, place, was, now, directions=directions, layers=layers, definitions=definitions)
        self.changes.add(change)


def _methods(surface: Surface) -> Iterator[tuple[str, Method]]:
    for client, methods in surface.clients.items():
        for name, method in methods.items():
            yield f"{client}.{name}", method


def _layers(method: Method) -> frozenset[Layer]:
    held = {Layer.PROTOCOL: method.protocol is not None, Layer.CONVENIENCE: bool(method.typed)}
    return frozenset(layer for layer, has in held.items() if has)
