"""A TOML file of waivers -> its tables, each with its place: what somebody answers for, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.overlay.places import TablePlace, table_places
from veneer.overlay.reading import malformed_toml


def read_waiver_tables(
    file: TextFile, needed: Collection[str], optional: Collection[str]
) -> list[tuple[dict[str, str], TablePlace]]:
    """Read a file of `[[waivers]]`.

    Args:
        file: The file.
        needed: Keys that each has.
        optional: Keys that each may have.

    Returns:
        The tables, whose values are texts, in the file's order.

    Raises:
        InputError: `malformed-toml`, or `bad-waiver` for what is not understood and for two waivers of the same thing.
    """
    try:
        data = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError([malformed_toml(file, error)]) from None
    wanted = f"[[waivers]] with {' and '.join(needed)}"
    tables = data.get("waivers", [])
    if data.keys() - {"waivers"} or not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        message = "holds something else than a list of waivers"
        raise InputError([Diagnostic("bad-waiver", message, Location(file.name), f"Write {wanted}.")])
    found = list(zip(tables, table_places(file.name, file.text, "waivers", len(tables)), strict=True))
    problems = [item for table, place in found for item in _faults(table, place, needed, optional, wanted)]
    problems += _repeated(found, next(iter(needed)))
    if problems:
        raise InputError(problems)
    return found


def _faults(
    table: Mapping[str, Any], place: TablePlace, needed: Collection[str], optional: Collection[str], wanted: str
) -> Iterator[Diagnostic]:
    known = {*needed, *optional}
    for key in sorted(table.keys() - known):
        fix = f"Write one of: {', '.join(sorted(known))}."
        yield Diagnostic("bad-waiver", f"`{key}` is not known in a waiver", place.key(key), fix)
    for key in needed:
        if key not in table:
            yield Diagnostic("bad-waiver", f"a waiver needs `{key}`", place.header(), f"Write {wanted}.")
    for key in sorted(table.keys() & known):
        if not isinstance(table[key], str) or not table[key].strip():
            yield Diagnostic("bad-waiver", f"`{key}` has to be a text", place.key(key), f'Write {key} = "...".')


def _repeated(found: list[tuple[dict[str, str], TablePlace]], shown: str) -> Iterator[Diagnostic]:
    seen = []
    for table, place in found:
        about = {name: value for name, value in table.items() if name != "reason"}
        if about in seen:
            yield Diagnostic("bad-waiver", "this is waived already", place.key(shown), "Remove one of the two.")
        seen.append(about)
