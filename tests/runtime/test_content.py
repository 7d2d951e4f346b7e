"""RequestContent: what each kind sends, that it never changes, shows its payload or goes out twice by halves."""

from __future__ import annotations

import asyncio
import datetime
import email
import email.policy
import io
import math
import pathlib
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from decimal import Decimal
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import httpx
import pytest

from veneer.runtime import (
    UNSET,
    AsyncServiceClient,
    FilePart,
    HttpRequest,
    RequestContent,
    RequestContext,
    ServiceClient,
    optional_content,
    required_content,
)

from .sample import Decision, Entry


def send(content: RequestContent | None, content_type: str | None = None) -> httpx.Request:
    """The request as the transport gets it, its body read."""
    sent: list[httpx.Request] = []
    with ServiceClient("https://host", None, (), transport=httpx.MockTransport(_keep(sent))) as client:
        client._send(HttpRequest("POST", "/x", content=content, content_type=content_type))
    return sent[0]


def asend(content: RequestContent) -> httpx.Request:
    sent: list[httpx.Request] = []

    async def run() -> None:
        async with AsyncServiceClient("https://host", None, (), transport=httpx.MockTransport(_keep(sent))) as client:
            await client._send(HttpRequest("POST", "/x", content=content))

    asyncio.run(run())
    return sent[0]


def _keep(sent: list[httpx.Request]) -> Callable[[httpx.Request], httpx.Response]:
    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(204)

    return handle


def parts_of(request: httpx.Request) -> list[EmailMessage]:
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    message: Any = email.message_from_bytes(head + request.content, policy=email.policy.HTTP)
    return list(message.iter_parts())


