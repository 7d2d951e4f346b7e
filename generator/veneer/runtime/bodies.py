"""Bytes or form fields go in, a body comes out: what ``httpx`` needs to send it, and what its head has to say."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias
from urllib.parse import urlencode

import httpx

from .scalars import scalar_text

Content: TypeAlias = bytes | httpx.SyncByteStream | httpx.AsyncByteStream


class Body(Protocol):
    """What a ``RequestContent`` holds."""

    @property
    def kind(self) -> str:
        """Its name in a repr."""
        ...

    @property
    def length(self) -> int | None:
        """Its ``Content-Length``, where it is known."""
        ...

    @property
    def content_type(self) -> str | None:
        """The only ``Content-Type`` that is right for it, where there is one."""
        ...

    @property
    def encoding(self) -> str | None:
        """Its ``Content-Encoding``, if it has one."""
        ...

    @property
    def replayable(self) -> bool:
        """Whether it can be sent again from its start, as a retry does."""
        ...

    def content(self, asynchronous: bool) -> Content:
        """Give what ``httpx`` sends, by the same request again where it is replayable."""
        ...

    def gzip(self) -> Body:
        """Return the same body, sent compressed."""
        ...


class BytesBody:
    """A body that is held as bytes: JSON, text, binary, a form."""

    __slots__ = ("content_type", "data", "encoding", "kind", "length")

    replayable = True

    def __init__(self, kind: str, data: bytes, *, content_type: str | None = None, encoding: str | None = None) -> None:
        self.kind = kind
        self.data = data
        self.length = len(data)
        self.content_type = content_type
        self.encoding = encoding

    def content(self, asynchronous: bool) -> bytes:
        """Give the bytes, to any client, any number of times."""
        return self.data

    def gzip(self) -> BytesBody:
        """Return the same body, compressed now."""
        if self.encoding is not None:
            return self
        packer = gzip_packer()
        data = packer.compress(self.data) + packer.flush()
        return BytesBody(self.kind, data, content_type=self.content_type, encoding="gzip")


def gzip_packer() -> zlib._Compress:
    """Make what compresses to gzip (RFC 1952), without a time and a name: equal bytes are compressed to equal bytes."""
    return zlib.compressobj(wbits=zlib.MAX_WBITS | 16)


def form_body(fields: Mapping[str, object] | Iterable[tuple[str, object]]) -> BytesBody:
    """Make a URL-encoded form; a field with several values is repeated, one that is ``None`` is left out."""
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items() if isinstance(fields, Mapping) else fields:
        if not isinstance(name, str):
            raise TypeError(f"a form field's name must be a str, got {type(name).__name__}")
        values = value if isinstance(value, Sequence) and not isinstance(value, (str, bytes)) else [value]
        pairs.extend((name, scalar_text(name, item)) for item in values if item is not None)
    return BytesBody("form", urlencode(pairs).encode("ascii"), content_type="application/x-www-form-urlencoded")
