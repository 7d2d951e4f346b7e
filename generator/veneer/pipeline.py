"""The pipeline on one screen: description files -> SpecDocument -> Api -> ClientPlan -> views -> FileSet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from veneer.build import build
from veneer.diagnostics import Diagnostic
from veneer.emit import with_manifest
from veneer.finishing.places import Places, here
from veneer.garbage import give_back, no_collection
from veneer.load import SpecDocument, load, load_described
from veneer.load.customizations import CustomizationFiles, load_customizations
from veneer.load.described import Allowed, Described, describe
from veneer.names import version_module
from veneer.overlay import Configuration, PackagePlan, plan, plan_package, read_configuration, with_testing
from veneer.pins.drift import Contracts
from veneer.pins.lock import read_pins
from veneer.pins.uses import OverlayUses
from veneer.project import PackageFolders
from veneer.render import FileSet, overlay_uses, render
from veneer.views.samples.fitting import check_sample_values

# Told what is about to be done, in words for a person.
Report = Callable[[str], None]


@frozen
class Generated:
    """What was made for one distribution.

    Attributes:
        files: Its files.
        warnings: What came up.
        contracts: What its overlays use of the descriptions, and what a person has looked at.
        of_many_files: Whether a description was read from other files too.
    """

    files: FileSet
    warnings: tuple[Diagnostic, ...]
    contracts: Contracts = Contracts()
    of_many_files: bool = False


@frozen
class Planned:
    """A package before a line of it is printed.

    Attributes:
        custom: Its customizations.
        documents: The description of each version, in the order of the plan's versions.
        plan: The plan.
        warnings: What came up.
    """

    custom: CustomizationFiles
    documents: tuple[SpecDocument, ...]
    plan: PackagePlan
    warnings: tuple[Diagnostic, ...]


@no_collection()
def plan_project_package(package: PackageFolders, report: Report) -> Planned:
    """Plan a package of a project, every version of it, from its descriptions and customizations."""
    report("reading customizations")
    custom = load_customizations(package.root / package.customizations, package.customizations)
    configuration = read_configuration(custom.configuration)
    custom.check_mends({version_module(version) for version, _ in package.specs})
    documents, versions, warnings = [], [], []
    for version, spec in package.specs:
        report(f"reading {spec}")
        document = load(package.root / spec, spec, custom.mends_for(version_module(version)))
        report(f"building {version}")
        built = build(document)
        planned = plan(package.name, version, spec, built.api, configuration, custom.overlays)
        documents.append(document)
        versions.append(planned)
        warnings += [*built.warnings, *document.located(planned.warnings)]
    whole = plan_package(package.name, configuration, tuple(versions))
    check_sample_values(whole)
    whole = with_testing(whole, tuple(documents), custom.behaviours)
    return Planned(custom, tuple(documents), whole, tuple(warnings))


@no_collection()
def generate_package(package: PackageFolders, report: Report, places: Places = here) -> Generated:
    """Generate a package of a project, every version of it, from its descriptions and customizations."""
    planned = plan_project_package(package, report)
    report("rendering and formatting")
    rendered = render(planned.plan, places)
    of_many_files = any(document.of_many_files for document in planned.documents)
    return Generated(with_manifest(rendered.files), planned.warnings, _contracts(planned, rendered.uses), of_many_files)


@no_collection()
def package_contracts(package: PackageFolders, report: Report) -> Contracts:
    """Return the contracts of a package's overlays, rendering no more than these."""
    planned = plan_project_package(package, report)
    report("rendering overlays")
    return _contracts(planned, overlay_uses(planned.plan))


def _contracts(planned: Planned, uses: tuple[OverlayUses, ...]) -> Contracts:
    overlays = (file.path for file in planned.custom.overlays)
    return Contracts.of(read_pins(planned.custom.pins), uses, planned.plan, overlays)


def generate_description(
    path: Path | Described,
    package: str,
    report: Report,
    allowed: tuple[Path, ...] = (),
    places: Places = here,
) -> Generated:
    """Generate a package from one description, without any customization.

    Args:
        path: Its file, or what was read of it.
        package: Import name of the package.
        report: Told what begins.
        allowed: Folders besides its own that a file may refer to files in.
        places: Where its files go.

    Raises:
        InputError: The description cannot be used.
    """
    with no_collection():
        described = path if isinstance(path, Described) else describe(str(path), Allowed(allowed))
        report(f"reading {described.file}")
        file, document = described.file, load_described(described)
        report("building")
        built, of_many_files = build(document), document.of_many_files
        lines = document.without_content()
        del path, described, document  # a large one takes as much as what is made of it
        give_back()
        configuration = Configuration()
        version = built.api.version.get_untrusted_value()
        planned = plan(package, version, file, built.api, configuration)
        warnings = (*built.warnings, *lines.located(planned.warnings))
        whole = [plan_package(package, configuration, (planned,))]
        del built, planned, lines
        report("rendering and formatting")
        files = render(whole.pop(), places).files
        return Generated(with_manifest(files), warnings, of_many_files=of_many_files)
