"""A project, its base and a runner -> check and comparison: problems to write, text to print and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from veneer.checks import check_lock, check_package
from veneer.diagnostics import Diagnostic, InputError
from veneer.diff.command import FailOn, fails
from veneer.diff.html import as_html
from veneer.diff.levels import Level
from veneer.diff.report import Report, as_text, summary
from veneer.emit.single import NewFile, write_files
from veneer.project import Project, find_project
from veneer.review.annotations import as_annotations
from veneer.review.comparing import compare_with, find_base
from veneer.review.runner import Runner
from veneer.review.summary import write_summary


@frozen
class Asked:
    """What the user wants.

    Attributes:
        packages: The packages; empty for all.
        base: The revision to compare with; empty for what the runner says.
        fail_on: From which level on findings fail the review.
        folder: Where the page and the summary go; ``None`` for what the runner says.
    """

    packages: tuple[str, ...] = ()
    base: str = ""
    fail_on: FailOn | None = None
    folder: Path | None = None


@frozen
class Reviewed:
    """What to tell, and the exit code."""

    problems: tuple[Diagnostic, ...]
    text: str
    exit_code: int


def review(start: Path, asked: Asked, runner: Runner) -> Reviewed:
    """Check a project and compare it with its base; on a runner, write its summary and its outputs.

    Args:
        start: A folder in the project.
        asked: What the user wants.
        runner: The machine that this runs on.

    Raises:
        InputError: When something cannot be used; all problems that were found are in it, and in the summary.
    """
    project = find_project(start)
    found: list[Diagnostic] = []
    warnings: list[Diagnostic] = []
    try:
        _check(project, asked.packages, found, warnings)
        report = compare_with(find_base(asked.base, runner.base, project.root), project, asked.packages)
        breaking = tuple(as_annotations(report, project)) if runner.annotates else ()
    except InputError as error:
        problems = runner.place([*found, *error.diagnostics], project.root)
        _publish(asked, runner, problems, None)
        raise InputError([*runner.place(warnings, project.root), *problems]) from None
    problems = runner.place(found, project.root)
    _publish(asked, runner, problems, report)
    told = runner.place([*warnings, *report.problems, *breaking], project.root)
    exit_code = int(bool(found) or fails(report, asked.fail_on))
    return Reviewed((*problems, *told), _text(len(found), report, runner), exit_code)


def _check(project: Project, names: tuple[str, ...], found: list[Diagnostic], warnings: list[Diagnostic]) -> None:
    packages = project.select(names)
    found += check_lock(project.root, packages)
    for package in packages:
        checked = check_package(package)
        found += checked.problems
        warnings += checked.warnings


def _publish(asked: Asked, runner: Runner, problems: Sequence[Diagnostic], report: Report | None) -> None:
    """Write the summary, the page and the outputs; without a report something could not be used."""
    folder = asked.folder or (runner.temporary / "veneer-review" if runner.temporary is not None else None)
    markdown = write_summary(problems, report)
    files = {"summary": ("summary.md", markdown)}
    outputs = {"in-step": "false"}
    if report is not None:
        files = {"report": ("changes.html", as_html(report)), **files}
        outputs = _outputs(report, in_step=not problems)
    runner.publish(markdown, outputs | _write(folder, files))


def _outputs(report: Report, *, in_step: bool) -> dict[str, str]:
    counts = {str(level): 0 for level in Level}
    for item in report.counting:
        counts[str(item.level)] += 1
    return {"in-step": str(in_step).lower(), "bump": str(report.bump)} | {
        level: str(count) for level, count in counts.items()
    }


def _write(folder: Path | None, files: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Write files into a folder, if there is one; returns the outputs that say where they are."""
    if folder is None:
        return {}
    paths = {output: folder.resolve() / name for output, (name, _) in files.items()}
    write_files([NewFile(paths[output], text.encode(), name) for output, (name, text) in files.items()])
    return {output: str(path) for output, path in paths.items()}


def _text(problems: int, report: Report, runner: Runner) -> str:
    """Return what to print: a runner takes lines for commands, so none has a text of the description there."""
    check = f"{problems} problem{'s' * (problems != 1)}" if problems else "in step"
    if runner.annotates:
        return f"check: {check}\nchanges: {summary(report)}\nsuggested version: {report.bump}"
    return f"{check}\n{as_text(report)}"
