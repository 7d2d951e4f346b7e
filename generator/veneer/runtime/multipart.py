"""Named parts go in, a ``multipart/form-data`` body comes out."""

from __future__ import annotations

import io
import ntpath
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final, cast

import httpx

from .files import FromHere, PathFile, may_block, opened, reader
from .headers import checked_header, checked_headers
from .pieces import PieceBody
from .threads import each_in_place, each_in_thread
from .values import Fixed

_BINARY = "application/octet-stream"


def _opened(content: bytes | str | BinaryIO | os.PathLike[str]) -> bytes | str | BinaryIO:
    return cast("bytes | str | BinaryIO", opened(content))


class FilePart(Fixed):
    """One part of a multipart body, with its file name and content type.

    Attributes:
        content: Bytes, a file opened in binary mode, or the path of one; a ``str`` is sent as UTF-8.
        filename: The part's file name; ``None`` takes the file's own base name, or else the part's name;
            ``""`` sends none.
        content_type: The part's media type; ``None`` is ``application/octet-stream``.
        headers: Further headers of the part.

    Raises:
        OSError: If there is no readable file at the path.
        TypeError: If the content is of another type or a file opened in text mode.
        ValueError: If the content type or a header holds a character that a header cannot.
    """

    __slots__ = ("content", "filename", "content_type", "headers")  # noqa: RUF023 (in the order of the repr)
    _unshown = frozenset({"content", "headers"})

    def __init__(
        self,
        content: bytes | str | BinaryIO | os.PathLike[str],
        filename: str | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.content: Final = _opened(content)
        self.filename: Final = filename
        self.content_type: Final = content_type
        self.headers: Final = checked_headers(headers)
        if isinstance(self.content, io.TextIOBase):
            raise TypeError("open the file in binary mode ('rb') to send it")
        if not isinstance(self.content, (bytes, bytearray, memoryview, str)) and not hasattr(self.content, "read"):
            raise TypeError(f"a part is bytes, a str or a binary file, got {type(self.content).__name__}")
        if self.content_type is not None:
            checked_header("Content-Type", self.content_type)


class MultipartBody(PieceBody):
    """The body behind ``RequestContent.multipart``: parts in the order given, files read while they are sent.

    httpx writes it (RFC 7578), with one boundary for all tries.
    """

    kind = "multipart"

    def __init__(self, parts: Iterable[tuple[str, Any]], subtype: str = "form-data") -> None:
        self._files: list[tuple[str, Any]] = []
        self._blocks = self._spent = False
        self.replayable = True
        for name, part in parts:
            if not isinstance(name, str):
                raise TypeError(f"a part's name must be a str, got {type(name).__name__}")
            self._files.append((name, self._part(name, part)))
        if not self._files:
            raise ValueError("a multipart content needs at least one part")
        boundary = os.urandom(16).hex()
        self.content_type = f"multipart/{subtype}; boundary={boundary}"
        self._written_type = f"multipart/form-data; boundary={boundary}"  # httpx takes a boundary from no other
        length = self._written().headers.get("Content-Length")
        self.length = None if length is None else int(length)

    def _part(self, name: str, part: object) -> tuple[Any, ...]:
        if isinstance(part, str):
            return None, part.encode("utf-8")
        try:
            file = part if isinstance(part, FilePart) else FilePart(part)  # type: ignore[arg-type]
        except TypeError as error:
            raise TypeError(f"part {name!r}: {error}") from None
        content: Any = file.content
        filename = _file_name(content, name) if file.filename is None else file.filename
        self._blocks = self._blocks or may_block(content)
        if isinstance(content, (bytearray, memoryview)):
            content = bytes(content)
        elif hasattr(content, "read") and not isinstance(content, PathFile):
            content = FromHere(content)
            self.replayable = self.replayable and content.replayable
        return filename, content, file.content_type or _BINARY, dict(file.headers)

    def check(self, asynchronous: bool) -> None:
        """Refuse files that were used up."""
        if self._spent:
            raise RuntimeError("a file of this RequestContent.multipart can be read only once and was sent already")

    def pieces(self) -> Iterator[bytes]:
        """Read the parts from their starts."""
        self.check(False)
        self._spent = not self.replayable
        yield from cast("httpx.SyncByteStream", self._written().stream)

    def async_pieces(self) -> AsyncIterator[bytes]:
        """Read the parts from their starts, files in a thread."""
        return each_in_thread(self.pieces()) if self._blocks else each_in_place(self.pieces())

    def _written(self) -> httpx.Request:
        files = [(name, tuple(map(reader, part))) for name, part in self._files]
        return httpx.Request("POST", "", headers={"Content-Type": self._written_type}, files=files)


def _file_name(content: object, part_name: str) -> str:
    name = getattr(content, "name", None)  # an int for a file made from a descriptor
    # ntpath knows both separators, so that no folder of the caller's leaves with the name.
    return (ntpath.basename(name) if isinstance(name, str) else "") or part_name
