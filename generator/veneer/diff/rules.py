"""The table of rules: which fact means what for whom; wire first, then Python."""

from __future__ import annotations

from veneer.diff.levels import Rule
from veneer.diff.python_rules import PYTHON_RULES
from veneer.diff.value_rules import VALUE_RULES
from veneer.diff.wire_rules import WIRE_RULES

__all__ = ["RULES", "Rule"]

RULES: tuple[Rule, ...] = (*WIRE_RULES, *VALUE_RULES, *PYTHON_RULES)
