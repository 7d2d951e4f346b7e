"""Content of lines or events -> how the convenience layer reads it while it comes or writes it, and annotations."""

from __future__ import annotations

from veneer.model import AnyType, Content, MediaKind, StringType
from veneer.overlay.contents import chosen_content
from veneer.overlay.plan import PlannedOperation
from veneer.views.literals import quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code

STREAMS = (MediaKind.JSON_LINES, MediaKind.EVENT_STREAM)


def streamed(operation: PlannedOperation) -> Content | None:
    """Return the content that an operation answers with item by item; ``None`` where it answers with anything else.

    Every success has the same items, or nothing at all, which is a stream without items.
    """
    subject = operation.operation
    if subject.method == "HEAD":
        return None
    chosen = [content for item in subject.successes if (content := chosen_content(item.contents)) is not None]
    same = len({(content.kind, content.item) for content in chosen}) == 1
    return chosen[0] if same and chosen[0].kind in STREAMS else None


def stream_code(printer: TypePrinter, content: Content, *, is_async: bool) -> tuple[Code, Code]:
    """Return the annotation of the stream of an answer's items, and the expression that makes it of `raw`."""
    item, media_type = content.item or AnyType(), quoted(content.media_type)
    stream = printer.runtime("AsyncStream" if is_async else "Stream")
    annotation = printer.annotation(item)
    if content.kind is MediaKind.JSON_LINES:
        reader = code("{}({}, {})", printer.runtime("json_lines"), printer.decoder(item), media_type)
        return code("{}[{}]", stream, annotation), code("{}(raw, {})", stream, reader)
    event = code("{}[{}]", printer.runtime("ServerSentEvent"), annotation)
    if isinstance(item, StringType):
        reader = code("{}({})", printer.runtime("text_events"), media_type)
    else:
        reader = code("{}({}, {})", printer.runtime("json_events"), printer.decoder(item), media_type)
    return code("{}[{}]", stream, event), code("{}(raw, {})", stream, reader)


def lines_annotation(printer: TypePrinter, content: Content) -> Code:
    """Return the annotation of a body's items."""
    item = printer.annotation(content.item or AnyType(), argument=True)
    needed = frozenset({Import("collections.abc", "AsyncIterable"), Import("collections.abc", "Iterable")})
    return code("Iterable[{}] | AsyncIterable[{}]", item, item).needing(needed)


def lines_expression(printer: TypePrinter, content: Content, name: str) -> Code:
    """Return the expression that makes raw content of a body's items."""
    encoder = printer.encoder(content.item or AnyType())
    return code(f"{{}}({name}, {{}}, {{}})", printer.runtime("lines_content"), encoder, quoted(content.media_type))
