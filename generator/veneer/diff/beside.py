"""The lines of two definitions -> rows that stand beside each other, with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from attrs import frozen

from veneer.diff.definitions import Line

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Mark(StrEnum):
    """What happened to a line, on its side."""

    SAME = "same"
    CHANGED = "changed"
    WHOLE = "whole"  # gone from the old side, or come on the new one
    ABSENT = "absent"  # a gap, so that the other side's line has a partner


@frozen
class Piece:
    """A part of a line, and whether the other side lacks it."""

    text: str
    marked: bool = False


@frozen
class Cell:
    """A line on one side."""

    mark: Mark
    pieces: tuple[Piece, ...] = ()


def beside(old: Sequence[Line], new: Sequence[Line]) -> tuple[tuple[Cell, Cell], ...]:
    """Put two definitions beside each other.

    Args:
        old: The lines that were.
        new: The lines that are.

    Returns:
        Rows, each the old line and the new one. Lines about the same thing share a row, as far as the order allows.
    """
    return tuple(_rows(old, new))


def _rows(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Cell, Cell]]:
    before, after = ([line.stands_for for line in side] for side in (old, new))
    for same, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if same == "equal":
            yield from map(_pair, old[first:last], new[start:end])
        else:
            yield from zip_longest(
                map(_whole, old[first:last]), map(_whole, new[start:end]), fillvalue=Cell(Mark.ABSENT)
            )


def _whole(line: Line) -> Cell:
    return Cell(Mark.WHOLE, (Piece(line.text, marked=True),))


def _pair(old: Line, new: Line) -> tuple[Cell, Cell]:
    if old.text == new.text:
        same = Cell(Mark.SAME, (Piece(old.text),))
        return same, same
    before, after = _TOKEN.findall(old.text), _TOKEN.findall(new.text)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [Piece("".join(before[first:last]), same != "equal") for same, first, last, _, _ in codes if first < last]
    come = [Piece("".join(after[start:end]), same != "equal") for same, _, _, start, end in codes if start < end]
    return Cell(Mark.CHANGED, tuple(gone)), Cell(Mark.CHANGED, tuple(come))
