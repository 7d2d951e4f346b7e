"""A source -> the description that it gives, checked to be one that generates."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import frozen

from veneer.build import build
from veneer.diagnostics import InputError
from veneer.emit.folder import digest
from veneer.load import bundle_bytes, load_text
from veneer.load.customizations import load_customizations
from veneer.load.source import Source as Text
from veneer.load.text import decode
from veneer.names import version_module
from veneer.project import PackageFolders
from veneer.report import Progress
from veneer.vendor import limits
from veneer.vendor.git import fetch_file
from veneer.vendor.http import fetch_url
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
        return ".json" if Text(name, decode(self.content, name)).is_json else ".yaml"


def fetch(source: Source, root: Path, progress: Progress) -> Fetched:
    """Fetch a description, all of it.

    Args:
        source: Where from; one without a fault.
        root: The project's folder.
        progress: Told what begins.

    Raises:
        InputError: `not-fetched`.
    """
    progress(f"fetching {source}")
    match source:
        case UrlSource():
            return Fetched(source, fetch_url(source, progress))
        case FileSource():
            return Fetched(source, bundle_bytes(_read(source, root), str(source), _path(source, root)))
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
