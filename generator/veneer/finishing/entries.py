"""A definition and its bases -> its lines in a list of what is public, those of its members with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from attrs import evolve, frozen

from veneer.finishing.code import ClassCode, Form
from veneer.finishing.lineages import constructor, is_enum, members, values
from veneer.finishing.twins import twin_lines


@frozen
class Entry:
    """A line: what a caller can write, and for a class the classes that it is one of."""

    text: str
    bases: tuple[str, ...] = ()


def class_entries(name: str, lineage: Sequence[ClassCode]) -> Iterator[Entry]:
    """Yield the line of a class, and those of its members.

    Args:
        name: What it is called where it is listed.
        lineage: The class and its bases, the nearest first.
    """
    own = lineage[0]
    found = members(lineage)
    if is_enum(lineage):
        listed = values(own)
        found = {member: forms for member, forms in found.items() if member not in listed}
        yield Entry(f"{name}({', '.join(own.bases)}): {', '.join(listed.values())}")
    else:
        yield Entry(f"{name}{constructor(lineage)}", own.bases)
    # What a base offers in the same form is no news; but of a private base nobody knows anything.
    inherited = members([*dropwhile(lambda item: item.name.startswith("_"), lineage[1:])])
    for member, forms in found.items():
        known = inherited.get(member, ())
        if forms is not known and _said_of(name, forms) != _said_of(name, known):
            yield from (Entry(form.line(name)) for form in forms)


def pair_entries(name: str, lineage: Sequence[ClassCode], twin: Sequence[ClassCode]) -> Iterator[Entry]:
    """Yield the lines of a client and its async twin; arguments as for `class_entries`."""
    yield Entry(f"{name}{constructor(lineage)}")
    yield Entry(f"Async{name}{constructor(twin)}")
    yield from map(Entry, twin_lines(name, members(lineage), members(twin)))


def _said_of(name: str, forms: Sequence[Form]) -> list[Form]:
    return [
        evolve(form, returns=re.sub(r"\bSelf\b", name, form.returns)) if "Self" in form.returns else form
        for form in forms
    ]
