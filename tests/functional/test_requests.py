"""What a generated client sends: the same through both layers, sync and async."""

from __future__ import annotations

import datetime as dt
import json
from email import message_from_bytes
from email.policy import HTTP
from typing import Any

import httpx
import pytest

from functional.clients import Caller

PET = {"name": "Bo", "kind": "dog"}


def models(call: Caller) -> Any:
    return call.module.models


def bo(call: Caller) -> Any:
    return models(call).Pet("Bo", models(call).Kind.DOG)


def raw(call: Caller, value: object) -> Any:
    return call.module.RequestContent.json(value)


def test_json_with_parameters_in_every_place(call: Caller) -> None:
    call.answer = httpx.Response(200, json=PET)
    named = {"x_trace": "t", "dry_run": True, "session": "s"}
    typed = call("send_json", "a/b", bo(call), **named)
    first = call.request
    plain = call("send_json", "a/b", raw(call, PET), **named)

    assert typed.value.name == "Bo"
    assert isinstance(plain, httpx.Response)
    for request in (first, call.request):
        assert request.method == "PUT"
        assert request.url.raw_path == b"/base/json/a%2Fb?dry-run=true"
        assert json.loads(request.content) == PET
        assert request.headers["Content-Type"] == "application/json"
        assert request.headers["Accept"] == "application/json"
        assert request.headers["X-Trace"] == "t"
        assert request.headers["Cookie"] == "session=s"


@pytest.mark.parametrize(
    ("argument", "query"),
    [
        (lambda m: {"filter_": m.Filter(name="a b", age=1)}, "filter%5Bname%5D=a%20b&filter%5Bage%5D=1"),
        (lambda m: {"ids": [1, 2]}, "ids=1,2"),
        (lambda m: {"tags": ("a", "b&c")}, "tags=a&tags=b%26c"),
        (lambda m: {"since": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)}, "since=1704067200"),
        (lambda m: {"before": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)}, "before=2024-01-01T00%3A00%3A00Z"),
        (lambda m: {"kind": m.Kind.CAT}, "kind=cat"),
        (lambda m: {"where": m.Filter(age=1)}, "where=%7B%22age%22%3A1%7D"),
        (lambda m: {"one_or_many": "a"}, "one-or-many=a"),
        (lambda m: {"one_or_many": ["a", "b"]}, "one-or-many=a&one-or-many=b"),
        (lambda m: {}, ""),
    ],
)
def test_the_query(call: Caller, argument: Any, query: str) -> None:
    call.answer = httpx.Response(200, json=[PET])
    found = call("list_pets", **argument(models(call)))
    typed = call.target
    call("list_pets", **argument(models(call)), context=call.module.RequestContext())

    assert found.value == [bo(call)]
    assert typed == call.target == f"/base/list{'?' if query else ''}{query}"


@pytest.mark.parametrize("value", [{"filter_": {"name": "x"}}, {"since": "1704067200"}, {"kind": "cat"}])
def test_the_protocol_layer_takes_plain_values(call: Caller, value: dict[str, object]) -> None:
    assert call("list_pets", **value, context=call.module.RequestContext()).status_code == 204
    assert "=" in call.target


def test_styles_of_the_path(call: Caller) -> None:
    call("style_path", ["a", "b,c"], models(call).Point(1, 2), "l", [3, 4])

    assert call.target == "/base/path/a,b%2Cc/x=1,y=2.l/;matrix=3;matrix=4"


def test_a_form(call: Caller) -> None:
    call.answer = httpx.Response(200, text="done")
    typed = call("send_form", models(call).Filter(name="a&b", age=2, colours=["red", "blue"]))
    first = call.request
    call("send_form", call.module.RequestContent.form({"name": "a&b", "age": 2, "colours": ["red", "blue"]}))

    assert typed.value == "done"
    for request in (first, call.request):
        assert request.content == b"name=a%26b&age=2&colours=red&colours=blue"
        assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"


def parts(request: httpx.Request) -> list[tuple[str | None, str | None, str, bytes]]:
    head = b"Content-Type: " + request.headers["Content-Type"].encode() + b"\r\n\r\n"
    found = message_from_bytes(head + request.content, policy=HTTP)
    assert found.is_multipart()
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part.get_content_type(),
            bytes(part.get_payload(decode=True)),  # type: ignore[arg-type]
        )
        for part in found.iter_parts()  # type: ignore[attr-defined]
    ]


def test_a_multipart_body_with_several_files(call: Caller) -> None:
    part = call.module.FilePart(b"\x89PNG", "photo.png", "image/png")
    content = models(call).Upload(models(call).Point(1, 2), part, more=[b"one", b"two"], count=3, flag=True)
    call("upload", content)

    assert parts(call.request) == [
        ("meta", None, "application/json", b'{"x":1,"y":2}'),
        ("file", "photo.png", "image/png", b"\x89PNG"),
        ("more", "more", "application/octet-stream", b"one"),
        ("more", "more", "application/octet-stream", b"two"),
        ("count", None, "text/plain", b"3"),
        ("flag", None, "text/plain", b"true"),
    ]


