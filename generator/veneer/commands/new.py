"""`veneer new`: a name and a description -> a project with a client of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veneer.commands.shared import HERE, AllowedOption, AllowedOriginsOption, FormatOption, Problems, allowed
from veneer.diagnostics import one_line
from veneer.report import OutputFormat
from veneer.scaffold.command import new_package


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Import name of the client.")],
    spec: Annotated[str, typer.Option("--spec", metavar="PATH|URL", help="Its description.")],
    output: Annotated[
        Path, typer.Option("--output", help="Folder of the project; made if missing.", show_default="this one")
    ] = HERE,
    allow_ref: AllowedOption = None,
    allow_origin: AllowedOriginsOption = None,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Begin a project with a client of any description, or add a client to the project that is there."""
    with Problems(output_format):
        typer.echo("\n".join(map(one_line, new_package(name, spec, output, allowed(allow_ref, allow_origin)))))
