"""`veneer docs`: packages of a project, or a description -> their reference, as Markdown and as a site."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
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
    check_package_name,
    unusable,
)
from veneer.load.described import Described, describe, names_url
from veneer.names import identifier
from veneer.project import PackageFolders, find_project
from veneer.report import OutputFormat


def docs(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PACKAGE...|SPEC]", help="Packages of the project, all by default; or a description (file, URL)."
        ),
    ] = None,
    package: Annotated[
        str, typer.Option(help="Import name of a description's client.", show_default="after the description")
    ] = "",
    output: Annotated[Path, typer.Option("--output", help="The folder for both; made if missing.")] = Path("docs"),
    site: Annotated[bool, typer.Option("--site/--no-site", help="Build the site, or leave it at Markdown.")] = True,
    guide: Annotated[bool, typer.Option("--guide/--no-guide", help="Put Veneer's own guide beside them.")] = True,
    allow_ref: AllowedOption = None,
    allow_origin: AllowedOriginsOption = None,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Write the reference of packages: one page a method, a model and an enum, and a site with search."""
    with Problems(output_format):
        described = [name for name in names or () if names_url(name) or Path(name).is_file()]
        if described and len(names or ()) > 1:
            raise unusable("usage", "a description is documented by itself", "Name one description, or packages.")
        if package and not described:
            raise unusable("usage", "--package is for one description", "veneer docs SPEC --package NAME")
        if package:
            check_package_name(package)
        try:
            from veneer.reference.command import write_docs

            subjects: list[PackageFolders | tuple[str, Described]] = []
            for name in described:
                found = describe(name, allowed(allow_ref, allow_origin))
                subjects.append((package or identifier(PurePosixPath(found.file).stem), found))
            written = write_docs(
                subjects or find_project(project).select(tuple(names or ())), output, site=site, guide=guide
            )
        except ModuleNotFoundError as error:
            fix = "pip install 'veneer[docs]'"
            raise unusable("missing-extra", f"`{error.name}` is not installed", fix) from None
        typer.echo(f"{written} pages: {output / 'site' / 'index.html' if site else output / 'markdown'}")
