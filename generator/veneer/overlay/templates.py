"""Planned clients and types + overlay files -> the same, each method and class with the template that overlays it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from attrs import define, evolve

from veneer.diagnostics import Diagnostic, Location, closest
from veneer.load.customizations import OVERLAY_SUFFIX, TextFile
from veneer.names import is_name
from veneer.overlay.contract import lineage, missing_operations, used_partials
from veneer.overlay.planned import AddedMethod, PlannedClient, PlannedEnum, PlannedModel
from veneer.overlay.problems import PlanProblems

MODELS = "models"
ADDED_METHOD = "added_method.py.jinja"

_Class = TypeVar("_Class", PlannedModel, PlannedEnum)


@define
class Overlays:
    """The overlays of one version by what they overlay (`face_session/create_liveness_session`, `models/FaceList`).

    Attributes:
        files: The one for each path; one in a folder named after the version wins over one for every version.
        partials: What overlays extend besides the stock templates, by path: files whose name begins with an underscore.
        problems: Told of every overlay that this version has nothing for.
    """

    files: Mapping[str, TextFile]
    partials: Mapping[str, TextFile]
    problems: PlanProblems

    @staticmethod
    def of(
        files: Collection[TextFile], version: str, clients: Iterable[PlannedClient], problems: PlanProblems
    ) -> Overlays:
        """Sort the overlay templates of a package by what they overlay in one version that has their operations."""
        chosen: dict[str, TextFile] = {}
        by_module = {client.module: client for client in clients}
        partials = {file.path: file for file in files if file.path.rpartition("/")[2].startswith("_")}
        overlays = [file for file in files if file.path not in partials]
        problems.absent.extend(_unused(partials, overlays))
        for file in sorted(overlays, key=lambda file: file.path.count("/")):
            path = file.path.removesuffix(OVERLAY_SUFFIX)
            narrowed = path.count("/") == 2
            if narrowed:
                folder, _, path = path.partition("/")
                if folder != version:
                    problems.absent.append(_unknown(file, f"{folder}/{path}", [f"{version}/{path}"]))
                    continue
            client = by_module.get(path.partition("/")[0])
            chain, _ = lineage(file, partials)
            missing = list(missing_operations(chain, client)) if client is not None else []
            (problems.errors if narrowed else problems.absent).extend(missing)
            if not missing:
                chosen[path] = file
        return Overlays(chosen, partials, problems)

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
        taken = {item.name for item in client.operations} | client.members
        for path, file in self.files.items():
            module, _, name = path.partition("/")
            if module == client.module and name not in taken and is_name(name) and self._adds(file):
                yield AddedMethod(name, file)

    def _adds(self, file: TextFile) -> bool:
        _, stock = lineage(file, self.partials)
        # What extends a partial that is not there, or itself in a circle, is told so when it is rendered.
        return stock == ADDED_METHOD or (stock is not None and stock.rpartition("/")[2].startswith("_"))

    def for_types(self, types: Mapping[str, _Class]) -> dict[str, _Class]:
        """Give each class its overlay."""
        found = ((id, item, self.files.get(f"{MODELS}/{item.name}")) for id, item in types.items())
        return {id: evolve(item, overlay=file) if file is not None else item for id, item, file in found}

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


def _unused(partials: Mapping[str, TextFile], overlays: Iterable[TextFile]) -> Iterable[Diagnostic]:
    used = {file for overlay in overlays for file in used_partials(overlay, partials)}
    for file in partials.values():
        if file not in used:
            message, fix = "no overlay uses this partial template", "Remove it, or its name's first underscore."
            yield Diagnostic("unused-partial", message, Location(file.name, 1, 1), fix)


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
