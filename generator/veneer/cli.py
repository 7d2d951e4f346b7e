"""The command line: arguments in, calls to the pipeline, messages and an exit code out; no logic of its own."""

from __future__ import annotations

import keyword
import signal
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from veneer.checks import check_generated, check_lock
from veneer.diagnostics import Diagnostic, InputError, Location, Severity, one_line
from veneer.diff.command import DiffFormat, FailOn, fails, make_report, write_report
from veneer.diff.report import summary
from veneer.emit import Difference, claim, compare, write, write_file
from veneer.explain import ExplainFormat, print_explanation
from veneer.explain import explain as explain_operation
from veneer.pins.accept import accept as pin
from veneer.pins.messages import as_lines, drift_problems
from veneer.pipeline import Generated, generate_description, generate_package
from veneer.project import PackageFolders, find_project
from veneer.report import OutputFormat, Progress, write_diagnostics

app = typer.Typer(
    name="veneer",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turn an API description into a Python client with a protocol layer and a convenience layer.",
)

ProjectOption = Annotated[Path, typer.Option("--project", help="A folder in the project.", show_default="this one")]
FormatOption = Annotated[OutputFormat, typer.Option("--output-format", help="How problems are written.")]

_HERE = Path()


def main() -> None:
    """Run the command line; unusable input is exit code 2, a check that does not hold is 1."""
    # As an exception, so that what a command has begun is undone, as it is after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    app()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"veneer {installed_version('veneer')}")
        raise typer.Exit


