"""Bytes, form fields or multipart parts go in, the arguments that make ``httpx`` send them come out."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypedDict

from .scalars import scalar_text


class BodyArguments(TypedDict, total=False):
    """Keyword arguments of ``httpx.Client.build_request``."""

    content: bytes | Iterable[bytes] | AsyncIterable[bytes]
    data: dict[str, Any]
    files: list[tuple[str, Any]]


class Body(Protocol):
    """What a ``RequestContent`` holds."""

    @property
    def kind(self) -> str:
        """Its name in a repr."""
        ...

    @property
    def length(self) -> int | None:
        """Its length in bytes, where it is known and httpx does not find it out itself."""
        ...

    @property
    def replayable(self) -> bool:
        """Whether it can be sent again."""
        ...

    def arguments(self, asynchronous: bool) -> BodyArguments:
        """Give what ``httpx`` needs to send it once."""
        ...


class BytesBody:
    """A body that is held as bytes: JSON, text, binary."""

    replayable = True

    def __init__(self, kind: str, data: bytes) -> None:
        self.kind = kind
        self.data = data
        self.length = len(data)

    def arguments(self, asynchronous: bool) -> BodyArguments:
        """Give the bytes, to any client, any number of times."""
        return {"content": self.data}


class FormBody:
    """A URL-encoded form; a field with several values is repeated, one that is ``None`` is left out."""

    kind = "form"
    length = None
    replayable = True

    def __init__(self, fields: Mapping[str, object] | Iterable[tuple[str, object]]) -> None:
        self._fields: dict[str, list[str]] = {}
        for name, value in fields.items() if isinstance(fields, Mapping) else fields:
            if not isinstance(name, str):
                raise TypeError(f"a form field's name must be a str, got {type(name).__name__}")
            values = value if isinstance(value, Sequence) and not isinstance(value, (str, bytes)) else [value]
            texts = [scalar_text(name, item) for item in values if item is not None]
            self._fields.setdefault(name, []).extend(texts)

    def arguments(self, asynchronous: bool) -> BodyArguments:
        """Give the fields, to any client, any number of times."""
        return {"data": {name: values for name, values in self._fields.items() if values}}
