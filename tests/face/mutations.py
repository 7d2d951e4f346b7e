"""A valid answer and dice go in, the same answer with something wrong comes out: shape, text, bytes, head or end."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx

# Written into the text as they are: some are no JSON, some are only hard to bear.
HOSTILE = [
    *("null", "true", "0", "-0", "-0.0", "1e5", "1.0", "NaN", "-Infinity", "1e400", "-1e400", "5e-324", "1E-400"),
    *("1" + "0" * 400, "9" * 5000, "18446744073709551616", "-9223372036854775809", "9007199254740993", "0.1e1"),
    *('""', '" "', '"x"', '"\\ud800"', '"\\u0000"', '"é"', '"' + "a" * 9000 + '"', '"1"', '"null"', '"-1"', '"1e5"'),
    *('"9999-12-31T23:59:60Z"', '"0000-01-01T00:00:00Z"', '"2024-02-30T00:00:00Z"', '"2024-05-06T07:08:09+99:99"'),
    *('"0001-01-01T00:00:00+14:00"', '"2024-05-06T07:08:09.' + "1" * 400 + 'Z"', '"\\u0662024-05-06T07:08:09Z"'),
    *("[]", "{}", "[[]]", "[null]", '{"":null}', '{"a":1,"a":2}', "[" * 300 + "]" * 300, "[" * 5000 + "]" * 5000),
    *("01", "1.", "+1", "'x'", "undefined", "", "//", '"\x01"', '{"a"}', "[1,]"),
    *('"0001-01-01T00:00:00+14:00:30"', '"9999-12-31T23:59:59.999999-23:59"', '"2024-W01-1T00:00:00Z"'),
]
TYPES = [
    *("text/html", "text/plain", "application/octet-stream", "text/json", "application/problem+json", "", ";", "*/*"),
    *("application/json; charset=utf-16", "application/json;charset=nobody-knows", "application/json, text/html"),
    *("application/json\xff", "a" * 3000, "multipart/form-data; boundary=x", "APPLICATION/JSON", "image/png;q="),
]
CODINGS = [*("gzip", "deflate", "x-gzip", "gzip, gzip", "deflate, gzip", "br", "identity", "", ","), "gzip," * 9]


class Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in pieces, and perhaps breaks off."""

    def __init__(self, pieces: list[bytes], error: Exception | None) -> None:
        self._pieces, self._error = pieces, error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


def mutated(value: Any, status: int, dice: random.Random) -> httpx.Response:
    """Make the unread answer of a value with one to three things wrong, or now and then none."""
    text = _reshaped(value, dice) if dice.random() < 0.6 else json.dumps(value)
    data = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.4:
        data = _bitten(data, dice)
    fields = {"Content-Type": "application/json; charset=utf-8"}
    if dice.random() < 0.1:
        fields["Content-Type"] = dice.choice(TYPES)
    elif dice.random() < 0.1:
        del fields["Content-Type"]
    if dice.random() < 0.15:
        fields["Content-Encoding"] = dice.choice(CODINGS)
        data = dice.choice([gzip.compress, zlib.compress, lambda raw: gzip.compress(gzip.compress(raw)), bytes])(data)
        if dice.random() < 0.5:
            data = _bitten(data, dice)
    if dice.random() < 0.3:
        length = (
            len(data) if dice.random() < 0.7 else dice.choice(["0", len(data) + 7, "-1", "9" * 5000, "1, 2", "\xb2"])
        )
        fields["Content-Length"] = str(length)
    error = None
    if dice.random() < 0.05:
        error = dice.choice([httpx.ReadError, httpx.RemoteProtocolError])("it broke off")
    head = [(name.encode(), field.encode("latin-1")) for name, field in fields.items()]
    return httpx.Response(status, headers=head, stream=Stream(_pieces(data, dice), error))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in steps:
        yield (*path, key)
        yield from _places(item, (*path, key))


def _reshaped(value: Any, dice: random.Random) -> str:
    changed = json.loads(json.dumps(value))
    for _ in range(dice.randint(1, 3)):
        places = list(_places(changed))
        if places:
            _change(changed, dice.choice(places), dice)
    text = json.dumps(changed, ensure_ascii=dice.random() < 0.5, indent=dice.choice([None, 1]))
    text = re.sub('"@([0-9]+)@"', lambda found: HOSTILE[int(found[1])], text)
    # Every key twice, and the whole as something else.
    if dice.random() < 0.05 and len(text) > 2 and text.startswith("{"):
        text = f"{text[:-1]},{text[1:]}"
    return dice.choice([f"[{text}]", f'{{"value":{text}}}', dice.choice(HOSTILE)]) if dice.random() < 0.05 else text


def _change(root: Any, place: tuple[Any, ...], dice: random.Random) -> None:
    *way, last = place
    for key in way:
        root = root[key]
    kind = dice.randrange(5)
    if kind == 0:
        del root[last]
    elif kind == 1 and isinstance(root, dict):
        root[dice.choice([str(last).upper(), "", "é", "\ud800", "a" * 300, f"{last} "])] = root.pop(last)
    elif kind == 2:
        root[last] = dice.choice([[root[last]], {"x": root[last]}, str(root[last]), [], {}])
    else:
        root[last] = f"@{dice.randrange(len(HOSTILE))}@"


def _bitten(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        some = dice.randrange(1, 9)
        data = dice.choice(
            [
                data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :],
                data[:at] + dice.randbytes(some) + data[at:],
                data[:at] + data[at + some :],
                data[:at] + data[at : at + some] * 2 + data[at + some :],
                data[:at]
                + dice.choice([b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\0", b"-", b"e"])
                + data[at:],
                data[:at],
            ]
        )
    return data


def _pieces(data: bytes, dice: random.Random) -> list[bytes]:
    if dice.random() < 0.5:
        return [data]
    at = dice.randrange(len(data) + 1)
    return [data[:at], data[at:]]
