"""A description and the behaviours for it -> the short help at ``GET /_local``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from veneer.serve.behaviours import LocalRoute
from veneer.serve.operations import Operation

HELP_PATH = "/_local"


def help_value(
    document: Mapping[str, Any],
    base_path: str,
    operations: Iterable[Operation],
    answered: frozenset[str],
    routes: Iterable[LocalRoute],
    notes: Iterable[str],
) -> dict[str, Any]:
    """Return the help as a JSON value: what is served where, which operations are answered, the local routes.

    Args:
        document: The OpenAPI document.
        base_path: Path that the description's paths are below.
        operations: The description's operations.
        answered: Ids of those with a behaviour.
        routes: The routes of the local service alone.
        notes: What callers should know.

    Returns:
        A JSON object.
    """
    info = document.get("info", {})
    names = [name for operation in operations for name in operation.operation_ids]
    return {
        "service": info.get("title", ""),
        "version": info.get("version", ""),
        "basePath": base_path,
        "answered": [name for name in names if name in answered],
        "checkedOnly": [name for name in names if name not in answered],
        "notes": list(notes),
        "localRoutes": [
            {"method": route.method, "path": route.path, "summary": route.summary} for route in routes if route.summary
        ],
    }
