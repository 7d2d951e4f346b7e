"""`veneer vendor`: vendored descriptions -> the same as their sources have them now, and their lock."""

from __future__ import annotations

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
    unusable,
)
from veneer.diagnostics import one_line
from veneer.report import OutputFormat, write_diagnostics
from veneer.vendor.command import check_descriptions, vendor_descriptions
from veneer.vendor.targets import Asked


def vendor(
    target: Annotated[
        str, typer.Argument(metavar="[PACKAGE[:VERSION]]", help="What to refresh.", show_default="all")
    ] = "",
    source: Annotated[
        str, typer.Option("--from", help="Its source from now on, or that of a new version: a URL, a file, a git repo.")
    ] = "",
    path: Annotated[str, typer.Option("--path", help="The file in the git repository.")] = "",
    ref: Annotated[
        str, typer.Option("--ref", help="Branch, tag or commit to follow there.", show_default="the default branch")
    ] = "",
    sha256: Annotated[str, typer.Option("--sha256", help="Refuse a file that has another one.")] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a source moved, 2 if that cannot be told.")
    ] = False,
    allow_ref: AllowedOption = None,
    allow_origin: AllowedOriginsOption = None,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Fetch vendored descriptions anew from where they came, or a new version, and keep their lock."""
    with Problems(output_format):
        if check and (source or sha256):
            raise unusable("usage", "--check is about what is recorded", "Leave out --from and --sha256.")
        asked = Asked(target, source, path, ref, sha256, allowed(allow_ref, allow_origin))
        outcome = check_descriptions(project, asked) if check else vendor_descriptions(project, asked)
        write_diagnostics(outcome.problems, output_format)
        for line in outcome.lines:
            typer.echo(one_line(line))
        if outcome.exit_code:
            raise typer.Exit(outcome.exit_code)
