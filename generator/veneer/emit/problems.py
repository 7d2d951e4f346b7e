"""What the operating system refuses -> a located problem."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from veneer.diagnostics import Diagnostic, InputError, Location


@contextmanager
def located(place: str) -> Iterator[None]:
    """Say of every error of the operating system where it came up.

    Args:
        place: The file or folder that is worked on, as shown to the user.

    Raises:
        InputError: `not-written`.
    """
    try:
        yield
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        fix = "Mend that and run this again; the folder is as it was."
        raise InputError([Diagnostic("not-written", message, Location(place), fix)]) from error
