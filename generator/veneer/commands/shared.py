"""What the commands share: options, and unusable input -> messages and exit code 2."""

from __future__ import annotations

import keyword
import sys
from pathlib import Path
from typing import Annotated

import typer

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.described import Allowed
from veneer.report import OutputFormat, write_diagnostics

ProjectOption = Annotated[Path, typer.Option("--project", help="A folder in the project.", show_default="this one")]
FormatOption = Annotated[OutputFormat, typer.Option("--output-format", help="How problems are written.")]
AllowedOriginsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-origin",
        metavar="ORIGIN",
        help="An origin (https://host) that references and redirects may lead to; repeatable.",
    ),
]
AllowedOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--allow-ref", metavar="FOLDER", help="A folder that a description may refer to files in; repeatable."
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings be errors, but for those that are waived.")]

HERE = Path()


class Problems:
    """Turns unusable input into messages and exit code 2."""

    def __init__(self, output_format: OutputFormat) -> None:
        self.output_format = output_format

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, InputError):
            write_diagnostics(error.diagnostics, self.output_format)
            sys.exit(2)


def allowed(folders: list[Path] | None, origins: list[str] | None) -> Allowed:
    """Return where the references of a description may lead by the options of a command."""
    return Allowed(tuple(folders or ()), tuple(origins or ()))


def check_package_name(name: str) -> None:
    """Check that a name can be imported.

    Raises:
        InputError: `bad-package-name`.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        raise unusable("bad-package-name", f"`{name}` is no import name", "Choose a name in snake_case.")


def unusable(id: DiagnosticId, message: str, fix: str) -> InputError:
    """Return what to raise when the arguments themselves cannot be used."""
    return InputError([Diagnostic(id, message, Location("veneer"), fix)])