def test_a_multipart_body_through_the_protocol_layer(call: Caller) -> None:
    content = call.module.RequestContent
    call("upload", content.multipart({"meta": content.json({"x": 1, "y": 2}), "file": b"bytes"}))

    assert [(name, body) for name, _, _, body in parts(call.request)] == [
        ("meta", b'{"x":1,"y":2}'),
        ("file", b"bytes"),
    ]


def test_text_and_xml_of_any_kind_as_text(call: Caller) -> None:
    call.answer = httpx.Response(200, content="<a>ü</a>".encode(), headers={"Content-Type": "application/xml"})
    assert call("send_text", "grüß").value == "<a>ü</a>"
    assert (call.request.content.decode(), call.request.headers["Content-Type"]) == ("grüß", "text/plain")


def test_a_model_as_xml(call: Caller) -> None:
    assert call("send_xml", bo(call)).value is None
    assert call.request.headers["Content-Type"] == "application/xml"
    assert call.request.content.decode().endswith("<Pet><name>Bo</name><kind>dog</kind></Pet>")


@pytest.mark.parametrize("layer", ["typed", "raw"])
def test_binary(call: Caller, layer: str) -> None:
    call.answer = httpx.Response(200, content=b"\x00\xff")
    answer = call("send_binary", b"\x89" if layer == "typed" else call.module.RequestContent.bytes(b"\x89"))

    assert (answer.value if layer == "typed" else answer.content) == b"\x00\xff"
    assert (call.request.content, call.request.headers["Content-Type"]) == (b"\x89", "image/png")


def test_a_file_of_any_media_type(call: Caller) -> None:
    call.answer = httpx.Response(200, content=b'{"a": 1}', headers={"Content-Type": "application/json"})

    assert call("send_file", b"\x89", content_type="image/png").value == b'{"a": 1}'
    assert (call.request.content, call.request.headers["Content-Type"]) == (b"\x89", "image/png")
    call("send_file", b"\x89")
    assert "Content-Type" not in call.request.headers


def test_merge_patch_tells_null_from_left_out(call: Caller) -> None:
    call("change", models(call).Patch(name=None))

    assert call.request.content == b'{"name":null}'
    assert call.request.headers["Content-Type"] == "application/merge-patch+json"


def test_an_optional_body(call: Caller) -> None:
    context = call.module.RequestContext(headers={"X-Raw": "1"})
    assert call("optional_body").value is None
    assert (call.request.content, call.request.headers.get("Content-Type")) == (b"", None)
    assert call("optional_body", bo(call)).value is None
    assert json.loads(call.request.content) == PET
    assert isinstance(call("optional_body", context=context), httpx.Response)
    assert call.request.headers["X-Raw"] == "1"
    with pytest.raises(TypeError, match="context"):
        call("optional_body", bo(call), context=context)


def test_a_union_in_the_body(call: Caller) -> None:
    call.answer = httpx.Response(200, json={})
    call("unions", bo(call))
    assert json.loads(call.request.content) == PET
    call("unions", "text")
    assert call.request.content == b'"text"'


def test_a_referenced_path_item_is_not_lost(call: Caller) -> None:
    assert call("clear").value is None
    assert (call.request.method, call.target) == ("DELETE", "/base/items")


@pytest.mark.parametrize(
    ("method", "arguments", "named"),
    [
        ("send_json", ("a", None), {"x_trace": "t"}),
        ("send_json", ("a", {"name": "Bo"}), {"x_trace": "t"}),
        ("send_json", (None, "bo"), {"x_trace": "t"}),
        ("send_json", ("a", "bo"), {"x_trace": None}),
        ("send_json", ("", "bo"), {"x_trace": "t"}),
        ("send_form", ({"name": "x"},), {}),
        ("send_text", (b"bytes",), {}),
        ("send_binary", ("text",), {}),
        ("list_pets", (), {"ids": "12"}),
        ("list_pets", (), {"before": dt.datetime(2024, 1, 1)}),
    ],
)
def test_a_wrong_argument_sends_nothing(
    call: Caller, method: str, arguments: tuple[Any, ...], named: dict[str, Any]
) -> None:
    arguments = tuple(bo(call) if argument == "bo" else argument for argument in arguments)
    with pytest.raises((TypeError, ValueError)):
        call(method, *arguments, **named)

    assert call.requests == []


def test_a_merge_patch_removes_by_null(call: Caller) -> None:
    tag = models(call).TagPatch
    call("change", models(call).Patch(age=None, tags={"old": None, "new": tag("n", colour=None)}))

    assert call.request.content == b'{"age":null,"tags":{"old":null,"new":{"text":"n","colour":null}}}'
