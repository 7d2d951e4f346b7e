"""A few descriptions of the corpus, others at each commit: nothing is dropped, each package imports and has its types.

`make corpus` looks at all of them. The number of commits says which it is here, so that a run can be had again.
"""

from __future__ import annotations

import subprocess
from itertools import chain
from pathlib import Path

import pytest

from corpus.descriptions import ROOT, Description, MissingError, of_folder
from corpus.outcomes import run, typed

EACH, LARGEST = 4, 40_000
"""How many at a time, and up to how many bytes, so that it takes some ten seconds."""


def rotation(found: list[Description], number: int) -> list[Description]:
    """Return the descriptions of a turn; so many turns as it takes, and each had its turn."""
    turns = -(-len(found) // EACH)
    return found[number % turns :: turns]


def test_each_description_has_its_turn() -> None:
    found = [Description(str(number), Path(), Path()) for number in range(11)]
    turns = [rotation(found, number) for number in range(7, 10)]

    assert sorted(chain(*turns), key=found.index) == found
    assert max(map(len, turns)) <= EACH


def test_sample(tmp_path: Path) -> None:
    try:
        found = [item for item in of_folder() if item.path.stat().st_size <= LARGEST]
    except MissingError as missing:
        pytest.skip(str(missing))
    counted = ["git", "rev-list", "--count", "HEAD"]
    number = subprocess.run(counted, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "0"
    chosen = rotation(found, int(number))
    print(f"turn {number}:", *(item.name for item in chosen))
    outcomes = [run(item, tmp_path) for item in chosen]

    assert {item.name: item.problems for item in outcomes if item.problems} == {}
    packages = [(item.package, tmp_path / item.package) for item in chosen]
    assert {name: problems for name, problems in typed(packages, tmp_path).items() if problems} == {}
