"""`veneer accept`: overlays that a person looked at -> what changed of what they use, and their pins."""

from __future__ import annotations

from typing import Annotated

import typer

from veneer.commands.shared import HERE, FormatOption, Problems, ProjectOption
from veneer.diagnostics import one_line
from veneer.pins.accept import accept as pin
from veneer.pins.drift import Contracts
from veneer.pins.messages import as_lines
from veneer.pipeline import package_contracts
from veneer.project import PackageFolders, find_project
from veneer.report import OutputFormat, Progress


def accept(
    overlays: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OVERLAY...]", help="Overlays that were looked at.", show_default="all"),
    ] = None,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Show what changed of what overlays use, and pin it as it is now."""
    with Problems(output_format):
        found = find_project(project)
        packages = [(item, _contracts(item)) for item in found.packages]
        for item, changes in pin(packages, overlays or ()):
            for line in as_lines(changes):
                typer.echo(one_line(line))
            count = f"{len(changes)} change{'s' * (len(changes) != 1)} accepted" if changes else "nothing to accept"
            typer.echo(f"{item.name}: {count}")


def _contracts(package: PackageFolders) -> Contracts:
    with Progress(package.name).running() as progress:
        return package_contracts(package, progress)
