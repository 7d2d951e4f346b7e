"""Two classes below `models` -> which attributes or members came, went and changed, and what the constructor takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from veneer.diff.changes import Kind
from veneer.diff.signatures import Difference, Kinds, Step, compare_arguments, renamed, widens
from veneer.diff.surface import Argument, ModelClass

_ATTRIBUTES = Kinds(
    "attribute",
    Kind.ATTRIBUTE_REMOVED,
    Kind.ATTRIBUTE_RENAMED,
    Kind.REQUIRED_ATTRIBUTE_ADDED,
    Kind.OPTIONAL_ATTRIBUTE_ADDED,
    Kind.CONSTRUCTOR_REORDERED,
)


def compare_classes(old: ModelClass, new: ModelClass, classes: Mapping[str, str]) -> Iterator[Difference]:
    """Compare two classes.

    Args:
        old: The class that was.
        new: The class that is.
        classes: Old name -> new name of the classes that were renamed.
    """
    if (old.members is None) != (new.members is None):
        told = ["model" if item.members is None else "enum" for item in (old, new)]
        yield Kind.CLASS_KIND_CHANGED, None, told[0], told[1]
    elif old.members is not None and new.members is not None:
        yield from _members(old.members, new.members)
    else:
        compare = partial(_attribute, classes=classes)
        yield from compare_arguments(old.attributes, new.attributes, _ATTRIBUTES, compare)


def _members(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    by_value = {value: name for name, value in new.items()}
    values = set(old.values())
    for name, value in old.items():
        if name in new:
            continue
        now = by_value.get(value)
        yield (Kind.MEMBER_RENAMED if now else Kind.MEMBER_REMOVED), ("member", name), name if now else None, now
    for name, value in new.items():
        if name not in old and value not in values:
            yield Kind.MEMBER_ADDED, ("member", name), None, None


def _attribute(old: Argument, new: Argument, step: Step, classes: Mapping[str, str]) -> Iterator[Difference]:
    if new.required and not old.required:
        yield Kind.ATTRIBUTE_BECAME_REQUIRED, step, None, None
    if new.keyword and not old.keyword:
        yield Kind.ATTRIBUTE_BECAME_KEYWORD, step, None, None
    before, after = renamed(old.annotation, classes), new.annotation
    if before != after:
        kind = Kind.ATTRIBUTE_TYPE_WIDENED if widens(before, after) else Kind.ATTRIBUTE_TYPE_CHANGED
        yield (Kind.ATTRIBUTE_TYPE_NARROWED if widens(after, before) else kind), step, before, after
