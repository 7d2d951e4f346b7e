"""Emit: a FileSet in; the files on disk, or the difference to what is there, out. Nothing else in Veneer writes."""

from veneer.emit.folder import Difference, claim, compare
from veneer.emit.writing import write

__all__ = ["Difference", "claim", "compare", "write"]
