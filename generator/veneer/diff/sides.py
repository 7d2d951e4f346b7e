"""A description, and the package whose customizations it is read through -> its Side: a plan and what that prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from attrs import evolve, field, frozen

from veneer.build import build
from veneer.diagnostics import Diagnostic, InputError
from veneer.diff.sources import Description, Package
from veneer.diff.surface import Files, surface_files
from veneer.load import load_text
from veneer.load.customizations import CustomizationFiles, TextFile
from veneer.model import Api
from veneer.names import version_module
from veneer.overlay import Configuration, plan, read_configuration
from veneer.overlay.contract import lineage
from veneer.overlay.plan import ClientPlan, PackagePlan
from veneer.render import print_files

_ALONE = CustomizationFiles(TextFile("package.toml", "package.toml", ""), ())
# An overlay that another version needs may print what the stock template prints in this one.
_HARMLESS = "overlay-changes-nothing"
_ABSENT = "unknown-operation"


@frozen
class Side:
    """One version: its plan, and the files that it prints.

    Attributes:
        plan: The plan, without the overlays that do not fit.
        files: What it prints of the surface.
        version: Which version of a package it is; ``None`` for a description that stands alone.
        unfit: Why an overlay does not fit the description, by the path of its template.
        absent: Why an overlay is not for this description, whose operations it does not have.
        unmended: Why an action of an Overlay document mends nothing.
        apart: Operations that no overlay merges here -> those into which package.toml merges them.
    """

    plan: ClientPlan
    files: Files
    version: str | None = None
    unfit: Mapping[str, Diagnostic] = field(factory=dict)
    absent: Mapping[str, Diagnostic] = field(factory=dict)
    unmended: tuple[Diagnostic, ...] = ()
    apart: Mapping[str, str] = field(factory=dict)


def read_side(description: Description, package: Package | None, *, alone: bool = False) -> Side:
    """Read, plan and print one side; what customizations say that does not fit the description is left out.

    Args:
        description: The description.
        package: The package whose customizations hold; ``None`` for none.
        alone: Whether the description is no version of the package.

    Raises:
        InputError: When the description, or package.toml, cannot be used.
    """
    files = package.customizations if package is not None else _ALONE
    configuration = read_configuration(files.configuration) if package is not None else Configuration()
    unmended: list[Diagnostic] = []
    mends = files.mends_for(version_module(description.version))
    document = load_text(description.data, description.shown_as, mends, unmended, description.beside)
    printing = _Printing(package.name if package is not None else "api", description, build(document).api)
    left_out = dict[str, Diagnostic]()
    while True:  # each turn leaves out one overlay at least
        overlays = tuple(file for file in files.overlays if file.path not in left_out)
        try:
            planned, printed = printing.of(configuration, overlays)
        except InputError as error:
            found = _blamed(error.diagnostics, overlays)
            if not found:
                raise
            left_out |= found
            continue
        unfit = {path: item for path, item in left_out.items() if item.id != _HARMLESS}
        absent = _blamed([item for item in planned.absent if item.id == _ABSENT], overlays)
        version = None if alone else description.version
        apart = _apart(configuration, planned)
        return Side(planned, printed, version, unfit, absent, tuple(unmended), apart)


def planned_side(plan: PackagePlan, version: ClientPlan) -> Side:
    """Return the side that a version of a package is, which is planned already and generates.

    Args:
        plan: The package.
        version: One of its versions.
    """
    alone = PackagePlan(plan.package, plan.configuration, (version,), version)
    return Side(version, print_files(alone, frozenset(surface_files(version))).files, version.version)


def _blamed(problems: Iterable[Diagnostic], overlays: tuple[TextFile, ...]) -> dict[str, Diagnostic]:
    """Return the overlays in which problems stand, or in a partial that they extend, by path."""
    standing = {item.location.file: item for item in problems}
    partials = {file.path: file for file in overlays if PurePosixPath(file.path).name.startswith("_")}
    return {
        file.path: standing[part.name]
        for file in overlays
        for part in lineage(file, partials)[0]
        if part.name in standing
    }


@frozen
class _Printing:
    """Plans and renders one version, with more or fewer overlays."""

    package: str
    description: Description
    api: Api

    def of(self, configuration: Configuration, overlays: tuple[TextFile, ...]) -> tuple[ClientPlan, Files]:
        planned = self._plan(configuration, overlays)
        apart = _apart(configuration, planned)
        if apart:
            own = {id: evolve(configuration.operations[id], merged_into=None) for id in apart}
            configuration = evolve(configuration, operations={**configuration.operations, **own})
            planned = self._plan(configuration, overlays)
        return planned, print_surface(PackagePlan(self.package, configuration, (planned,), planned))

    def _plan(self, configuration: Configuration, overlays: tuple[TextFile, ...]) -> ClientPlan:
        about = self.description
        return plan(self.package, about.version, about.shown_as, self.api, configuration, overlays)


def print_surface(plan: PackagePlan) -> Files:
    """Print the files of a package's one version that callers see.

    Raises:
        InputError: When an overlay is wrong, or changes nothing.
    """
    printed = print_files(plan, frozenset(surface_files(plan.default)))
    printed.outcomes.check()
    return printed.files


def _apart(configuration: Configuration, planned: ClientPlan) -> dict[str, str]:
    """Return the operations that are merged into one without an overlay, which nothing would call."""
    held = {item.id: item for client in planned.clients for item in client.operations}
    merged = {
        id: table.merged_into for id, table in configuration.operations.items() if id in held and table.merged_into
    }
    return {id: cover for id, cover in merged.items() if cover not in held or held[cover].overlay is None}
