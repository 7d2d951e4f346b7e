"""The lock's text and what is locked now -> the text with that; comments, order and all other keys stay."""

from __future__ import annotations

from collections.abc import Iterable

import tomlkit
from tomlkit.items import Table

from veneer.vendor.lock import Locked
from veneer.vendor.lock_faults import GIT, ORIGIN, source_of
from veneer.vendor.sources import FileSource, GitSource, Source, UrlSource

_HEAD = "# Where each vendored description came from, and the sha256 of the file as it stands here.\n"


def edit_lock(text: str, entries: Iterable[Locked]) -> str:
    """Return the lock with these entries, each in the table that it had or in a new one at the end.

    Args:
        text: The lock as it stands; one without faults.
        entries: What is to be recorded.
    """
    document, new = tomlkit.parse(text or _HEAD), []
    for entry in entries:
        versions = document.get(entry.package, {})
        if entry.version in versions:
            _update(versions[entry.version], entry)
        else:
            new.append(_table(entry))
    # Not through the document: a comment above the next package would get below a table that is put before that.
    return "\n".join([tomlkit.dumps(document).rstrip("\n") + "\n", *new])


def _table(entry: Locked) -> str:
    versions = tomlkit.table(is_super_table=True).append(entry.version, _values(entry))
    return tomlkit.dumps(tomlkit.document().append(entry.package, versions))


def _update(table: Table, entry: Locked) -> None:
    values = _values(entry)
    if entry.source != source_of(table.unwrap()):  # what it was made from is no longer true either
        for key in {"source", *GIT, *ORIGIN} & table.keys() - values.keys():
            del table[key]
    for key, value in values.items():
        if table.get(key) != value:
            table[key] = value


def _values(entry: Locked) -> dict[str, str]:
    return {"file": entry.file, "sha256": entry.sha256} | _source_values(entry.source)


def _source_values(source: Source | None) -> dict[str, str]:
    match source:
        case UrlSource(url):
            return {"source": url}
        case FileSource(path):
            return {"source": path}
        case GitSource(repository, path, ref, revision):
            return {"git": repository, "path": path, "ref": ref, "revision": revision}
        case None:
            return {}
