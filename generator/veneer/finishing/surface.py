"""FileSet -> the public surface that its Python files really have: clients, models, enums, each symbol on one line."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from attrs import evolve, frozen

from veneer.finishing.code import ClassCode, Form
from veneer.finishing.lineages import constructor, is_enum, members, values
from veneer.finishing.sources import Definition, Sources
from veneer.finishing.twins import twin_lines


@frozen
class Entry:
    """A line: what a caller can write, and for a class the public classes that it is one of."""

    text: str
    bases: tuple[str, ...] = ()


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


def surface(sources: Sources, package: str, versions: Sequence[str]) -> Surface:
    """Read the public surface off generated files; none of them is imported.

    Args:
        sources: The files of the distribution.
        package: The package's name.
        versions: The modules of its versions, in the order in which they are to be shown.

    Returns:
        Every name that can be imported from the package or from one of its versions, and what can be called on it.
    """
    root = f"{package}/__init__.py"
    known = frozenset(sources.exported(root)) | frozenset(dir(builtins))
    runtime = _exported(sources, root, f"{package}/_runtime/")
    names = tuple(entry for name, found in runtime for entry in _entries(sources, name, found, known))
    shown = tuple(_version(sources, package, module, known) for module in versions)
    return Surface(names, shown, _testing(sources, f"{package}/testing/__init__.py"))


def _testing(sources: Sources, path: str) -> tuple[Entry, ...]:
    if path not in sources:
        return ()
    known = frozenset(sources.exported(path)) | frozenset(dir(builtins))
    return tuple(entry for name, found in _exported(sources, path) for entry in _entries(sources, name, found, known))


def _exported(sources: Sources, path: str, folder: str = "") -> Iterator[tuple[str, Definition]]:
    """Yield what a file exports, from a folder alone if one is named, one by one: all of it is a lot to hold."""
    for name in sorted(sources.exported(path)):
        if sources.origin(path, name).startswith(folder):
            yield name, _found(sources, path, name)


def _found(sources: Sources, path: str, name: str) -> Definition:
    definition = sources.find(path, name)
    if definition is None:
        raise LookupError(f"{path} exports {name}, which no file defines")
    return definition


def _version(sources: Sources, package: str, module: str, known: frozenset[str]) -> Version:
    path = f"{package}/{module}/__init__.py"
    names = sources.exported(path)
    twins = {f"Async{name}" for name in names} & set(names)
    shown = tuple(_client(sources, path, name, twins, known) for name in sorted(names) if name not in twins)
    models: list[Entry] = []
    enums: list[Entry] = []
    for name, definition in _exported(sources, f"{package}/{module}/models/__init__.py"):
        chosen = enums if is_enum(sources.lineage(definition)) else models
        chosen += _entries(sources, name, definition, known)
    return Version(module, shown, tuple(models), tuple(enums))


def _client(sources: Sources, path: str, name: str, twins: set[str], known: frozenset[str]) -> Client:
    twin = f"Async{name}"
    if twin not in twins:
        return Client(name, "", tuple(_entries(sources, name, _found(sources, path, name), known)))
    sync, other = (sources.lineage(_found(sources, path, each)) for each in (name, twin))
    lines = [f"{name}{constructor(sync)}", f"{twin}{constructor(other)}"]
    return Client(name, twin, tuple(map(Entry, [*lines, *twin_lines(name, members(sync), members(other))])))


def _entries(sources: Sources, name: str, definition: Definition, known: frozenset[str]) -> Iterator[Entry]:
    """Yield the line of a symbol, and for a class those of its members."""
    if isinstance(definition.code, ClassCode):
        yield from _class(name, sources.lineage(definition), known)
    else:
        yield Entry(definition.code.line())


def _class(name: str, lineage: Sequence[ClassCode], known: frozenset[str]) -> Iterator[Entry]:
    own = lineage[0]
    found = members(lineage)
    if is_enum(lineage):
        listed = values(own)
        found = {member: forms for member, forms in found.items() if member not in listed}
        yield Entry(f"{name}({', '.join(own.bases)}): {', '.join(listed.values())}")
    else:
        yield Entry(f"{name}{constructor(lineage)}", tuple(base for base in own.bases if base in known))
    # What a base offers in the same form is no news; but of a private base nobody knows anything.
    inherited = members([*dropwhile(lambda item: item.name.startswith("_"), lineage[1:])])
    for member, forms in found.items():
        if _said_of(name, forms) != _said_of(name, inherited.get(member, ())):
            yield from (Entry(form.line(name)) for form in forms)


def _said_of(name: str, forms: Sequence[Form]) -> list[Form]:
    return [
        evolve(form, returns=re.sub(r"\bSelf\b", name, form.returns)) if "Self" in form.returns else form
        for form in forms
    ]
