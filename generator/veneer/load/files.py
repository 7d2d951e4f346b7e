"""A path -> the bytes of its file, or a problem that says where."""

from __future__ import annotations

from pathlib import Path

from veneer.diagnostics import Diagnostic, InputError, Location


def read_bytes(path: Path, shown_as: str) -> bytes:
    """Read a file.

    Args:
        path: The file.
        shown_as: Its name in messages.

    Raises:
        InputError: `unreadable-file`.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        message = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise InputError([Diagnostic("unreadable-file", message, Location(shown_as), "Check the path.")]) from error
