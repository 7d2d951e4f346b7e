"""A description and the behaviours for it -> the short help at ``GET /_local``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .behaviours import LocalRoute
from .description import Description

HELP_PATH = "/_local"


def help_value(
    description: Description,
    answered: frozenset[str],
    routes: Iterable[LocalRoute],
    notes: Iterable[str],
) -> dict[str, Any]:
    """Return the help as a JSON value: what is served where, which operations are answered, the local routes.

    Args:
        description: What is described.
        answered: Ids of those with a behaviour.
        routes: The routes of the local service alone.
        notes: What callers should know.

    Returns:
        A JSON object.
    """
    names = [name for operation in description.operations for name in operation.operation_ids]
    return {
        "service": description.info.get("title", ""),
        "version": description.version,
        "basePath": description.base_path,
        "answered": [name for name in names if name in answered],
        "checkedOnly": [name for name in names if name not in answered],
        "notes": list(notes),
        "localRoutes": [
            {"method": route.method, "path": route.path, "summary": route.summary} for route in routes if route.summary
        ],
    }
