"""Forms and multipart bodies on the wire: each property as its encoding says (OpenAPI 3.1, Encoding Object)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from functional.clients import Caller, generate_into, imported


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = generate_into(Path(__file__).with_name("forms.yaml"), "forms", tmp_path_factory.mktemp("client"))
    with imported(folder, "forms") as module:
        yield module


@pytest.fixture
def call(forms: ModuleType) -> Caller:
    return Caller(forms, "FormsClient", is_async=False)


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        (
            "filter_",
            lambda m: m.OrderFilter(a="x y", b=[m.Box(w=1)]),
            "filter%5Ba%5D=x%20y&filter%5Bb%5D%5B0%5D%5Bw%5D=1",
        ),
        ("expand", lambda _: ["a", "b"], "expand%5B0%5D=a&expand%5B1%5D=b"),
        ("ids", lambda _: [1, 2], "ids=1,2"),
        ("ids", lambda _: [], ""),
        ("words", lambda _: ["a", "b"], "words=a%20b"),
        ("pipes", lambda _: ["a", "b"], "pipes=a%7Cb"),
        ("url", lambda _: "https://x/?a=b&c", "url=https://x/?a=b%26c"),
        ("json", lambda _: [1, 2], "json=%5B1%2C2%5D"),
        ("box", lambda m: m.Box(w=1, h=2), "box=%7B%22w%22%3A1%2C%22h%22%3A2%7D"),
        ("inner", lambda m: m.Box(w=1), "inner=%7B%22w%22%3A1%7D"),
        ("boxes", lambda m: [m.Box(w=1), m.Box()], "boxes=%7B%22w%22%3A1%7D&boxes=%7B%7D"),
        ("day", lambda _: dt.date(2024, 1, 2), "day=2024-01-02"),
        ("flag", lambda _: False, "flag=false"),
        ("nothing", lambda _: None, ""),
        ("either", lambda _: dt.datetime(2024, 1, 2, tzinfo=dt.UTC), "either=2024-01-02T00%3A00%3A00Z"),
    ],
)
def test_a_field(call: Caller, name: str, value: Any, written: str) -> None:
    models = call.module.models
    call("send_form", models.Order("a b&", **{name: value(models)}))

    assert call.request.content.decode() == "&".join(filter(None, ["name=a+b%26", written]))
    assert call.request.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_form_of_any_fields(call: Caller) -> None:
    call("send_map", {"a": 1, "b c": 2})

    assert call.request.content == b"a=1&b+c=2"


def parts(call: Caller) -> list[tuple[str | None, str | None, str, bytes]]:
    head = b"Content-Type: " + call.request.headers["Content-Type"].encode() + b"\r\n\r\n"
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            str(part["content-type"]),
            bytes(part.get_payload(decode=True)),  # type: ignore[arg-type]
        )
        for part in message_from_bytes(head + call.request.content, policy=HTTP).iter_parts()  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("photo", lambda _: b"x", [("photo", "photo", "image/png", b"x")]),
        (
            "files",
            lambda _: [b"1", b"2"],
            [
                ("files", "files", "application/pdf", b"1"),
                ("files", "files", "application/pdf", b"2"),
            ],
        ),
        ("plain", lambda _: b"x", [("plain", "plain", "application/octet-stream", b"x")]),
        ("encoded", lambda _: b"hello", [("encoded", None, "None", b"aGVsbG8=")]),
        ("notes", lambda _: "# T", [("notes", None, "text/markdown", b"# T")]),
        ("tags", lambda _: ["a", "b"], [("tags", None, "None", b"a"), ("tags", None, "None", b"b")]),
        ("numbers", lambda _: [1, 2], [("numbers", None, "application/json", b"[1,2]")]),
        ("boxes", lambda m: [m.Box(w=1)], [("boxes", None, "application/json", b'{"w":1}')]),
        ("meta", lambda m: m.Box(h=2), [("meta", None, "application/vnd.meta+json", b'{"h":2}')]),
        ("nothing", lambda _: None, []),
    ],
)
def test_a_part(call: Caller, name: str, value: Any, written: list[Any]) -> None:
    models = call.module.models
    call("upload", models.UploadContent("n", **{name: value(models)}))

    assert parts(call) == [("name", None, "None", b"n"), *written]
    assert call.request.headers["Content-Type"].startswith("multipart/form-data; boundary=")


def test_a_file_says_what_it_is_itself(call: Caller) -> None:
    file = call.module.FilePart(b"x", "a.jpg", "image/jpeg", {"X-Own": "1"})
    call("upload", call.module.models.UploadContent("n", photo=file))

    assert parts(call)[1] == ("photo", "a.jpg", "image/jpeg", b"x")
    assert b"X-Own: 1\r\n" in call.request.content


def test_a_fixed_header_of_a_part_is_sent(call: Caller) -> None:
    call("upload", call.module.models.UploadContent("n", meta=call.module.models.Box(w=1)))

    assert b"X-Kind: meta\r\n" in call.request.content


def test_another_multipart_type(call: Caller) -> None:
    call("send_mixed", {"a": b"1", "b": call.module.FilePart(b"2", "b.txt", "text/plain")})

    assert call.request.headers["Content-Type"].startswith("multipart/mixed; boundary=")
    assert [(name, file, body) for name, file, _, body in parts(call)] == [("a", "a", b"1"), ("b", "b.txt", b"2")]