@app.callback()
def _veneer(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """What stands before a command."""


@app.command()
def generate(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[PACKAGE...]", help="Packages, or one description with --package.")
    ] = None,
    package: Annotated[str, typer.Option("--package", help="Import name for a client of one description.")] = "",
    output: Annotated[Path | None, typer.Option("--output", help="Its folder; made if missing.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if something would change.")] = False,
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Generate packages of a project, or a client of any description."""
    with _Problems(output_format):
        if package or output is not None:
            _generate_one(names or [], package, output, check, output_format)
            return
        found = find_project(project)
        # All of them before the first is written, so that bad input leaves everything as it is.
        generated = {item: _generated(item) for item in found.select(tuple(names or ()))}
        for item, made in generated.items():
            _warn(item, made, output_format)
        in_step = [
            _emit(item.name, made, found.root / item.output, item.output, check, output_format)
            for item, made in generated.items()
        ]
        if not all(in_step):
            raise typer.Exit(1)


def _generated(package: PackageFolders) -> Generated:
    with Progress(package.name).running() as progress:
        return generate_package(package, progress)


def _warn(package: PackageFolders, generated: Generated, output_format: OutputFormat) -> None:
    """Say what came up; an overlay that applies no longer stops the run, before anything is written."""
    found = [*generated.warnings, *drift_problems(generated.contracts, package.customizations, Severity.WARNING)]
    errors = [item for item in found if item.severity is Severity.ERROR]
    write_diagnostics((item for item in found if item not in errors), output_format)
    if errors:
        raise InputError(errors)


def _generate_one(
    names: list[str], package: str, output: Path | None, check: bool, output_format: OutputFormat
) -> None:
    if len(names) != 1 or not package or output is None:
        raise _unusable(
            "usage", "one description needs --package and --output", "veneer generate SPEC --package NAME --output DIR"
        )
    if not package.isidentifier() or keyword.iskeyword(package):
        raise _unusable("bad-package-name", f"`{package}` is no import name", "Choose a name in snake_case.")
    with Progress(package).running() as progress:
        generated = generate_description(Path(names[0]), package, progress)
    write_diagnostics(generated.warnings, output_format)
    if not _emit(package, generated, output, output.as_posix(), check, output_format):
        raise typer.Exit(1)


def _unusable(id: str, message: str, fix: str) -> InputError:
    return InputError([Diagnostic(id, message, Location("veneer"), fix)])


def _emit(name: str, generated: Generated, folder: Path, shown: str, check: bool, output_format: OutputFormat) -> bool:
    """Write a package, or check it; returns whether it is in step."""
    claim(folder, shown)
    if check:
        difference = compare(generated.files, folder)
        write_diagnostics(check_generated(difference, shown), output_format)
        typer.echo(_summary(name, difference, "would change"))
        return not difference
    difference = write(generated.files, folder, shown)
    typer.echo(_summary(name, difference, "changed"))
    return True


def _summary(name: str, difference: Difference, verb: str) -> str:
    if not difference:
        return f"{name}: nothing {verb} ({difference.unchanged} files)"
    counts = {"added": difference.added, "changed": difference.changed, "removed": difference.stale}
    parts = [f"{len(paths)} {word}" for word, paths in counts.items() if paths]
    lines = [f"  {word:8}{path}" for word, paths in counts.items() for path in paths[:20]]
    more = sum(max(len(paths) - 20, 0) for paths in counts.values())
    tail = [f"  and {more} more"] if more else []
    return "\n".join([f"{name}: {verb}: {', '.join(parts)}, {difference.unchanged} unchanged", *lines, *tail])


@app.command()
def check(project: ProjectOption = _HERE, output_format: FormatOption = OutputFormat.TEXT) -> None:
    """Check that everything is in step: generated files, vendored descriptions, their lock."""
    with _Problems(output_format):
        found = find_project(project)
        problems = list(check_lock(found.root, found.packages))
        for item in found.packages:
            generated = _generated(item)
            difference = compare(generated.files, found.root / item.output)
            problems += check_generated(difference, item.output)
            problems += drift_problems(generated.contracts, item.customizations, Severity.ERROR)
            write_diagnostics(generated.warnings, output_format)
        write_diagnostics(problems, output_format)
        typer.echo(f"{len(problems)} problems" if problems else "in step")
        if problems:
            raise typer.Exit(1)


@app.command()
def accept(
    overlays: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OVERLAY...]", help="Overlays that were looked at.", show_default="all"),
    ] = None,
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Show what changed of what overlays use, and pin it as it is now."""
    with _Problems(output_format):
        found = find_project(project)
        packages = [(item, _generated(item).contracts) for item in found.packages]
        for item, changes in pin(packages, overlays or ()):
            for line in as_lines(changes):
                typer.echo(one_line(line))
            typer.echo(
                f"{item.name}: {len(changes)} changes accepted" if changes else f"{item.name}: nothing to accept"
            )


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A description, or PACKAGE:VERSION of the project.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is compared with.")],
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
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Compare two versions of an API: what changes on the wire and in Python, and what of it breaks callers."""
    with _Problems(output_format):
        report = make_report(old, new, project, waivers)
        text = write_report(report, format).rstrip("\n")
        if output is None:
            typer.echo(text)
        else:
            write_file(output, f"{text}\n".encode(), output.as_posix())
            typer.echo(f"{summary(report)}\nwritten to {output.as_posix()}")
        if fails(report, fail_on):
            raise typer.Exit(1)


@app.command()
def explain(
    operation: Annotated[
        str,
        typer.Argument(metavar="OPERATION", help="An operationId, a method, `Client.method`, or `METHOD /path`."),
    ],
    api_version: Annotated[
        str, typer.Option("--api-version", help="Version of the package.", show_default="its default")
    ] = "",
    format: Annotated[ExplainFormat, typer.Option("--format", help="How it is written.")] = ExplainFormat.TEXT,
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Show the path of one operation: its description, what was decided about it, its overlay, its generated lines."""
    with _Problems(output_format):
        print_explanation(explain_operation(operation, project, api_version), format)


@app.command()
def serve(
    target: Annotated[str, typer.Argument(metavar="PACKAGE|SPEC", help="A package of the project, or a description.")],
    port: Annotated[int, typer.Option(help="Port on loopback; 0 takes a free one.", min=0, max=65535)] = 0,
    api_version: Annotated[
        str, typer.Option("--api-version", help="Version of the package.", show_default="its default")
    ] = "",
    key: Annotated[str, typer.Option(help="The key that callers have to send.")] = "local-key",
    project: ProjectOption = _HERE,
) -> None:
    """Serve a stand-in of the service on this machine, for trying out and for tests."""
    with _Problems(OutputFormat.TEXT):
        found = None if Path(target).is_file() else find_project(project)
        try:
            from veneer.serve.command import serve_target

            serve_target(found, target, api_version, port, key, say=typer.echo)
        except ModuleNotFoundError as error:
            fix = "pip install 'veneer[serve]'"
            raise _unusable("missing-extra", f"`{error.name}` is not installed", fix) from None


class _Problems:
    """Turns unusable input into messages and exit code 2."""

    def __init__(self, output_format: OutputFormat) -> None:
        self.output_format = output_format

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, InputError):
            write_diagnostics(error.diagnostics, self.output_format)
            sys.exit(2)
