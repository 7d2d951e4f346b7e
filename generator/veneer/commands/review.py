"""`veneer review`: a project and its base -> the check and the comparison of a pull request."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from veneer.commands.shared import HERE, Problems, ProjectOption
from veneer.diff.command import FailOn
from veneer.report import OutputFormat, write_diagnostics
from veneer.review import Asked, find_runner
from veneer.review import review as review_project


def review(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[PACKAGE...]", help="Packages of the project.", show_default="all")
    ] = None,
    base: Annotated[
        str, typer.Option("--base", metavar="REVISION", help="What to compare with.", show_default="see above")
    ] = "",
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit 1 on a finding of this level or a worse one.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FOLDER", help="Where changes.html and summary.md go; made if missing."),
    ] = None,
    project: ProjectOption = HERE,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option("--output-format", help="How problems are written.", show_default="the runner's"),
    ] = None,
) -> None:
    """Review a pull request: check that everything is in step, and compare each package with the base.

    The base is what --base names, else `origin/$GITHUB_BASE_REF`, else `HEAD^`, and of that the commit at which this
    branch left it. On a GitHub runner, problems and breaking findings are annotations, and the summary, the outputs
    and the page go where its variables say.
    """
    runner = find_runner(os.environ)
    format = output_format or (OutputFormat.GITHUB if runner.annotates else OutputFormat.TEXT)
    with Problems(format):
        outcome = review_project(project, Asked(tuple(names or ()), base, fail_on, output), runner)
        write_diagnostics(outcome.problems, format)
        typer.echo(outcome.text)
        if outcome.exit_code:
            raise typer.Exit(outcome.exit_code)
