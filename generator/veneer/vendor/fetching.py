"""A source -> the description that it gives, checked to be one that generates."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import frozen

from veneer.build import build
from veneer.diagnostics import InputError
from veneer.emit.staged import digest
from veneer.load import bundle_bytes, limits, load_text
from veneer.load.customizations import load_customizations
from veneer.load.described import NOWHERE_ELSE, Allowed, describe, files_beside
from veneer.load.source import Source as Text
from veneer.load.text import as_utf8
from veneer.names import version_module
from veneer.project import PackageFolders
from veneer.report import Progress
from veneer.vendor.git import fetch_file
from veneer.vendor.problems import not_fetched, too_large
from veneer.vendor.sources import FileSource, GitSource, Source, UrlSource


@frozen
class Fetched:
    """What a source gave; of a git source the `source` has the commit."""

    source: Source
    content: bytes

    @property
    def sha256(self) -> str:
        """Of the content, byte for byte."""
        return digest(self.content)

    @property
    def suffix(self) -> str:
        """Of a file with this content."""
        name = str(self.source)
        return ".json" if Text(name, as_utf8(self.content, name)).is_json else ".yaml"


def fetch(source: Source, root: Path, progress: Progress, allowed: Allowed = NOWHERE_ELSE) -> Fetched:
    """Fetch a description, all of it.

    Args:
        source: Where from; one without a fault.
        root: The project's folder.
        progress: Told what begins.
        allowed: Where references may lead, and redirects, besides the description's own folder or origin.

    Raises:
        InputError: `not-fetched`, or a reference that cannot be followed.
    """
    progress(f"fetching {source}")
    match source:
        case UrlSource(url):
            described = describe(url, allowed, progress.update)
            return Fetched(source, bundle_bytes(described.data, described.shown_as, described.beside))
        case FileSource():
            beside = files_beside(_path(source, root), str(source), allowed)
            return Fetched(source, bundle_bytes(_read(source, root), str(source), beside))
        case GitSource(repository, path, ref):
            content, revision = fetch_file(source, root)
            return Fetched(GitSource(repository, path, ref, revision), content)


def _read(source: FileSource, root: Path) -> bytes:
    try:
        path = _path(source, root)
        if path.stat().st_size > limits.LARGEST:
            raise too_large(source, limits.LARGEST)
        return path.read_bytes()
    except OSError as error:
        raise not_fetched(source, f"cannot be read: {error.strerror}", "Check the path.") from None


def _path(source: FileSource, root: Path) -> Path:
    return Path(os.path.normpath(root / source.path))  # the root itself may not be there yet


def verify(fetched: Fetched, package: PackageFolders, version: str) -> None:
    """Make sure that a description generates, as it is or as the customizations mend it.

    Customizations that do not fit it yet are no reason to refuse it: they are changed after it is there.

    Raises:
        InputError: What `veneer generate` would say of the description.
    """
    shown = str(fetched.source)
    try:
        build(load_text(fetched.content, shown))
    except InputError:
        custom = load_customizations(package.root / package.customizations, package.customizations)
        mends = custom.mends_for(version_module(version))
        if not mends:
            raise
        build(load_text(fetched.content, shown, mends))
