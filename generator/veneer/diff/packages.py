"""Two whole packages -> which versions came and went, and the pairs that are left to compare."""

from __future__ import annotations

from veneer.diff.changes import PYTHON, Change, Changes, Kind, Place
from veneer.diff.sources import Description, Package, Source
from veneer.overlay import read_configuration

Pair = tuple[Description, Description]


def pair_versions(old: Source, new: Source) -> tuple[Pair, ...]:
    """Return the descriptions of each version that both sides have, in the order of the new one."""
    before = {item.version: item for item in old.descriptions}
    return tuple((before[item.version], item) for item in new.descriptions if item.version in before)


def compare_packages(old: Source, new: Source) -> tuple[Change, ...]:
    """Return the facts about the packages themselves.

    Raises:
        InputError: When a package.toml cannot be used.
    """
    changes = Changes()
    before, after = ([item.version for item in side.descriptions] for side in (old, new))
    for version in before:
        if version not in after:
            changes.add(Change(Kind.VERSION_REMOVED, Place("version", version), layers=PYTHON))
    for version in after:
        if version not in before:
            changes.add(Change(Kind.VERSION_ADDED, Place("version", version), layers=PYTHON))
    if old.package is not None and new.package is not None:
        was, now = _default(old.package, before), _default(new.package, after)
        if was != now:
            changes.add(
                Change(Kind.DEFAULT_VERSION_CHANGED, Place("package", new.package.name), was, now, layers=PYTHON)
            )
    return changes.all()


def _default(package: Package, versions: list[str]) -> str:
    return read_configuration(package.customizations.configuration).default_version or versions[-1]
