"""A JSON value goes in, a UUID comes out, and back: apart, since `uuid` takes long to load and few clients need it."""

from __future__ import annotations

from binascii import unhexlify
from importlib import import_module
from typing import Any
from uuid import UUID, SafeUUID

from .decode_lists import LIST_READERS, ListReader
from .decoding import parsed
from .encoding import refuse

_UNKNOWN = SafeUUID.unknown
_number = int.from_bytes


class _Blank(UUID):
    """A UUID that is still to be filled in: setting its attributes is quicker than what ``UUID`` does to find out.

    It becomes one by its class; made in line below, since a call would take as long as all of it.
    """

    __slots__ = ()
    __init__: Any = object.__init__
    __setattr__: Any = object.__setattr__


def decode_uuid(value: object) -> UUID:
    """Read a UUID."""
    if isinstance(value, str):
        try:
            if len(octets := unhexlify(value.replace("-", ""))) == 16:
                made: Any = _Blank()
                made.int = _number(octets)
                made.is_safe = _UNKNOWN
                made.__class__ = UUID
                read: UUID = made
                return read
        except ValueError:
            pass  # `parsed` says so
    return parsed(value, UUID, "a UUID")


def read_uuids(texts: list[Any]) -> list[UUID] | None:
    """Read texts as ``decode_uuid`` does, in one pass; ``None`` if one of them needs a closer look.

    msgspec does it where it is installed, in half the time; it takes long to load, so not before the first list.
    """
    global _read_all
    if _read_all is None:
        try:
            _read_all = _by_msgspec(import_module("msgspec"))
        except ImportError:
            _read_all = _by_python
    return _read_all(texts)


def _by_python(texts: list[Any]) -> list[UUID] | None:
    """Do what ``read_uuids`` does, with the standard library alone."""
    read: list[UUID] = []
    try:
        for octets in map(unhexlify, "\n".join(texts).encode().translate(None, b"-").split(b"\n")):
            if len(octets) != 16:
                return None
            made: Any = _Blank()
            made.int = _number(octets)
            made.is_safe = _UNKNOWN
            made.__class__ = UUID
            read.append(made)
    except (TypeError, ValueError):
        return None
    return read if len(read) == len(texts) else None  # more where a text holds a line feed


def _by_msgspec(library: Any) -> ListReader:
    convert, wanted, refusal = library.convert, list[UUID], library.ValidationError

    def read(texts: list[Any]) -> list[UUID] | None:
        try:
            "".join(texts)  # it would take bytes and numbers too
            made: list[UUID] = convert(texts, wanted)
        except (TypeError, refusal):
            return None
        return made

    return read


_read_all: ListReader | None = None
LIST_READERS[decode_uuid] = read_uuids


def encode_uuid(value: UUID) -> str:
    """Write a UUID in its usual lower-case form."""
    if not isinstance(value, UUID):
        refuse("a UUID", value)
    return str(value)
