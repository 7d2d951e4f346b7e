"""An answer in XML goes in, its typed value comes out; a typed value goes in, the content of a request comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import httpx

from .checking import checking
from .content import RequestContent, with_value
from .decoding import Decoder
from .encoding import Encoder
from .errors import DecodeError
from .media_types import charset
from .other_bodies import check_type
from .read_only import as_sent
from .xml_shapes import JsonReady, XmlField, XmlShapes

T = TypeVar("T")


def read_xml(raw: httpx.Response, decode: Decoder[T], root: XmlField, shapes: XmlShapes) -> T:
    """Read an answer's XML body.

    Args:
        raw: The answer, its body read.
        decode: What makes the value typed, as if it had come as JSON.
        root: How the value stands in the document.
        shapes: How the models in it do.

    Returns:
        The typed value.

    Raises:
        DecodeError: If the answer says that it is no XML, or the body is empty, no XML, has a DOCTYPE, or does not fit;
            the path is that of the value in JSON, and ``response`` is the answer.
    """
    from .xml_reading import parsed, value_of

    check_type(raw, "application/xml")
    if not raw.content:
        raise DecodeError("$", "expected XML, got an empty body", raw)
    try:
        return checking(raw, decode)(value_of(parsed(raw.content, charset(raw)), root, shapes))
    except DecodeError as error:
        error.response = raw
        raise
    except RecursionError:
        raise DecodeError("$", "the XML is nested too deeply", raw) from None


def xml_values(root: XmlField, shapes: XmlShapes) -> Callable[[httpx.Response], JsonReady]:
    """Return what reads an answer's XML body as plain values, as they would be in JSON; `None` where it is empty.

    Args:
        root: How the value stands in the document.
        shapes: How the models in it do.
    """
    from .xml_reading import parsed, value_of

    def read(raw: httpx.Response) -> JsonReady:
        return value_of(parsed(raw.content, charset(raw)), root, shapes) if raw.content else None

    return read


def xml_content(value: T, encode: Encoder[T], root: XmlField, shapes: XmlShapes, content_type: str) -> RequestContent:
    """Make the content of a request in XML, UTF-8.

    Args:
        value: The value.
        encode: What makes it JSON-ready.
        root: How the value stands in the document.
        shapes: How the models in it do.
        content_type: The operation's media type.

    Returns:
        The content.

    Raises:
        EncodeError: If the value does not fit, or holds a text or a name that XML cannot.
    """
    from .xml_writing import written

    sent = as_sent(encode, value)
    return with_value(RequestContent.bytes(written(sent, root, shapes), content_type), sent)
