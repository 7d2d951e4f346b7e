"""Named parts go in, a ``multipart/form-data`` body comes out."""

from __future__ import annotations

import io
import ntpath
import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO, cast

from attrs import field, frozen

from .bodies import BodyArguments
from .files import opened, reader
from .headers import checked_header
from .streams import start_of

_BINARY = "application/octet-stream"


def _checked_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({name: checked_header(name, value) for name, value in headers.items()})


def _opened(content: bytes | str | BinaryIO | os.PathLike[str]) -> bytes | str | BinaryIO:
    return cast("bytes | str | BinaryIO", opened(content))


@frozen(eq=False)
class FilePart:
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

    content: bytes | str | BinaryIO | os.PathLike[str] = field(repr=False, converter=_opened)
    filename: str | None = field(default=None)
    content_type: str | None = field(default=None)
    headers: Mapping[str, str] = field(factory=dict, converter=_checked_headers, repr=False)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.content, io.TextIOBase):
            raise TypeError("open the file in binary mode ('rb') to send it")
        if not isinstance(self.content, (bytes, bytearray, memoryview, str)) and not hasattr(self.content, "read"):
            raise TypeError(f"a part is bytes, a str or a binary file, got {type(self.content).__name__}")
        if self.content_type is not None:
            checked_header("Content-Type", self.content_type)


class MultipartBody:
    """The body behind ``RequestContent.multipart``: parts in the order given, files read while they are sent."""

    kind = "multipart"
    length = None

    def __init__(self, parts: Iterable[tuple[str, Any]]) -> None:
        self._files: list[tuple[str, Any]] = []
        self._once = False
        self._spent = False
        for name, part in parts:
            if not isinstance(name, str):
                raise TypeError(f"a part's name must be a str, got {type(name).__name__}")
            self._files.append((name, self._part(name, part)))
        if not self._files:
            raise ValueError("a multipart content needs at least one part")

    def _part(self, name: str, part: object) -> tuple[Any, ...]:
        if isinstance(part, str):
            return None, part.encode("utf-8")
        try:
            file = part if isinstance(part, FilePart) else FilePart(part)  # type: ignore[arg-type]
        except TypeError as error:
            raise TypeError(f"part {name!r}: {error}") from None
        content: Any = file.content
        if isinstance(content, (bytearray, memoryview)):
            content = bytes(content)
        self._once = self._once or (hasattr(content, "read") and start_of(content) is None)
        filename = _file_name(content, name) if file.filename is None else file.filename
        return filename, content, file.content_type or _BINARY, dict(file.headers)

    @property
    def replayable(self) -> bool:
        """Whether it can be sent again: not if the source can be read only once."""
        return not self._once

    def arguments(self, asynchronous: bool) -> BodyArguments:
        """Give the parts to any client.

        Raises:
            RuntimeError: If one of the files can be read only once, and has been.
        """
        if self._spent:
            raise RuntimeError("a file of this RequestContent.multipart can be read only once and was sent already")
        self._spent = self._once
        return {"files": [(name, tuple(map(reader, part))) for name, part in self._files]}


def _file_name(content: object, part_name: str) -> str:
    name = getattr(content, "name", None)  # an int for a file made from a descriptor
    # ntpath knows both separators, so that no folder of the caller's leaves with the name.
    return (ntpath.basename(name) if isinstance(name, str) else "") or part_name
