"""The arguments of `veneer new` -> the files of a project or a package, all of them or none, and what to tell."""

from __future__ import annotations

import shlex
from contextlib import ExitStack
from pathlib import Path

from attrs import frozen

from veneer.build import build
from veneer.emit import NewFile, write_files
from veneer.emit.lock import locked
from veneer.load import load_text
from veneer.load.customizations import CONFIGURATION
from veneer.load.described import NOWHERE_ELSE, Allowed
from veneer.overlay import ClientPlan, Configuration, plan
from veneer.report import Progress
from veneer.scaffold.configuration import configuration_text
from veneer.scaffold.naming import check_name
from veneer.scaffold.place import check_free, check_place
from veneer.scaffold.texts import IGNORED, readme
from veneer.vendor.fetching import Fetched, fetch
from veneer.vendor.lock import LOCK, Locked, lock_text, read_lock
from veneer.vendor.lock_edit import edit_lock
from veneer.vendor.targets import Asked, read_source
from veneer.vendor.versions import as_version


@frozen
class _Package:
    """A package that is about to be made."""

    name: str
    fetched: Fetched
    plan: ClientPlan

    @property
    def entry(self) -> Locked:
        file = f"{self.name}/{self.plan.version}{self.fetched.suffix}"
        return Locked(self.name, self.plan.version, file, self.fetched.sha256, self.fetched.source)


def new_package(name: str, spec: str, output: Path, allowed: Allowed = NOWHERE_ELSE) -> list[str]:
    """Make a project with one package, or add a package to a project.

    Args:
        name: Import name of the generated package.
        spec: A description: a file or a URL.
        output: The project's folder; made if missing.
        allowed: Where the description's references may lead besides its own folder or origin.

    Returns:
        What was made and what to do next, in lines.

    Raises:
        InputError: Nothing was written.
    """
    root, shown = output.resolve(), output.as_posix()
    check_name(name)
    check_place(root, shown)
    check_free(root, name, read_lock(lock_text(root)))
    package = _package(name, spec, root, allowed)
    with ExitStack() as stack:
        if (root / "spec").is_dir():
            stack.enter_context(locked(root / "spec", "spec"))
        text = lock_text(root)  # as it is now: another run may have written since
        check_free(root, name, read_lock(text))
        files = _files(package, text)
        begins = {".gitignore": IGNORED.encode(), "README.md": readme(name, package.plan.clients[0].name).encode()}
        kept = [path for path in begins if (root / path).exists()]
        if not (root / LOCK).exists():
            files |= {path: content for path, content in begins.items() if path not in kept}
        else:
            kept = []
        write_files([NewFile(root / path, content, path) for path, content in files.items()])
    return [*_told(package, files, kept), *_next(name, output)]


def _package(name: str, spec: str, root: Path, allowed: Allowed) -> _Package:
    with Progress(name).running() as progress:
        fetched = fetch(read_source(Asked(source=spec), root), root, progress, allowed)
        progress("checking that it generates")
        api = build(load_text(fetched.content, spec)).api
        version = as_version(api.version.get_untrusted_value())
        return _Package(name, fetched, plan(name, version, spec, api, Configuration()))


def _files(package: _Package, lock: str) -> dict[str, bytes]:
    """Return the files of a package, and the lock with it."""
    return {
        f"customizations/{package.name}/{CONFIGURATION}": configuration_text(package.plan).encode(),
        package.entry.shown_as: package.fetched.content,
        LOCK: edit_lock(lock, [package.entry]).encode(),
    }


def _told(package: _Package, files: dict[str, bytes], kept: list[str]) -> list[str]:
    operations = sum(len(client.operations) for client in package.plan.clients)
    said = package.plan.api.version.get_untrusted_value()
    version = package.plan.version
    called = "" if said == version else f', which the description calls "{said}"'
    return [
        f"{package.name}: version {version}{called}, {operations} operation{'' if operations == 1 else 's'}",
        *(f"  wrote {path}" for path in files),
        *(f"  kept  {path}, which was there" for path in kept),
    ]


def _next(name: str, output: Path) -> list[str]:
    there = [f"cd {shlex.quote(output.as_posix())}"] if output != Path() else []
    commands = (*there, "veneer generate", "veneer check", f"pip install -e ./generated/{name}")
    return [f"next: {command}" for command in commands]
