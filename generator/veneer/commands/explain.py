"""`veneer explain`: the name of an operation -> its path through the generator."""

from __future__ import annotations

from typing import Annotated

import typer

from veneer.commands.shared import HERE, FormatOption, Problems, ProjectOption
from veneer.explain import ExplainFormat, print_explanation
from veneer.explain import explain as explain_operation
from veneer.report import OutputFormat


def explain(
    operation: Annotated[
        str,
        typer.Argument(metavar="OPERATION", help="An operationId, a method, `Client.method`, or `METHOD /path`."),
    ],
    api_version: Annotated[
        str, typer.Option("--api-version", help="Version of the package.", show_default="its default")
    ] = "",
    format: Annotated[ExplainFormat, typer.Option("--format", help="How it is written.")] = ExplainFormat.TEXT,
    project: ProjectOption = HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Show the path of one operation: its description, what was decided about it, its overlay, its generated lines."""
    with Problems(output_format):
        print_explanation(explain_operation(operation, project, api_version), format)
