"""Drift -> diagnostics, and what `veneer accept` shows: each change once, with the versions that have it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, Location, Severity
from veneer.load.customizations import PINS
from veneer.pins.drift import Contracts, Drift, Kind

_LOOK = "Look whether the overlay does what it should, then run {accept}."


@frozen
class _Message:
    """How a kind of drift is said; `single`: each part in a message of its own."""

    id: DiagnosticId
    text: str
    fix: str
    single: bool = False


_MESSAGES: Mapping[Kind, _Message] = {
    Kind.CHANGED: _Message("overlay-drift", "uses {parts} of {versions}: was `{was}`, is `{now}`", _LOOK, single=True),
    Kind.GONE: _Message("overlay-drift", "uses {parts} of {versions}: was `{was}`, is gone", _LOOK, single=True),
    Kind.NEW: _Message("unpinned-overlay", "uses what nobody has looked at yet of {versions}: {parts}", _LOOK),
    Kind.UNUSED: _Message("stale-pin", "does not use any more what is pinned of {versions}: {parts}", "Run {accept}."),
    Kind.NOT_APPLIED: _Message(
        "overlay-without-operation",
        "overlays nothing in {versions} any more; it used {parts}",
        "Change the overlay; or, if {versions} can do without it, run {accept}.",
    ),
    Kind.NO_VERSION: _Message("stale-pin", "is pinned for {versions}, which is not there any more", "Run {accept}."),
    Kind.NO_OVERLAY: _Message("stale-pin", "is pinned, but not there any more", "Run {accept}."),
}


def drift_problems(contracts: Contracts, folder: str) -> Iterator[Diagnostic]:
    """Yield an error for each change of what overlays use.

    Args:
        contracts: Those of one package.
        folder: Its customizations, as shown to the user.
    """
    for items in _bundled(contracts.drift(), _message_key):
        first, message = items[0], _MESSAGES[items[0].kind]
        told = {
            "parts": _some(dict.fromkeys(item.part for item in items if item.part)),
            "versions": _versions(items),
            "was": first.was,
            "now": first.now,
            "accept": f"`veneer accept {first.overlay}`",
        }
        file = PINS if first.kind in (Kind.NO_OVERLAY, Kind.NO_VERSION) else first.overlay
        place = first.place or Location(f"{folder}/{file}", 1, 1)
        text, fix = message.text.format(**told), message.fix.format(**told)
        yield Diagnostic(message.id, f"`{first.overlay}` {text}", place, fix)


def as_warnings(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield drift as a run meets it that goes on; an overlay that applies no longer stays an error."""
    for item in problems:
        goes_on = item.id != _MESSAGES[Kind.NOT_APPLIED].id
        yield evolve(item, severity=Severity.WARNING) if goes_on else item


def as_lines(found: Iterable[Drift]) -> Iterator[str]:
    """Yield the changes as a person reads them who is to accept them: by overlay, ``-`` what was, ``+`` what is."""
    for overlay in _bundled(found, lambda item: item.overlay):
        yield overlay[0].overlay
        for items in _bundled(overlay, _part):
            first = items[0]
            yield f"  {_versions(items)}: {first.part or 'overlays nothing any more'}"
            if first.was is not None:
                yield f"    - {first.was}"
            if first.now is not None:
                yield f"    + {first.now}"


def _message_key(item: Drift) -> Hashable:
    return _part(item) if _MESSAGES[item.kind].single else (item.overlay, item.kind)


def _part(item: Drift) -> Hashable:
    return item.overlay, item.kind, item.part, item.was, item.now


def _bundled(found: Iterable[Drift], key: Callable[[Drift], Hashable]) -> list[list[Drift]]:
    bundles: dict[Hashable, list[Drift]] = {}
    for item in found:
        bundles.setdefault(key(item), []).append(item)
    return list(bundles.values())


def _versions(items: Iterable[Drift]) -> str:
    return ", ".join(dict.fromkeys(item.version for item in items))


def _some(parts: Iterable[str]) -> str:
    first, second, *more = [*parts, "", ""]
    shown = "; ".join(part for part in (first, second) if part) or "nothing"
    count = sum(1 for part in more if part)
    return f"{shown} and {count} more" if count else shown
