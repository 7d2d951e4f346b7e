"""Facts and the table of rules -> findings: who notices what, how bad it is, and a fingerprint to waive it by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from veneer.diff.changes import Change, Kind, Layer
from veneer.diff.levels import Level, Rule
from veneer.diff.rules import RULES

__all__ = ["Finding", "Level", "judge"]

Quote = Callable[[str], str]


def _by_kind() -> Mapping[Kind, list[Rule]]:
    found: dict[Kind, list[Rule]] = {kind: [] for kind in Kind}
    for rule in RULES:
        found[rule.looks_at].append(rule)
    return found


_BY_KIND = _by_kind()


@frozen
class Finding:
    """A rule that holds for a fact, in the layers where both are."""

    rule: Rule
    change: Change

    @property
    def level(self) -> Level:
        """How bad it is."""
        return self.rule.level

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Who notices, in the order of the layers."""
        return tuple(layer for layer in Layer if layer in self.change.layers & self.rule.layers)

    @property
    def fingerprint(self) -> str:
        """A short hash of the rule, the place and what was and is; lines, order and other parts have no say in it."""
        change = self.change
        said = [self.rule.id, change.place.parts, change.old, change.new]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]

    def place_text(self, quote: Quote) -> str:
        """Return the place in words, each name of the description through `quote`."""
        return ", ".join(f"{kind} {quote(name)}" if name else kind for kind, name in self.change.place.parts)

    def message_text(self, quote: Quote) -> str:
        """Return what is found in words, each text of the description through `quote`."""
        change = self.change
        told = {"old": quote(change.old or "nothing"), "new": quote(change.new or "nothing")}
        return self.rule.message.format(**told)


def judge(changes: Iterable[Change]) -> tuple[Finding, ...]:
    """Judge facts by the table of rules.

    Args:
        changes: The facts.

    Returns:
        A finding for each rule that holds: the worst first, otherwise in the order of the facts.
    """
    found = [
        Finding(rule, change)
        for change in changes
        for rule in _BY_KIND[change.kind]
        if (rule.direction is None or rule.direction in change.directions) and change.layers & rule.layers
    ]
    return tuple(sorted(found, key=lambda finding: finding.level.rank))
