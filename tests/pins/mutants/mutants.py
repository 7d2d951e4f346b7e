"""A seed -> a changed description, what its change touches, what Veneer says, and whether that is right."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random

from attrs import frozen

from pins.mutants import of_contents, of_operations, of_parameters, of_properties, of_texts  # noqa: F401 - the kinds
from pins.mutants.change import KINDS, Place
from pins.mutants.documents import Json, at
from pins.mutants.effects import Effect
from pins.mutants.judging import false, missed
from pins.mutants.trial import VERSIONS, Said, said_of, written
from pins.mutants.uses import Description

_TOUCHING = 0.75  # so many of the places are drawn among those that touch an overlay, where there are any


@frozen
class Mutant:
    """A change of one description, and what came of it.

    Attributes:
        touched: The overlays that it touches, each with what of the change does.
        said: What Veneer says of it.
    """

    kind: str
    seed: str
    version: str
    pointer: str
    before: Json
    after: Json
    effects: tuple[Effect, ...]
    touched: Mapping[str, tuple[Effect, ...]]
    said: Said

    @property
    def missed(self) -> tuple[str, ...]:
        """What ought to have been said."""
        return tuple(missed(self.touched, self.said))

    @property
    def false(self) -> tuple[str, ...]:
        """What ought not to have been said."""
        return tuple(false(self.touched, self.effects, self.said))

    def __str__(self) -> str:
        lines = [f"{self.kind}, seed {self.seed!r}: {self.version}{self.pointer}"]
        lines += [f"  was:    {_short(self.before)}", f"  is:     {_short(self.after)}"]
        lines += [f"  touches {path}: {', '.join(map(str, effects))}" for path, effects in self.touched.items()]
        lines += [f"  said:   {item}" for item in (*self.said.errors, *self.said.drift)]
        lines += [f"  MISSED: {text}" for text in self.missed] + [f"  FALSE:  {text}" for text in self.false]
        return "\n".join(lines)


def _short(node: Json) -> str:
    text = json.dumps(node)
    return text if len(text) < 400 else f"{text[:400]}..."


@cache
def _original(version: str) -> Json:
    return json.loads(written(version))


@cache
def _description(version: str) -> Description:
    return Description.of(version, _original(version))


@cache
def _places(kind: str, version: str) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Return the places that touch an overlay, and the others."""
    touching, others = [], []
    for place in KINDS[kind](_original(version)):
        (touching if _description(version).touched(place.effects) else others).append(place)
    return tuple(touching), tuple(others)


def mutant(kind: str, number: int) -> Mutant:
    """Return the mutant of a kind with a number: the same each time."""
    seed = f"{kind} {number}"
    random = Random(seed)
    version = random.choice([version for version in VERSIONS if any(_places(kind, version))])
    touching, others = _places(kind, version)
    chosen = random.choice(touching if touching and (not others or random.random() < _TOUCHING) else others)
    before, after = _original(version), copy.deepcopy(_original(version))
    chosen.change(after, random)
    found = _description(version).touched(chosen.effects)
    said = said_of(version, after, random)
    was, now = at(before, chosen.pointer), at(after, chosen.pointer)
    return Mutant(kind, seed, version, chosen.pointer, was, now, chosen.effects, found, said)


def mutants(each: int) -> Iterator[tuple[str, int]]:
    """Yield kinds and numbers: so many of each kind."""
    for number in range(each):
        for kind in KINDS:
            yield kind, number
