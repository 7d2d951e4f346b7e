"""Emit: a FileSet or a single file in; it on disk, or the difference to what is there, out. Nothing else writes."""

from veneer.emit.folder import Difference, claim, compare, digests_of
from veneer.emit.manifest import edited, read_manifest, refuse_edits, with_manifest
from veneer.emit.single import NewFile, write_file, write_files
from veneer.emit.writing import staging, write

__all__ = [
    "Difference",
    "NewFile",
    "claim",
    "compare",
    "digests_of",
    "edited",
    "read_manifest",
    "refuse_edits",
    "staging",
    "with_manifest",
    "write",
    "write_file",
    "write_files",
]
