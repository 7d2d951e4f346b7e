"""`veneer check`: a project -> what is out of step in it, and whether anything is."""

from __future__ import annotations

from typing import Annotated

import typer

from veneer.checks import check_lock, check_package
from veneer.commands.shared import HERE, FormatOption, Problems, ProjectOption, StrictOption
from veneer.project import find_project
from veneer.report import OutputFormat, write_diagnostics


def check(
    fresh: Annotated[bool, typer.Option("--fresh", help="Make everything anew, whatever is remembered.")] = False,
    strict: StrictOption = False,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Check that everything is in step: generated files, overlays, vendored descriptions and their lock."""
    with Problems(output_format):
        found = find_project(project)
        problems = list(check_lock(found.root, found.packages))
        for item in found.packages:
            checked = check_package(item, fresh=fresh, strict=strict)
            write_diagnostics(checked.warnings, output_format)
            problems += checked.problems
        write_diagnostics(problems, output_format)
        typer.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)}" if problems else "in step")
        if problems:
            raise typer.Exit(1)
