"""What an answer's Content-Type says and what is promised: JSON, texts and bytes; a proxy's page is never a value."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    DecodeError,
    Response,
    decode_any,
    decode_int,
    list_of,
    map_of,
    read_bytes,
    read_json,
    read_text,
)

PAGE = b"<html><body>Sign in to the network</body></html>"


def response(body: bytes, kind: str | bytes | None) -> httpx.Response:
    fields = [] if kind is None else [(b"Content-Type", kind if isinstance(kind, bytes) else kind.encode())]
    return httpx.Response(200, headers=fields, content=body)


@pytest.mark.parametrize(
    "kind",
    [
        *(None, "", ";charset=x", "application/json", "Application/JSON ; charset=utf-8", "text/json"),
        *("application/problem+json", "application/vnd.x.y+json;v=1"),
    ],
)
def test_json_under_any_of_its_names_is_read(kind: str | None) -> None:
    assert read_json(response(b"[1]", kind), list_of(decode_int)) == [1]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("text/html; charset=utf-8", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/plain", "text/plain"),
        ("application/octet-stream", "application/octet-stream"),
        ("json", "a Content-Type that is none"),
        ("application/json, text/html", "a Content-Type that is none"),
        (b"text/\x9b31m\xff", "a Content-Type that is none"),
        ("a/" + "b" * 5000, "a Content-Type that is none"),
    ],
)
@pytest.mark.parametrize("body", [PAGE, b"[1]"])
def test_anything_else_is_a_decode_error_that_says_what_came(kind: str | bytes, shown: str, body: bytes) -> None:
    raw = response(body, kind)
    with pytest.raises(DecodeError) as caught:
        read_json(raw, decode_any)
    assert str(caught.value) == f"$: expected application/json, got {shown}"
    assert caught.value.response is raw


@pytest.mark.parametrize(
    ("body", "decode", "message"),
    [
        (b"", decode_any, "$: expected JSON, got an empty body"),
        (
            b'{"a": 1,\n "b"; 2}',
            decode_any,
            "$: expected JSON, got a body that is none: Expecting ':' delimiter: line 2 column 5 (char 13)",
        ),
        (
            b'{"a": [1, 2',
            decode_any,
            "$: expected JSON, got a body that is none: Expecting ',' delimiter: line 1 column 12 (char 11)",
        ),
        (b'{"a": NaN}', decode_any, "$: expected JSON, got a body that is none: NaN is not JSON"),
        (b"[1e999]", decode_any, "$: expected JSON, got a body that is none: 1e999 is larger than a double"),
        (b'"\xff"', decode_any, "$: expected JSON, got a body that is not UTF-8"),
        (b"[" * 10**6, decode_any, "$: the JSON is nested too deeply"),
        (b'{"a":[1,"b"]}', map_of(list_of(decode_int)), "$.a[1]: expected an integer, got a string"),
    ],
)
def test_what_is_wrong_with_json_is_named_with_its_place(
    body: bytes, decode: Callable[[object], Any], message: str
) -> None:
    raw = response(body, "application/json")
    with pytest.raises(DecodeError) as caught:
        read_json(raw, decode)
    assert str(caught.value) == message
    assert caught.value.response is raw


@pytest.mark.parametrize(
    ("promised", "kind"),
    [
        *(("image/png", None), ("image/png", "image/png"), ("image/png", "image/jpeg"), ("image/*", "image/webp")),
        *(("image/png", "application/octet-stream"), ("application/octet-stream", "image/png"), ("*/*", "text/csv")),
        *(("text/html; charset=utf-8", "text/HTML"), ("application/xml", "text/xml"), ("text/plain", "text/csv")),
    ],
)
def test_bytes_and_texts_come_under_the_names_of_their_family(promised: str, kind: str | None) -> None:
    assert read_bytes(response(b"\x00", kind), promised) == b"\x00"
    assert read_text(response(b"a", kind), promised) == "a"


@pytest.mark.parametrize(
    ("promised", "kind", "message"),
    [
        ("image/png", "text/html", "$: expected image/png, got text/html"),
        ("application/octet-stream", "text/html;a=b", "$: expected application/octet-stream, got text/html"),
        ("text/plain; charset=utf-8", "text/html", "$: expected text/plain, got text/html"),
        ("image/png", "text/plain", "$: expected image/png, got text/plain"),
    ],
)
def test_a_page_in_place_of_bytes_or_text_is_a_decode_error(promised: str, kind: str, message: str) -> None:
    for read in (read_bytes, read_text):
        raw = response(PAGE, kind)
        with pytest.raises(DecodeError) as caught:
            read(raw, promised)
        assert str(caught.value) == message
        assert caught.value.response is raw


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        *((None, "ü".encode()), ("text/plain", "ü".encode()), ("text/plain;charset=UTF-8", "ü".encode())),
        *(('text/plain; charset="latin-1"', b"\xfc"), ("text/plain; a=b; CharSet = utf-16le", "ü".encode("utf-16le"))),
    ],
)
def test_a_text_is_read_in_its_charset(kind: str | None, body: bytes) -> None:
    assert read_text(response(body, kind), "text/plain") == "ü"


@pytest.mark.parametrize(
    "name", ["hex", "rot13", "zlib", "nobody-knows", "a\x7fb", "idna", "unicode-escape", "punycode"]
)
def test_a_charset_that_is_none_is_a_decode_error(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DecodeError, match="which is no known charset"):
            read_text(response(rb"\z \xff", f"text/plain; charset={name}"), "text/plain")


@pytest.mark.parametrize(
    ("name", "body"), [("utf-8", b"\xff"), ("ascii", b"\xfc"), ("utf-16", b"a"), ("utf-7", b"\xff")]
)
def test_a_text_that_does_not_fit_its_charset_is_a_decode_error(name: str, body: bytes) -> None:
    with pytest.raises(DecodeError, match=f"got a body that is not '{name}'"):
        read_text(response(body, f"text/plain; charset={name}"), "text/plain")


def test_headers_that_begin_alike_are_collected() -> None:
    headers = [
        ("X-Meta-Color", "red"),
        ("x-meta-COLOR", "blue"),
        ("X-META-a-b", "c"),
        ("X-Meta-", "0"),
        ("X-Other", "1"),
    ]
    answer = Response(httpx.Response(200, headers=headers), None)

    assert answer.collected("x-Meta-") == {"color": "red, blue", "a-b": "c"}
    assert answer.collected("y-") == {}
