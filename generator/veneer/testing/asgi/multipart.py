"""The bytes of a multipart body -> its parts, each with its name, headers and exact bytes."""

from __future__ import annotations

from attrs import define, field, frozen
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from .errors import bad_argument


@frozen
class Part:
    """A part of a multipart body.

    Attributes:
        name: Its name in the form.
        filename: Its file name; ``None`` when it was sent as a plain field.
        content_type: Its content type without parameters; empty when it has none.
        content: Its bytes.
    """

    name: str
    filename: str | None
    content_type: str
    content: bytes = field(repr=False)


def read_parts(content_type: str, body: bytes) -> tuple[Part, ...]:
    """Return the parts of a multipart body.

    Starlette's own form reader decodes a part that has no file name to text, which would change its bytes.

    Args:
        content_type: The request's ``Content-Type`` with its boundary.
        body: The whole body.

    Returns:
        The parts in the order of the body.

    Raises:
        ServiceError: The body is not multipart (400).
    """
    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        raise bad_argument("The content type of a multipart body must have a boundary.")
    collector = _Collector()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": collector.begin,
                "on_header_field": collector.add_to_field,
                "on_header_value": collector.add_to_value,
                "on_header_end": collector.end_header,
                "on_part_data": collector.add_to_content,
                "on_part_end": collector.end,
                "on_end": collector.end_all,
            },
        )
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise bad_argument("The request body is not a multipart body with the boundary that was announced.") from error
    if not collector.is_complete:
        raise bad_argument("The multipart body has no closing boundary.")
    return tuple(collector.parts)


@define
class _Collector:
    parts: list[Part] = field(factory=list)
    is_complete: bool = False
    _headers: dict[str, str] = field(factory=dict)
    _field: bytearray = field(factory=bytearray)
    _value: bytearray = field(factory=bytearray)
    _content: bytearray = field(factory=bytearray)

    def begin(self) -> None:
        """Begin a part."""
        self._headers, self._content = {}, bytearray()

    def add_to_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def end_header(self) -> None:
        self._headers[self._field.decode("latin-1").lower()] = self._value.decode("latin-1")
        self._field, self._value = bytearray(), bytearray()

    def add_to_content(self, data: bytes, start: int, end: int) -> None:
        self._content += data[start:end]

    def end(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition"))
        if b"name" not in options:
            raise bad_argument("Each part of a multipart body must have a name in its Content-Disposition.")
        filename = options.get(b"filename")
        self.parts.append(
            Part(
                name=options[b"name"].decode("utf-8", "replace"),
                filename=None if filename is None else filename.decode("utf-8", "replace"),
                content_type=parse_options_header(self._headers.get("content-type"))[0].decode("latin-1"),
                content=bytes(self._content),
            )
        )

    def end_all(self) -> None:
        self.is_complete = True
