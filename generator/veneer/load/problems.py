"""Problems one by one in, one InputError with all of them out: sorted by line, each once, at most fifty."""

from collections.abc import Callable
from typing import NoReturn

from attrs import evolve

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Location, Severity
from veneer.load import pointers
from veneer.load.source import Source

LIMIT = 50
Where = int | tuple[str, ...]  # an offset into the text, or the keys that lead to a part
Fix = str | Callable[[], str]  # what takes time to find out is found out only when it is shown


class Problems:
    """Collects what is wrong with one source.

    Attributes:
        source: The source.
        warnings: What was read in spite of a fault.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.warnings: list[Diagnostic] = []
        self._found: dict[Diagnostic, Fix] = {}

    def add(self, problem: DiagnosticId, message: str, where: Where, fix: Fix = "") -> None:
        """Note a problem.

        Args:
            problem: Its id.
            message: What is wrong.
            where: The place.
            fix: What to do about it.
        """
        if isinstance(where, int):
            found = Diagnostic(problem, message, self.source.at(where))
        else:
            pointer = pointers.join(self.source.written(where))
            found = Diagnostic(problem, message, self.source.locate(where), pointer=pointer)
        self._found[found] = fix

    def add_at(self, problem: DiagnosticId, message: str, source: Source, where: tuple[str, ...], fix: Fix) -> None:
        """Note a problem in another file of the description; arguments as for `add`."""
        self._found[Diagnostic(problem, message, source.locate(where), pointer=pointers.join(where))] = fix

    def warn(self, problem: DiagnosticId, message: str, where: tuple[str, ...], fix: str, *, key: bool = False) -> None:
        """Note a fault past which the description was read; with `key`, one of the key and not of its value."""
        place, pointer = self.source.locate(where, key=key), pointers.join(self.source.written(where))
        self.warnings.append(Diagnostic(problem, message, place, fix, pointer, Severity.WARNING))

    def warn_at(self, problem: DiagnosticId, message: str, source: Source, where: tuple[str, ...], fix: str) -> None:
        """Note a fault in another file of the description, past which it was read; arguments as for `add`."""
        place, pointer = source.locate(where), pointers.join(where)
        self.warnings.append(Diagnostic(problem, message, place, fix, pointer, Severity.WARNING))

    def fail(self, problem: DiagnosticId, message: str, where: Where, fix: Fix = "") -> NoReturn:
        """Note a problem that nothing can be read past, and raise all that was found."""
        self.add(problem, message, where, fix)
        self.raise_if_any()
        raise AssertionError("unreachable")

    def take(self, problem: DiagnosticId) -> list[Diagnostic]:
        """Take out the problems of one id, for who can go on in spite of them."""
        taken = [found for found in self._found if found.id == problem]
        return [evolve(found, fix=_text(self._found.pop(found))) for found in taken]

    def raise_if_any(self) -> None:
        """Raise ``InputError`` when there is a problem."""
        if not self._found:
            return
        ordered = sorted(self._found, key=self._rank)
        shown = [evolve(found, fix=_text(self._found[found])) for found in ordered[:LIMIT]]
        if len(ordered) > LIMIT:
            shown.append(Diagnostic("and-more", f"and {len(ordered) - LIMIT} more", Location(self.source.name)))
        raise InputError(shown)

    def _rank(self, found: Diagnostic) -> tuple[str, int, int, str]:
        place = found.location  # what stands in the description itself comes before what stands in other files
        file = "" if place.file == self.source.name else place.file
        return file, place.line or 0, place.column or 0, found.id


def _text(fix: Fix) -> str:
    return fix if isinstance(fix, str) else fix()
