"""What a user calls a side (a file, URL, version or package, here or at a revision) -> its descriptions, as bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.beside import Beside
from veneer.load.customizations import CustomizationFiles, TextFile, customizations_among, text_file
from veneer.load.described import NOWHERE_ELSE, Allowed, describe, names_url
from veneer.load.revision_beside import RevisionBeside
from veneer.load.trees import Revisions, folder_files
from veneer.project import SUFFIXES, find_project, specs_among

WAIVERS = "diff-waivers.toml"
_FIX = "Name a file, PACKAGE:VERSION or PACKAGE, each of which may end with @REVISION, or REVISION:PATH."
# `@{` belongs to the revision, as in `main@{yesterday}:spec/pets/v1.json`.
_AT_REVISION = re.compile(r"(?P<package>\w+)(:(?P<version>[^@:]+))?@(?!\{)(?P<revision>.+)", re.DOTALL)


@frozen
class Description:
    """One description: what the user calls it, its version, its name in messages, its bytes, the files beside it."""

    title: str
    version: str
    shown_as: str
    data: bytes
    beside: Beside | None = None


@frozen
class Package:
    """Where a side's customizations come from: the package's name, its revision if that is named, its files."""

    name: str
    revision: str | None
    customizations: CustomizationFiles
    waivers: TextFile | None


@frozen
class Source:
    """One side as the user named it: one description, or all versions of a whole package."""

    title: str
    descriptions: tuple[Description, ...]
    package: Package | None = None
    is_whole: bool = False


def find_source(name: str, project: Path, allowed: Allowed = NOWHERE_ELSE) -> Source:
    """Find what a user named: a file or a URL, else a part of the project, else a file of a revision.

    Raises:
        InputError: When there is no such thing, or it cannot be read.
    """
    path = Path(name)
    if names_url(name) or path.is_file():
        about = describe(name, allowed)
        title = about.shown_as if names_url(name) else name
        version = PurePosixPath(about.file).stem
        return Source(title, (Description(title, version, about.shown_as, about.data, about.beside),))
    named = _AT_REVISION.fullmatch(name)
    if named:
        return _of_revision(name, named["package"], named["version"], named["revision"], project)
    package, colon, version = name.partition(":")
    known = _packages(project)
    if package in known:
        files = folder_files(find_project(project).root, f"spec/{package}", f"customizations/{package}")
        return _source(name, package, version if colon else None, None, files)
    if not colon:
        message = f"there is no file and no package `{name}`"
        raise InputError([Diagnostic("unknown-description", message, Location("veneer"), _FIX)])
    if known and "/" not in version and not version.endswith(SUFFIXES):  # so it was meant as a package
        fix = f"Name one of: {', '.join(known)}."
        raise InputError([Diagnostic("unknown-package", f"there is no package `{package}`", Location("spec"), fix)])
    revisions = Revisions(project)
    data = revisions.file(name)
    # Without a revision it is the index, of which git lists nothing by tree.
    beside = RevisionBeside(revisions, package, revisions.path(version), allowed.folders) if package else None
    return Source(name, (Description(name, PurePosixPath(version).stem, name, data, beside),))


def _packages(project: Path) -> tuple[str, ...]:
    try:
        return tuple(package.name for package in find_project(project).packages)
    except InputError:
        return ()  # no project: what is named can only be a file


def _of_revision(title: str, package: str, version: str | None, revision: str, project: Path) -> Source:
    root = find_project(project).root
    files = Revisions(root).files(revision, f"spec/{package}", f"customizations/{package}")
    return _source(title, package, version, revision, files)


def _source(title: str, name: str, version: str | None, revision: str | None, files: Mapping[str, bytes]) -> Source:
    """Return a package, or one version of it, from its files by their paths below the project's folder."""
    at, suffix = (f"{revision}:", f"@{revision}") if revision is not None else ("", "")
    specs = dict(specs_among(path for path in files if path.startswith("spec/")))
    if not specs:
        message = f"there is no package `{name}`" + (f" at `{revision}`" if revision is not None else "")
        raise InputError([Diagnostic("unknown-package", message, Location(f"{at}spec/{name}"), _FIX)])
    if version is not None and version not in specs:
        fix = f"Name one of: {', '.join(f'{name}:{known}{suffix}' for known in specs)}."
        message = f"`{name}` has no version `{version}`"
        raise InputError([Diagnostic("unknown-version", message, Location(f"{at}spec/{name}"), fix)])
    descriptions = tuple(
        Description(f"{name}:{known}{suffix}", known, f"{at}{path}", files[path])
        for known, path in specs.items()
        if version in (None, known)
    )
    return Source(title, descriptions, _package(name, revision, files, f"{at}customizations/{name}"), version is None)


def _package(name: str, revision: str | None, files: Mapping[str, bytes], shown_as: str) -> Package:
    folder = f"customizations/{name}/"
    own = {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
    waivers = text_file(WAIVERS, own[WAIVERS], f"{shown_as}/{WAIVERS}") if WAIVERS in own else None
    return Package(name, revision, customizations_among(own, shown_as), waivers)
