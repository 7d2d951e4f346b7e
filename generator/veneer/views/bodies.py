"""Content of a body or an answer -> how the convenience layer writes or reads it, and the annotation of the value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from veneer.model import (
    Content,
    FileType,
    MapType,
    MediaKind,
    ModelRef,
    Status,
    UnionType,
    bare,
    references,
)
from veneer.overlay.contents import chosen_content
from veneer.overlay.plan import PlannedOperation
from veneer.views.choices import (
    TEXTS,
    Choice,
    chosen_expression,
    is_open,
    is_readable,
    keyword,
    keyword_argument,
    keyword_name,
    offered,
    told_apart,
)
from veneer.views.literals import quoted
from veneer.views.parts import field_expression, part_expression
from veneer.views.streams import lines_annotation, lines_expression
from veneer.views.types import TypePrinter, union
from veneer.views.view import Code, Import, code
from veneer.views.xml import speaks_xml, xml_expression, xml_read

_CAST = frozenset({Import("typing", "Any"), Import("typing", "cast")})


def body_annotation(printer: TypePrinter, operation: PlannedOperation) -> Code:
    """Return the annotation of the convenience form's content: what any of its media types takes."""
    body = operation.operation.body
    contents = offered(body) if body is not None else []
    return union(dict.fromkeys(_taken(printer, content) for content in contents)) if contents else Code("None")


def _taken(printer: TypePrinter, content: Content) -> Code:
    if isinstance(content.type, FileType):
        return printer.runtime("BinaryContent")
    if content.kind is MediaKind.JSON_LINES:
        return lines_annotation(printer, content)
    if content.kind in TEXTS and not speaks_xml(content):
        return Code("str")
    return printer.annotation(content.type, argument=True)


def content_type_argument(operation: PlannedOperation, choices: Sequence[Choice]) -> Code | None:
    """Return the argument that chooses the media type of the content; ``None`` where the content itself tells it."""
    if any(is_open(choice.content) for choice in choices):
        return Code(f"{keyword_name(operation)}: str | None = None")
    contents = keyword(choices)
    return keyword_argument(operation, contents) if contents else None


def body_choices(printer: TypePrinter, operation: PlannedOperation) -> list[Choice]:
    """Return the media types that the convenience form can send, and what makes raw content of each."""
    body, name = operation.operation.body, operation.content
    if body is None:
        return []
    taken = [(item, _taken(printer, item)) for item in offered(body)]
    # What makes the content checks its value, which a type checker knows only as one of several.
    is_one = len({annotation.text for _, annotation in taken}) == 1
    given = Code(name) if is_one else Code(f"cast(Any, {name})", _CAST)
    said = keyword_name(operation)
    made = [
        (item, annotation, _made(printer, item, given.text, said, item is body.contents[0]).needing(given.imports))
        for item, annotation in taken
    ]
    return told_apart(printer, name, made)


def body_expression(operation: PlannedOperation, choices: Sequence[Choice]) -> Code:
    """Return the expression that makes raw content from the convenience form's argument."""
    body = operation.operation.body
    if body is None or not choices:
        return Code("")
    name = operation.content
    made = chosen_expression(choices, keyword_name(operation))
    return made if body.required else code(f"None if {name} is None else {{}}", made)


def _made(printer: TypePrinter, content: Content, name: str, said: str, is_first: bool) -> Code:
    media_type = quoted(content.media_type)
    if is_open(content):
        return code(f"{{}}({name}, {said} or {{}})", printer.runtime("binary_content"), media_type)
    if isinstance(content.type, FileType):
        return code(f"{{}}({name}, {{}})", printer.runtime("binary_content"), media_type)
    if content.kind is MediaKind.JSON_LINES:
        return lines_expression(printer, content, name)
    if speaks_xml(content):
        return xml_expression(printer, content, name)
    if content.kind in TEXTS:
        known = quoted("text/plain") if content.media_type == "text/*" else media_type
        return code(f"{{}}({name}, {{}})", printer.runtime("text_content"), known)
    if content.kind in (MediaKind.MULTIPART, MediaKind.FORM):
        return _parts(printer, content, name)
    function, shape = "json_value", printer.encoder(content.type)
    if isinstance(content.type, ModelRef):
        function, shape = "json_content", printer.named(content.type.id)
    # A JSON content without a media type of its own takes the operation's first one.
    own = Code("") if is_first or content.media_type == "application/json" else code(", {}", media_type)
    return code(f"{{}}({name}, {{}}{{}})", printer.runtime(function), shape, own)


