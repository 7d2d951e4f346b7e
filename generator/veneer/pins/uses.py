"""What an overlay asks for while it is rendered -> the parts of the description that it used, each with its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from attrs import define, field, frozen
from jinja2 import Template

from veneer.diagnostics import Location
from veneer.load.customizations import TextFile
from veneer.overlay.contract import place_of

NOT_THERE = "not there"  # what a part is that another operation lacks, so that nothing is passed on


@frozen
class Use:
    """How a part is used.

    Attributes:
        place: Where it was asked for first.
        same_as: A part that it only has to agree with, since what is made for the one goes to the other; ``None``: it
            counts by itself.
    """

    place: Location
    same_as: str | None = None

    @property
    def agreed(self) -> str | None:
        """What it is called when the two agree, which needs no pin."""
        return None if self.same_as is None else f"as in {self.same_as}"

    def words(self, part: str, parts: Mapping[str, str]) -> str:
        """Return what a person relies on when the overlay uses a part.

        Args:
            part: Its name.
            parts: Every part of the version, with what it is.
        """
        told = parts.get(part, NOT_THERE)
        return self.agreed if self.agreed and self.same_as and parts[self.same_as] == told else told


@frozen
class OverlayUses:
    """The parts that one overlay used in one version."""

    overlay: TextFile
    version: str
    parts: Mapping[str, Use]


@define
class Uses:
    """Collects the parts that an overlay uses.

    Attributes:
        chain: The overlay and the partials that it extends, the nearest first.
        found: The parts.
        printed: Code that functions printed for parts that they noted, so that nobody wrote it by hand.
    """

    chain: tuple[TextFile, ...] = ()
    found: dict[str, Use] = field(factory=dict)
    printed: list[str] = field(factory=list)

    def note(self, *parts: str) -> None:
        """Note parts that the template asks for at this moment."""
        for part in parts:
            self._add(part, Use(self._place()))

    def note_agreeing(self, part: str, other: str | None) -> None:
        """Note a part that takes the place of another one, if there is one, with which it has to agree."""
        self._add(part, Use(self._place(), same_as=other))

    def note_mention(self, part: str, word: str) -> None:
        """Note a part that the template names by hand: its place is the first line with that word."""
        whole = re.compile(rf"\b{re.escape(word)}\b")
        found = (
            place_of(template, number)
            for template in self.chain
            for number, line in enumerate(template.text.splitlines(), 1)
            if whole.search(line)
        )
        self._add(part, Use(next(found, place_of(self.chain[0], 1))))

    def _add(self, part: str, use: Use) -> None:
        before = self.found.get(part)
        if before is None or (before.same_as is not None and use.same_as is None):
            self.found[part] = use

    def _place(self) -> Location:
        """Return the line of the innermost template that is being rendered."""
        files = {template.name: template for template in self.chain}
        frame = sys._getframe()
        while frame.f_back is not None:
            frame = frame.f_back
            template = frame.f_globals.get("__jinja_template__")
            if isinstance(template, Template) and template.filename in files:
                return place_of(files[template.filename], template.get_corresponding_lineno(frame.f_lineno))
        return place_of(self.chain[0], 1) if self.chain else Location("overlay")
