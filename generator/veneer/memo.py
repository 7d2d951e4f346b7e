"""What a run was made from -> what it made, kept in the user's cache, so that the same is not made twice.

Digests of every input, of Veneer itself and of what it needs are the key, so nothing ever has to be taken out but to
save room. A file that is missing, broken or unwritable only costs time. `VENEER_CACHE` names another folder for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path

from attrs import asdict, frozen
from platformdirs import user_cache_path

from veneer.diagnostics import Diagnostic, Location, Severity
from veneer.emit import write_file

Inputs = Iterable[tuple[str, bytes]]  # name and digest of each
_KEPT = 40  # files


@frozen
class Memory:
    """What a run made: the manifest of its files, and its warnings."""

    manifest: bytes
    warnings: tuple[Diagnostic, ...]


def digest(content: bytes) -> bytes:
    """Return the digest of an input, which stands for it: a large description need not be held for that."""
    return hashlib.sha256(content).digest()


def recall(inputs: Inputs) -> Memory | None:
    """Return what a run with these inputs made, if there was one.

    Args:
        inputs: All that the result depends on besides Veneer, in a stable order.
    """
    try:
        kept = json.loads(_place(inputs).read_bytes())
        warnings = [
            Diagnostic(**{**item, "location": Location(**item["location"]), "severity": Severity(item["severity"])})
            for item in kept["warnings"]
        ]
        return Memory(kept["manifest"].encode(), tuple(warnings))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remember(inputs: Inputs, memory: Memory) -> None:
    """Keep what a run made; arguments as for `recall`."""
    kept = {"manifest": memory.manifest.decode(), "warnings": [asdict(item) for item in memory.warnings]}
    place = _place(inputs)
    with suppress(Exception):  # whatever is wrong with the cache, the run is not
        write_file(place, json.dumps(kept).encode(), place.name)
        newest = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in newest[_KEPT:]:
            path.unlink()


def _place(inputs: Inputs) -> Path:
    key = hashlib.sha256(_veneer())
    for name, found in inputs:
        key.update(digest(name.encode()) + found)
    chosen = os.environ.get("VENEER_CACHE")
    folder = Path(chosen) if chosen else user_cache_path("veneer", appauthor=False)
    return folder / f"{key.hexdigest()}.json"


@cache
def _veneer() -> bytes:
    """Return a digest of Veneer's own files and of the versions of what it needs."""
    key = hashlib.sha256()
    top = Path(str(files("veneer")))
    for path in sorted(top.rglob("*")):
        if path.suffix in {".py", ".jinja", ".css", ".js"}:
            key.update(path.relative_to(top).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    for needed in requires("veneer") or ():
        name = re.split(r"[^A-Za-z0-9._-]", needed, maxsplit=1)[0]
        with suppress(PackageNotFoundError):  # an extra
            key.update(f"{name}=={version(name)}".encode())
    return key.digest()
