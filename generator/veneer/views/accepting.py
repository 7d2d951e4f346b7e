"""PlannedOperation -> the argument that chooses the media type of its answer, and what each choice returns."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from veneer.model import Content
from veneer.overlay.plan import PlannedOperation
from veneer.views.choices import argument_name
from veneer.views.literals import quoted
from veneer.views.results import ResultView, result_view
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code, imports_of

_LITERAL = frozenset({Import("typing", "Literal")})


@frozen
class AnswerView:
    """What a method returns for some of the media types that it can ask for.

    Attributes:
        argument: The argument as this form of the method takes it.
        asked: The condition that tells this form.
        returns: What it returns.
    """

    argument: Code
    asked: Code
    returns: ResultView


@frozen
class AcceptView:
    """The argument that chooses the media type of an answer.

    Attributes:
        name: Its name.
        argument: The argument as the whole method takes it.
        first: The argument of the form whose answers have the type that comes unasked.
        others: The forms whose answers have another type.
    """

    name: str
    argument: Code
    first: Code
    others: tuple[AnswerView, ...]

    @property
    def imports(self) -> frozenset[Import]:
        """What the argument and the other forms need."""
        others = (item.returns.imports for item in self.others)
        return imports_of((self.argument, self.first)).union(*others)


def accept_view(
    printer: TypePrinter, operation: PlannedOperation, returns: ResultView, *, is_async: bool
) -> AcceptView | None:
    """Return how a caller chooses what the answer of an operation is; ``None`` where there is no choice.

    Args:
        printer: Prints types and what they need.
        operation: The operation.
        returns: What it returns unasked.
        is_async: Whether the async twin is wanted.
    """
    media_types = _offered(operation)
    if len(media_types) < 2:
        return None
    groups: dict[str, list[str]] = {}
    for media_type in media_types:
        only = result_view(printer, _narrowed(operation, (media_type,)), is_async=is_async)
        groups.setdefault(only.typed.text, []).append(media_type)
    name = argument_name(operation, "accept")
    return AcceptView(
        name,
        _argument(name, media_types),
        _argument(name, groups.get(returns.typed.text, ())),
        tuple(
            AnswerView(
                _argument(name, group, optional=False),
                _condition(name, group),
                result_view(printer, _narrowed(operation, group), is_async=is_async),
            )
            for typed, group in groups.items()
            if typed != returns.typed.text
        ),
    )


def _offered(operation: PlannedOperation) -> list[str]:
    """Return the media types of the successes that have several, less ranges; none of what is followed or has pages."""
    subject = operation.operation
    if operation.paging is not None or operation.polling is not None or operation.followed or subject.method == "HEAD":
        return []
    offers = ([text for text in map(_media_type, item.contents) if "*" not in text] for item in subject.successes)
    return [*dict.fromkeys(text for offer in offers if len(offer) > 1 for text in offer)]


def _narrowed(operation: PlannedOperation, media_types: Iterable[str]) -> PlannedOperation:
    """Return an operation whose successes answer with some media types only, where they can."""
    wanted, subject = {*media_types}, operation.operation
    narrowed = {id(item): [each for each in item.contents if _media_type(each) in wanted] for item in subject.successes}
    responses = (evolve(item, contents=(*(narrowed.get(id(item)) or item.contents),)) for item in subject.responses)
    return evolve(operation, operation=evolve(subject, responses=(*responses,)))


def _media_type(content: Content) -> str:
    return content.media_type.get_untrusted_value()


def _argument(name: str, media_types: Iterable[str], *, optional: bool = True) -> Code:
    values = [quoted(item) for item in media_types]
    if not values:  # what comes unasked has the type of several media types, none of which has it alone
        return Code(f"{name}: None = None")
    literal = code(f"Literal[{', '.join('{}' for _ in values)}]", *values).needing(_LITERAL)
    return code(f"{name}: {{}}{' | None = None' if optional else ''}", literal)


def _condition(name: str, media_types: Iterable[str]) -> Code:
    values = [quoted(item) for item in media_types]
    if len(values) == 1:
        return code(f"{name} == {{}}", *values)
    return code(f"{name} in ({', '.join('{}' for _ in values)})", *values)
