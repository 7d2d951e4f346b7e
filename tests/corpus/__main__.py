"""The whole corpus -> a table of what became of each description, and an exit code. `make corpus` runs it."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from attrs import asdict, evolve
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from corpus.descriptions import Description, MissingError, everything
from corpus.outcomes import Outcome, run, typed

_COUNTS = ("described", "generated", "models", "contents", "samples", "equal", "unsampled", "lines", "seconds")
_LINES = 200_000  # a run of mypy holds all that it looks at in memory
_RUNTIME = 12_000  # lines that each package has besides its own


def main() -> int:
    """Run what is asked for; return the exit code."""
    arguments = argparse.ArgumentParser(prog="make corpus", description=__doc__)
    arguments.add_argument("pattern", nargs="?", default="", help="part of a description's name, or a glob")
    arguments.add_argument("--json", type=Path, help="a file for the results")
    arguments.add_argument("--workers", type=int, default=2)
    asked = arguments.parse_args()
    begin = time.monotonic()
    out, err = Console(width=None if sys.stdout.isatty() else 200), Console(stderr=True)
    chosen: list[Description] = []
    missing: list[MissingError] = []
    for item in everything():
        if isinstance(item, MissingError):
            missing.append(item)
        elif asked.pattern in item.name or fnmatch(item.name, asked.pattern):
            chosen.append(item)
    with tempfile.TemporaryDirectory(prefix="veneer-corpus-") as name:
        outcomes = _outcomes(chosen, Path(name), asked.workers, err)
    outcomes.sort(key=lambda item: item.name)
    out.print(_table(outcomes))
    for outcome in outcomes:
        for problem in outcome.problems[:8]:
            out.print(f"{outcome.name}: {problem}", style="red", markup=False, highlight=False, soft_wrap=True)
    for error in missing:
        out.print(str(error), style="red", markup=False)
    if asked.json is not None:
        asked.json.write_text(json.dumps([asdict(item) for item in outcomes], indent=2) + "\n")
    failed = sum(bool(item.problems) for item in outcomes)
    left_out = f", {len(missing)} sources left out" if missing else ""
    minutes, seconds = divmod(round(time.monotonic() - begin), 60)
    out.print(f"{len(outcomes)} descriptions, {failed} with problems{left_out}; {minutes} min {seconds} s")
    return 1 if failed or missing or not outcomes else 0


def _outcomes(chosen: list[Description], folder: Path, workers: int, console: Console) -> list[Outcome]:
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("generating", total=len(chosen))
        done: dict[str, Outcome] = {}
        # A large description leaves its memory to the next, so that a process ends after some. Executors of
        # `concurrent.futures` do not start another in its place as long as one is busy (Python 3.11).
        with get_context("spawn").Pool(workers, maxtasksperchild=20) as pool:
            for outcome in pool.imap_unordered(partial(run, folder=folder), chosen):
                done[outcome.name] = outcome
                shown.update(task, advance=1, description=outcome.name)
                if not console.is_terminal:
                    console.print(f"{len(done)}/{len(chosen)} {outcome.name}", markup=False, highlight=False)
        made = [item for item in chosen if done[item.name].lines]
        batches = list(_batches((item, done[item.name].lines) for item in made))
        task = shown.add_task("mypy", total=len(batches))
        for number, batch in enumerate(batches):
            found = typed([(item.package, folder / item.package) for item in batch], folder)
            for item in batch:
                done[item.name] = _with(done[item.name], found[item.package])
            shown.update(task, advance=1)
            if not console.is_terminal:
                console.print(f"mypy {number + 1}/{len(batches)}", highlight=False)
    return [*done.values()]


def _with(outcome: Outcome, found: list[str]) -> Outcome:
    shown = [*found[:5], f"mypy: {len(found)} errors in all"] if found else []
    return evolve(outcome, problems=(*outcome.problems, *shown))


def _batches(sizes: Iterable[tuple[Description, int]]) -> Iterator[list[Description]]:
    batch: list[Description] = []
    total = 0
    for item, lines in sizes:
        if batch and total + lines + _RUNTIME > _LINES:
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += lines + _RUNTIME
    if batch:
        yield batch


def _table(outcomes: list[Outcome]) -> Table:
    table = Table("description", title="The corpus", title_justify="left")
    for name in _COUNTS:
        table.add_column(name, justify="right")
    table.add_column("warnings")
    table.add_column("")
    for item in outcomes:
        verdict = "[red]no[/]" if item.problems else "yes"
        table.add_row(*_cells(item), verdict)
    table.add_section()
    warnings: Counter[str] = Counter()
    for item in outcomes:
        warnings.update(item.warnings)
    total = {name: sum(getattr(item, name) for item in outcomes) for name in _COUNTS if name != "unsampled"}
    unsampled = tuple(pointer for item in outcomes for pointer in item.unsampled)
    table.add_row(*_cells(Outcome("all", warnings=dict(warnings), unsampled=unsampled, **total)), "")
    return table


def _cells(item: Outcome) -> Iterator[str]:
    yield item.name
    for name in _COUNTS:
        value = getattr(item, name)
        number = len(value) if isinstance(value, tuple) else value
        yield f"{number:.1f}" if isinstance(number, float) else f"{number:,}"
    yield ", ".join(f"{count} {id}" for id, count in sorted(item.warnings.items()))


if __name__ == "__main__":
    sys.exit(main())
