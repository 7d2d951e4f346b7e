"""A package of a project, or a description -> what its distribution ought to hold: remembered, or made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

from attrs import evolve, frozen

from veneer.diagnostics import Diagnostic
from veneer.emit import Difference, claim, compare, read_manifest, refuse_edits, staging, write
from veneer.emit.manifest import MANIFEST
from veneer.fileset import FileSet
from veneer.finishing.places import Place, Places, here
from veneer.finishing.process import elsewhere
from veneer.load.described import NOWHERE_ELSE, Allowed, describe, names_url
from veneer.memo import Memory, digest, recall, remember
from veneer.pins.messages import drift_problems
from veneer.pipeline import Generated, Report, generate_description, generate_package
from veneer.project import PackageFolders
from veneer.report import Progress
from veneer.strictness import WARNING_WAIVERS, judge_warnings

_MANY = 1_000  # files of models


@frozen
class Made:
    """What a distribution ought to hold.

    Attributes:
        digests: The digest of each file.
        warnings: What came up while it was made.
        drift: What changed of what overlays use, as errors.
        files: The files; ``None`` when only their digests are remembered.
        difference: How the folder differs from it; ``None`` when that was not looked at yet.
    """

    digests: dict[str, str]
    warnings: tuple[Diagnostic, ...]
    drift: tuple[Diagnostic, ...] = ()
    files: FileSet | None = None
    difference: Difference | None = None


@frozen
class Work:
    """How a distribution is made.

    Attributes:
        name: Its import name.
        inputs: The digests of all that it is made from, by name.
        generate: Makes it.
        folder: Where it goes.
        shown_as: That folder in messages.
        customizations: The folder of its customizations, as shown to the user; empty without any.
        waivers: The file that waives warnings, if there is one.
    """

    name: str
    inputs: tuple[tuple[str, bytes], ...]
    generate: Callable[[Report, Places], Generated]
    folder: Path
    shown_as: str
    customizations: str = ""
    waivers: Path | None = None

    def judged(self, warnings: Iterable[Diagnostic], *, strict: bool) -> list[Diagnostic]:
        """Take out the warnings that are waived; see `judge_warnings`.

        Raises:
            InputError: The waivers cannot be read or understood.
        """
        folder = f"{self.customizations}/" if self.customizations else ""
        shown_as = f"{folder}{self.waivers.name}" if self.waivers is not None else ""
        return judge_warnings(warnings, self.waivers, shown_as, strict=strict)

    def difference(self, made: Made) -> Difference:
        """Return how the folder differs from what it ought to hold.

        Raises:
            InputError: `foreign-folder` when it holds anything but a distribution of Veneer's.
        """
        if made.difference is not None:
            return made.difference
        claim(self.folder, self.shown_as)
        return compare(made.digests, self.folder)

    def write(self, made: Made, overwrite: bool) -> Difference:
        """Let the folder hold what it ought to, and return what was done.

        Args:
            made: What that is, with its files where the folder differs.
            overwrite: Whether what a person edited in the folder may be lost.

        Raises:
            InputError: `edited-file`, and what `veneer.emit.write` raises; the folder is as it was then.
        """
        difference = self.difference(made)
        if not difference or made.files is None:
            return difference
        if not overwrite:
            place = f"{self.customizations}/" if self.customizations else "a customization of a project"
            refuse_edits(difference, self.folder, self.shown_as, f"move it into {place}.")
        return write(made.files, self.folder, self.shown_as)

    def recall(self) -> Made | None:
        """Return what was made of the same inputs before, without its files.

        What had drift is not remembered, nor what the inputs are not all of: a description may refer to other files.
        """
        memory = recall(self.inputs)
        return None if memory is None else Made(read_manifest(memory.manifest), memory.warnings)

    def make(self, report: Report, run: ExitStack | None = None) -> Made:
        """Make it.

        Args:
            report: Told what begins.
            run: Where it is to be written: what holds until then. A large one is then staged as it is made.

        Raises:
            InputError: When an input cannot be used, and `foreign-folder` or what `veneer.emit.write` raises.
        """
        generated = self.generate(report, here if run is None else partial(self._place, run))
        manifest = generated.files[MANIFEST]
        drift = tuple(drift_problems(generated.contracts, self.customizations))
        if not drift and not generated.of_many_files:
            remember(self.inputs, Memory(manifest, generated.warnings))
        return Made(read_manifest(manifest), generated.warnings, drift, generated.files)

    def _place(self, run: ExitStack, package: str, count: int) -> AbstractContextManager[Place]:
        """Return where files are finished: another process takes longer to begin than a few files take."""
        if count < _MANY:
            return here(package)
        claim(self.folder, self.shown_as)
        lock = run.enter_context(staging(self.folder, self.shown_as))
        return elsewhere(package, self.folder.resolve(), self.shown_as, lock)


def make_or_recall(
    work: Work, *, unchanged_only: bool = False, fresh: bool = False, run: ExitStack | None = None
) -> Made:
    """Make a distribution, unless what was made of the same inputs is remembered.

    Args:
        work: How it is made.
        unchanged_only: Whether what is remembered counts only where the folder holds it.
        fresh: Whether nothing that is remembered counts.
        run: As for `Work.make`.

    Raises:
        InputError: When an input cannot be used.
    """
    remembered = None if fresh else work.recall()
    if remembered is not None and unchanged_only:
        remembered = evolve(remembered, difference=work.difference(remembered))
    if remembered is not None and not remembered.difference:
        return remembered
    with Progress(work.name).running() as progress:
        return work.make(progress, run)


def package_work(package: PackageFolders) -> Work:
    """Return how a package of a project is made."""
    custom = package.root / package.customizations
    paths = [package.root / spec for _, spec in package.specs] + sorted(custom.rglob("*"))
    inputs = [
        (path.relative_to(package.root).as_posix(), digest(path.read_bytes()))
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    ]
    return Work(
        package.name,
        (("package", digest(package.name.encode())), *inputs),
        lambda report, places: generate_package(package, report, places),
        package.root / package.output,
        package.output,
        package.customizations,
        waivers if (waivers := custom / WARNING_WAIVERS).is_file() else None,
    )


def description_work(
    name: str, package: str, folder: Path, waivers: Path | None = None, allowed: Allowed = NOWHERE_ELSE
) -> Work:
    """Return how a client of a lone description is made.

    Args:
        name: The description: a path or a URL.
        package: Import name of the client.
        folder: Where it goes.
        waivers: The file that waives warnings, if there is one.
        allowed: Where references may lead besides the description's own folder or origin.

    Raises:
        InputError: The description cannot be read or fetched.
    """
    if names_url(name):
        with Progress(package).running() as progress:
            progress(f"fetching {name.partition('?')[0]}")
            described = describe(name, allowed, progress.update)
    else:
        described = describe(name, allowed)
    inputs = (("package", digest(package.encode())), (described.file, digest(described.data)))
    waiting = [described]  # a large one is let go of as soon as it is read
    del described
    return Work(
        package,
        inputs,
        lambda report, places: generate_description(waiting.pop(), package, report, places=places),
        folder,
        folder.as_posix(),
        waivers=waivers,
    )
