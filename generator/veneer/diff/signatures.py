"""The forms of two methods -> which arguments came, went and changed, and whether the result did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from attrs import evolve, frozen

from veneer.diff.changes import Kind
from veneer.diff.surface import Argument, Signature

Step = tuple[str, str]
# Kind, the step below the method (`argument top`) or none, what was and what is.
Difference = tuple[Kind, Step | None, str | None, str | None]

_NAME = re.compile(r"[A-Za-z_]\w*")
_GENERIC = re.compile(r"(?P<of>[\w.]+)\[(?P<inner>.*)\]")


@frozen
class Kinds:
    """What a difference among arguments is called: those of a method, or the attributes that a constructor takes."""

    step: str
    removed: Kind
    renamed: Kind
    required_added: Kind
    optional_added: Kind
    reordered: Kind


_ARGUMENTS = Kinds(
    "argument",
    Kind.ARGUMENT_REMOVED,
    Kind.ARGUMENT_RENAMED,
    Kind.REQUIRED_ARGUMENT_ADDED,
    Kind.OPTIONAL_ARGUMENT_ADDED,
    Kind.ARGUMENTS_REORDERED,
)


def with_renamed(form: Signature, classes: Mapping[str, str]) -> Signature:
    """Return a form in which classes have the names that they have now: their renaming is a fact of its own."""
    arguments = tuple(evolve(item, annotation=renamed(item.annotation, classes)) for item in form.arguments)
    return Signature(arguments, renamed(form.returns, classes))


def renamed(annotation: str, classes: Mapping[str, str]) -> str:
    """Return an annotation in which classes have other names."""
    return _NAME.sub(lambda found: classes.get(found[0], found[0]), annotation) if classes else annotation


def compare_forms(old: tuple[Signature, ...], new: tuple[Signature, ...]) -> Iterator[Difference]:
    """Compare the forms that a method has in one layer; those that are alike are paired first, the rest in order."""
    gone = [form for form in old if form not in new]
    come = [form for form in new if form not in old]
    for before, after in zip_longest(gone, come):
        if before is None:
            yield Kind.OVERLOAD_ADDED, None, None, str(len(new))
        elif after is None:
            yield Kind.OVERLOAD_REMOVED, None, str(len(old)), str(len(new))
        else:
            yield from compare_signatures(before, after)


def compare_signatures(old: Signature, new: Signature) -> Iterator[Difference]:
    """Compare two forms of a method."""
    yield from compare_arguments(old.arguments, new.arguments, _ARGUMENTS, _argument)
    if old.returns != new.returns:
        kind = Kind.RETURN_TYPE_NARROWED if widens(new.returns, old.returns) else Kind.RETURN_TYPE_CHANGED
        yield kind, None, old.returns, new.returns


def compare_arguments(
    old: tuple[Argument, ...],
    new: tuple[Argument, ...],
    kinds: Kinds,
    compare: Callable[[Argument, Argument, Step], Iterator[Difference]],
) -> Iterator[Difference]:
    """Compare arguments, or the attributes for which a constructor takes some.

    Args:
        old: Those that were.
        new: Those that are.
        kinds: What the differences are called.
        compare: Compares two that stand for the same.
    """
    before, after = ({item.name: item for item in side} for side in (old, new))
    renames = _renames(before, after)
    for name, item in before.items():
        step, partner = (kinds.step, name), renames.get(name, name)
        if partner not in after:
            yield kinds.removed, step, item.annotation, None
            continue
        if partner != name:
            yield kinds.renamed, step, name, partner
        yield from compare(item, after[partner], step)
    for name, item in after.items():
        if name not in before and name not in renames.values():
            kind = kinds.required_added if item.required else kinds.optional_added
            yield kind, (kinds.step, name), None, item.annotation
    order = [renames.get(item.name, item.name) for item in old if not item.keyword]
    now = [item.name for item in new if not item.keyword]
    if _moved(order, now):
        yield kinds.reordered, None, ", ".join(order), ", ".join(now)


def _renames(before: Mapping[str, Argument], after: Mapping[str, Argument]) -> dict[str, str]:
    """Return old name -> new name of arguments that stand for the same thing."""
    come = {item.stands_for: name for name, item in after.items() if name not in before and item.stands_for}
    gone = {name: item for name, item in before.items() if name not in after}
    return {name: come[item.stands_for] for name, item in gone.items() if item.stands_for in come}


def _argument(old: Argument, new: Argument, step: Step) -> Iterator[Difference]:
    if old.required != new.required:
        yield (Kind.ARGUMENT_BECAME_REQUIRED if new.required else Kind.ARGUMENT_BECAME_OPTIONAL), step, None, None
    if new.keyword and not old.keyword:
        yield Kind.ARGUMENT_BECAME_KEYWORD, step, None, None
    # That None may or may not be given is said by the argument being required or not.
    ignored = {"None"} if old.required != new.required else set[str]()
    before, after = ({*options(item.annotation)} - ignored for item in (old, new))
    if before != after:
        wider = before < after or widens(old.annotation, new.annotation)
        yield (
            (Kind.ARGUMENT_TYPE_WIDENED if wider else Kind.ARGUMENT_TYPE_CHANGED),
            step,
            old.annotation,
            new.annotation,
        )


def _moved(old: list[str], new: list[str]) -> bool:
    """Tell whether names that stand by position are not where they were; what is gone or comes at the end aside."""
    kept = [name for name in old if name in new]
    return new[: len(kept)] != kept


def widens(old: str, new: str) -> bool:
    """Tell whether an annotation allows all that another one did, and more."""
    before, after = _GENERIC.fullmatch(old), _GENERIC.fullmatch(new)
    if before and after and before["of"] == after["of"] and len(options(old)) == len(options(new)) == 1:
        return widens(before["inner"], after["inner"])
    return (new == "Any" and old != "Any") or {*options(old)} < {*options(new)}


def options(annotation: str) -> list[str]:
    """Split an annotation at the bars of its union, those inside brackets apart."""
    found, depth = [""], 0
    for character in annotation:
        depth += (character == "[") - (character == "]")
        if character == "|" and not depth:
            found.append("")
        else:
            found[-1] += character
    return [item.strip() for item in found]
