"""A JSON-ready value goes in, compact UTF-8 comes out; and the other way round, both strict about NaN (RFC 8259).

Where they are installed msgspec reads and orjson writes (or does both), with the same results.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any, NoReturn

from .json_codecs import Codec, choose
from .kinds import type_name


def dumps(value: object) -> bytes:
    """Write a value as compact UTF-8 JSON.

    Args:
        value: Anything that JSON knows, plus models, mappings, enums, aware datetimes, dates, times, timedeltas, UUIDs,
            decimals and bytes (as base64), at any depth.

    Returns:
        The JSON text.

    Raises:
        TypeError: If something inside has no JSON form.
        ValueError: If something inside is NaN, infinite, circular, a naive datetime, or a decimal with more digits than
            a JSON number carries.
    """
    return (_codec or use_json(None)).dumps(value)


def loads(data: bytes | str) -> Any:
    """Read JSON.

    Args:
        data: JSON text; bytes are UTF-8, a byte order mark is skipped.

    Returns:
        The value; of a key that occurs twice the last one.

    Raises:
        RecursionError: If it is nested too deeply.
        ValueError: If it is no JSON, or holds NaN, Infinity or a fraction larger than a double.
    """
    return (_codec or use_json(None)).loads(data)


def use_json(name: str | None) -> Codec:
    """Choose the library that reads and writes JSON from now on; nothing but the speed changes.

    Args:
        name: ``"orjson"``, ``"msgspec"`` or ``"json"``; ``None`` takes the best of what is installed.

    Returns:
        What is used now.

    Raises:
        ImportError: If the library is not installed.
        ValueError: If it is none of the three.
    """
    global _codec
    _codec = choose(name, Codec("json", _standard_loads, _standard_dumps), json_default)
    return _codec


def json_default(value: object) -> object:
    """Turn what ``json`` does not know into what it knows; a ``TypeError`` where there is no way."""
    from .model import Model

    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Mapping):
        return dict(value)
    encode = _encoder_for(value)
    if encode is None:
        raise TypeError(f"{type_name(value)} has no JSON form")
    return encode(value)


def _encoder_for(value: object) -> Any:
    import decimal
    import enum
    import uuid

    from . import encoding
    from .unset import Unset

    if isinstance(value, Unset):
        return None
    # An enum first: its members may be of any of the other types. A datetime before a date, whose subclass it is.
    table: tuple[tuple[type, Any], ...] = (
        (enum.Enum, lambda member: member.value),
        (datetime.datetime, encoding.encode_datetime),
        (datetime.date, encoding.encode_date),
        (datetime.time, encoding.encode_time),
        (datetime.timedelta, encoding.encode_duration),
        (uuid.UUID, str),
        (decimal.Decimal, encoding.encode_decimal),
        (bytes, encoding.encode_base64),
        (bytearray, encoding.encode_base64),
    )
    return next((encode for kind, encode in table if isinstance(value, kind)), None)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0.0:
        raise ValueError(f"{text[:20]} is larger than a double")
    return number


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=json_default)
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)


def _standard_dumps(value: object) -> bytes:
    return _ENCODER.encode(value).encode("utf-8")


def _standard_loads(data: bytes | str) -> Any:
    return _DECODER.decode(data if isinstance(data, str) else data.decode("utf-8-sig"))


_codec: Codec | None = None  # not before the first text: importing a library takes time
