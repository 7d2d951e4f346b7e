"""Planned clients + overlay files -> the same clients, each method with the template that overlays it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from attrs import evolve

from veneer.diagnostics import Diagnostic, Location
from veneer.load.customizations import OVERLAY_SUFFIX, TextFile
from veneer.overlay.planned import PlannedClient
from veneer.overlay.problems import PlanProblems


def with_overlays(
    clients: tuple[PlannedClient, ...], overlays: Iterable[TextFile], version: str, problems: PlanProblems
) -> tuple[PlannedClient, ...]:
    """Give each method its overlay; one in a folder named after the version wins over one for every version.

    Args:
        clients: The clients of the version.
        overlays: The overlay templates of the package.
        version: The version's subpackage.
        problems: Told of every overlay that this version has no method for.
    """
    by_path = {f"{client.module}/{item.name}": item for client in clients for item in client.operations}
    chosen: dict[str, TextFile] = {}
    for file in sorted(overlays, key=lambda file: file.path.count("/")):
        path = file.path.removesuffix(OVERLAY_SUFFIX)
        if path.count("/") == 2:
            folder, _, path = path.partition("/")
            if folder != version:
                problems.absent.append(_unknown(file, f"{folder}/{path}", [f"{version}/{known}" for known in by_path]))
                continue
        if path not in by_path:
            problems.absent.append(_unknown(file, path, list(by_path)))
        elif not by_path[path].has_convenience:
            problems.absent.append(_nothing_to_overlay(file, path))
        else:
            chosen[path] = file
    return tuple(
        evolve(
            client,
            operations=tuple(
                evolve(item, overlay=chosen.get(f"{client.module}/{item.name}")) for item in client.operations
            ),
        )
        for client in clients
    )


def _unknown(file: TextFile, path: str, known: list[str]) -> Diagnostic:
    close = difflib.get_close_matches(path, known, 1)
    fix = f"Rename it to {close[0]}{OVERLAY_SUFFIX}." if close else f"Name it <client>/<method>{OVERLAY_SUFFIX}."
    return Diagnostic("unknown-overlay", f"overlays `{path}`, which no client has", Location(file.name, 1, 1), fix)


def _nothing_to_overlay(file: TextFile, path: str) -> Diagnostic:
    message = f"overlays `{path}`, which has no convenience method: it is merged or protocol-only"
    fix = "Remove it, or what package.toml says about the operation."
    return Diagnostic("unknown-overlay", message, Location(file.name, 1, 1), fix)
