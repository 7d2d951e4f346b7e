"""Two versions of a client, each a plan and what it prints -> every fact in which they differ, without judgement."""

from __future__ import annotations

from veneer.diff.changes import Change, Changes
from veneer.diff.models import compare_models
from veneer.diff.operations import compare_operations, pair_operations
from veneer.diff.overlays import compare_customizations
from veneer.diff.python import PythonComparer
from veneer.diff.service import compare_security, compare_servers
from veneer.diff.sides import Side
from veneer.diff.surface import read_surface
from veneer.diff.types import TypeComparer


def compare(old: Side, new: Side) -> tuple[Change, ...]:
    """Compare two versions.

    Args:
        old: The version that was.
        new: The version that is.

    Returns:
        Facts: of the wire first, in the order of the old description, then of Python.
    """
    changes = Changes()
    before, after = old.plan.api, new.plan.api
    compare_servers(before, after, changes)
    pairs = pair_operations(before, after)
    compare_security(before, after, pairs, changes)
    comparer = TypeComparer(before, after, changes)
    compare_operations(comparer, pairs)
    compare_models(comparer)
    surfaces = read_surface(old.plan, old.files), read_surface(new.plan, new.files)
    skipped = compare_customizations(old, new, changes)
    PythonComparer(*surfaces, pairs, comparer.pairs, comparer.travels, changes, skipped).compare()
    return changes.all()
