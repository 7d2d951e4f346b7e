"""`veneer diff`: two versions of an API -> the report of what changes for callers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veneer.commands.shared import (
    HERE,
    AllowedOption,
    AllowedOriginsOption,
    FormatOption,
    Problems,
    ProjectOption,
    allowed,
)
from veneer.diff.command import DiffFormat, FailOn, fails, make_report, write_report
from veneer.diff.report import summary
from veneer.emit import write_file
from veneer.report import OutputFormat, write_diagnostics


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="What was: a description, a version or a package.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What is now.")],
    format: Annotated[DiffFormat, typer.Option("--format", help="How the report is written.")] = DiffFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", help="A file for the report.", show_default="stdout")
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit 1 on a finding of this level or a worse one.")
    ] = None,
    waivers: Annotated[
        Path | None, typer.Option("--waivers", help="Findings that are known.", show_default="the package's")
    ] = None,
    allow_ref: AllowedOption = None,
    allow_origin: AllowedOriginsOption = None,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Compare two versions of an API: what changes on the wire and in Python, and what of it breaks callers.

    OLD and NEW are each one of:

    \b
    FILE or URL                 a description
    PACKAGE:VERSION             a version of a package of this project
    PACKAGE                     a whole package: each version with its namesake
    PACKAGE:VERSION@REVISION    the same at a revision of this git repository,
    PACKAGE@REVISION            with the customizations that it had there
    REVISION:PATH               a description at a revision, as git names it

    \b
    A description that stands alone is read through the customizations of the
    other side. A pull request is compared with its base so:
    veneer diff pets@origin/main pets --fail-on breaking
    """
    with Problems(output_format):
        report = make_report(old, new, project, waivers, allowed(allow_ref, allow_origin))
        write_diagnostics(report.problems, output_format)
        text = write_report(report, format).rstrip("\n")
        if output is None:
            typer.echo(text)
        else:
            write_file(output, f"{text}\n".encode(), output.as_posix())
            typer.echo(f"{summary(report)}\nwritten to {output.as_posix()}")
        if fails(report, fail_on):
            raise typer.Exit(1)
