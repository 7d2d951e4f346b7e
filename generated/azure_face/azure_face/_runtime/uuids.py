"""A JSON value goes in, a UUID comes out, and back: apart, since `uuid` takes long to load and few clients need it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, SafeUUID

from .decode_lists import LIST_READERS
from .decoding import parsed
from .encoding import refuse

_UNKNOWN = SafeUUID.unknown


class _Blank(UUID):
    """A UUID that is still to be filled in: setting its attributes is quicker than what ``UUID`` does to find out."""

    __slots__ = ()
    __init__: Any = object.__init__
    __setattr__: Any = object.__setattr__


def read_uuids(texts: list[Any]) -> list[UUID] | None:
    """Read texts as ``UUID`` does, in one pass; ``None`` if one of them needs a closer look."""
    read: list[UUID] = []
    try:
        for text in texts:
            digits = text.replace("-", "")
            if len(digits) != 32:
                return None
            made: Any = _Blank()
            made.int = int(digits, 16)
            made.is_safe = _UNKNOWN
            made.__class__ = UUID
            read.append(made)
    except (AttributeError, TypeError, ValueError):
        return None
    return read


def decode_uuid(value: object) -> UUID:
    """Read a UUID."""
    read = read_uuids([value])
    return read[0] if read else parsed(value, UUID, "a UUID")


LIST_READERS[decode_uuid] = read_uuids


def encode_uuid(value: UUID) -> str:
    """Write a UUID in its usual lower-case form."""
    if not isinstance(value, UUID):
        refuse("a UUID", value)
    return str(value)
