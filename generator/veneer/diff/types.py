"""Two types and where they stand -> what differs between them, down to the models and enums that they refer to."""

from __future__ import annotations

from collections import deque

from attrs import define, evolve, field

from veneer.diff.changes import Change, Changes, Direction, Kind, Place, Pointers
from veneer.diff.constraints import compare_constraints
from veneer.diff.discriminators import compare_discriminators, same_kinds, told
from veneer.diff.enums import compare_enums, values_of
from veneer.model import (
    Alias,
    AliasRef,
    AnyType,
    Api,
    Content,
    EnumRef,
    EnumType,
    ListType,
    MapType,
    Model,
    ModelRef,
    NullableType,
    TupleType,
    Type,
    UnionType,
    bare,
)
from veneer.model.words import Shape, plain, shape, words

Constrained = Content | ListType | MapType | Model


@define
class Spot:
    """Where two values are compared: a place, its pointers, and which way they travel."""

    place: Place
    pointers: Pointers
    direction: Direction

    def below(self, kind: str, name: str = "", pointers: Pointers | None = None) -> Spot:
        """Return the spot of a part."""
        return evolve(self, place=self.place.below(kind, name), pointers=pointers or self.pointers)


@define
class TypeComparer:
    """Compares types; pairs of models that turn up are queued, so that no chain of references is too long.

    Attributes:
        old: The API that was.
        new: The API that is.
        changes: Told of each difference.
        pending: Pairs of models still to be compared.
        pairs: Old id -> new id of models and enums that stand in the same place.
        travels: Which way each pair travels, by old id.
    """

    old: Api
    new: Api
    changes: Changes
    pending: deque[tuple[Model, Model, Spot]] = field(factory=deque)
    pairs: dict[str, str] = field(factory=dict)
    travels: dict[str, set[Direction]] = field(factory=dict)
    _seen: set[tuple[str, str, Direction, tuple[str, str]]] = field(factory=set)

    def note(self, kind: Kind, spot: Spot, old: str | None = None, new: str | None = None) -> None:
        """Note a fact at a spot."""
        self.changes.add(Change(kind, spot.place, old, new, spot.pointers, frozenset({spot.direction})))

    def note_constraints(self, old: Constrained, new: Constrained, spot: Spot) -> None:
        """Note what must hold now and had not to, and what has not to any more."""
        for kind, was, now in compare_constraints(old.constraints, new.constraints):
            self.note(kind, spot, was, now)

    def compare(self, old: Type, new: Type, spot: Spot) -> None:
        """Compare two types."""
        match old, new:
            case (NullableType(), _) | (_, NullableType()):
                self._nullable(old, new, spot)
            case ModelRef(before), ModelRef(after):
                self._models(self.old.models[before], self.new.models[after], spot)
            case EnumRef(before), EnumRef(after):
                self._enums(self.old.enums[before], self.new.enums[after], spot)
            case ListType(before, encoding), ListType(after, now) if encoding == now:
                self.compare(before, after, spot.below("items"))
                self.note_constraints(old, new, spot.below("items"))
            case MapType(before), MapType(after):
                self.compare(before, after, spot.below("values"))
                self.note_constraints(old, new, spot.below("values"))
            case TupleType(before, rest), TupleType(after, following) if len(before) == len(after):
                pairs = [*zip(before, after, strict=True)]
                pairs += [(rest, following)] if rest is not None and following is not None else []
                for index, (one, other) in enumerate(pairs):
                    self.compare(one, other, spot.below("item", str(index)))
                if (rest is None) != (following is None):
                    length = Kind.TYPE_NARROWED if following is None else Kind.TYPE_WIDENED
                    self.note(length, spot, words(old, self.old), words(new, self.new))
            case AliasRef(before), AliasRef(after):
                self._aliases(self.old.aliases[before], self.new.aliases[after], spot)
            case UnionType(), UnionType():
                self._unions(old, new, spot)
            case _:
                kind = self._relation(old, new)
                if kind is not None:
                    self.note(kind, spot, words(old, self.old), words(new, self.new))

    def _nullable(self, old: Type, new: Type, spot: Spot) -> None:
        was, now = isinstance(old, NullableType), isinstance(new, NullableType)
        before, after = bare(old), bare(new)
        any = isinstance(before, AnyType) or isinstance(after, AnyType)  # null is one of any values
        if was != now and not any:
            kind = Kind.BECAME_NULLABLE if now else Kind.NO_LONGER_NULLABLE
            self.note(kind, spot, words(old, self.old), words(new, self.new))
        self.compare(before, after, spot)

    def _models(self, old: Model, new: Model, spot: Spot) -> None:
        self._pair(old.id, new.id, spot)
        inside = evolve(spot, pointers=Pointers(old.id, new.id))
        if not old.inline:  # what has a name of its own is compared once for all that refer to it
            inside.place = Place("model", plain(old.hint))
        key = (old.id, new.id, spot.direction, (inside.place.owner, inside.place.name))
        if key not in self._seen:
            self._seen.add(key)
            self.pending.append((old, new, inside))

    def _aliases(self, old: Alias, new: Alias, spot: Spot) -> None:
        self._pair(old.id, new.id, spot)
        key = (old.id, new.id, spot.direction, ("", ""))
        if key not in self._seen:  # it holds itself
            self._seen.add(key)
            self.compare(old.type, new.type, evolve(spot, pointers=Pointers(old.id, new.id)))

    def _enums(self, old: EnumType, new: EnumType, spot: Spot) -> None:
        self._pair(old.id, new.id, spot)
        before, after = shape(EnumRef(old.id), self.old), shape(EnumRef(new.id), self.new)
        if before.json != after.json:
            self.note(Kind.TYPE_CHANGED, spot, before.words, after.words)
            return
        inside = evolve(spot, pointers=Pointers(old.id, new.id))
        if not old.inline:
            inside.place = Place("enum", plain(old.hint))
        compare_deprecation(self, old, new, inside)
        for kind, value in compare_enums(old, new):
            place = inside if value is None else inside.below("value", value)
            self.note(kind, place)

    def _pair(self, old: str, new: str, spot: Spot) -> None:
        self.pairs.setdefault(old, new)
        self.travels.setdefault(old, set()).add(spot.direction)

    def _unions(self, old: UnionType, new: UnionType, spot: Spot) -> None:
        """Options are paired by their words, or by the value that tells them apart; one that is left is another one."""
        same = same_kinds(old, new)
        before = {words(option, self.old): option for option in old.options}
        after = {
            words(same[option], self.old) if option in same else words(option, self.new): option
            for option in new.options
        }
        for name in before:
            if name in after:
                self.compare(before[name], after[name], spot.below("option", name))
        gone = [name for name in before if name not in after]
        come = [name for name in after if name not in before]
        if len(gone) == len(come) == 1:
            self.compare(before[gone[0]], after[come[0]], spot.below("option", gone[0]))
        else:
            for name in gone:
                self.note(Kind.OPTION_REMOVED, spot.below("option", name), name)
            for name in come:
                self.note(Kind.OPTION_ADDED, spot.below("option", name), None, name)
        compare_discriminators(self, told(old.discriminator, old), told(new.discriminator, new), spot)

    def _relation(self, old: Type, new: Type) -> Kind | None:
        """Return how two types that are not compared part by part differ."""
        before, after = shape(old, self.old), shape(new, self.new)
        if before == after:
            return None
        was, now = values_of(old, self.old), values_of(new, self.new)
        if was and now and was != now and (was <= now or now <= was):
            return Kind.TYPE_WIDENED if was < now else Kind.TYPE_NARROWED
        if was and was == now:
            return None
        if isinstance(new, UnionType) and before in [shape(option, self.new) for option in new.options]:
            return Kind.TYPE_WIDENED
        if isinstance(old, UnionType) and after in [shape(option, self.old) for option in old.options]:
            return Kind.TYPE_NARROWED
        if _holds(after, before):
            return Kind.TYPE_WIDENED
        return Kind.TYPE_NARROWED if _holds(before, after) else Kind.TYPE_CHANGED


def compare_deprecation(comparer: TypeComparer, old: Model | EnumType, new: Model | EnumType, spot: Spot) -> None:
    """Note that a named type is deprecated, or is not any more."""
    if old.deprecated != new.deprecated:
        comparer.note(Kind.TYPE_DEPRECATED if new.deprecated else Kind.NO_LONGER_DEPRECATED, spot)


def _holds(wide: Shape, narrow: Shape) -> bool:
    """Tell whether each value of one shape is a value of another."""
    if wide.json == "any" or (wide.json, narrow.json) == ("number", "integer"):
        return True
    if wide.json != narrow.json:
        return False
    return not wide.detail or (wide.json == "integer" and _bits(wide) > _bits(narrow) > 0)


def _bits(shape: Shape) -> int:
    digits = shape.detail.removesuffix(" bits")
    return int(digits) if digits.isdigit() else 0
