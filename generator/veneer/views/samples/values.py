"""A type of the plan -> the sample of a value: from what a person chose, examples, defaults, else by name and type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, frozen

from veneer.model import (
    NO_CONSTRAINTS,
    AliasRef,
    AnyType,
    Constraints,
    EnumRef,
    FileType,
    ListType,
    MapType,
    ModelRef,
    NullableType,
    NullType,
    Parameter,
    Property,
    StringType,
    TupleType,
    Type,
    UnionType,
)
from veneer.overlay.plan import ClientPlan, PlannedModel, PlannedProperty
from veneer.upstream import UntrustedString
from veneer.views.hierarchy import Hierarchy
from veneer.views.samples.examples import plain
from veneer.views.samples.likely import file_name, scalar
from veneer.views.samples.sample import Entries, File, Free, Items, NoSample, Object, Sample, Scalar
from veneer.views.tags import tags_of

_DEEPEST = 8
_NESTED = 1  # from here on objects have no more than they must
_MOST = 400  # values of one sample, those that were tried in vain among them
_OPTIONAL = 40  # optional properties of one sample: more are no help to a reader
_LONGEST_LIST = 10
_LONGEST_TEXT = 200

Hints = tuple[Any, ...]


@frozen
class Values:
    """Makes the samples of values of one version.

    Attributes:
        plan: The version.
        given: JSON values that a person chose, by the name of a property or parameter in the description.
        hierarchy: Which model extends which.
        words: What each model that is told apart by a property has there: (the property, its value), by id.
    """

    plan: ClientPlan
    given: Mapping[str, Any]
    hierarchy: Hierarchy
    words: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, plan: ClientPlan, given: Mapping[str, Any]) -> Values:
        """Return what makes them for a version."""
        hierarchy = Hierarchy.of(plan)
        words: dict[str, tuple[str, str]] = {}
        for id in plan.models:
            name, children = hierarchy.children(id) or ("", {})
            for word, child in children.items():
                words.setdefault(child, (name, word))
        return cls(plan, given, hierarchy, words)

    def making(self, *, full: bool, of_answer: bool = False) -> Making:
        """Return what makes the values of one call.

        Args:
            full: Whether optional properties are wanted too.
            of_answer: Whether it is the service that sends them: with what is only read, without what is only written.
        """
        return Making(self, full, of_answer)


@define
class Making:
    """Makes the values of one call, within bounds that hold for all of them together."""

    values: Values
    full: bool
    of_answer: bool = False
    left: int = _MOST
    optional: int = _OPTIONAL
    within: tuple[str, ...] = ()  # the models whose objects it is in: none is in itself

    def make(
        self,
        type: Type,
        name: str,
        constraints: Constraints = NO_CONSTRAINTS,
        hints: Hints = (),
        depth: int = 0,
    ) -> Sample:
        """Return the sample of a value.

        Args:
            type: Its type.
            name: What the description calls it.
            constraints: What must hold for it.
            hints: JSON values that the description gives as examples, the likeliest first.
            depth: In how many objects and lists it is.

        Raises:
            NoSample: There is none within the bounds.
        """
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            raise NoSample
        if name in self.values.given:
            hints = (self.values.given[name], *hints)
        match type:
            case NullableType(of):
                return self.make(of, name, constraints, hints, depth)
            case ListType(item, constraints=each):
                return self._items(item, name, constraints, each, hints, depth)
            case TupleType(items):
                return Items(tuple(self.make(item, name, depth=depth + 1) for item in items))
            case MapType(value, constraints=each):
                return self._entries(value, each, hints, depth)
            case ModelRef(id):
                return self._object(id, {}, hints, depth)
            case AliasRef(id):
                return self.make(self.values.plan.aliases[id].alias.type, name, constraints, hints, depth + 1)
            case UnionType():
                return self._option(type, name, constraints, hints, depth)
            case AnyType():
                return Free(plain(hints[0]) if hints and plain(hints[0]) is not None else f"<{name}>")
            case FileType():
                chosen = self.values.given.get(name)
                return File(chosen if isinstance(chosen, str) else file_name(name))
            case EnumRef():
                return Scalar(type, self._member(type, hints))
            case _:
                return scalar(type, name, constraints, hints)

    def _member(self, type: EnumRef, hints: Hints) -> Any:
        known = known_values(self.values.plan, type.id)
        return next((hint for hint in hints if not isinstance(hint, bool) and hint in known), known[0])

    def _items(
        self, item: Type, name: str, constraints: Constraints, each: Constraints, hints: Hints, depth: int
    ) -> Items:
        lists = [hint for hint in hints if isinstance(hint, list) and hint]
        chosen = self.values.given.get(name)
        wanted = max(constraints.min_items or 1, len(chosen) if isinstance(chosen, list) else 1)
        wanted = min(wanted, wanted if constraints.max_items is None else constraints.max_items)
        if wanted > _LONGEST_LIST or constraints.max_items == 0:
            raise NoSample
        made: list[Sample] = []
        for at in range(wanted):
            own = tuple(found[at] for found in lists if at < len(found))
            try:
                made.append(self.make(item, name, each, own, depth + 1))
            except NoSample:
                if constraints.min_items or not depth:
                    raise
        if constraints.unique_items and len(made) > 1:
            made = list(_apart(made))
        return Items(tuple(made))

    def _entries(self, value: Type, each: Constraints, hints: Hints, depth: int) -> Entries:
        found = next((hint for hint in hints if isinstance(hint, dict) and hint), {"key": None})
        key, hint = next(iter(found.items()))
        key = str(key)[:_LONGEST_TEXT]
        return Entries(((key, self.make(value, key, each, () if hint is None else (hint,), depth + 1)),))

    def _option(self, type: UnionType, name: str, constraints: Constraints, hints: Hints, depth: int) -> Sample:
        tags = tags_of(self.values.plan, type)
        words = {id: tag for tag, id in tags.models.items()} if tags is not None else {}
        for option in type.options:
            try:
                if isinstance(option, ModelRef) and tags is not None and option.id in words:
                    return self._object(option.id, {tags.name: words[option.id]}, hints, depth)
                if not isinstance(option, NullType):
                    return self.make(option, name, constraints, hints, depth)
            except NoSample:
                continue
        raise NoSample

    def _object(self, id: str, fixed: Mapping[str, Any], hints: Hints, depth: int) -> Object:
        values = self.values
        children = values.hierarchy.children(id)
        if children is not None and not fixed:
            word, child = next(iter(children[1].items()))
            return self._object(child, {children[0]: word}, hints, depth)
        if id in values.words and not fixed:
            property, word = values.words[id]
            fixed = {property: word}
        if id in self.within:
            raise NoSample
        before, self.within = self.within, (*self.within, id)
        try:
            return self._of_model(values.plan.models[id], fixed, hints, depth)
        finally:
            self.within = before

    def _of_model(self, model: PlannedModel, fixed: Mapping[str, Any], hints: Hints, depth: int) -> Object:
        known = [hint for hint in hints if isinstance(hint, dict)]
        properties = self.values.hierarchy.properties(model)
        writable = [item for item in properties if not _is_left_out(item.property, self.of_answer)]
        made: dict[str, Sample] = {}
        for item in (item for item in writable if item.property.required):
            made[item.name] = self._property(item.property, fixed, known, depth)
        for item in self._optional(model, writable, len(made), depth):
            try:
                made[item.name] = self._property(item.property, fixed, known, depth)
            except NoSample:
                continue
        if len(made) < (model.model.constraints.min_properties or 0):
            raise NoSample
        return Object(model, tuple((item, made[item.name]) for item in writable if item.name in made))

    def _optional(
        self, model: PlannedModel, writable: list[PlannedProperty], there: int, depth: int
    ) -> Iterator[PlannedProperty]:
        """Yield the optional properties that the sample has: all in a full one, else what makes it say anything."""
        wanted = max(model.model.constraints.min_properties or 0, 0 if depth else 1) - there
        most = (model.model.constraints.max_properties or _MOST) - there
        # Where one has to stand for all, it is one of which a person said something.
        given = self.values.given
        for item in sorted(writable, key=lambda each: each.property.wire_name.get_untrusted_value() not in given):
            if item.property.required or item.property.deprecated or most <= 0:
                continue
            if wanted > 0 or (self.full and depth <= _NESTED and self.optional > 0):
                wanted, most, self.optional = wanted - 1, most - 1, self.optional - 1
                yield item

    def _property(self, property: Property, fixed: Mapping[str, Any], known: list[Any], depth: int) -> Sample:
        name = property.wire_name.get_untrusted_value()
        hints = [fixed[name]] if name in fixed else []
        hints += [hint[name] for hint in known if name in hint]
        hints += [property.example] if property.example is not None else []
        hints += default_hints(property)
        if name in fixed and isinstance(property.type, StringType):
            return Scalar(property.type, fixed[name])
        return self.make(property.type, name, property.constraints, tuple(map(plain, hints)), depth + 1)


def _is_left_out(property: Property, of_answer: bool) -> bool:
    return property.write_only if of_answer else property.read_only


def known_values(plan: ClientPlan, enum: str) -> list[Any]:
    """Return the values of an enum as JSON has them."""
    return [
        item.value.get_untrusted_value() if isinstance(item.value, UntrustedString) else item.value
        for item in plan.enums[enum].enum.values
    ]


def default_hints(item: Property | Parameter) -> list[Any]:
    """Return the default of a property or a parameter as a hint; a switch says more if it is set."""
    return [] if not item.has_default or item.default is None or isinstance(item.default, bool) else [item.default]


def _apart(items: list[Sample]) -> Iterator[Sample]:
    """Yield values that all differ."""
    first = items[0]
    for at, item in enumerate(items):
        if item != first or at == 0:
            yield item
            continue
        if not isinstance(item, Scalar) or isinstance(item.value, bool) or item.value is None:
            raise NoSample
        if isinstance(item.value, str) and not isinstance(item.type, StringType):
            raise NoSample
        yield Scalar(item.type, f"{item.value}{at + 1}" if isinstance(item.value, str) else item.value + at)
