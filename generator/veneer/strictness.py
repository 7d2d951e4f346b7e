"""Warnings and waivers -> the warnings that somebody has to look at; as errors, if that is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve, frozen

from veneer.diagnostics import Diagnostic, Severity
from veneer.load.customizations import load_waivers
from veneer.overlay.places import TablePlace
from veneer.waivers import read_waiver_tables

WARNING_WAIVERS = "warning-waivers.toml"
"""The file beside package.toml; `--waivers` names another one for a lone description."""


@frozen
class _Waiver:
    """That warnings of one kind are known, and why; `pointer` narrows it to one place of the description."""

    place: TablePlace
    id: str
    reason: str
    pointer: str | None = None

    def is_about(self, warning: Diagnostic) -> bool:
        return self.id == warning.id and self.pointer in (None, warning.pointer)


def judge_warnings(
    warnings: Iterable[Diagnostic], waivers: Path | None, shown_as: str, *, strict: bool
) -> list[Diagnostic]:
    """Take out the warnings that are waived.

    Args:
        warnings: What came up.
        waivers: A file of waivers; ``None`` for none.
        shown_as: The file's name in messages.
        strict: Whether what is left stops the run.

    Returns:
        The warnings that are left, as errors if `strict`, and an error `stale-waiver` for each waiver of none.

    Raises:
        InputError: The file cannot be read or understood.
    """
    found, known = list(warnings), _read(waivers, shown_as)
    left = [item for item in found if not any(waiver.is_about(item) for waiver in known)]
    stale = [
        Diagnostic("stale-waiver", "there is no such warning any more", waiver.place.key("id"), "Remove it.")
        for waiver in known
        if not any(waiver.is_about(item) for item in found)
    ]
    return [*(evolve(item, severity=Severity.ERROR) if strict else item for item in left), *stale]


def _read(path: Path | None, shown_as: str) -> list[_Waiver]:
    if path is None:
        return []
    tables = read_waiver_tables(load_waivers(path, shown_as), needed=("id", "reason"), optional=("pointer",))
    return [_Waiver(place, **table) for table, place in tables]
