"""The command line: the name of a command in, what its module says out; that module is loaded when it is asked for."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import version as installed_version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from veneer.garbage import no_collection, no_last_collection

# In the order of the help.
_NAMES = ("generate", "check", "accept", "diff", "review", "explain", "docs", "serve", "vendor", "new")


class _Commands(Mapping[str, Any]):
    """The commands by name; loading all of them takes longer than most of them take."""

    def __getitem__(self, name: str) -> Any:
        if name not in _NAMES:
            raise KeyError(name)
        with no_collection():
            module = import_module(f"veneer.commands.{name}")
        alone = typer.Typer(add_completion=False)
        alone.command(name)(getattr(module, name))
        return get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


class _Group(TyperGroup):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands: Any = _Commands()


app = typer.Typer(
    name="veneer",
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turn an API description into a Python client with a protocol layer and a convenience layer.",
)


def main() -> None:
    """Run the command line; unusable input is exit code 2, a check that does not hold is 1."""
    # As an exception, so that what a command has begun is undone, as it is after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with no_last_collection():
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
