"""`veneer docs`: packages of a project -> their reference, as Markdown and as a site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veneer.commands.shared import HERE, FormatOption, Problems, ProjectOption, unusable
from veneer.project import find_project
from veneer.report import OutputFormat


def docs(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[PACKAGE...]", help="Packages of the project; all by default.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", help="The folder for both; made if missing.")] = Path("docs"),
    site: Annotated[bool, typer.Option("--site/--no-site", help="Build the site, or leave it at Markdown.")] = True,
    guide: Annotated[bool, typer.Option("--guide/--no-guide", help="Put Veneer's own guide beside them.")] = True,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Write the reference of generated packages: one page a method, a model and an enum, and a site with search."""
    with Problems(output_format):
        packages = find_project(project).select(tuple(names or ()))
        try:
            from veneer.reference.command import write_docs

            written = write_docs(packages, output, site=site, guide=guide)
        except ModuleNotFoundError as error:
            fix = "pip install 'veneer[docs]'"
            raise unusable("missing-extra", f"`{error.name}` is not installed", fix) from None
        typer.echo(f"{written} pages: {output / 'site' / 'index.html' if site else output / 'markdown'}")
