"""What a page shows, in order, all of it ready to be printed as Markdown."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

Facts: TypeAlias = tuple[tuple[str, str], ...]
"""A label and what there is to say, both Markdown."""


@frozen
class Argument:
    """An argument or an attribute: its type, what must hold of it, and what it is."""

    name: str
    type: str
    facts: str = ""
    text: str = ""


@frozen
class Sample:
    """One sample: what it shows, and its code, sync and async, each with its label."""

    text: str
    codes: tuple[tuple[str, str], ...]


@frozen
class Layer:
    """One way to call a method.

    Attributes:
        title: Its layer, in words.
        anchor: The id that its heading gets from its words.
        call: The call in short, for the list of overloads.
        summary: What it does.
        signatures: The code of the sync and of the async form, each with its label.
        returns: The type of the result, and what is said of it.
        raises: The exceptions: type, and reason.
        samples: The short one, and the one with all parameters.
        remarks: What else is said.
    """

    title: str
    anchor: str
    call: str
    summary: str
    signatures: tuple[tuple[str, str], ...]
    arguments: tuple[Argument, ...]
    returns: tuple[str, str]
    raises: tuple[tuple[str, str], ...]
    samples: tuple[Sample, ...]
    remarks: str


@frozen
class MethodPage:
    """A method of a client."""

    path: str
    name: str
    summary: str
    facts: Facts
    layers: tuple[Layer, ...]


@frozen
class Member:
    """A method or a value of a class that has no page of its own."""

    name: str
    signature: str
    text: str
    arguments: tuple[Argument, ...] = ()
    raises: tuple[tuple[str, str], ...] = ()


@frozen
class ClassPage:
    """A model, an enum, or a class of the runtime."""

    path: str
    name: str
    kind: str
    summary: str
    text: str
    facts: Facts
    signature: str
    attributes: tuple[Argument, ...]
    values: tuple[Member, ...]
    methods: tuple[Member, ...]


@frozen
class Entry:
    """A line of a list: a link, and what is there."""

    name: str
    link: str
    text: str


@frozen
class ListPage:
    """A page that leads to others."""

    path: str
    title: str
    summary: str
    facts: Facts
    lists: tuple[tuple[str, tuple[Entry, ...]], ...]


@frozen
class Change:
    """One finding: where, and what."""

    place: str
    message: str


@frozen
class ChangesPage:
    """What changed from one version to the next, by level and by who notices."""

    path: str
    title: str
    summary: str
    sections: tuple[tuple[str, tuple[tuple[str, tuple[Change, ...]], ...]], ...]


@frozen
class GuidePage:
    """A page about Veneer itself: Markdown of our own, without the title."""

    path: str
    title: str
    text: str

    @property
    def summary(self) -> str:
        """Its first paragraph: what a reader gets."""
        return " ".join(self.text.partition("\n\n")[0].split())


@frozen
class GuideSection:
    """Pages about Veneer that belong together."""

    title: str
    pages: tuple[GuidePage, ...]


@frozen
class GuideIndex:
    """The page that leads to all pages about Veneer."""

    path: str
    title: str
    summary: str
    sections: tuple[GuideSection, ...]


Page: TypeAlias = MethodPage | ClassPage | ListPage | ChangesPage | GuidePage | GuideIndex
