"""A source and what went wrong with it -> the problem that stops the run."""

from __future__ import annotations

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.vendor.sources import Source

_AGAIN = "Try again later, or give another source; nothing was changed."


def not_fetched(source: Source, message: str, fix: str = _AGAIN) -> InputError:
    """Return the problem of a source whose description did not arrive, or not whole."""
    return InputError([Diagnostic("not-fetched", message, Location(str(source)), fix)])


def too_large(source: Source, limit: int) -> InputError:
    """Return the problem of a source that gives more than a description can have."""
    return not_fetched(source, f"is larger than {limit // 1_000_000} MB", "Give the address of a description.")
