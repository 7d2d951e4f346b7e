"""A description -> what became of it: operations described and generated, models, warnings, whether it imports."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from attrs import field, frozen

from corpus.described import described
from corpus.descriptions import Description
from corpus.roundtrip import Report, check
from veneer.diagnostics import InputError
from veneer.emit import write
from veneer.pipeline import generate_description
from veneer.render import FileSet

IMPORTS = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
def fail(name): raise
for item in pkgutil.walk_packages(package.__path__, package.__name__ + ".", onerror=fail):
    importlib.import_module(item.name)
"""


@frozen
class Outcome:
    """What became of a description.

    Attributes:
        name: The description.
        described: Its operations, counted without the generator.
        generated: The methods of the sync protocol layer.
        models: Modules of models and enums.
        lines: Of Python, the runtime apart.
        seconds: What generating took.
        warnings: How many of each kind.
        contents: How many bodies and answers have a schema: JSON, forms and XML.
        samples: How many valid values of them went through models and back.
        equal: How many of these came out as they went in.
        unsampled: The bodies and answers without a sample, since no valid value was found.
        problems: All that failed.
    """

    name: str
    described: int = 0
    generated: int = 0
    models: int = 0
    lines: int = 0
    seconds: float = 0.0
    warnings: dict[str, int] = field(factory=dict)
    contents: int = 0
    samples: int = 0
    equal: int = 0
    unsampled: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def run(description: Description, folder: Path, round_trip: bool = True) -> Outcome:
    """Generate a package into a folder of its own below this one, import it, and send samples through its models."""
    begin = time.perf_counter()
    try:
        made = generate_description(description.path, description.package, lambda _: None, (description.root,))
    except InputError as error:
        texts = (f"{item.id}: {item.location}: {item.message}" for item in error.diagnostics[:5])
        return Outcome(description.name, _described(description), problems=tuple(texts))
    except Exception as error:  # whatever it is, the other descriptions have to run
        return Outcome(description.name, _described(description), problems=(f"{type(error).__name__}: {error}",))
    seconds = time.perf_counter() - begin
    write(made.files, folder / description.package)
    own = {
        path: content
        for path, content in made.files.items()
        if path.endswith((".py", ".pyi")) and "/_runtime/" not in path
    }
    asked, (found, twins) = _described(description), methods(own)
    problems = []
    if not asked == found == twins:
        problems.append(f"{asked} operations described, {found} generated, {twins} of them async")
    problems += imported(description.package, folder / description.package)
    report, failures = _samples(description, folder / description.package) if round_trip else (Report(0, 0), [])
    return Outcome(
        description.name,
        asked,
        found,
        sum("/models/" in path and not path.rpartition("/")[2].startswith("_") for path in own),
        sum(content.count(b"\n") for content in own.values()),
        seconds,
        dict(Counter(item.id for item in made.warnings)),
        report.contents,
        report.samples,
        report.samples - len(report.failures),
        report.unsampled,
        (*problems, *failures),
    )


def _described(description: Description) -> int:
    try:
        return described(description.path)
    except (LookupError, ValueError, OSError, TypeError, AttributeError):
        return 0  # what is wrong with it says the generator


def methods(files: FileSet) -> tuple[int, int]:
    """Count the methods of the protocol layer, sync and async, in its syntax."""
    sync, other = 0, 0
    for path, content in files.items():
        if "/_protocol/" not in path:
            continue
        classes = {node.name: node for node in ast.parse(content).body if isinstance(node, ast.ClassDef)}
        for name, cls in classes.items():
            names = {
                node.name
                for node in cls.body
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (ast.get_docstring(node) or "").startswith("[Protocol method]")
            }
            # A tag may begin with the word too; a twin stands beside the class that it is the twin of.
            if name.removeprefix("Async") in classes and name.startswith("Async"):
                other += len(names)
            else:
                sync += len(names)
    return sync, other


def imported(package: str, folder: Path) -> list[str]:
    """Import every module of a package in a fresh interpreter where a warning is an error; return what failed."""
    command = [sys.executable, "-W", "error", "-c", IMPORTS, package]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return [f"does not import: {run.stderr.strip().splitlines()[-1]}"] if run.returncode else []


def _samples(description: Description, folder: Path) -> tuple[Report, list[str]]:
    try:
        report = check(description.path, (description.root,), (description.package, folder))
    except Exception as error:
        return Report(0, 0), [f"samples: {type(error).__name__}: {error}"]
    failures = [f"sample of {item.pointer}: {item.problem}" for item in report.failures]
    return report, failures[:5] + [f"and {len(failures) - 5} samples more"] * (len(failures) > 5)


def typed(packages: list[tuple[str, Path]], cache: Path) -> dict[str, list[str]]:
    """Run mypy --strict over several packages at a time; return what it says of each.

    Args:
        packages: Name and folder of each.
        cache: Where mypy keeps what it knows of libraries.
    """
    folders = [str(folder / name) for name, folder in packages]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={cache}", "--no-error-summary"]
    run = subprocess.run([*command, *folders], capture_output=True, text=True, check=False, cwd=cache)
    found: dict[str, list[str]] = {name: [] for name, _ in packages}
    if run.returncode:
        lines = [line for line in (run.stdout + run.stderr).splitlines() if ": note:" not in line]
        for line in lines:
            owner = next((name for name, _ in packages if f"{name}/{name}/" in line), packages[0][0])
            found[owner].append(f"mypy: {line.partition(f'{owner}/{owner}/')[2] or line}")
    return found
