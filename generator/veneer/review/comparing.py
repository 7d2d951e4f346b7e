"""A project and its base -> one Report of all packages: those that both have, those that came and those that went."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve, frozen

from veneer.diff.command import make_report
from veneer.diff.findings import judge
from veneer.diff.packages import compare_packages
from veneer.diff.report import Report
from veneer.diff.sources import Source, find_source
from veneer.diff.waivers import Judged
from veneer.load.trees import Revisions
from veneer.project import Project, specs_among


@frozen
class Base:
    """What a pull request is compared with.

    Attributes:
        title: The revision as the user named it.
        commit: Where the branch left it: what others did there since is not the pull request's.
    """

    title: str
    commit: str


def find_base(named: str, branch: str, root: Path) -> Base:
    """Find the base: a revision that the user named, else the branch that the runner named, else the last commit.

    Raises:
        InputError: `no-git`, `no-repository`, `unknown-revision` or `no-common-commit`.
    """
    title = named or (f"origin/{branch}" if branch else "HEAD^")
    return Base(title, Revisions(root).fork(title))


def compare_with(base: Base, project: Project, names: tuple[str, ...]) -> Report:
    """Compare packages with what they were.

    Args:
        base: What they were.
        project: The project.
        names: The packages; empty for all, those that are gone too.

    Raises:
        InputError: When one cannot be read, or a waiver is stale.
    """
    here = {package.name for package in project.packages if package.specs}
    before = {Path(path).parts[1] for _, path in specs_among(Revisions(project.root).files(base.commit, "spec"))}
    reports = [
        _report(name, name in before, name in here, base, project.root) for name in names or sorted(here | before)
    ]
    parts = [evolve(part, parts=(), problems=()) for report in reports for part in report.whole]
    parts = [evolve(part, old=part.old.replace(base.commit, base.title)) for part in parts]
    problems = tuple(item for report in reports for item in report.problems)
    return Report(base.title, "this checkout", Judged(()), tuple(parts), problems)


def _report(name: str, was_there: bool, is_there: bool, base: Base, root: Path) -> Report:
    at_base = f"{name}@{base.commit}"
    if was_there and is_there:
        return make_report(at_base, name, root, None)
    old = find_source(at_base, root) if was_there else Source(f"nothing at {base.title}", ())
    new = find_source(name, root) if is_there else Source(f"{name} (removed)", ())
    title = new.title if was_there else f"{name} (new)"
    return Report(old.title, title, Judged(judge(compare_packages(old, new))))
