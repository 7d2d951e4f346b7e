"""A name that is not known and those that are -> what to write instead, for the fix of a diagnostic."""

from __future__ import annotations

from collections.abc import Iterable

from veneer.diagnostics import closest


def or_meant(name: str, known: Iterable[str]) -> str:
    """Return the end of a fix: the name that was probably meant."""
    meant = _meant(name, known)
    return f", or write `{meant}`" if meant else ""


def choose(name: str, known: Iterable[str], otherwise: str = "There is none.") -> str:
    """Return a fix: to write the name that was probably meant, or one of those that there are.

    Args:
        name: What was written.
        known: What could be.
        otherwise: The fix where nothing could be.
    """
    ordered = sorted(known)
    meant = _meant(name, ordered)
    if meant:
        return f"Write `{meant}`."
    return f"Write one of: {', '.join(ordered[:8])}." if ordered else otherwise


def _meant(name: str, known: Iterable[str]) -> str | None:
    """Return the nearest known name, upper and lower case being the same."""
    spelled = {item.lower(): item for item in reversed(list(known))}
    return spelled.get(closest(name.lower(), reversed(spelled)) or "")
