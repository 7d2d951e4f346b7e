"""Content of a body or an answer -> how the convenience layer writes or reads it, and the annotation of the value."""

from __future__ import annotations

from collections.abc import Iterable

from veneer.model import (
    Content,
    FileType,
    MapType,
    MediaKind,
    ModelRef,
    Status,
    UnionType,
    bare,
)
from veneer.overlay.contents import chosen_content, successes
from veneer.overlay.plan import PlannedOperation
from veneer.views.literals import quoted
from veneer.views.parts import field_expression, part_expression
from veneer.views.types import TypePrinter, union
from veneer.views.view import Code, code

_TEXTS = (MediaKind.XML, MediaKind.TEXT, MediaKind.JSON_LINES, MediaKind.EVENT_STREAM)


def body_annotation(printer: TypePrinter, operation: PlannedOperation) -> Code:
    """Return the annotation of the convenience form's content."""
    body = operation.operation.body
    content = chosen_content(body.contents) if body is not None else None
    if content is None:
        return Code("None")
    if isinstance(content.type, FileType):
        return printer.runtime("BinaryContent")
    return Code("str") if content.kind in _TEXTS else printer.annotation(content.type, argument=True)


def body_expression(printer: TypePrinter, operation: PlannedOperation) -> Code:
    """Return the expression that makes raw content from the convenience form's argument."""
    body = operation.operation.body
    content = chosen_content(body.contents) if body is not None else None
    if body is None or content is None:
        return Code("")
    name = operation.content
    made = _made(printer, content, name, is_first=content is body.contents[0])
    return made if body.required else code(f"None if {name} is None else {{}}", made)


def _made(printer: TypePrinter, content: Content, name: str, *, is_first: bool) -> Code:
    media_type = quoted(content.media_type)
    if isinstance(content.type, FileType):
        return code(f"{{}}({name}, {{}})", printer.runtime("binary_content"), media_type)
    if content.kind in _TEXTS:
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
        return _written(printer, content, code(f"{{}}({name})", printer.encoder(type)), Code("dict"))
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
    reads = [(item, *_read(printer, chosen_content(item.contents))) for item in successes(operation.operation)]
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
        found = code(f"{{}} if {condition} else {{}}", read, found)
    return found


def _condition(status: Status) -> str:
    low, high = status.low, status.high
    return f"raw.status_code == {low}" if low == high else f"{low} <= raw.status_code <= {high}"


def _read(printer: TypePrinter, content: Content | None) -> tuple[Code, Code]:
    if content is None:
        return Code("None"), Code("None")
    if isinstance(content.type, FileType) or content.kind is MediaKind.MULTIPART:
        return Code("bytes"), code("{}(raw, {})", printer.runtime("read_bytes"), quoted(content.media_type))
    if content.kind in _TEXTS or content.kind is MediaKind.FORM:
        return Code("str"), code("{}(raw, {})", printer.runtime("read_text"), quoted(content.media_type))
    read = code("{}(raw, {})", printer.runtime("read_json"), printer.decoder(content.type))
    return printer.annotation(content.type), read
