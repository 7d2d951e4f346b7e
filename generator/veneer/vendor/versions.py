"""What somebody calls an API version -> the name of its file, which is the version's name in Veneer."""

from __future__ import annotations

import re

_NAME = re.compile(
    r"(?!(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|\Z))[A-Za-z0-9][A-Za-z0-9._+-]{0,79}", re.IGNORECASE | re.ASCII
)


def is_version(text: str) -> bool:
    """Tell whether a text can be the name of a version's file on every system."""
    return _NAME.fullmatch(text) is not None and not text.endswith(".")


def as_version(text: str) -> str:
    """Return the nearest name of a file for what a description calls its version; ``v1`` where there is none."""
    name = re.sub(r"[^A-Za-z0-9._+-]+", "-", text)[:60].strip("-._+")
    return name if is_version(name) else f"v{name or 1}"
