"""`veneer serve`: a package or a description -> the stand-in of its service, until it is stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veneer.commands.shared import HERE, AllowedOption, AllowedOriginsOption, Problems, ProjectOption, allowed, unusable
from veneer.load.described import names_url
from veneer.project import find_project
from veneer.report import OutputFormat


def serve(
    target: Annotated[
        str, typer.Argument(metavar="PACKAGE|SPEC", help="A package of the project, or a description (file, URL).")
    ],
    port: Annotated[int, typer.Option(help="Port on loopback; 0 takes a free one.", min=0, max=65535)] = 0,
    api_version: Annotated[
        str, typer.Option("--api-version", help="Version of the package.", show_default="its default")
    ] = "",
    key: Annotated[str, typer.Option(help="The key that callers have to send.")] = "local-key",
    allow_ref: AllowedOption = None,
    allow_origin: AllowedOriginsOption = None,
    project: ProjectOption = HERE,
) -> None:
    """Serve a stand-in of the service on this machine, for trying out and for tests."""
    with Problems(OutputFormat.TEXT):
        found = None if names_url(target) or Path(target).is_file() else find_project(project)
        try:
            from veneer.serve.command import serve_target

            serve_target(found, target, api_version, port, key, typer.echo, allowed(allow_ref, allow_origin))
        except ModuleNotFoundError as error:
            fix = "pip install 'veneer[serve]'"
            raise unusable("missing-extra", f"`{error.name}` is not installed", fix) from None
