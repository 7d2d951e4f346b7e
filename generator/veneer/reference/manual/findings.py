"""The rules of `veneer diff` -> a table of them for each thing that they look at, as Markdown."""

from __future__ import annotations

from veneer.diff.changes import Layer
from veneer.diff.rules import RULES, Rule
from veneer.reference.manual.filling import table

_TITLES = ("On the wire", "In Python")


def findings(_: str = "") -> str:
    """Write the rules, those of the wire first."""
    parts = []
    for title, is_wire in zip(_TITLES, (True, False), strict=True):
        rules = [rule for rule in RULES if (Layer.WIRE in rule.layers) is is_wire]
        rows = [(f"`{rule.id}`", str(rule.level), _layers(rule), rule.message) for rule in rules]
        parts.append(f"## {title}\n\n{table(('id', 'level', 'layers', 'message'), rows)}")
    return "\n\n".join(parts)


def _layers(rule: Rule) -> str:
    return ", ".join(str(layer) for layer in Layer if layer in rule.layers)
