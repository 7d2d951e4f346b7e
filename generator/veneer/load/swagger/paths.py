"""`paths` and `x-ms-paths` of Swagger 2.0 in, `paths` out."""

from __future__ import annotations

from typing import Any

from veneer.load.swagger.bodies import Given
from veneer.load.swagger.media_headers import with_media_types
from veneer.load.swagger.moves import Tokens
from veneer.load.swagger.operations import split_parameters, upgrade_operation
from veneer.load.swagger.upgrading import Part, Upgrading, without

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_SECTIONS = ("paths", "x-ms-paths")


def upgrade_paths(upgrading: Upgrading) -> Any:
    """Return all paths; the query part of a path stays, since it tells operations on one path apart."""
    paths = upgrading.content.get("paths", {})
    upgraded: dict[str, Any] = {}
    for section in _SECTIONS:
        items = upgrading.content.get(section, {})
        if not isinstance(items, dict):
            if section == "paths":
                return paths
            continue
        for path, item in items.items():
            kept = without_parameters(path)
            before: Tokens = (section, path)
            if isinstance(item, dict) and "$ref" in item:
                meant, place = upgrading.inlined(item, before, "")
                if isinstance(meant, dict) and meant is not item:
                    item, before = meant | without(item, "$ref"), place
            part = Part(item, before, ("paths", kept))
            if not isinstance(item, dict) or (section == "paths" and path.startswith("x-")):
                upgraded.setdefault(path, item)
                continue
            if part.now != part.before:
                upgrading.moves.add(part.now, part.before)
            upgraded[kept] = _path_item(upgrading, part) | upgraded.get(kept, {})
    return upgraded


def _path_item(upgrading: Upgrading, part: Part) -> dict[str, Any]:
    node = part.node
    fixed = fixed_query(part.now[-1])
    upgraded = without(node, "parameters")
    shared: list[Given] = []
    if "parameters" in node:
        upgraded["parameters"], shared = split_parameters(upgrading, part, fixed)
    for method in _METHODS:
        if isinstance(node.get(method), dict):
            operation = with_media_types(upgrading, part.child(method), part)
            upgraded[method] = upgrade_operation(upgrading, operation, shared, fixed)
    return upgraded


def fixed_query(path: str) -> frozenset[str]:
    """Return the names of the query parameters that a path sets itself."""
    query = path.partition("?")[2]
    return frozenset(piece.partition("=")[0] for piece in query.split("&") if piece)


def without_parameters(path: str) -> str:
    """Return a path without the pieces of its query that are parameters themselves: ``?sig={sig}``."""
    before, mark, query = path.partition("?")
    kept = "&".join(piece for piece in query.split("&") if piece and "{" not in piece)
    return f"{before}{mark}{kept}" if kept else before
