"""A table of the lock -> its source, what is wrong with it, and where in the lock's text that stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from veneer.diagnostics import Location
from veneer.vendor.sources import FileSource, GitSource, Source, UrlSource, fault, has_scheme

GIT = ("git", "path", "ref", "revision")
ORIGIN = ("repository", "path", "commit")
KEYS = ("file", "sha256", "source", *GIT, "repository", "commit", "note")
_SHA256 = re.compile("[0-9a-f]{64}")


@frozen
class Fault:
    """What is wrong with a key of a table; an empty key stands for the table itself."""

    key: str
    message: str
    fix: str


def source_of(table: Mapping[str, str]) -> Source | None:
    """Return the source that a table without faults names, if it names one."""
    if "git" in table:
        return GitSource(*(table.get(key, "") for key in GIT))
    given = table.get("source")
    if given is None:
        return None
    return UrlSource(given) if has_scheme(given) else FileSource(given)


def faults(package: str, version: str, table: Any) -> list[Fault]:
    """Return what is wrong with a table."""
    if not isinstance(table, dict):
        fix = f'Write [{package}."VERSION"].'
        return [Fault(version, f"`{version or package}` is no table of a version", fix)]
    found = [*_key_faults(table), *_missing(table)]
    return found or [*_sha256_faults(table), *_source_faults(table)]


def _key_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    for key, value in sorted(table.items()):
        if key not in KEYS:
            yield Fault(key, f"`{key}` is not known in the lock", f"Write one of: {', '.join(KEYS)}.")
        elif not isinstance(value, str) or not value:
            yield Fault(key, f"`{key}` has to be a text", f'Write {key} = "...".')


def _missing(table: Mapping[str, Any]) -> Iterator[Fault]:
    for key in ("file", "sha256", *(("path", "ref") if "git" in table else ())):
        if key not in table:
            yield Fault("", f"this version lacks `{key}`", f'Write {key} = "...".')


def _sha256_faults(table: Mapping[str, str]) -> Iterator[Fault]:
    if not _SHA256.fullmatch(table["sha256"]):
        yield Fault("sha256", "this is no sha256", "Write 64 hexadecimal digits in lower case.")


def _source_faults(table: Mapping[str, str]) -> Iterator[Fault]:
    if "git" in table and (others := table.keys() & {"source", "repository", "commit"}):
        yield Fault("git", f"`git` and `{min(others)}` exclude each other", "Remove one of them.")
        return
    for key in () if "git" in table else ("ref", "revision"):
        if key in table:
            yield Fault(
                key, f"`{key}` says something of a git source, and there is none", "Write `git` and `path` too."
            )
    source = source_of(table)
    wrong = fault(source) if source is not None else None
    if wrong is not None:
        key = "git" if isinstance(source, GitSource) else "source"
        yield Fault(key, f"`{key}` {wrong[0]}", wrong[1])


def place_of(file: str, text: str, package: str, version: str, key: str) -> Location:
    """Return where a key of a version's table stands; that of the header, or the file, where it cannot be seen.

    Args:
        file: The lock's name in messages.
        text: Its text.
        package: The package of the table.
        version: Its version.
        key: A key, or nothing for the table itself.
    """
    names = r"""["']?\s*\.\s*["']?""".join(re.escape(name) for name in (package, version) if name)
    header = re.compile(rf"""^[ \t]*\[\s*(?P<at>["']?{names})["']?\s*\]""", re.MULTILINE).search(text)
    if header is None:
        return Location(file)
    table = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, header.end())
    wanted = re.compile(rf"""^[ \t]*["']?(?P<at>{re.escape(key)})["']?\s*=""", re.MULTILINE) if key else None
    found = wanted.search(text, header.end(), table.start() if table else len(text)) if wanted else None
    offset = (found or header).start("at")
    return Location(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
