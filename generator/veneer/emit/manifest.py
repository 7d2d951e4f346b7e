"""A FileSet -> the same with its manifest; a distribution's folder -> which files in it a person edited.

The manifest has a line for each generated file as `sha256sum --check` reads it: the digest, two blanks, the path.
"""

from __future__ import annotations

import re
from pathlib import Path

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.emit.folder import Difference, digests_of
from veneer.emit.staged import StagedFiles, digest
from veneer.fileset import FileSet

MANIFEST = "generated.sha256"
_LINE = re.compile(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)


def with_manifest(files: FileSet) -> FileSet:
    """Return the files of a distribution and their manifest."""
    lines = (f"{found}  {path}\n" for path, found in digests_of(files).items())
    manifest = "".join(lines).encode()
    if isinstance(files, StagedFiles):
        return files.also(MANIFEST, manifest)
    return dict(sorted({**files, MANIFEST: manifest}.items()))


def read_manifest(manifest: bytes) -> dict[str, str]:
    """Return the digest of each file that a manifest names, and its own; nobody edited it."""
    lines = (line.partition("  ") for line in manifest.decode().split("\n"))
    return {path: found for found, _, path in lines if path} | {MANIFEST: digest(manifest)}


def edited(difference: Difference, folder: Path) -> tuple[str, ...]:
    """Return the files that generating would change or remove, and that are not as Veneer wrote them.

    Args:
        difference: What generating would do.
        folder: The distribution's folder.
    """
    known = _known(folder)
    paths = [path for path in (*difference.changed, *difference.stale) if path != MANIFEST]
    return tuple(path for path in paths if (digest((folder / path).read_bytes()), path) not in known)


def refuse_edits(difference: Difference, folder: Path, shown_as: str, advice: str) -> None:
    """Make sure that nothing that a person did in a distribution is lost.

    Args:
        difference: What generating would do.
        folder: The distribution's folder.
        shown_as: Its name in messages.
        advice: Where else such a change belongs.

    Raises:
        InputError: `edited-file`, for each file.
    """
    fix = f"Keep it: {advice} Or lose it: add --overwrite."
    problems = [
        Diagnostic("edited-file", "is not as Veneer wrote it, so a person's work would be lost", place, fix)
        for place in (Location(f"{shown_as}/{path}") for path in edited(difference, folder))
    ]
    if problems:
        raise InputError(problems)


def _known(folder: Path) -> set[tuple[str, str]]:
    """Return every line of the manifest that can be read: in a merge that is not resolved, those of both sides."""
    try:
        return set(_LINE.findall((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return set()
