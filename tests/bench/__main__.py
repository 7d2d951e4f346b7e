"""Names of topics go in, or none for all; their tables come out. `make bench` runs it, `make bench BENCH=calls` one."""

from __future__ import annotations

import platform
import sys
from importlib import import_module

from rich.console import Console

from bench.peers import CannotRunError

TOPICS = ("calls", "throughput", "imports", "models", "memory", "regeneration", "generating")


def main(names: list[str]) -> None:
    """Print the tables of some topics."""
    unknown = [name for name in names if name not in TOPICS]
    if unknown:
        sys.exit(f"there is no bench of {', '.join(unknown)}; there are {', '.join(TOPICS)}")
    console = Console()
    console.print(f"Python {platform.python_version()}, {platform.machine()}")
    for name in names or TOPICS:
        try:
            for table in import_module(f"bench.{name}").tables():
                console.print(table)
        except (CannotRunError, ImportError) as error:
            console.print(f"{name} cannot run: {error}", style="red", markup=False)


if __name__ == "__main__":
    main(sys.argv[1:])
