"""The command line: arguments in, calls to the pipeline, messages and an exit code out; no logic of its own."""

from __future__ import annotations

import keyword
import os
import signal
import sys
from collections.abc import Iterable
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from veneer.checks import check_generated, check_lock, check_package
from veneer.diagnostics import Diagnostic, InputError, Location, Severity, one_line
from veneer.diff.command import DiffFormat, FailOn, fails, make_report, write_report
from veneer.diff.report import summary
from veneer.emit import Difference, write_file
from veneer.explain import ExplainFormat, print_explanation
from veneer.explain import explain as explain_operation
from veneer.making import Work, description_work, make_or_recall, package_work
from veneer.pins.accept import accept as pin
from veneer.pins.drift import Contracts
from veneer.pins.messages import as_lines, as_warnings
from veneer.pipeline import package_contracts
from veneer.project import PackageFolders, find_project
from veneer.report import OutputFormat, Progress, write_diagnostics
from veneer.review import Asked as ReviewAsked
from veneer.review import find_runner
from veneer.review import review as review_project
from veneer.scaffold.command import new_package
from veneer.vendor.command import check_descriptions, vendor_descriptions
from veneer.vendor.targets import Asked

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
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Lose what was edited by hand in them.")] = False,
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Generate packages of a project, or a client of any description."""
    with _Problems(output_format):
        if package or output is not None:
            works = [_work_of_description(names or [], package, output)]
        else:
            works = [package_work(item) for item in find_project(project).select(tuple(names or ()))]
        # All of them before the first is written, so that bad input leaves everything as it is.
        made = [make_or_recall(work, unchanged_only=True) for work in works]
        for result in made:
            _warn([*result.warnings, *as_warnings(result.drift)], output_format)
        differences = []
        for work, result in zip(works, made, strict=True):
            differences.append(work.difference(result) if check else work.write(result, overwrite))
            if check:
                write_diagnostics(check_generated(differences[-1], work.folder, work.shown_as), output_format)
            typer.echo(_summary(work.name, differences[-1], "would change" if check else "changed"))
        if check and any(differences):
            raise typer.Exit(1)


def _warn(found: Iterable[Diagnostic], output_format: OutputFormat) -> None:
    """Say what came up; errors among it stop the run, before anything is written."""
    problems = list(found)
    errors = [item for item in problems if item.severity is Severity.ERROR]
    write_diagnostics((item for item in problems if item not in errors), output_format)
    if errors:
        raise InputError(errors)


def _work_of_description(names: list[str], package: str, output: Path | None) -> Work:
    if len(names) != 1 or not package or output is None:
        raise _unusable(
            "usage", "one description needs --package and --output", "veneer generate SPEC --package NAME --output DIR"
        )
    if not package.isidentifier() or keyword.iskeyword(package):
        raise _unusable("bad-package-name", f"`{package}` is no import name", "Choose a name in snake_case.")
    return description_work(Path(names[0]), package, output)


def _unusable(id: str, message: str, fix: str) -> InputError:
    return InputError([Diagnostic(id, message, Location("veneer"), fix)])


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
def check(
    fresh: Annotated[bool, typer.Option("--fresh", help="Make everything anew, whatever is remembered.")] = False,
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Check that everything is in step: generated files, overlays, vendored descriptions and their lock."""
    with _Problems(output_format):
        found = find_project(project)
        problems = list(check_lock(found.root, found.packages))
        for item in found.packages:
            checked = check_package(item, fresh=fresh)
            write_diagnostics(checked.warnings, output_format)
            problems += checked.problems
        write_diagnostics(problems, output_format)
        typer.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)}" if problems else "in step")
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
        packages = [(item, _contracts(item)) for item in found.packages]
        for item, changes in pin(packages, overlays or ()):
            for line in as_lines(changes):
                typer.echo(one_line(line))
            count = f"{len(changes)} change{'s' * (len(changes) != 1)} accepted" if changes else "nothing to accept"
            typer.echo(f"{item.name}: {count}")


def _contracts(package: PackageFolders) -> Contracts:
    with Progress(package.name).running() as progress:
        return package_contracts(package, progress)


@app.command()
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
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Compare two versions of an API: what changes on the wire and in Python, and what of it breaks callers.

    OLD and NEW are each one of:

    \b
    FILE                        a description
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
    with _Problems(output_format):
        report = make_report(old, new, project, waivers)
        write_diagnostics(report.problems, output_format)
        text = write_report(report, format).rstrip("\n")
        if output is None:
            typer.echo(text)
        else:
            write_file(output, f"{text}\n".encode(), output.as_posix())
            typer.echo(f"{summary(report)}\nwritten to {output.as_posix()}")
        if fails(report, fail_on):
            raise typer.Exit(1)


@app.command()
def review(
    names: Annotated[list[str] | None, typer.Argument(metavar="[PACKAGE...]", show_default="all")] = None,
    base: Annotated[
        str, typer.Option("--base", metavar="REVISION", help="What to compare with.", show_default="see above")
    ] = "",
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit 1 on a finding of this level or a worse one.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FOLDER", help="Where changes.html and summary.md go; made if missing."),
    ] = None,
    project: ProjectOption = _HERE,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option("--output-format", help="How problems are written.", show_default="the runner's"),
    ] = None,
) -> None:
    """Review a pull request: check that everything is in step, and compare each package with the base.

    The base is what --base names, else `origin/$GITHUB_BASE_REF`, else `HEAD^`, and of that the commit at which this
    branch left it. On a GitHub runner, problems and breaking findings are annotations, and the summary, the outputs
    and the page go where its variables say.
    """
    runner = find_runner(os.environ)
    format = output_format or (OutputFormat.GITHUB if runner.annotates else OutputFormat.TEXT)
    with _Problems(format):
        outcome = review_project(project, ReviewAsked(tuple(names or ()), base, fail_on, output), runner)
        write_diagnostics(outcome.problems, format)
        typer.echo(outcome.text)
        if outcome.exit_code:
            raise typer.Exit(outcome.exit_code)


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


@app.command()
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
    project: ProjectOption = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Fetch vendored descriptions anew from where they came, or a new version, and keep their lock."""
    with _Problems(output_format):
        if check and (source or sha256):
            raise _unusable("usage", "--check is about what is recorded", "Leave out --from and --sha256.")
        asked = Asked(target, source, path, ref, sha256)
        outcome = check_descriptions(project, asked) if check else vendor_descriptions(project, asked)
        write_diagnostics(outcome.problems, output_format)
        for line in outcome.lines:
            typer.echo(one_line(line))
        if outcome.exit_code:
            raise typer.Exit(outcome.exit_code)


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Import name of the client.")],
    spec: Annotated[str, typer.Option("--spec", metavar="PATH|URL", help="Its description.")],
    output: Annotated[
        Path, typer.Option("--output", help="Folder of the project; made if missing.", show_default="this one")
    ] = _HERE,
    output_format: FormatOption = OutputFormat.TEXT,
) -> None:
    """Begin a project with a client of any description, or add a client to the project that is there."""
    with _Problems(output_format):
        typer.echo("\n".join(map(one_line, new_package(name, spec, output))))


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
