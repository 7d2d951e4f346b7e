"""The name of a module goes in, the rules of its API version come out: loaded for those only who ask for them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rules import Rules


def read_rules(module: str) -> Rules:
    """Load the rules of an API version.

    Args:
        module: The name of a module in its `_protocol`.
    """
    from .rules import Rules

    found = import_module(f"{module.rpartition('._protocol')[0]}._rules")
    return Rules(found.OPERATIONS, found.MODELS)
