"""Pins and what overlays use now -> what changed of it since a person last looked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum, auto

from attrs import field, frozen

from veneer.diagnostics import Location
from veneer.overlay.plan import PackagePlan
from veneer.pins.lock import Pins
from veneer.pins.parts import breadth, parts_of
from veneer.pins.uses import NOT_THERE, OverlayUses


class Kind(Enum):
    """What happened to a part that an overlay uses, or used."""

    CHANGED = auto()
    GONE = auto()
    NEW = auto()
    UNUSED = auto()
    NOT_APPLIED = auto()
    NO_VERSION = auto()
    NO_OVERLAY = auto()


@frozen
class Drift:
    """A difference between what is pinned and what is used.

    Attributes:
        overlay: Path of the overlay below the package's customizations.
        version: The API version.
        part: The part; empty for an overlay or a version as a whole.
        was: What is pinned; ``None`` for a new use.
        now: What it is; ``None`` for one that is gone or unused.
        place: Where the overlay asks for it; ``None`` where it does not.
    """

    kind: Kind
    overlay: str
    version: str
    part: str
    was: str | None = None
    now: str | None = None
    place: Location | None = None


@frozen
class Contracts:
    """The overlays of a package: what is pinned of them, what they use, and what there is.

    Attributes:
        pinned: What a person looked at.
        uses: What each overlay uses now, in each version.
        parts: Every part of each version, with what it is.
        overlays: Paths of all overlays.
    """

    pinned: Pins = field(factory=dict)
    uses: tuple[OverlayUses, ...] = ()
    parts: Mapping[str, Mapping[str, str]] = field(factory=dict)
    overlays: frozenset[str] = frozenset()

    @staticmethod
    def of(pinned: Pins, uses: tuple[OverlayUses, ...], plan: PackagePlan, overlays: Iterable[str]) -> Contracts:
        """Return the contracts of a package; the parts of a description are not looked up where no overlay is."""
        parts = {version.version: parts_of(version) if pinned or uses else {} for version in plan.versions}
        return Contracts(pinned, uses, parts, frozenset(overlays))

    def accepted(self, overlays: Collection[str]) -> Pins:
        """Return the pins when a person accepts some overlays, by their paths."""
        pins = {path: dict(versions) for path, versions in self.pinned.items() if path not in overlays}
        for item in self.uses:
            if item.overlay.path in overlays:
                told = self._told(item)
                parts = {part: told[part] for part, use in item.parts.items() if told[part] != use.agreed}
                pins.setdefault(item.overlay.path, {})[item.version] = parts
        return pins

    def _told(self, item: OverlayUses) -> dict[str, str]:
        parts = self.parts[item.version]
        return {part: use.words(part, parts) for part, use in item.parts.items()}

    def drift(self) -> Iterator[Drift]:
        """Yield every difference between what is pinned and what is used."""
        rendered = {(item.overlay.path, item.version) for item in self.uses}
        for item in self.uses:
            path, version = item.overlay.path, item.version
            before = self.pinned.get(path, {}).get(version, {})
            for part, now in self._told(item).items():
                use = item.parts[part]
                was = before.get(part, use.agreed)
                if was != now:
                    kind = Kind.NEW if was is None else Kind.CHANGED
                    yield Drift(kind, path, version, part, was, now, use.place)
            for part in before.keys() - item.parts.keys():
                there = part in self.parts[version] or before[part] == NOT_THERE
                kind = Kind.UNUSED if there else Kind.GONE
                yield Drift(kind, path, version, part, before[part])
        for path, versions in self.pinned.items():
            for version in versions:
                if (path, version) not in rendered:
                    yield from self._unrendered(path, version)

    def _unrendered(self, path: str, version: str) -> Iterator[Drift]:
        """Yield why a pinned overlay is not there in a version."""
        if path not in self.overlays:
            yield Drift(Kind.NO_OVERLAY, path, version, "")
        elif version not in self.parts:
            yield Drift(Kind.NO_VERSION, path, version, "")
        else:
            before = self.pinned[path][version]
            gone = sorted((part for part in before if part not in self.parts[version]), key=breadth)
            for part in gone or [""]:
                yield Drift(Kind.NOT_APPLIED, path, version, part, before.get(part))
