"""What is kept of generated code: modules, classes and the forms of what can be called, as text and without syntax."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen


@frozen
class Form:
    """One way to use a member.

    Attributes:
        name: The member's name.
        text: What stands behind the name, on one line: arguments, or the type of an attribute.
        returns: What a call returns; empty for an attribute.
        lead: What stands before the name: ``async``, ``@classmethod``.
    """

    name: str
    text: str
    returns: str = ""
    lead: str = ""

    def line(self, owner: str = "") -> str:
        """Write it on one line, behind the name of its class if there is one."""
        result = f" -> {self.returns}" if self.returns else ""
        return f"{self.lead}{f'{owner}.' if owner else ''}{self.name}{self.text}{result}"


# The forms of each member by its name.
Members: TypeAlias = Mapping[str, tuple[Form, ...]]


@frozen
class Field:
    """An attribute of an attrs class: the argument for it with its default, and whether it is given by name only."""

    argument: str
    by_name: bool


@frozen
class ClassCode:
    """A class by itself, without what it inherits.

    Attributes:
        name: Its name.
        bases: Its bases, as they are written.
        parents: The bases that are names in its module.
        constructor: The arguments of its own constructor, in parentheses; ``None`` without one.
        fields: The attributes of an attrs class by name; ``None`` for one that the constructor does not take. Of any
            other class ``None``.
        members: Its public members.
    """

    name: str
    bases: tuple[str, ...]
    parents: tuple[str, ...]
    constructor: str | None
    fields: Mapping[str, Field | None] | None
    members: Members


@frozen
class Module:
    """What a file says at its top level.

    Attributes:
        exported: What it has in `__all__`, in its order.
        definitions: What makes each name: a class, or the one form of anything else, or its source where that is long;
            of several the first.
        imports: What it imports from others: their path without its ending, and the name there.
    """

    exported: tuple[str, ...]
    definitions: Mapping[str, ClassCode | Form | str]
    imports: Mapping[str, tuple[str, str]]
