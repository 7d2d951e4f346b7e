"""A folder -> the Veneer project in it: its packages, each with its descriptions and customizations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location

SUFFIXES = (".json", ".yaml", ".yml")


@frozen
class PackageFolders:
    """One package of a project.

    Attributes:
        name: Import name of the generated package.
        specs: API version -> description file, as the path below the root; oldest name first.
        customizations: Folder of the customizations below the root.
        output: Folder of the generated distribution below the root.
    """

    name: str
    root: Path
    specs: tuple[tuple[str, str], ...]
    customizations: str
    output: str


@frozen
class Project:
    """A repository with `spec`, `customizations` and `generated`."""

    root: Path
    packages: tuple[PackageFolders, ...]

    def select(self, names: tuple[str, ...]) -> tuple[PackageFolders, ...]:
        """Return the named packages, all of them when none is named.

        Raises:
            InputError: `unknown-package`.
        """
        known = {package.name: package for package in self.packages}
        unknown = [name for name in names if name not in known]
        if unknown:
            fix = f"Name one of: {', '.join(known)}."
            raise InputError(
                Diagnostic("unknown-package", f"there is no package `{name}`", Location("spec"), fix)
                for name in unknown
            )
        return tuple(known[name] for name in names) if names else self.packages


def find_project(start: Path) -> Project:
    """Find the project that a folder belongs to: the nearest one above with `spec` and `customizations`.

    Args:
        start: The folder to start from.

    Returns:
        The project.

    Raises:
        InputError: `no-project`.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "spec").is_dir() and (folder / "customizations").is_dir():
            names = sorted(item.name for item in (folder / "spec").iterdir() if item.is_dir())
            return Project(folder, tuple(_package(folder, name) for name in names))
    fix = "Go to a folder of one, or begin one: veneer new NAME --spec DESCRIPTION."
    raise InputError([Diagnostic("no-project", "this folder belongs to no Veneer project", Location("."), fix)])


def _package(root: Path, name: str) -> PackageFolders:
    specs = specs_among(f"spec/{name}/{path.name}" for path in (root / "spec" / name).iterdir())
    return PackageFolders(name, root, specs, f"customizations/{name}", f"generated/{name}")


def specs_among(paths: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return version and path of the descriptions among the files of a package's folder below `spec`."""
    found = sorted(path for path in map(PurePosixPath, paths) if len(path.parts) == 3 and path.suffix in SUFFIXES)
    return tuple((path.stem, path.as_posix()) for path in found)