def _parts(printer: TypePrinter, content: Content, name: str) -> Code:
    kind = "multipart" if content.kind is MediaKind.MULTIPART else "form"
    type = bare(content.type)
    if isinstance(type, ModelRef):
        return _written(printer, content, Code(name), printer.named(type.id))
    if isinstance(type, UnionType) and all(isinstance(option, ModelRef) for option in type.options):
        return _written(printer, content, Code(name), printer.runtime("Model"))
    if isinstance(type, MapType):
        written = code(f"{{}}({name})", printer.encoder(type))
        if any(isinstance(item, ModelRef) for item in references(type)):  # which may hold what is not sent
            written = code(f"{{}}({{}}, {name})", printer.runtime("as_sent"), printer.encoder(type))
        return _written(printer, content, written, Code("dict"))
    return code(f"{{}}.{kind}({name})", printer.runtime("RequestContent"))


def _written(printer: TypePrinter, content: Content, value: Code, cls: Code) -> Code:
    """Return the call that writes a form or a multipart body, each part as its encoding says."""
    is_multipart = content.kind is MediaKind.MULTIPART
    write = part_expression if is_multipart else field_expression
    made = ((part, write(printer, part)) for part in content.parts)
    entries = [code("{}: {}", quoted(part.wire_name), found) for part, found in made if found is not None]
    arguments = [value, cls]
    arguments += [code(f"{{{{{', '.join('{}' for _ in entries)}}}}}", *entries)] if entries else []
    subtype = content.media_type.get_untrusted_value().partition(";")[0].strip().lower().partition("/")[2]
    if is_multipart and subtype not in ("form-data", "*"):
        arguments.append(code("subtype={}", quoted(subtype)))
    function = printer.runtime("multipart_content" if is_multipart else "form_content")
    return code(f"{{}}({', '.join('{}' for _ in arguments)})", function, *arguments)


def answer(printer: TypePrinter, operation: PlannedOperation) -> tuple[Code, Code]:
    """Return the annotation and the expression of the answer's value, by status where statuses differ."""
    reads = [(item, *_read_any(printer, item.contents)) for item in operation.operation.successes]
    if not reads or operation.operation.method == "HEAD":  # whose answers have no body, whatever is described
        return Code("None"), Code("None")
    read = by_status([(item.status, read) for item, _, read in reads])
    return union(dict.fromkeys(annotation for _, annotation, _ in reads)), read


def by_status(reads: Iterable[tuple[Status, Code]]) -> Code:
    """Return the expression that reads the answer in `raw` by its status.

    Args:
        reads: The expression for each status, in the order of `Operation.responses`: a range behind the exact statuses,
            which it may hold.
    """
    grouped: dict[tuple[bool, Code], list[Status]] = {}
    for status, read in reads:
        grouped.setdefault((status.is_exact, read), []).append(status)
    *others, (_, found) = grouped
    for exact, read in reversed(others):
        condition = " or ".join(map(_condition, grouped[exact, read]))
        whole = code("({})", read) if " if " in read.text else read  # which is a condition itself
        found = code(f"{{}} if {condition} else {{}}", whole, found)
    return found


def _condition(status: Status) -> str:
    low, high = status.low, status.high
    return f"raw.status_code == {low}" if low == high else f"{low} <= raw.status_code <= {high}"


def _read_any(printer: TypePrinter, contents: tuple[Content, ...]) -> tuple[Code, Code]:
    """Return the annotation and the expression of an answer's value, by the media type that it has."""
    annotation, read = _read(printer, chosen_content(contents))
    for item in reversed(alike(printer, contents)):
        other = _read(printer, item)[1]
        if other.text != read.text:
            is_other = code("{}(raw, {})", printer.runtime("answers_as"), quoted(item.media_type))
            read = code("{} if {} else {}", other, is_other, read)
    return annotation, read


def alike(printer: TypePrinter, contents: tuple[Content, ...]) -> list[Content]:
    """Return the other contents of an answer whose values are of the type of the chosen one's."""
    if len(contents) < 2:
        return []
    chosen = chosen_content(contents)
    wanted = _read(printer, chosen)[0].text
    others = [item for item in contents if item is not chosen and is_readable(item)]
    return [item for item in others if _read(printer, item)[0].text == wanted]


def content_read(printer: TypePrinter, content: Content) -> Code:
    """Return the expression that reads an answer of one media type."""
    return _read(printer, content)[1]


def _read(printer: TypePrinter, content: Content | None) -> tuple[Code, Code]:
    if content is None:
        return Code("None"), Code("None")
    if isinstance(content.type, FileType) or content.kind is MediaKind.MULTIPART:
        return Code("bytes"), code("{}(raw, {})", printer.runtime("read_bytes"), quoted(content.media_type))
    if speaks_xml(content):
        return printer.annotation(content.type), xml_read(printer, content)
    if content.kind in (*TEXTS, MediaKind.JSON_LINES, MediaKind.FORM):
        return Code("str"), code("{}(raw, {})", printer.runtime("read_text"), quoted(content.media_type))
    read = code("{}(raw, {})", printer.runtime("read_json"), printer.decoder(content.type))
    return printer.annotation(content.type), read
