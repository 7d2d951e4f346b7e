"""Versions to vendor -> their files and the lock, both written or neither, and what to tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.emit import NewFile, write_files
from veneer.emit.lock import locked
from veneer.emit.problems import located
from veneer.emit.staged import digest
from veneer.project import Project
from veneer.report import Progress
from veneer.vendor.fetching import Fetched, fetch, verify
from veneer.vendor.lock import LOCK, Locked, lock_text
from veneer.vendor.lock_edit import edit_lock
from veneer.vendor.sources import GitSource, Source
from veneer.vendor.targets import Asked, Target


@frozen
class Refreshed:
    """A version, what its source gave, what the lock says of it now, and the sha256 of its file before, if any."""

    target: Target
    fetched: Fetched
    entry: Locked
    before: str | None


def refresh(project: Project, targets: Iterable[Target], asked: Asked) -> tuple[Refreshed, ...]:
    """Fetch versions and write what changed; nothing is written before all of them are known to be usable.

    Args:
        project: The project.
        targets: Versions that have a source.
        asked: What the one version's file has to have, and where references may lead.

    Returns:
        What was done.

    Raises:
        InputError: Everything is as it was. What is wrong with any of the sources, or `unexpected-content`.
    """
    done, problems = [], list[Diagnostic]()
    for target in targets:
        try:
            done.append(_refreshed(project, target, asked))
        except InputError as error:
            problems += error.diagnostics
    if problems:
        raise InputError(problems)
    with located("spec"), locked(project.root / "spec", "spec"):
        text = lock_text(project.root)  # as it is now: another run may have written since
        lock = edit_lock(text, [item.entry for item in done if item.entry != item.target.locked])
        # The lock comes last: a run that is killed between the two is finished by the next.
        files = [
            NewFile(project.root / item.entry.shown_as, item.fetched.content, item.entry.shown_as) for item in done
        ]
        write_files([*files, *([NewFile(project.root / LOCK, lock.encode(), LOCK)] if done else [])])
    return tuple(done)


def _refreshed(project: Project, target: Target, asked: Asked) -> Refreshed:
    assert target.source is not None
    with Progress(str(target)).running() as progress:
        fetched = fetch(target.source, project.root, progress, asked.allowed)
        progress("checking that it generates")
        verify(fetched, target.package, target.version)
    if asked.sha256 and fetched.sha256 != asked.sha256:
        message = f"has the sha256 {fetched.sha256}, not {asked.sha256}"
        fix = "Find out why; if it is right, give that one."
        raise InputError([Diagnostic("unexpected-content", message, Location(str(target.source)), fix)])
    file = _file(target, fetched)
    path = project.root / "spec" / file
    before = digest(path.read_bytes()) if path.is_file() else None
    return Refreshed(target, fetched, _entry(target, file, fetched), before)


def _file(target: Target, fetched: Fetched) -> str:
    """Return the file that a version has, or one that says what is in it."""
    for version, path in target.package.specs:
        if version == target.version:
            return path.removeprefix("spec/")
    return f"{target.package.name}/{target.version}{fetched.suffix}"


def _entry(target: Target, file: str, fetched: Fetched) -> Locked:
    """Return what to lock; a repository that moved without the file changes nothing."""
    entry = Locked(target.package.name, target.version, file, fetched.sha256, fetched.source)
    old = target.locked
    if old is None or evolve(old, source=_followed(old.source)) != evolve(entry, source=_followed(entry.source)):
        return entry
    return entry if isinstance(old.source, GitSource) and not old.source.revision else old


def _followed(source: Source | None) -> Source | None:
    return evolve(source, revision="") if isinstance(source, GitSource) else source


def told(done: Iterable[Refreshed]) -> Iterator[str]:
    """Yield a line for each version, and what to do next."""
    following: dict[str, None] = {}
    for item in done:
        yield f"{item.target}: {_what_happened(item)}"
        following |= dict.fromkeys(_what_follows(item))
    yield from (f"next: {step}" for step in following)


def _what_happened(item: Refreshed) -> str:
    file = item.entry.shown_as
    if item.before is None:
        return f"added: {file}"
    if item.before != item.entry.sha256:
        return f"changed: sha256 {short(item.before)} -> {short(item.entry.sha256)}, {file}"
    same = item.entry == item.target.locked
    return "nothing changed" if same else f"the description is the same; its table in {LOCK} is new"


def _what_follows(item: Refreshed) -> Iterator[str]:
    target, package = item.target, item.target.package
    if item.before == item.entry.sha256:
        return
    if item.before is not None:
        yield f"veneer diff {target.name}@HEAD {target.name}"
    elif known := [version for version, _ in package.specs]:
        earlier = [version for version in known if version < target.version]
        yield f"veneer diff {package.name}:{(earlier or known)[-1]} {target.name}"
        yield f'default_version = "{target.version}" in {package.customizations}/package.toml, to make it the default'
    yield f"veneer generate {package.name}"


def short(hash: str) -> str:
    """Return as much of a digest or a revision as tells it from others."""
    return hash[:12]
