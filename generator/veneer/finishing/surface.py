"""What files offer -> the public surface that a package really has: clients, models, enums, each symbol on one line."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from attrs import frozen

from veneer.finishing.entries import Entry
from veneer.finishing.offers import Offers


@frozen
class Client:
    """A client with its async twin, which has no name if there is none."""

    name: str
    twin: str
    entries: tuple[Entry, ...]


@frozen
class Version:
    """What one API version offers."""

    module: str
    clients: tuple[Client, ...]
    models: tuple[Entry, ...]
    enums: tuple[Entry, ...]


@frozen
class Surface:
    """What a package offers: its own names, those of each version, and those of its `testing`."""

    names: tuple[Entry, ...]
    versions: tuple[Version, ...]
    testing: tuple[Entry, ...] = ()


def surface(offers: Offers, package: str, versions: Sequence[str]) -> Surface:
    """Read the public surface off generated files; none of them is imported.

    Args:
        offers: What the files of the distribution offer; all of them are there.
        package: The package's name.
        versions: The modules of its versions, in the order in which they are to be shown.

    Returns:
        Every name that can be imported from the package or from one of its versions, and what can be called on it.
    """
    sources, root = offers.sources, f"{package}/__init__.py"
    known = frozenset(sources.exported(root)) | frozenset(dir(builtins))
    names = _entries(offers, root, known, f"{package}/_runtime/")
    shown = tuple(_version(offers, f"{package}/{module}", module, known) for module in versions)
    testing = f"{package}/testing/__init__.py"
    testing_known = frozenset(sources.exported(testing)) | frozenset(dir(builtins)) if testing in sources else known
    return Surface(names, shown, _entries(offers, testing, testing_known) if testing in sources else ())


def _entries(offers: Offers, path: str, known: frozenset[str], folder: str = "") -> tuple[Entry, ...]:
    """Return the lines of what a file exports, from a folder alone if one is named."""
    sources = offers.sources
    names = [name for name in sorted(sources.exported(path)) if sources.origin(path, name)[0].startswith(folder)]
    return tuple(_said(entry, known) for name in names for entry in offers.of(path, name).entries)


def _version(offers: Offers, folder: str, module: str, known: frozenset[str]) -> Version:
    clients = f"{folder}/__init__.py"
    names = offers.sources.exported(clients)
    twins = {f"Async{name}" for name in names} & set(names)
    shown = tuple(_client(offers, clients, name, twins, known) for name in sorted(names) if name not in twins)
    models: list[Entry] = []
    enums: list[Entry] = []
    exported = f"{folder}/models/__init__.pyi"
    for name in sorted(offers.sources.exported(exported)):
        offer = offers.of(exported, name)
        chosen = enums if offer.is_enum else models
        chosen += (_said(entry, known) for entry in offer.entries)
    return Version(module, shown, tuple(models), tuple(enums))


def _client(offers: Offers, path: str, name: str, twins: set[str], known: frozenset[str]) -> Client:
    paired = f"Async{name}" in twins
    entries = offers.of(path, name, paired=paired).entries
    return Client(name, f"Async{name}" if paired else "", tuple(_said(entry, known) for entry in entries))


def _said(entry: Entry, known: frozenset[str]) -> Entry:
    """Leave out the bases that nobody can import."""
    return Entry(entry.text, tuple(base for base in entry.bases if base in known)) if entry.bases else entry
