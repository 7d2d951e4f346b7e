"""Diagnostics and progress -> what a person, a pipe or a machine reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from rich.console import Console
from rich.text import Text

from veneer.diagnostics import Diagnostic, Severity, one_line


class OutputFormat(StrEnum):
    """How diagnostics are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def write_diagnostics(diagnostics: Iterable[Diagnostic], format: OutputFormat) -> None:
    """Write diagnostics to stderr: text for people, JSON lines, or a GitHub workflow's annotations.

    Args:
        diagnostics: What to say.
        format: For whom.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    with console:  # which writes all of it at once
        for item in diagnostics:
            match format:
                case OutputFormat.TEXT:
                    console.print(_as_text(item))
                case OutputFormat.JSON:
                    print(_as_json(item), file=sys.stderr)
                case OutputFormat.GITHUB:
                    print(_as_annotation(item), file=sys.stderr)


def _as_text(item: Diagnostic) -> Text:
    severity = "red" if item.severity is Severity.ERROR else "yellow"
    text = Text.assemble((f"{item.location}: ", "bold"), (f"{item.severity}[{item.id}]: ", severity))
    text.append(one_line(item.message))
    return text.append(f"\n    fix: {one_line(item.fix)}", "dim") if item.fix else text


def _as_json(item: Diagnostic) -> str:
    place = item.location
    return json.dumps(
        {
            "severity": str(item.severity),
            "id": item.id,
            "message": item.message,
            "fix": item.fix,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "pointer": item.pointer,
        }
    )


def _as_annotation(item: Diagnostic) -> str:
    """Return a workflow command; its data and properties have escapes of their own."""
    place = item.location
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": f"veneer: {item.id}"}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    message = item.message + (f" Fix: {item.fix}" if item.fix else "")
    return f"::{item.severity} {shown}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class Progress:
    """Tells what is being done: a line that changes on a terminal, plain lines elsewhere."""

    def __init__(self, title: str) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self._status = self._console.status(Text(title)) if self._console.is_terminal else None
        self._title = title

    def __call__(self, step: str) -> None:
        """Say which step begins."""
        text = f"{self._title}: {one_line(step)}"
        if self._status is not None:
            self._status.update(Text(text))
        else:
            self._console.print(text)

    def update(self, part: str) -> None:
        """Say how far the step is, to who watches a terminal; a pipe is not told."""
        if self._status is not None:
            self._status.update(Text(f"{self._title}: {one_line(part)}"))

    @contextmanager
    def running(self) -> Iterator[Progress]:
        """Show the line while the work is done."""
        if self._status is None:
            yield self
            return
        with self._status:
            yield self
