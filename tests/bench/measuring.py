"""Two ways to the same end go in; they are measured in turn, and the ratio of the two comes out.

Other work on the machine slows whole stretches of time. So a round measures both sides right after one another, in an
order that changes with each round, and the ratio is the median of the rounds' ratios: a stretch of noise falls on both
sides of a round and cancels, and a round that it hit on one side alone is an outlier, which a median ignores. Garbage
is collected before each measurement, so that no side pays for what the other left behind.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import frozen
from rich.console import Console
from rich.progress import track

T = TypeVar("T")

ERRORS = Console(stderr=True)

Measure = Callable[[], float]
"""Does some work and returns what is compared: the seconds that one unit took, or how many units fit into a second."""


@frozen
class Bar:
    """What a ratio is to be."""

    limit: float
    at_most: bool = True

    def holds(self, ratio: float) -> bool:
        """Say whether a ratio is good enough."""
        return ratio <= self.limit if self.at_most else ratio >= self.limit

    def __str__(self) -> str:
        return f"{'<=' if self.at_most else '>='} {self.limit:.2f}"


@frozen
class Side:
    """One of the two ways, and what each round measured."""

    name: str
    values: tuple[float, ...]


@frozen
class Comparison:
    """Both ways, measured."""

    what: str
    first: Side
    second: Side
    bar: Bar | None

    @property
    def ratios(self) -> list[float]:
        """The first side over the second, for each round."""
        return [mine / theirs for mine, theirs in zip(self.first.values, self.second.values, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)


def compare(
    what: str, first: tuple[str, Measure], second: tuple[str, Measure], bar: Bar | None, rounds: int
) -> Comparison:
    """Measure both sides so many times, in turn, after a round that does not count."""
    values: tuple[list[float], list[float]] = ([], [])
    measures = (first[1], second[1])
    for number in progress(range(-1, rounds), what):
        for side in (0, 1) if number % 2 else (1, 0):
            gc.collect()
            value = measures[side]()
            if number >= 0:
                values[side].append(value)
    return Comparison(what, Side(first[0], tuple(values[0])), Side(second[0], tuple(values[1])), bar)


def timed(work: Callable[[], object], count: int, clock: Callable[[], float] = time.perf_counter) -> Measure:
    """Make the measure of some work that is done so many times in a row.

    Args:
        work: What is done.
        count: How many times.
        clock: Says what time it is, in seconds; that of the thread alone suits work that waits for nothing.
    """

    def measure() -> float:
        begin = clock()
        for _ in range(count):
            work()
        return (clock() - begin) / count

    return measure


def progress(steps: Iterable[T], what: str) -> Iterable[T]:
    """Show on a terminal how far the steps are."""
    return track(steps, what, console=ERRORS, transient=True, disable=not ERRORS.is_terminal)
