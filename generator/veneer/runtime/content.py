"""A payload goes in, one immutable value that a protocol method takes comes out."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO, TypeAlias

from .bodies import Body, BytesBody, form_body
from .headers import checked_header
from .json_text import dumps, loads
from .multipart import FilePart, MultipartBody
from .pieces import ProgressCallback, with_progress
from .streams import StreamBody, StreamSource

# The class below has a method `bytes`, which hides the type inside the class.
_Bytes: TypeAlias = bytes
Part: TypeAlias = "str | bytes | BinaryIO | os.PathLike[str] | FilePart | RequestContent"

_JSON = "application/json"


class RequestContent:
    """The body of a request. Make one with ``json``, ``bytes``, ``text``, ``form``, ``multipart`` or ``stream``."""

    __slots__ = ("_body", "_content_type", "_value")

    _body: Body
    _content_type: str | None
    _value: object

    def __init__(self, body: Body, content_type: str | None, value: object = None) -> None:
        if not isinstance(getattr(body, "kind", None), str):
            raise TypeError("make a RequestContent with RequestContent.json(...), .bytes(...), .text(...), ...")
        if content_type is not None:
            checked_header("Content-Type", content_type)
        object.__setattr__(self, "_body", body)
        object.__setattr__(self, "_content_type", content_type)
        object.__setattr__(self, "_value", value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a RequestContent does not change")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a RequestContent does not change")

    @classmethod
    def json(cls, value: Any, content_type: str | None = None) -> RequestContent:
        """Send a value as JSON, written at once.

        Args:
            value: Anything that JSON knows, plus models, mappings, enums, aware datetimes, dates, times, timedeltas,
                UUIDs, decimals and bytes (as base64), at any depth.
            content_type: The media type; ``None`` takes the operation's where that is a JSON one, else
                ``application/json``.

        Returns:
            The content.

        Raises:
            TypeError: If something inside has no JSON form.
            ValueError: If something inside is NaN, infinite, circular or a naive datetime.
        """
        return cls(BytesBody("json", dumps(value)), content_type)

    @classmethod
    def bytes(cls, data: _Bytes, content_type: str | None = None) -> RequestContent:
        """Send bytes as they are.

        Args:
            data: The bytes; a ``bytearray`` or ``memoryview`` is copied.
            content_type: The media type; ``None`` takes the operation's.

        Raises:
            TypeError: If data is not bytes.
        """
        if not isinstance(data, (_Bytes, bytearray, memoryview)):
            raise TypeError(f"data must be bytes, got {type(data).__name__}; a str goes to RequestContent.text")
        return cls(BytesBody("bytes", _Bytes(data)), content_type)

    @classmethod
    def text(cls, text: str, content_type: str = "text/plain; charset=utf-8") -> RequestContent:
        """Send text as UTF-8.

        Args:
            text: The text.
            content_type: The media type.

        Raises:
            TypeError: If text is not a str.
        """
        if not isinstance(text, str):
            raise TypeError(f"text must be a str, got {type(text).__name__}")
        return cls(BytesBody("text", text.encode("utf-8")), content_type)

    @classmethod
    def form(cls, fields: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> RequestContent:
        """Send a form as ``application/x-www-form-urlencoded``.

        Args:
            fields: Scalars by name, or pairs of both; a list repeats the field, ``None`` leaves it out.

        Raises:
            TypeError: If a field has no text form.
        """
        pairs: list[Any] = list(fields.items() if isinstance(fields, Mapping) else fields)
        return cls(form_body(pairs), None, dict(pairs))

    @classmethod
    def multipart(
        cls,
        parts: Mapping[str, Part] | Sequence[tuple[str, Part]],
        *,
        progress: ProgressCallback | None = None,
        subtype: str = "form-data",
    ) -> RequestContent:
        """Send parts as ``multipart/form-data`` (RFC 7578), files while they are read.

        Args:
            parts: Parts by name, or pairs of both where a name occurs twice. A ``str`` is a plain field; bytes, a
                binary file, a path or a ``FilePart`` is a file; ``RequestContent.json(...)``, ``.text(...)`` or
                ``.bytes(...)`` is a part with that content type and no file name. A file is sent from where it stood.
            progress: Is called as for ``stream``.
            subtype: What stands behind ``multipart/``, such as ``mixed``.

        Returns:
            The content; with a length, if that of every part is known.

        Raises:
            OSError: If there is no readable file at a path.
            TypeError: If a part is of another type, or progress cannot be called.
            ValueError: If there is none.
        """
        pairs = parts.items() if isinstance(parts, Mapping) else parts
        body = MultipartBody(((name, _part(name, part)) for name, part in pairs), subtype)
        return cls(with_progress(body, progress), None, {name: _sent_part(part) for name, part in pairs})

    @classmethod
    def stream(
        cls,
        source: StreamSource,
        content_type: str | None = None,
        length: int | None = None,
        *,
        progress: ProgressCallback | None = None,
    ) -> RequestContent:
        """Send bytes while they are read.

        Args:
            source: A binary file or the path of one (no ``str``), an iterable of bytes, or for an async client an async
                iterable of bytes. A path, a file that can seek and an iterable that is no iterator may be sent again,
                from where they stood.
            content_type: The media type; ``None`` takes the operation's.
            length: How many bytes there will be (>= 0); ``None`` asks the file, or else sends chunks.
            progress: Is called with the number of bytes sent so far, and that of all (or ``None``), after each piece;
                from the beginning again when the call is tried again. What it raises ends the call.

        Returns:
            The content; an async client reads files in a thread, and iterables that are not async in its event loop.

        Raises:
            OSError: If there is no readable file at the path.
            TypeError: If the source is of another type or a file opened in text mode, or progress cannot be called.
            ValueError: If length is negative.
        """
        return cls(with_progress(StreamBody(source, length), progress), content_type)

    def gzip(self) -> RequestContent:
        """Send the same content compressed, with ``Content-Encoding: gzip`` (RFC 9110, section 8.4.1.3).

        Only for a service that says that it takes this: there is no way to ask it. A stream is compressed while it is
        sent, and ``progress`` goes on counting its own bytes.

        Returns:
            The compressed content; equal contents give equal bytes. One that is compressed already stays as it is.
        """
        return RequestContent(self._body.gzip(), self._content_type, self._value)

    def __repr__(self) -> str:
        size = "" if self._body.length is None else f", {self._body.length} bytes"
        return f"<RequestContent {self._body.kind}{size}>"


def body_of(content: RequestContent) -> Body:
    """Open a content, for the client that sends it."""
    return content._body


def content_type_of(content: RequestContent, operation: str | None) -> str | None:
    """Choose the ``Content-Type``: the content's own, else the body's or the operation's; ``None`` for none."""
    if content._content_type is not None:
        return content._content_type
    if content._body.content_type is not None:
        return content._body.content_type
    if content._body.kind == "json":
        subtype = (operation or "").partition(";")[0].rstrip().lower()
        return operation if subtype.endswith(("/json", "+json")) else _JSON
    return operation


def sent_value(content: RequestContent) -> object:
    """Return what a content says, as a JSON value: its JSON, or what it was made of; ``None`` for any other."""
    body = content._body
    if content._value is not None or not isinstance(body, BytesBody) or body.kind != "json":
        return content._value
    return loads(body.data if body.encoding is None else zlib.decompress(body.data, zlib.MAX_WBITS | 16))


def with_value(content: RequestContent, value: object) -> RequestContent:
    """Return the same content, known to say what this JSON value does."""
    return RequestContent(content._body, content._content_type, value)


def _sent_part(part: Part) -> object:
    return sent_value(part) if isinstance(part, RequestContent) else part


def _part(name: str, part: Part) -> object:
    if not isinstance(part, RequestContent):
        return part
    body = part._body
    if not isinstance(body, BytesBody) or body.content_type is not None:
        raise TypeError(f"part {name!r}: a part is RequestContent.json, .text or .bytes; not .{body.kind}")
    if body.encoding is not None:
        raise TypeError(f"part {name!r}: a part is not compressed by itself; .gzip() belongs to the multipart content")
    return FilePart(body.data, filename="", content_type=content_type_of(part, None))
