"""Contents of one body -> those that a caller may choose from, and what tells which one is meant."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from veneer.model import Body, Content, FileType, MediaKind, ModelRef, StringType, Type, UnionType, bare
from veneer.overlay.contents import chosen_content
from veneer.overlay.plan import PlannedOperation
from veneer.upstream import UntrustedString
from veneer.views.literals import quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code

TEXTS = (MediaKind.XML, MediaKind.TEXT, MediaKind.EVENT_STREAM)


@frozen
class Choice:
    """One media type of a body.

    Attributes:
        content: The content.
        annotation: That of its value.
        made: The expression that makes raw content of the value.
        asked: Whether only its media type tells that it is meant: another one before it takes the same values.
        test: The condition on the value that tells it; ``None`` where no type does.
    """

    content: Content
    annotation: Code
    made: Code
    asked: bool = False
    test: Code | None = None


def offered(body: Body) -> list[Content]:
    """Return what the convenience layer can send, the one that it prefers first."""
    first = chosen_content(body.contents)
    if first is None:
        return []
    return [first, *(item for item in body.contents if item is not first and _is_sent(item))]


def _is_sent(content: Content) -> bool:
    return "*" not in content.media_type.get_untrusted_value() and is_readable(content)


def is_open(content: Content) -> bool:
    """Tell whether the media type of bytes is a range, so that only the caller knows which one of it they are."""
    return isinstance(content.type, FileType) and is_range(content.media_type)


def is_range(media_type: UntrustedString) -> bool:
    """Tell whether it is a range of media types (RFC 9110, section 12.5.1), and so none itself."""
    return media_type.get_untrusted_value().partition(";")[0].strip().endswith("/*")


def is_readable(content: Content) -> bool:
    """Tell whether the schema of a content says what its value is: that of a text says so only if it is a string."""
    return content.kind not in (MediaKind.TEXT, MediaKind.EVENT_STREAM) or isinstance(bare(content.type), StringType)


def told_apart(printer: TypePrinter, name: str, made: Sequence[tuple[Content, Code, Code]]) -> list[Choice]:
    """Return the choices between contents, each with its annotation and expression, in the order of preference."""
    choices: list[Choice] = []
    for content, annotation, expression in made:
        test = _test(printer, content, annotation, name)
        untested = any(choice.test is None for choice in choices)
        before = {choice.annotation.text for choice in choices}
        models = {id for choice in choices for id in _classes(choice.content.type)}
        asked = (
            annotation.text in before
            or (test is None and untested)
            or (annotation.text == "str" and "Any" in before)
            or not models.isdisjoint(_classes(content.type))
        )
        choices.append(Choice(content, annotation, expression, asked, test))
    return choices


def _test(printer: TypePrinter, content: Content, annotation: Code, name: str) -> Code | None:
    if annotation.text == "str":
        return Code(f"isinstance({name}, str)")
    classes = _classes(content.type)
    if not classes or content.kind in (MediaKind.JSON_LINES, MediaKind.EVENT_STREAM):
        return None
    names = [printer.named(item) for item in classes]
    one = "{}" if len(names) == 1 else f"({', '.join('{}' for _ in names)})"
    return code(f"isinstance({name}, {one})", *names)


def _classes(type: Type) -> list[str]:
    options = type.options if isinstance(type, UnionType) else (type,)
    found = [option.id for option in options if isinstance(option, ModelRef)]
    return found if len(found) == len(options) else []


def keyword(choices: Sequence[Choice]) -> tuple[Content, ...]:
    """Return the contents that the argument for the media type chooses from; none where the value always tells."""
    return tuple(choice.content for choice in choices) if any(choice.asked for choice in choices) else ()


def keyword_name(operation: PlannedOperation) -> str:
    """Return the name of that argument, apart from those of the parameters."""
    return argument_name(operation, "content_type")


def argument_name(operation: PlannedOperation, name: str) -> str:
    """Return a name for an argument of the convenience layer's own, apart from those of the parameters."""
    taken = {item.name for item in operation.parameters}
    while name in taken:
        name += "_"
    return name


def keyword_argument(operation: PlannedOperation, contents: Sequence[Content]) -> Code:
    """Return that argument with its annotation."""
    values = [quoted(item.media_type) for item in contents if "*" not in item.media_type.get_untrusted_value()]
    literal = code(f"Literal[{', '.join('{}' for _ in values)}]", *values).needing(
        frozenset({Import("typing", "Literal")})
    )
    return code(f"{keyword_name(operation)}: {{}} | None = None", literal)


def chosen_expression(choices: Sequence[Choice], name: str) -> Code:
    """Return the expression that makes raw content of whichever choice is meant.

    Args:
        choices: The choices, the preferred one first.
        name: The argument that says the media type.
    """
    otherwise = next((choice for choice in choices if choice.test is None), choices[0])
    has_keyword = bool(keyword(choices))
    found = otherwise.made
    for choice in reversed(choices):
        if choice is otherwise:
            continue
        said = code(f"{name} == {{}}", quoted(choice.content.media_type))
        if choice.asked or choice.test is None:
            condition = said
        elif has_keyword:
            condition = code(f"{{}} or ({name} is None and {{}})", said, choice.test)
        else:
            condition = choice.test
        found = code("{} if {} else {}", choice.made, condition, found)
    return found
