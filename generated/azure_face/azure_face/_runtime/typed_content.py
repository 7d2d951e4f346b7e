"""Bytes, text or a model goes in, the ``RequestContent`` of a body that is not JSON comes out."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping
from os import PathLike
from typing import Any, BinaryIO, TypeAlias

from .content import RequestContent
from .context import RequestContext
from .decoding import mismatch
from .encoding import refuse
from .forms import is_file
from .kinds import type_name
from .model import Model
from .multipart import FilePart

FileContent: TypeAlias = bytes | BinaryIO | PathLike[str] | FilePart
"""A file in a multipart body: bytes, a file opened in binary mode, a path, or these with a name and a content type."""

BinaryContent: TypeAlias = bytes | BinaryIO | PathLike[str] | Iterable[bytes] | AsyncIterable[bytes]
"""A whole binary body: bytes, a file opened in binary mode, a path, or pieces (async ones for async clients)."""


def binary_content(content: BinaryContent, content_type: str) -> RequestContent:
    """Make the content of a binary body.

    Args:
        content: The bytes, or where they come from.
        content_type: The operation's media type.

    Returns:
        The content; what is not bytes is streamed.

    Raises:
        OSError: If there is no readable file at a path.
        TypeError: If content is ``None``, text or anything else.
    """
    own = None if "*" in content_type else content_type  # a range of media types is none
    if isinstance(content, (bytes, bytearray, memoryview)):
        return RequestContent.bytes(bytes(content), own)
    if isinstance(content, RequestContext):
        raise TypeError("the content must be bytes or a binary file; pass the RequestContext as context=")
    is_source = hasattr(content, "read") or isinstance(content, (Iterable, AsyncIterable, PathLike))
    if isinstance(content, (str, Mapping, Model)) or not is_source:
        advice = ": a file's path is a pathlib.Path" if isinstance(content, str) else ""
        wanted = "bytes, a binary file, a path or an iterable of bytes"
        raise TypeError(f"the content must be {wanted}, got {type_name(content)}{advice}")
    return RequestContent.stream(content, own)


def text_content(content: str, content_type: str) -> RequestContent:
    """Make the content of a text body, sent as UTF-8.

    Raises:
        TypeError: If content is no ``str``.
    """
    if not isinstance(content, str):
        raise TypeError(f"content must be a str, got {type(content).__name__}")
    return RequestContent.text(content, content_type)


def encode_file(value: Any) -> Any:
    """Pass a file of a multipart body: bytes, a file opened in binary mode, a path, or a ``FilePart``."""
    if not is_file(value):
        refuse("bytes, a binary file, a path or a FilePart", value)
    return value


def decode_file(value: object) -> Any:
    """Pass a file of a multipart body that was written with ``encode_file``."""
    if not is_file(value):
        mismatch("bytes, a binary file, a path or a FilePart", value)
    return value
