"""overlays.lock.toml <-> pins: what each overlay used of each version when a person last looked, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import TypeAlias

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.overlay.reading import malformed_toml

# Path of an overlay -> API version -> part of the description -> what it is.
Pins: TypeAlias = Mapping[str, Mapping[str, Mapping[str, str]]]

_HEAD = "# What each overlay used of the description when a person last looked. `veneer accept` writes this file.\n"


def read_pins(file: TextFile | None) -> Pins:
    """Read the pins of a package.

    Args:
        file: Its overlays.lock.toml; ``None``: there is none, so nothing is pinned.

    Raises:
        InputError: `malformed-toml`, or `malformed-lock` for what `veneer accept` does not write.
    """
    if file is None:
        return {}
    try:
        data = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError([malformed_toml(file, error)]) from None
    for overlay, versions in data.items():
        tables = versions.values() if isinstance(versions, dict) else [None]
        if not all(
            isinstance(parts, dict) and all(isinstance(told, str) for told in parts.values()) for parts in tables
        ):
            message = f"`{overlay}` holds something else than versions with parts of the description"
            fix = "Take the file as it was committed, or remove that table and run `veneer accept`."
            raise InputError([Diagnostic("malformed-lock", message, Location(file.name), fix)])
    return data


def _is_table(value: object, holds: Callable[[object], bool]) -> bool:
    return isinstance(value, dict) and all(map(holds, value.values()))


def write_pins(pins: Pins) -> bytes:
    """Return the text of a lock: overlays, versions and parts sorted, so that a change is one line of a diff."""
    import tomlkit  # late: it is needed nowhere else here, and takes long to load

    document = {
        overlay: {version: dict(sorted(parts.items())) for version, parts in sorted(versions.items())}
        for overlay, versions in sorted(pins.items())
    }
    return f"{_HEAD}\n{tomlkit.dumps(document)}".encode()
