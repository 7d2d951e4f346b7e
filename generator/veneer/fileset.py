"""The files of a generated distribution as values: path -> bytes, sorted by path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

# Paths are relative to the distribution's folder, with forward slashes.
FileSet: TypeAlias = Mapping[str, bytes]
