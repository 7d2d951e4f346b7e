"""GitHub's description of 13 MB -> what `veneer generate` takes, beside openapi-python-client and beside itself.

Each side runs in processes of its own. Memory is the most that all of them held at a time, looked at many times a
second; a page that two of them share counts in both. Each run writes into a folder of its own: a file system that has
just removed thousands of files takes seconds longer to make as many.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from attrs import frozen
from rich.table import Table

from bench.imports import PLACES, TIMED
from bench.measuring import Bar, Comparison, Measure, Side, compare, progress
from bench.peers import CannotRunError
from bench.tables import duration, table
from corpus.descriptions import MissingError, github

ROUNDS, IMPORTS, PAUSE = 3, 20, 0.1
CALL = (
    "import gh, httpx; answer = httpx.MockTransport(lambda _: httpx.Response(200, text='zen')); "
    "gh.GhClient(transport=answer).meta.get_zen()"
)


@frozen
class Spent:
    """What a command took: seconds, those of a processor, and bytes when it held most."""

    seconds: float
    processor: float
    memory: float


def tables() -> Iterator[Table]:
    """Yield the tables of times, of memory and of the import."""
    try:
        once = github()
    except MissingError as error:
        raise CannotRunError(str(error)) from None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        twice = folder / "twice.json"
        twice.write_text(json.dumps(doubled(json.loads(once.read_bytes()))))
        ours = ("veneer", lambda: by_us(once, folder))
        theirs = ("openapi-python-client", lambda: by_openapi_python_client(once, folder))
        double = ("veneer, a description twice as large", lambda: by_us(twice, folder))
        again = ("veneer, nothing changed", lambda: by_us(once, folder, anew=False))
        runs = run(ours, theirs, double, again)
        rows = (("the whole run", ours, theirs, 0.5), ("growth", double, ours, 2.1), ("once more", again, ours, 0.15))
        times = [_compared(what, runs, pair, "seconds", limit) for what, *pair, limit in rows]
        processor = [_compared("the whole run", runs, [ours, theirs], "processor", None)]
        memory = [_compared("the whole run", runs, [ours, theirs], "memory", 0.7)]
        yield table("Generating and formatting GitHub's client", times, lambda seconds: f"{seconds:.1f} s")
        yield table("The same in time of a processor", processor, lambda seconds: f"{seconds:.1f} s")
        yield table("The most memory that it takes", memory, lambda size: f"{size / 2**20:.0f} MiB")
        yield table("GitHub's client in a fresh process", [_first_call(folder)], duration)


Way = tuple[str, Callable[[], Spent]]


def run(*ways: Way) -> dict[str, list[Spent]]:
    """Run all in turn, some rounds; what ran once more comes right after what it repeats."""
    spent: dict[str, list[Spent]] = {name: [] for name, _ in ways}
    for step in progress(range(ROUNDS * len(ways)), "generating GitHub's client"):
        ours, theirs, double, again = ways
        name, work = (theirs, double, ours, again)[step % len(ways)]
        spent[name].append(work())
    return spent


def _compared(what: str, runs: dict[str, list[Spent]], pair: list[Any], of: str, limit: float | None) -> Comparison:
    first, second = (Side(name, tuple(getattr(item, of) for item in runs[name])) for name, _ in pair)
    return Comparison(what, first, second, None if limit is None else Bar(limit))


def by_us(description: Path, folder: Path, *, anew: bool = True) -> Spent:
    """Generate with `veneer generate` into a new folder, or into the one that was generated before."""
    if anew:
        _new(folder, "gh")
    here = _last(folder, "gh")
    command = [sys.executable, "-m", "veneer", "generate", str(description), "--package", "gh"]
    return measured([*command, "--output", f"{here}/gh"], {"VENEER_CACHE": f"{here}/cache"})


def by_openapi_python_client(description: Path, folder: Path) -> Spent:
    """Generate with openapi-python-client and the formatting that it does by itself."""
    output = _new(folder, "theirs") / "client"
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(description), "--meta", "none"]
    # It looks for ruff on the path, and leaves the formatting out where there is none.
    return measured(
        [*command, "--output-path", str(output)], {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    )


def _new(folder: Path, name: str) -> Path:
    made = folder / f"{name}-{len([*folder.glob(f'{name}-*')])}"
    made.mkdir()
    return made


def _last(folder: Path, name: str) -> Path:
    return folder / f"{name}-{len([*folder.glob(f'{name}-*')]) - 1}"


def measured(command: list[str], environment: dict[str, str]) -> Spent:
    """Run a command and look at it and its children until it ends.

    Raises:
        CannotRunError: It failed.
    """
    with tempfile.TemporaryFile("w+") as output:
        begin = time.perf_counter()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = psutil.Popen(command, env=_environment() | environment, stdout=output, stderr=output)
        most = 0
        while process.poll() is None:
            most = max(most, _held(process))
            time.sleep(PAUSE)
        seconds = time.perf_counter() - begin
        if process.returncode:
            output.seek(0)
            raise CannotRunError(f"{command[2]} fails: {output.read()[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, float(most))


def _environment() -> dict[str, str]:
    """Return an environment in which modules are compiled once, as those of packages are that pip installs."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _held(process: psutil.Popen) -> int:
    held = 0
    with suppress(psutil.Error):
        commands = [process.cmdline()]
        held = process.memory_info().rss
        for item in process.children(recursive=True):
            with suppress(psutil.Error):
                # One that was only just forked, and is not yet what it will be, is its parent in all but name.
                held += item.memory_info().rss if item.cmdline() not in commands else 0
                commands.append(item.cmdline())
    return held


def doubled(content: dict[str, Any]) -> dict[str, Any]:
    """Return a description with a second, renamed copy of each path, operation, tag and component."""
    names = {key: list(value) for key, value in content["components"].items()}
    copied = _renamed({"paths": content["paths"], "components": content["components"]}, "")
    components = {
        kind: {**content["components"][kind], **{f"copy-of-{name}": copied["components"][kind][name] for name in items}}
        for kind, items in names.items()
    }
    paths = {f"/copy-of{path}": item for path, item in copied["paths"].items()}
    return {**content, "paths": {**content["paths"], **paths}, "components": components}


def _renamed(node: Any, key: str) -> Any:
    """Copy a part: references lead to the copies, operations and tags have other names."""
    if isinstance(node, dict):
        return {name: _renamed(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [f"copy-of-{item}" if key == "tags" and isinstance(item, str) else _renamed(item, "") for item in node]
    if not isinstance(node, str):
        return node
    if key == "operationId":
        group, _, name = node.rpartition("/")
        return f"copy-of-{group}/{name}"
    if node.startswith("#/components/"):
        front, _, name = node.rpartition("/")
        return f"{front}/copy-of-{name}"
    return node


def _first_call(folder: Path) -> Comparison:
    """Compare the import of the root and a call that a function answers with the import of httpx alone."""
    compiled = str(folder / "compiled")
    environment = _environment() | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": f"{_last(folder, 'gh')}/gh"}

    def imported(statement: str) -> Measure:
        command = [sys.executable, "-c", PLACES["in an application"] + TIMED.format(statement)]
        return lambda: float(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)

    ours, theirs = ("import gh, and one call", imported(CALL)), ("import httpx", imported("import httpx"))
    return compare("in an application", ours, theirs, Bar(1.5), IMPORTS)
