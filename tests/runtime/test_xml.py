"""XML bodies by their shapes: what is written, what is read, and what of a stranger's document is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
import pytest

from veneer.runtime import DecodeError, EncodeError, XmlField, decode_any, encode_any, read_xml, xml_content
from veneer.runtime.content import body_of

SHAPES = {
    "Pet": {
        "id": XmlField("id", "number", attribute=True),
        "name": XmlField("name"),
        "ok": XmlField("ok", "boolean"),
        "photos": XmlField("photos", item=XmlField("photo"), wrapped=True),
        "tags": XmlField("tag", item=XmlField("tag", "Tag")),
        "grid": XmlField("grid", item=XmlField("row", item=XmlField("cell", "number"), wrapped=True), wrapped=True),
        "list": XmlField("list", item=XmlField("list", "number"), required=True),
        "map": XmlField("map", value=XmlField("value", "number")),
        "friend": XmlField("friend", "Pet"),
        "one": XmlField("one", ("number", "Tag", "string")),
        "any": XmlField("any", "any"),
        "other": XmlField("other", namespace="http://x/y", prefix="p"),
    },
    "Tag": {"label": XmlField("label", "token", attribute=True), "text": XmlField("text", text=True)},
}
ROOT = XmlField("pet", "Pet", namespace="http://a/b")
A_WITH_DOTS = b"\xe4"


def write(value: Any, root: XmlField = ROOT) -> str:
    content = body_of(xml_content(value, encode_any, root, SHAPES, "application/xml")).content(False)
    assert isinstance(content, bytes)
    return content.decode().partition("?>\n")[2]


def read(document: str | bytes, root: XmlField = ROOT, content_type: str = "application/xml") -> Any:
    data = document.encode() if isinstance(document, str) else document
    raw = httpx.Response(200, content=data, headers={"Content-Type": content_type})
    return read_xml(raw, decode_any, root, SHAPES)


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        ({"name": 'a<&"b'}, '><name>a&lt;&amp;"b</name>'),
        ({"id": 7}, ' id="7"'),
        ({"ok": False}, "><ok>false</ok>"),
        ({"ok": None}, '><ok xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" />'),
        ({"photos": ["a", "b"]}, "><photos><photo>a</photo><photo>b</photo></photos>"),
        ({"photos": []}, "><photos />"),
        ({"tags": [{"label": "l", "text": "t"}, {"text": "u"}]}, '><tag label="l">t</tag><tag>u</tag>'),
        ({"grid": [[1, 2.5], []]}, "><grid><row><cell>1</cell><cell>2.5</cell></row><row /></grid>"),
        ({"map": {"k": 1}}, "><map><k>1</k></map>"),
        ({"friend": {"name": "x", "list": []}}, "><friend><name>x</name></friend>"),
        ({"one": {"label": "l", "text": ""}}, '><one label="l" />'),
        ({"one": 3}, "><one>3</one>"),
        ({"any": {"a": ["1", "2"], "b": {"c": "x"}}}, "><any><a>1</a><a>2</a><b><c>x</c></b></any>"),
        ({"other": "o"}, '><p:other xmlns:p="http://x/y">o</p:other>'),
        ({"extra": "e"}, "><extra>e</extra>"),
    ],
)
def test_there_and_back(value: dict[str, Any], inside: str) -> None:
    document = write(value)

    assert document.startswith('<pet xmlns="http://a/b"')
    assert inside in document
    assert read(document) == {"list": []} | value


def test_decimals_keep_their_digits() -> None:
    assert "<list>1.10</list>" in write({"list": [Decimal("1.10")]})


def test_the_items_of_a_whole_document() -> None:
    root = XmlField("pets", item=XmlField("pet", "Tag"), wrapped=True)

    assert write([{"text": "a"}], root) == "<pets><pet>a</pet></pets>"
    assert read("<any><thing>a</thing></any>", root) == [{"text": "a"}]


@pytest.mark.parametrize(
    ("document", "value"),
    [
        ("<pet><list>1</list><ok>1</ok><list> -2.5e1 </list></pet>", {"list": [1, -25.0], "ok": True}),
        ("<x:pet xmlns:x='u' x:id='3'/>", {"id": 3, "list": []}),
        ("<pet id='x'><ok>maybe</ok></pet>", {"id": "x", "ok": "maybe", "list": []}),
        ("<pet><ok/><name/></pet>", {"ok": None, "name": "", "list": []}),
        ("<pet><a>1</a><a>2</a><b c='d'>3</b></pet>", {"a": ["1", "2"], "b": "3", "list": []}),
    ],
)
def test_what_services_write(document: str, value: dict[str, Any]) -> None:
    assert read(document) == value


def test_charsets() -> None:
    latin = b"<pet><name>" + A_WITH_DOTS + b"</name></pet>"
    wide = f'<?xml version="1.0" encoding="utf-16"?>{latin.decode("latin-1")}'.encode("utf-16")

    assert read(latin, content_type="text/xml; charset=iso-8859-1")["name"].encode("latin-1") == A_WITH_DOTS
    assert read(wide)["name"].encode("latin-1") == A_WITH_DOTS


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ('<!DOCTYPE p [<!ENTITY a "b">]><pet>&a;</pet>', "DOCTYPE"),
        ('<!DOCTYPE p SYSTEM "file:///etc/passwd"><pet/>', "DOCTYPE"),
        ("<pet>&a;</pet>", "undefined entity"),
        ("<pet>", "got a body that is none"),
        ("{}", "got a body that is none"),
        ("", "empty body"),
        ("<a>" * 100_000 + "</a>" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_refused(document: str, message: str) -> None:
    root = XmlField("a", "any")

    with pytest.raises(DecodeError, match=message) as caught:
        read(document, root)

    assert caught.value.path == "$"
    assert caught.value.response is not None


def test_another_type_is_refused() -> None:
    with pytest.raises(DecodeError, match="expected application/xml, got text/html"):
        read("<html/>", content_type="text/html")


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"photos": ["a", "\0"]}, "$.photos[1]"),
        ({"friend": {"a b": "x"}}, '$.friend["a b"]'),
        ({"><evil/>": "x"}, '$["><evil/>"]'),
        ({"xml:lang": "x"}, '$["xml:lang"]'),
        ({"map": {"1": 2}}, '$.map["1"]'),
    ],
)
def test_what_xml_cannot_hold_has_its_place(value: dict[str, Any], path: str) -> None:
    with pytest.raises(EncodeError) as caught:
        write(value)

    assert caught.value.path == path