class Once(io.RawIOBase):
    """A binary file that cannot seek."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        return self._data.read(size)


def test_json_writes_compact_utf_8_and_everything_with_an_obvious_form() -> None:
    content = RequestContent.json(
        {
            "when": datetime.datetime(2025, 4, 1, tzinfo=datetime.UTC),
            "day": datetime.date(2025, 4, 1),
            "span": datetime.timedelta(minutes=1),
            "id": UUID(int=1),
            "enum": [Decision.REAL_FACE, Decision("ü")],
            "price": Decimal("1.10"),
            "raw": b"\x00\x01",
            "model": Entry(1),
            "tuple": (1, None, True),
        }
    )
    request = send(content)
    assert request.content.decode() == (
        '{"when":"2025-04-01T00:00:00Z","day":"2025-04-01","span":"PT1M","id":"00000000-0000-0000-0000-000000000001",'
        '"enum":["realface","ü"],"price":1.1,"raw":"AAE=","model":{"id":1},"tuple":[1,null,true]}'
    )
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Content-Length"] == str(len(request.content))


def test_a_model_is_json_by_itself() -> None:
    assert send(RequestContent.json(Entry(1))).content == b'{"id":1}'


@pytest.mark.parametrize(
    "value",
    [math.nan, [math.inf], datetime.datetime(2025, 1, 1), Decimal("NaN"), Decimal("0.12345678901234567891"), "\ud800"],
)
def test_json_refuses_values_that_have_no_json_form(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON|time zone|digits|surrogates"):
        RequestContent.json(value)


@pytest.mark.parametrize("value", [object(), {1, 2}, UNSET, {(1, 2): 3}, Once(b"")])
def test_json_refuses_types_that_have_no_json_form(value: object) -> None:
    with pytest.raises(TypeError):
        RequestContent.json({"a": [value]})


def test_json_is_written_at_once_so_later_changes_do_not_matter() -> None:
    value = {"a": 1}
    content = RequestContent.json(value)
    value["a"] = 2
    assert send(content).content == send(content).content == b'{"a":1}'


@pytest.mark.parametrize(
    ("content", "operation", "expected"),
    [
        (RequestContent.json({}), None, "application/json"),
        (RequestContent.json({}), "application/merge-patch+json", "application/merge-patch+json"),
        (RequestContent.json({}), "application/json; charset=utf-8", "application/json; charset=utf-8"),
        (RequestContent.json({}), "application/octet-stream", "application/json"),
        (RequestContent.json({}, "text/json"), "application/json", "text/json"),
        (RequestContent.bytes(b""), "image/png", "image/png"),
        (RequestContent.bytes(b"", "image/gif"), "image/png", "image/gif"),
        (RequestContent.bytes(b"x"), None, None),
        (RequestContent.text("a"), "text/csv", "text/plain; charset=utf-8"),
        (RequestContent.text("a", "text/csv"), None, "text/csv"),
        (RequestContent.form({"a": 1}), "multipart/form-data", "application/x-www-form-urlencoded"),
    ],
)
def test_the_contents_own_type_wins_over_the_operations(
    content: RequestContent, operation: str | None, expected: str | None
) -> None:
    assert send(content, operation).headers.get("Content-Type") == expected


def test_no_content_sends_no_content_type() -> None:
    request = send(None, "application/json")
    assert "Content-Type" not in request.headers
    assert request.headers["Content-Length"] == "0"


def test_a_form_repeats_lists_leaves_out_none_and_encodes() -> None:
    request = send(RequestContent.form({"a": [1, 2], "b": None, "c": "x & y", "d": True}))
    assert request.content == b"a=1&a=2&c=x+%26+y&d=true"
    pairs = send(RequestContent.form([("a", 1), ("a", Decision.REAL_FACE)]))
    assert pairs.content == b"a=1&a=realface"


def test_multipart_keeps_the_order_and_gives_each_part_its_own_headers(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"JPEG")
    with path.open("rb") as file:
        content = RequestContent.multipart(
            [
                ("plain", "ü"),
                ("json", RequestContent.json({"a": 1})),
                ("raw", b"\x00"),
                ("file", file),
                ("named", FilePart(b"PNG", "a.png", "image/png", {"X-Part": "1"})),
                ("named", FilePart(io.BytesIO(b"GIF"), content_type="image/gif")),
                ("text", RequestContent.text("hello")),
            ]
        )
        first, second = send(content), send(content)
    parts = parts_of(first)
    seen = [(p["Content-Disposition"], p["Content-Type"], p.get_payload(decode=True)) for p in parts]
    assert seen == [
        ('form-data; name="plain"', None, "ü".encode()),
        ('form-data; name="json"', "application/json", b'{"a":1}'),
        ('form-data; name="raw"; filename="raw"', "application/octet-stream", b"\x00"),
        ('form-data; name="file"; filename="photo.jpg"', "application/octet-stream", b"JPEG"),
        ('form-data; name="named"; filename="a.png"', "image/png", b"PNG"),
        ('form-data; name="named"; filename="named"', "image/gif", b"GIF"),
        ('form-data; name="text"', 'text/plain; charset="utf-8"', b"hello"),
    ]
    assert parts[4]["X-Part"] == "1"
    assert len(parts_of(second)) == len(parts)


def test_multipart_goes_through_the_async_client_too() -> None:
    assert parts_of(asend(RequestContent.multipart({"a": "1"})))[0].get_payload() == "1"


@pytest.mark.parametrize("name", ["C:\\secret\\a.png", "/home/me/a.png"])
def test_a_files_folder_does_not_leave_with_its_name(name: str) -> None:
    file = io.BytesIO(b"x")
    file.name = name
    part = parts_of(send(RequestContent.multipart({"f": file})))[0]
    assert part["Content-Disposition"] == 'form-data; name="f"; filename="a.png"'


def test_a_file_without_a_name_is_named_after_its_part() -> None:
    with tempfile.TemporaryFile() as file:  # its name is a number
        part = parts_of(send(RequestContent.multipart({"f": file})))[0]
    assert part["Content-Disposition"] == 'form-data; name="f"; filename="f"'


@pytest.mark.parametrize("part", [1, None, {"a": 1}, ("name", b"x"), io.StringIO("x"), RequestContent.form({"a": 1})])
def test_a_part_of_another_type_is_refused_by_name(part: Any) -> None:
    with pytest.raises(TypeError, match="part 'f'"):
        RequestContent.multipart({"f": part})


def test_multipart_without_parts_and_headers_with_line_breaks_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        RequestContent.multipart({})
    with pytest.raises(ValueError, match="Content-Type"):
        FilePart(b"", content_type="a\r\nb")
    with pytest.raises(ValueError, match="header X"):
        FilePart(b"", headers={"X": "a\nb"})
    with pytest.raises(ValueError, match="Content-Type"):
        RequestContent.bytes(b"", "a\r\nb")


def test_a_multipart_file_that_cannot_seek_is_not_sent_twice() -> None:
    content = RequestContent.multipart({"f": Once(b"abc")})  # type: ignore[dict-item]
    assert parts_of(send(content))[0].get_payload(decode=True) == b"abc"
    with pytest.raises(RuntimeError, match="only once"):
        send(content)


def test_a_stream_of_a_seekable_file_begins_where_the_file_stood_every_time() -> None:
    file = io.BytesIO(b"skip:payload")
    file.seek(5)
    content = RequestContent.stream(file, "application/octet-stream")
    for _ in range(2):
        request = send(content)
        assert request.content == b"payload"
        assert request.headers["Content-Length"] == "7"
        assert "Transfer-Encoding" not in request.headers


def test_a_stream_of_a_list_may_be_sent_again_and_goes_in_chunks() -> None:
    content = RequestContent.stream([b"a", b"b"])
    assert [send(content).content, asend(content).content] == [b"ab", b"ab"]
    assert send(content).headers["Transfer-Encoding"] == "chunked"
    assert send(RequestContent.stream([b"ab"], length=2)).headers["Content-Length"] == "2"


@pytest.mark.parametrize("source", [lambda: iter([b"a"]), lambda: (b for b in [b"a"]), lambda: Once(b"a")])
def test_a_one_shot_stream_raises_clearly_on_its_second_call(source: Callable[[], Any]) -> None:
    content = RequestContent.stream(source())
    assert send(content).content == b"a"
    with pytest.raises(RuntimeError, match="was sent already"):
        send(content)


def test_a_call_that_never_begins_does_not_spend_a_one_shot_stream() -> None:
    content = RequestContent.stream(iter([b"a"]))
    with ServiceClient("https://host", None, ()) as client, pytest.raises(TypeError):
        client._send(HttpRequest("POST", "/x", content=content), {})  # type: ignore[arg-type]
    assert send(content).content == b"a"


async def chunks() -> AsyncIterator[bytes]:
    for chunk in (b"a", b"b"):
        yield chunk


def test_an_async_stream_needs_an_async_client() -> None:
    assert asend(RequestContent.stream(chunks())).content == b"ab"
    with pytest.raises(TypeError, match="needs an async client"):
        send(RequestContent.stream(chunks()))


def bad_chunks() -> Iterator[Any]:
    yield "text"


def test_a_stream_of_anything_but_bytes_is_refused() -> None:
    for source in (b"bytes", "text", {"a": 1}, 5, io.StringIO("x")):
        with pytest.raises(TypeError):
            RequestContent.stream(source)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a stream gives bytes, got str"):
        send(RequestContent.stream(bad_chunks()))
    with pytest.raises(ValueError, match="length"):
        RequestContent.stream([], length=-1)


def test_a_content_shows_no_payload_and_does_not_change() -> None:
    contents = [
        RequestContent.json("secret"),
        RequestContent.text("secret"),
        RequestContent.bytes(b"secret"),
        RequestContent.form({"secret": "secret"}),
        RequestContent.multipart({"a": "secret"}),
        RequestContent.stream([b"secret"]),
    ]
    for content in contents:
        assert "secret" not in repr(content)
        with pytest.raises(AttributeError):
            content._content_type = "x"
    assert repr(contents[0]) == "<RequestContent json, 8 bytes>"
    assert "secret" not in repr(FilePart(b"secret"))


def test_text_and_bytes_are_not_mixed_up() -> None:
    with pytest.raises(TypeError, match=r"RequestContent\.text"):
        RequestContent.bytes("text")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="text must be a str"):
        RequestContent.text(b"bytes")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "content is required"),
        ({"a": 1}, r"got dict: wrap it in RequestContent\.json"),
        ([1], r"got list: wrap it in RequestContent\.json"),
        (Entry(1), "got Entry"),
        (RequestContext(), "as context="),
        (b"x", r"got bytes"),
    ],
)
def test_anything_but_a_content_is_refused_with_the_fix(value: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        required_content(value)


def test_only_optional_content_lets_none_pass() -> None:
    content = RequestContent.json(None)
    assert optional_content(None) is None
    assert optional_content(content) is required_content(content) is content
    with pytest.raises(TypeError, match=r"RequestContent\.json"):
        optional_content({})  # type: ignore[arg-type]
