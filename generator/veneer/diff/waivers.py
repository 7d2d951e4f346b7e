"""diff-waivers.toml and findings -> those that count and those that somebody answers for; a stale waiver fails."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from veneer.diagnostics import Diagnostic, InputError
from veneer.diff.findings import Finding
from veneer.load.customizations import TextFile
from veneer.overlay.places import TablePlace
from veneer.waivers import read_waiver_tables


@frozen
class Waiver:
    """That one finding is known and wanted, and why; `old` and `new` narrow it to a comparison of these versions."""

    place: TablePlace
    fingerprint: str
    reason: str
    old: str | None = None
    new: str | None = None

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What it is about, wherever it stands."""
        return self.fingerprint, self.old, self.new

    def is_about(self, old: str, new: str) -> bool:
        """Tell whether it is about the comparison of two versions."""
        return self.old in (None, old) and self.new in (None, new)


def read_waivers(file: TextFile) -> tuple[Waiver, ...]:
    """Read a file of waivers.

    Raises:
        InputError: `malformed-toml`, or `bad-waiver` for what is not understood.
    """
    tables = read_waiver_tables(file, needed=("fingerprint", "reason"), optional=("old", "new"))
    return tuple(Waiver(place, **table) for table, place in tables)


@frozen
class Judged:
    """Findings that count, and those that are waived with the reason."""

    counting: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...] = ()


def apply_waivers(findings: tuple[Finding, ...], waivers: tuple[Waiver, ...], old: str, new: str) -> Judged:
    """Take out what is waived.

    Args:
        findings: What was found.
        waivers: Those of the package.
        old: The version that was.
        new: The version that is.
    """
    reasons = {item.fingerprint: item.reason for item in waivers if item.is_about(old, new)}
    return Judged(
        tuple(item for item in findings if item.fingerprint not in reasons),
        tuple((item, reasons[item.fingerprint]) for item in findings if item.fingerprint in reasons),
    )


def check_waivers(
    waivers: tuple[Waiver, ...], compared: Iterable[tuple[str, str, Judged]], settled: tuple[Waiver, ...] = ()
) -> None:
    """Check that each waiver that is about one of the comparisons is about one of its findings.

    Args:
        waivers: Those of the package.
        compared: The versions that were and are, and what was found.
        settled: Waivers that the old side has as well: what they are about happened before it.

    Raises:
        InputError: `stale-waiver`, for each that is about none of them.
    """
    found = [(old, new, {item.fingerprint for item, _ in judged.waived}) for old, new, judged in compared]
    known = {item.key for item in settled}
    fix = "Remove it, or give it the `old` and `new` versions that it is about."
    stale = [
        Diagnostic("stale-waiver", "there is no such finding any more", item.place.key("fingerprint"), fix)
        for item in waivers
        if any(item.is_about(old, new) for old, new, _ in found)
        and not any(item.is_about(old, new) and item.fingerprint in waived for old, new, waived in found)
        and item.key not in known
    ]
    if stale:
        raise InputError(stale)
