"""A JSON value goes in, a UUID comes out, and back: apart, since `uuid` takes long to load and few clients need it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from typing import Any, cast
from uuid import UUID, SafeUUID

from .decode_lists import LIST_READERS
from .decoding import parsed
from .encoding import refuse

_UNKNOWN = SafeUUID.unknown
_number = int.from_bytes
_RUN = 100  # texts that are read at once; what is made for a count is kept, so not for any count


class _Blank(UUID):
    """A UUID that is still to be filled in: setting its attributes is quicker than what ``UUID`` does to find out."""

    __slots__ = ()
    __init__: Any = object.__init__
    __setattr__: Any = object.__setattr__


@lru_cache(_RUN)
def _shape(count: int) -> tuple[str, Callable[[bytes], tuple[bytes, ...]]]:
    """Return what stands between so many texts, and the function that splits the bytes of all of them."""
    return "\n" * (count - 1), struct.Struct("16s" * count).unpack


def read_uuids(texts: list[Any]) -> list[UUID] | None:
    """Read texts as ``UUID`` does, in one pass; ``None`` if one of them needs a closer look."""
    if len(texts) > _RUN:
        runs = [read_uuids(texts[begin : begin + _RUN]) for begin in range(0, len(texts), _RUN)]
        return None if None in runs else list(chain.from_iterable(cast("list[list[UUID]]", runs)))
    read: list[UUID] = []
    between, split = _shape(len(texts))
    try:
        lines = "\n".join(texts).replace("-", "")
        # 32 characters a line, and 16 bytes for each: all of them are digits, since `fromhex` skips only white space.
        if lines[32::33] != between or len(lines) != 33 * len(texts) - 1:
            return None if texts else read
        for number in map(_number, split(bytes.fromhex(lines))):
            made: Any = _Blank()
            made.int = number
            made.is_safe = _UNKNOWN
            made.__class__ = UUID
            read.append(made)
    except (TypeError, ValueError, struct.error):
        return None
    return read


def decode_uuid(value: object) -> UUID:
    """Read a UUID."""
    if isinstance(value, str) and len(digits := value.replace("-", "")) == 32:
        try:
            if len(octets := bytes.fromhex(digits)) == 16:  # less where there is white space
                made: Any = _Blank()
                made.int = _number(octets)
                made.is_safe = _UNKNOWN
                made.__class__ = UUID
                return cast("UUID", made)
        except ValueError:
            pass  # `parsed` says so
    return parsed(value, UUID, "a UUID")


LIST_READERS[decode_uuid] = read_uuids


def encode_uuid(value: UUID) -> str:
    """Write a UUID in its usual lower-case form."""
    if not isinstance(value, UUID):
        refuse("a UUID", value)
    return str(value)
