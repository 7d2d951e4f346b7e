"""The JSON library that is wanted goes in, a reader and a writer that use it come out.

A quick library must not change what a client does. So whatever orjson or msgspec refuses, and the little that they take
otherwise than the standard library, is done again with the standard library, whose word counts.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple


class Codec(NamedTuple):
    """How JSON is read and written.

    Attributes:
        name: The library that does it where it can.
        loads: Text or UTF-8 bytes to a value.
        dumps: A value to UTF-8 bytes.
    """

    name: str
    loads: Callable[[bytes | str], Any]
    dumps: Callable[[object], bytes]


def choose(name: str | None, standard: Codec, default: Callable[[object], object]) -> Codec:
    """Choose a library.

    Args:
        name: ``"orjson"``, ``"msgspec"`` or ``"json"``; ``None`` takes the best of what is installed: msgspec reads
            quickest, and orjson writes.
        standard: What the standard library does.
        default: What makes a value JSON-ready that JSON does not know.

    Returns:
        The codec.

    Raises:
        ImportError: If the library that is named is not installed.
        ValueError: If it is none of the three.
    """
    if name is None:
        best = standard
        for quick in ("orjson", "msgspec"):
            try:
                best = choose(quick, standard._replace(dumps=best.dumps), default)
            except ImportError:
                continue
        return best
    if name == "orjson":
        return _orjson(standard, default)
    if name == "msgspec":
        return _msgspec(standard)
    if name == "json":
        return standard
    raise ValueError(f"the JSON library is 'orjson', 'msgspec' or 'json', got {name!r}")


# orjson reads an integer that is wider than 64 bit as a float, so 19 digits in a row are not for it: with every digit
# a zero they are found with one search.
_DIGITS_TO_ZERO = bytes.maketrans(b"123456789", b"000000000")
_WIDE = b"0" * 19


def _unless_subclass(default: Callable[[object], object]) -> Callable[[object], object]:
    def ready(value: object) -> object:
        if isinstance(value, (str, int, float, list, tuple, dict)):  # a subclass, which may write itself otherwise
            raise TypeError
        return default(value)

    return ready


def _orjson(standard: Codec, default: Callable[[object], object]) -> Codec:
    library = import_module("orjson")
    read, write, refusal = library.loads, library.dumps, library.JSONDecodeError
    options = library.OPT_PASSTHROUGH_DATETIME | library.OPT_PASSTHROUGH_DATACLASS | library.OPT_PASSTHROUGH_SUBCLASS
    ready = _unless_subclass(default)

    def loads(data: bytes | str) -> Any:
        if isinstance(data, bytes) and _WIDE not in data.translate(_DIGITS_TO_ZERO):
            try:
                return read(data)
            except refusal:
                pass
        return standard.loads(data)

    def dumps(value: object) -> bytes:
        try:
            text: bytes = write(value, ready, options)
        except TypeError:
            return standard.dumps(value)
        # It writes NaN as null and UNSET as its name, which the standard library refuses.
        return standard.dumps(value) if b"null" in text or b"UNSET" in text else text

    return Codec("orjson", loads, dumps)


def _msgspec(standard: Codec) -> Codec:
    # It only reads: what it writes for attrs classes, sets, decimals, durations and naive datetimes cannot be changed.
    library = import_module("msgspec")
    read, refusals = library.json.Decoder().decode, (library.DecodeError, ValueError, RecursionError)

    def loads(data: bytes | str) -> Any:
        try:
            return read(data)
        except refusals:
            pass
        return standard.loads(data)

    return Codec("msgspec", loads, standard.dumps)
