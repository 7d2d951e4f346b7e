"""`spec/spec.lock.toml` -> each vendored description: its file, its sha256 and where it came from.

A table `[PACKAGE."VERSION"]` has these keys, and no other:

| key | says |
| --- | --- |
| `file` | the description below `spec`: `PACKAGE/VERSION.json` or `.yaml`; needed |
| `sha256` | of that file, byte for byte; needed |
| `source` | where to fetch it anew: an https URL, or a file's path below the project's root |
| `git`, `path`, `ref` | instead: a repository (a URL, or a path below the root), the file in it, what to follow there |
| `revision` | with `git`: the commit that the file came from |
| `repository`, `path`, `commit` | what a description was made from that is not an upstream's file; nothing follows it |
| `note` | what a person wants to say |
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.overlay.reading import malformed_toml
from veneer.vendor.lock_faults import faults, place_of, source_of
from veneer.vendor.sources import Source

LOCK = "spec/spec.lock.toml"


@frozen
class Locked:
    """A vendored description as the lock knows it; `file` is below `spec`, no `source` means that it has none."""

    package: str
    version: str
    file: str
    sha256: str
    source: Source | None = None

    @property
    def shown_as(self) -> str:
        """The file as named in messages, below the project's root."""
        return f"spec/{self.file}"


Lock = Mapping[str, Mapping[str, Locked]]


def lock_text(root: Path) -> str:
    """Return the lock's text; empty where there is none.

    Raises:
        InputError: `malformed-text`.
    """
    path = root / LOCK
    try:
        return path.read_bytes().decode() if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        problem = Diagnostic("malformed-text", f"cannot be read: {error}", Location(LOCK), "Save it as UTF-8 text.")
        raise InputError([problem]) from None


def read_lock(text: str) -> Lock:
    """Return package -> version -> what is locked.

    Args:
        text: The text of the lock.

    Raises:
        InputError: `malformed-toml`, or `bad-lock` at the place of each fault.
    """
    file = TextFile(LOCK, LOCK, text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError([malformed_toml(file, error)]) from None
    tables = list(_tables(data))
    problems = [
        Diagnostic("bad-lock", fault.message, place_of(LOCK, text, package, version, fault.key), fault.fix)
        for package, version, table in tables
        for fault in faults(package, version, table)
    ]
    if problems:
        raise InputError(problems)
    lock: dict[str, dict[str, Locked]] = {}
    for package, version, table in tables:
        locked = Locked(package, version, table["file"], table["sha256"], source_of(table))
        lock.setdefault(package, {})[version] = locked
    return lock


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for package, versions in data.items():
        for version, table in versions.items() if isinstance(versions, dict) else [("", None)]:
            yield package, version, table
