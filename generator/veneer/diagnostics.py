"""Problems as data: where something is wrong in the input, what it is and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from veneer.diagnostic_ids import DiagnosticId, FindingId


class Severity(StrEnum):
    """How bad a problem is: an error stops the run, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Location:
    """A place in an input file.

    Attributes:
        file: The file as the user named it.
        line: 1-based line, or ``None`` when only the file is known.
        column: 1-based column in characters, or ``None``.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (one_line(self.file), self.line, self.column) if part is not None)


@frozen
class Diagnostic:
    """One problem.

    Attributes:
        id: Stable kebab-case name of the kind of problem.
        message: What is wrong, in one sentence.
        location: Where.
        fix: What to do about it, in one sentence.
        pointer: JSON Pointer (RFC 6901) into the description, where there is one.
        severity: Error or warning.
    """

    id: DiagnosticId | FindingId
    message: str
    location: Location
    fix: str = ""
    pointer: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        head = f"{self.location}: {self.severity}[{self.id}]: {one_line(self.message)}"
        return f"{head}\n    fix: {one_line(self.fix)}" if self.fix else head


class InputError(Exception):
    """The input could not be used; holds every diagnostic that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Diagnostic, ...]]]:
        return InputError, (self.diagnostics,)  # it comes from another process


def one_line(text: str) -> str:
    """Return ``text`` without control characters, so that a description cannot draw on the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that was probably meant, if one is near; of two as near the earlier."""
    return next(iter(difflib.get_close_matches(name, list(known), 1)), None)
