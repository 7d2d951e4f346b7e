"""`veneer generate`: packages, or one description -> their distributions, written or compared."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from veneer.checks import check_generated
from veneer.commands.shared import (
    HERE,
    AllowedOption,
    AllowedOriginsOption,
    FormatOption,
    Problems,
    ProjectOption,
    StrictOption,
    allowed,
    check_package_name,
    unusable,
)
from veneer.diagnostics import Diagnostic, InputError, Severity
from veneer.emit import Difference
from veneer.load.described import Allowed
from veneer.making import Work, description_work, make_or_recall, package_work
from veneer.pins.messages import as_warnings
from veneer.project import find_project
from veneer.report import OutputFormat, write_diagnostics
from veneer.strictness import WARNING_WAIVERS


def generate(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PACKAGE...]", help="Packages, or with --package one description: a file, a URL."),
    ] = None,
    package: Annotated[str, typer.Option("--package", help="Import name for a client of one description.")] = "",
    output: Annotated[Path | None, typer.Option("--output", help="Its folder; made if missing.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if something would change.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Lose what was edited by hand in them.")] = False,
    strict: StrictOption = False,
    waivers: Annotated[
        Path | None, typer.Option("--waivers", help="A file that waives warnings of one description.")
    ] = None,
    allow_ref: AllowedOption = None,
    allow_origin: AllowedOriginsOption = None,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Generate packages of a project, or a client of any description."""
    with Problems(output_format), ExitStack() as run:
        if package or output is not None:
            where = allowed(allow_ref, allow_origin)
            works = [_work_of_description(names or [], package, output, waivers, where)]
        elif waivers is not None:
            raise unusable("usage", "--waivers is for one description", f"Waive it in {WARNING_WAIVERS}.")
        else:
            works = [package_work(item) for item in find_project(project).select(tuple(names or ()))]
        # All of them before the first is written, so that bad input leaves everything as it is.
        made = [make_or_recall(work, unchanged_only=True, run=None if check else run) for work in works]
        for work, result in zip(works, made, strict=True):
            _warn(work.judged([*result.warnings, *as_warnings(result.drift)], strict=strict), output_format)
        differences = []
        for work, result in zip(works, made, strict=True):
            differences.append(work.difference(result) if check else work.write(result, overwrite))
            if check:
                write_diagnostics(check_generated(differences[-1], work.folder, work.shown_as), output_format)
            typer.echo(_summary(work.name, differences[-1], "would change" if check else "changed"))
        if check and any(differences):
            raise typer.Exit(1)


def _warn(found: Iterable[Diagnostic], output_format: OutputFormat) -> None:
    """Say what came up; errors among it stop the run, before anything is written."""
    problems = list(found)
    errors = [item for item in problems if item.severity is Severity.ERROR]
    write_diagnostics((item for item in problems if item not in errors), output_format)
    if errors:
        raise InputError(errors)


def _work_of_description(
    names: list[str], package: str, output: Path | None, waivers: Path | None, allowed: Allowed
) -> Work:
    if len(names) != 1 or not package or output is None:
        raise unusable(
            "usage", "one description needs --package and --output", "veneer generate SPEC --package NAME --output DIR"
        )
    check_package_name(package)
    return description_work(names[0], package, output, waivers, allowed)


def _summary(name: str, difference: Difference, verb: str) -> str:
    if not difference:
        return f"{name}: nothing {verb} ({difference.unchanged} files)"
    counts = {"added": difference.added, "changed": difference.changed, "removed": difference.stale}
    parts = [f"{len(paths)} {word}" for word, paths in counts.items() if paths]
    lines = [f"  {word:8}{path}" for word, paths in counts.items() for path in paths[:20]]
    more = sum(max(len(paths) - 20, 0) for paths in counts.values())
    tail = [f"  and {more} more"] if more else []
    return "\n".join([f"{name}: {verb}: {', '.join(parts)}, {difference.unchanged} unchanged", *lines, *tail])
