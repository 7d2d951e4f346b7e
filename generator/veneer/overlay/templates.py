"""Planned clients and types + overlay files -> the same, each method and class with the template that overlays it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import define, evolve

from veneer.diagnostics import Diagnostic, Location, closest
from veneer.load.customizations import OVERLAY_SUFFIX, TextFile
from veneer.names import CLIENT_MEMBERS, is_name
from veneer.overlay.contract import missing_operations
from veneer.overlay.planned import AddedMethod, PlannedClient, PlannedEnum, PlannedModel
from veneer.overlay.problems import PlanProblems

MODELS = "models"
ADDED_METHOD = "added_method.py.jinja"

_ADDS = re.compile(rf"""\{{%-?\s*extends\s+["']{re.escape(ADDED_METHOD)}["']""")
_Class = TypeVar("_Class", PlannedModel, PlannedEnum)


@define
class Overlays:
    """The overlays of one version by what they overlay (`face_session/create_liveness_session`, `models/FaceList`).

    Attributes:
        files: The one for each path; one in a folder named after the version wins over one for every version.
        problems: Told of every overlay that this version has nothing for.
    """

    files: Mapping[str, TextFile]
    problems: PlanProblems

    @staticmethod
    def of(
        files: Iterable[TextFile], version: str, clients: Iterable[PlannedClient], problems: PlanProblems
    ) -> Overlays:
        """Sort the overlay templates of a package by what they overlay in one version that has their operations."""
        chosen: dict[str, TextFile] = {}
        by_module = {client.module: client for client in clients}
        for file in sorted(files, key=lambda file: file.path.count("/")):
            path = file.path.removesuffix(OVERLAY_SUFFIX)
            narrowed = path.count("/") == 2
            if narrowed:
                folder, _, path = path.partition("/")
                if folder != version:
                    problems.absent.append(_unknown(file, f"{folder}/{path}", [f"{version}/{path}"]))
                    continue
            client = by_module.get(path.partition("/")[0])
            missing = list(missing_operations(file, client)) if client is not None else []
            (problems.errors if narrowed else problems.absent).extend(missing)
            if not missing:
                chosen[path] = file
        return Overlays(chosen, problems)

    def for_clients(self, clients: tuple[PlannedClient, ...]) -> tuple[PlannedClient, ...]:
        """Give each method its overlay, and each client the methods that overlays add."""
        return tuple(
            evolve(
                client,
                operations=tuple(
                    evolve(item, overlay=self.files.get(f"{client.module}/{item.name}")) for item in client.operations
                ),
                added=tuple(self._added(client)),
            )
            for client in clients
        )

    def _added(self, client: PlannedClient) -> Iterable[AddedMethod]:
        taken = {item.name for item in client.operations} | CLIENT_MEMBERS
        for path, file in self.files.items():
            module, _, name = path.partition("/")
            if module == client.module and name not in taken and is_name(name) and _ADDS.search(file.text):
                yield AddedMethod(name, file)

    def for_types(self, types: Mapping[str, _Class]) -> dict[str, _Class]:
        """Give each class its overlay."""
        return {id: evolve(item, overlay=self.files.get(f"{MODELS}/{item.name}")) for id, item in types.items()}

    def check(self, clients: tuple[PlannedClient, ...], types: Iterable[PlannedModel | PlannedEnum]) -> None:
        """Note every overlay that this version has nothing for."""
        methods = {f"{client.module}/{item.name}": item for client in clients for item in client.operations}
        added = {f"{client.module}/{item.name}" for client in clients for item in client.added}
        known = [*methods, *(f"{MODELS}/{item.name}" for item in types)]
        for path, file in self.files.items():
            if path in methods and not methods[path].has_convenience:
                self.problems.absent.append(_nothing_to_overlay(file, path))
            elif path not in known and path not in added:
                self.problems.absent.append(_unknown(file, path, known))


def _unknown(file: TextFile, path: str, known: list[str]) -> Diagnostic:
    meant = closest(path, known)
    name = f"<client>/<method>{OVERLAY_SUFFIX} or {MODELS}/<Model>{OVERLAY_SUFFIX}"
    fix = f"Rename it to {meant}{OVERLAY_SUFFIX}." if meant else f"Name it {name}."
    if meant is None and path.count("/") == 1 and not path.startswith(f"{MODELS}/"):
        fix = f"Name it {name}; a method of its own extends {ADDED_METHOD}."
    message = f"overlays `{path}`, which this package does not have"
    return Diagnostic("unknown-overlay", message, Location(file.name, 1, 1), fix)


def _nothing_to_overlay(file: TextFile, path: str) -> Diagnostic:
    message = f"overlays `{path}`, which has no convenience method: it is merged or protocol-only"
    fix = "Remove it, or what package.toml says about the operation."
    return Diagnostic("unknown-overlay", message, Location(file.name, 1, 1), fix)
