"""What a user calls a version (`azure_face:v1.2`, or a file) -> its Side, with the customizations of its package."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from veneer.build import build
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.diff.facts import Side
from veneer.load import load
from veneer.load.customizations import CustomizationFiles, TextFile, load_customizations, load_waivers
from veneer.names import version_module
from veneer.overlay import Configuration, plan, read_configuration
from veneer.overlay.plan import PackagePlan
from veneer.project import PackageFolders, find_project
from veneer.render import render

_FIX = "Name a description's file, or a version of a package as `package:version`."


@frozen
class Source:
    """One side as the user named it: a description, its version, and its package if it has one."""

    path: Path
    shown_as: str
    version: str
    package: PackageFolders | None = None


@frozen
class Customized:
    """What holds for both sides: the package's name and customizations; for two files there are none."""

    package: str = "api"
    files: CustomizationFiles | None = None
    waivers: TextFile | None = None


def find_source(name: str, project: Path) -> Source:
    """Find what a user named: a file, else a version of a package of the project.

    Raises:
        InputError: `unknown-description`, `unknown-package` or `unknown-version`.
    """
    path = Path(name)
    if path.is_file():
        return Source(path, path.as_posix(), path.stem)
    wanted, colon, version = name.partition(":")
    if not colon:
        message = f"there is no file `{name}`, and it names no version of a package"
        raise InputError([Diagnostic("unknown-description", message, Location("veneer"), _FIX)])
    (package,) = find_project(project).select((wanted,))
    specs = dict(package.specs)
    if version not in specs:
        fix = f"Name one of: {', '.join(f'{wanted}:{known}' for known in specs)}."
        message = f"`{wanted}` has no version `{version}`"
        raise InputError([Diagnostic("unknown-version", message, Location(f"spec/{wanted}"), fix)])
    return Source(package.root / specs[version], specs[version], version, package)


def customizations_of(old: Source, new: Source, waivers: Path | None) -> Customized:
    """Read what holds for both sides: the customizations of the package of either, and its waivers.

    Args:
        old: The side that was.
        new: The side that is.
        waivers: A file of waivers to take instead of the package's.

    Raises:
        InputError: `different-packages`, or what is wrong with the customizations.
    """
    given = load_waivers(waivers, waivers.as_posix()) if waivers is not None else None
    packages = {item.package.name: item.package for item in (old, new) if item.package is not None}
    if not packages:
        return Customized(waivers=given)
    if len(packages) > 1:
        message = f"these are versions of different packages: {', '.join(packages)}"
        raise InputError([Diagnostic("different-packages", message, Location("veneer"), "Name two of one package.")])
    ((name, package),) = packages.items()
    folder = package.root / package.customizations
    files = load_customizations(folder, package.customizations)
    own = folder / "diff-waivers.toml"
    if given is None and own.is_file():
        given = load_waivers(own, f"{package.customizations}/{own.name}")
    return Customized(name, files, given)


def read_side(source: Source, customized: Customized) -> Side:
    """Read, plan and render one side.

    Raises:
        InputError: When the description or a customization cannot be used.
    """
    files, module = customized.files, version_module(source.version)
    configuration = read_configuration(files.configuration) if files is not None else Configuration()
    document = load(source.path, source.shown_as, files.mends_for(module) if files is not None else ())
    overlays = files.overlays if files is not None else ()
    planned = plan(customized.package, source.version, source.shown_as, build(document).api, configuration, overlays)
    alone = PackagePlan(customized.package, configuration, (planned,), planned)
    return Side(planned, render(alone).files)
