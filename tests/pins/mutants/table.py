"""Mutants -> a table of their kinds; as a program: so many of each kind are tried."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

from pins.mutants.change import KINDS
from pins.mutants.mutants import Mutant, mutant, mutants

_HEAD = ("kind", "changes", "touching", "reported", "missed", "false")


def table(tried: Iterable[Mutant]) -> Iterator[str]:
    """Yield the lines of a table: a row for each kind, and a last one for all."""
    tried = list(tried)
    rows = [(kind, *_counts([item for item in tried if item.kind == kind])) for kind in KINDS]
    width = max(len(kind) for kind in KINDS)
    for name, *counts in (_HEAD, *rows, ("all", *_counts(tried))):
        yield name.ljust(width) + "".join(str(count).rjust(10) for count in counts)


def _counts(tried: list[Mutant]) -> tuple[int, ...]:
    reported = [item for item in tried if item.said.drift or item.said.errors]
    wrong = [sum(bool(found) for found in column) for column in ((i.missed for i in tried), (i.false for i in tried))]
    return len(tried), sum(bool(item.touched) for item in tried), len(reported), *wrong


def main(each: int, workers: int) -> int:
    """Try so many changes of each kind; print what went wrong, and the table."""
    with ProcessPoolExecutor(workers) as pool:
        tried = list(pool.map(mutant, *zip(*mutants(each), strict=True), chunksize=8))
    wrong = [item for item in tried if item.missed or item.false]
    print(*wrong, *table(tried), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
