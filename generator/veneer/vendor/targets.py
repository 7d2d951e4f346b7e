"""A project, its lock and what a user asked for -> the versions to vendor, each with its source."""

from __future__ import annotations

import os
import re
from pathlib import Path

from attrs import frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.described import NOWHERE_ELSE, Allowed
from veneer.names import version_module
from veneer.project import PackageFolders, Project
from veneer.vendor.lock import Lock, Locked
from veneer.vendor.sources import FileSource, GitSource, Source, UrlSource, fault, has_scheme
from veneer.vendor.versions import is_version


@frozen
class Asked:
    """What stands on the command line; an empty text where nothing was said.

    Attributes:
        target: ``PACKAGE`` or ``PACKAGE:VERSION``.
        source: A URL, a file, or with `path` a git repository.
        path: The file in the repository.
        ref: What to follow there.
        sha256: What the file has to have.
        allowed: Where references may lead, and redirects.
    """

    target: str = ""
    source: str = ""
    path: str = ""
    ref: str = ""
    sha256: str = ""
    allowed: Allowed = NOWHERE_ELSE


@frozen
class Target:
    """A version to vendor: what the lock knows of it, if anything, and where it comes from, if from anywhere."""

    package: PackageFolders
    version: str
    locked: Locked | None
    source: Source | None

    def __str__(self) -> str:
        return f"{self.package.name} {self.version}"

    @property
    def name(self) -> str:
        """What the command line calls it."""
        return f"{self.package.name}:{self.version}"


def find_targets(project: Project, lock: Lock, asked: Asked) -> tuple[Target, ...]:
    """Find what is to be vendored.

    Raises:
        InputError: `usage`, `unknown-package`, `unknown-version`, `bad-version`, `version-collision`, `bad-source`, or
            `no-source` when the one version that was named has none.
    """
    name, _, version = asked.target.partition(":")
    _check_usage(asked, version)
    packages = _packages(project, name, asked.source)
    if not version:
        return tuple(target for package in packages for target in _all_of(package, lock))
    (package,) = packages
    if asked.source:
        return (_with_source(package, version, lock, read_source(asked, project.root)),)
    for target in _all_of(package, lock):
        if target.version == version:
            if target.source is None:
                raise _problem(
                    "no-source", no_source(target), target.name, f"veneer vendor {target.name} --from SOURCE"
                )
            return (target,)
    fix = f"To add it: veneer vendor {package.name}:{version} --from URL or FILE."
    raise _problem("unknown-version", f"`{name}` has no version `{version}`", f"spec/{name}", fix)


def no_source(target: Target) -> str:
    """Say that there is nothing to fetch a version from."""
    return f"{target} has no source in the lock, so nothing can refresh it"


def _check_usage(asked: Asked, version: str) -> None:
    if (asked.source or asked.sha256) and not version:
        message = "--from and --sha256 are about one version"
        raise _problem("usage", message, "veneer", "veneer vendor PACKAGE:VERSION --from SOURCE")
    if (asked.path or asked.ref) and not (asked.source and asked.path):
        message = "--path and --ref say which file of a git repository"
        raise _problem("usage", message, "veneer", "veneer vendor PACKAGE:VERSION --from REPOSITORY --path FILE")
    if asked.sha256 and not re.fullmatch("[0-9a-f]{64}", asked.sha256):
        raise _problem("usage", "this is no sha256", "veneer", "Give 64 hexadecimal digits in lower case.")


def _packages(project: Project, name: str, source: str) -> tuple[PackageFolders, ...]:
    if name and name not in {package.name for package in project.packages} and source:
        fix = f"To begin it: veneer new {name} --spec {source}"
        raise _problem("unknown-package", f"there is no package `{name}`", "spec", fix)
    return project.select((name,) if name else ())


def _all_of(package: PackageFolders, lock: Lock) -> list[Target]:
    """Return the versions that have a file or a table: a file that is missing comes back."""
    locked = lock.get(package.name, {})
    versions = [version for version, _ in package.specs]
    versions += [version for version in locked if version not in versions and is_version(version)]
    entries = [(version, locked.get(version)) for version in versions]
    return [Target(package, version, entry, entry.source if entry else None) for version, entry in entries]


def _with_source(package: PackageFolders, version: str, lock: Lock, source: Source) -> Target:
    if not is_version(version):
        fix = "Use letters, digits, dots, dashes and underscores."
        raise _problem("bad-version", f"`{version}` cannot be the name of a file", f"spec/{package.name}", fix)
    for known, path in package.specs:
        if known != version and version_module(known) == version_module(version):
            message = f"`{version}` and this version would share the subpackage `{version_module(version)}`"
            raise _problem("version-collision", message, path, "Choose another name for the version.")
    if isinstance(source, FileSource) and source.path in dict(package.specs).values():
        fix = "Name the file that it was copied from."
        raise _problem("bad-source", "the source is a vendored description itself", source.path, fix)
    return Target(package, version, lock.get(package.name, {}).get(version), source)


def read_source(asked: Asked, root: Path) -> Source:
    """Return the source that a user named, with a path below the project's root instead of one below this folder.

    Raises:
        InputError: `bad-source`.
    """
    given = asked.source
    source: Source
    if asked.path:
        local = not (has_scheme(given) or ":" in given)
        source = GitSource(_below(root, given) if local else given, asked.path, asked.ref or "HEAD")
    else:
        source = UrlSource(given) if has_scheme(given) else FileSource(_below(root, given))
    wrong = fault(source)
    if wrong is not None:
        raise _problem("bad-source", f"the source {wrong[0]}", "veneer", wrong[1])
    if given.endswith(".git") and not asked.path:
        raise _problem(
            "bad-source",
            "this is a git repository",
            "veneer",
            "Name the file in it: veneer vendor ... --from REPOSITORY --path FILE.",
        )
    return source


def _below(root: Path, path: str) -> str:
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive of Windows
        return Path(path).absolute().as_posix()


def _problem(id: DiagnosticId, message: str, place: str, fix: str) -> InputError:
    return InputError([Diagnostic(id, message, Location(place), fix)])
