"""Two versions of an API in, what changed for callers of either layer out: facts first, judgement second."""

from veneer.diff.changes import Change, Direction, Kind, Layer, Place
from veneer.diff.facts import compare
from veneer.diff.findings import Finding, Level, judge
from veneer.diff.rules import RULES, Rule

__all__ = ["RULES", "Change", "Direction", "Finding", "Kind", "Layer", "Level", "Place", "Rule", "compare", "judge"]
