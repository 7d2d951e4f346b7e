"""The environment of a GitHub runner -> where its pages are, and how something is written on them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import evolve, frozen

from veneer.diagnostics import Diagnostic
from veneer.emit.problems import located

_FOLDERS = {"spec", "customizations", "generated"}


@frozen
class Runner:
    """What is known of the machine that runs this; all of it is empty on anybody's own.

    Attributes:
        annotates: Whether it reads workflow commands.
        base: The branch into which the pull request goes.
        workspace: The folder of the repository; the files of annotations are named from there.
        temporary: A folder for files that the job makes.
        summary: The file whose Markdown the page of the run shows.
        outputs: The file from which later steps get their outputs.
    """

    annotates: bool = False
    base: str = ""
    workspace: Path | None = None
    temporary: Path | None = None
    summary: Path | None = None
    outputs: Path | None = None

    def publish(self, markdown: str, outputs: Mapping[str, str]) -> None:
        """Add to the summary and to the outputs, where there are any.

        Raises:
            InputError: `not-written`.
        """
        if self.summary is not None:
            _append(self.summary, f"{markdown}\n")
        if self.outputs is not None:
            _append(self.outputs, "".join(_output(name, value) for name, value in outputs.items()))

    def place(self, problems: Iterable[Diagnostic], root: Path) -> tuple[Diagnostic, ...]:
        """Return problems of a project with its files named as annotations need them, where that is a difference."""
        workspace = self.workspace.resolve() if self.annotates and self.workspace is not None else root
        above = root.relative_to(workspace) if root.is_relative_to(workspace) else Path()
        return tuple(_below(above, item) for item in problems)


def find_runner(environment: Mapping[str, str]) -> Runner:
    """Find out on what machine this runs, from its environment variables."""

    def path(name: str) -> Path | None:
        return Path(environment[name]) if environment.get(name) else None

    if environment.get("GITHUB_ACTIONS") != "true":
        return Runner()
    return Runner(
        annotates=True,
        base=environment.get("GITHUB_BASE_REF", ""),
        workspace=path("GITHUB_WORKSPACE"),
        temporary=path("RUNNER_TEMP"),
        summary=path("GITHUB_STEP_SUMMARY"),
        outputs=path("GITHUB_OUTPUT"),
    )


def _output(name: str, value: str) -> str:
    """Return an output in the form that holds any text; nobody can know the line that ends it."""
    end = f"veneer_{secrets.token_hex(16)}"
    return f"{name}<<{end}\n{value}\n{end}\n"


def _append(path: Path, text: str) -> None:
    with located(path.as_posix()), path.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _below(above: Path, item: Diagnostic) -> Diagnostic:
    place = item.location
    if place.file.partition("/")[0] not in _FOLDERS:
        return item
    return evolve(item, location=evolve(place, file=(above / place.file).as_posix()))
