"""What goes over the wire is what the description says, to the letter; what cannot go is refused before it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

from functional.clients import Caller, imported
from security.canaries import PAYLOADS
from veneer.diagnostics import InputError
from veneer.emit import write
from veneer.pipeline import generate_description

TEXTS = list(PAYLOADS.values())
DONE = {"responses": {"204": {"description": "Done."}}}
STRING = {"type": "string"}
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
VALUE = re.compile(rb"[ -~\t]*")
HEADERS = ["a\r\nX-Injected: 1", "a\nX-Injected: 1", "a\x00b", "a b", "näme", ""]

Package = Callable[[dict[str, Any]], AbstractContextManager[ModuleType]]


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """Return a function that generates and imports the package of a description."""

    @contextmanager
    def make(description: dict[str, Any]) -> Iterator[ModuleType]:
        head = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "servers": [{"url": "https://h.test/base"}]}
        (tmp_path / "api.json").write_text(json.dumps({**head, "paths": {}, **description}), encoding="utf-8")
        write(generate_description(tmp_path / "api.json", "pkg", lambda _: None).files, tmp_path / "out")
        with imported(tmp_path / "out", "pkg") as module:
            yield module

    return make


def operations(make: Callable[[str], dict[str, Any]], texts: list[str]) -> dict[str, Any]:
    """Return a description with an operation `op0`, `op1`, ... for each text."""
    return {
        "paths": {f"/p{n}": {"put": {"operationId": f"op{n}", **DONE, **make(text)}} for n, text in enumerate(texts)}
    }


def test_names_and_values_of_json(package: Package) -> None:
    values = dict(zip(TEXTS, "v" * len(TEXTS), strict=True))
    schemas = {
        "Thing": {"type": "object", "properties": dict.fromkeys(TEXTS, STRING)},
        "Enum": {"type": "string", "enum": TEXTS},
        "Const": {
            "type": "object",
            "required": [f"c{n}" for n in range(len(TEXTS))],
            "properties": {f"c{n}": {"const": text} for n, text in enumerate(TEXTS)},
        },
    }
    with package({"components": {"schemas": schemas}}) as pkg:
        model = pkg.models.Thing.from_dict(values)

        assert not model.additional_properties
        assert json.loads(model.to_json()) == model.to_dict() == values
        assert [member.value for member in pkg.models.Enum] == TEXTS
        assert list(pkg.models.Const().to_dict().values()) == TEXTS


def test_names_in_a_query(package: Package) -> None:
    with package(operations(lambda text: {"parameters": [parameter("query", text)]}, TEXTS)) as pkg:
        call = Caller(pkg, "PkgClient", is_async=False)
        for number, text in enumerate(TEXTS):
            call(f"op{number}", value="v & w")

            assert parse_qsl(call.target.partition("?")[2], keep_blank_values=True) == [(text, "v & w")]


def test_names_in_a_cookie_end_nothing(package: Package) -> None:
    with package(operations(lambda text: {"parameters": [parameter("cookie", text)]}, TEXTS)) as pkg:
        call = Caller(pkg, "PkgClient", is_async=False)
        for number, text in enumerate(TEXTS):
            call(f"op{number}", value="v")
            name, _, value = call.request.headers["cookie"].partition("=")

            assert (unquote(name), value) == (text, "v")
            assert name.isascii()
            assert not set(name) & set(' ;,"\r\n\x00')


def test_the_fixed_text_of_a_path(package: Package) -> None:
    texts = [text for text in TEXTS if not set(text) & set("{}%?") and ".." not in text]
    paths = {f"/p{n}/{text}": {"get": {"operationId": f"op{n}", **DONE}} for n, text in enumerate(texts)}
    with package({"paths": paths}) as pkg:
        call = Caller(pkg, "PkgClient", is_async=False)
        for number, text in enumerate(texts):
            call(f"op{number}")

            assert unquote(call.target) == f"/base/p{number}/{text.partition('#')[0]}"


@pytest.mark.parametrize(
    "path",
    [
        "/a/%2e%2e/c",
        "/a/../c",
        "/../../c",
        "/a/./c",
        "/a/{v}/../../../c",
    ],
)
def test_a_path_that_climbs_is_refused_or_sent_as_it_is(path: str, package: Package) -> None:
    try:
        with package({"paths": {path: {"get": {"operationId": "op", **DONE}}}}) as pkg:
            call = Caller(pkg, "PkgClient", is_async=False)
            call("op", *["v"] * path.count("{"))
    except InputError:
        pass  # a located diagnostic is as good
    else:
        assert call.target == f"/base{path.replace('{v}', 'v')}"


def test_the_name_of_a_header_that_cannot_be_one(package: Package) -> None:
    with package(operations(lambda text: {"parameters": [parameter("header", text)]}, ["X-Good", *HEADERS])) as pkg:
        call = Caller(pkg, "PkgClient", is_async=False)
        call("op0", value="v")
        assert call.request.headers["x-good"] == "v"

        for number in range(1, len(HEADERS) + 1):
            with pytest.raises(ValueError, match="is not a header's name"):
                call(f"op{number}", value="v")
        assert len(call.requests) == 1


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("header", "X-Key"),
        ("cookie", "key"),
        ("cookie", "a b"),
        *((place, name) for place, names in (("header", HEADERS), ("cookie", HEADERS[:3])) for name in names),
    ],
)
def test_a_key_leaves_in_a_well_formed_header_or_not_at_all(place: str, name: str, package: Package) -> None:
    scheme = {"key": {"type": "apiKey", "in": place, "name": name}}
    description = {"components": {"securitySchemes": scheme}, "security": [{"key": []}]}
    with package({**description, **operations(lambda _: {}, [""])}) as pkg:
        call = Caller(pkg, "PkgClient", is_async=False, credential=pkg.KeyCredential("secret"))
        try:
            call("op0")
        except ValueError:
            assert not call.requests
        else:
            assert all(TOKEN.fullmatch(field) and VALUE.fullmatch(value) for field, value in call.request.headers.raw)


@pytest.mark.parametrize(
    "kind", ["application/x\r\nX-Injected: 1", "application/x\nX: 1", "application/\x00", "application/ä"]
)
def test_a_media_type_that_cannot_be_sent(kind: str, package: Package) -> None:
    body = {"requestBody": {"required": True, "content": {kind: {}}}}
    answer = {"responses": {"200": {"description": "", "content": {kind: {}}}}}
    with package(operations(lambda _: {**body, **answer}, [""])) as pkg:
        call = Caller(pkg, "PkgClient", is_async=False)
        for content in (b"x", pkg.RequestContent.bytes(b"x")):
            with pytest.raises(ValueError, match="must be visible ASCII"):
                call("op0", content)
        assert not call.requests


def test_the_names_of_parts_stay_in_their_quotes(package: Package) -> None:
    schema = {"type": "object", "properties": dict.fromkeys(TEXTS, STRING)}
    body = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}
    with package(operations(lambda _: body, [""])) as pkg:
        call = Caller(pkg, "PkgClient", is_async=False)
        model = pkg.models.Op0Content.from_dict(dict.fromkeys(TEXTS, "v"))
        call("op0", model)
        heads = [line for line in call.request.content.split(b"\r\n") if line.startswith(b"Content-Disposition")]
        names = [
            line.decode().removeprefix('Content-Disposition: form-data; name="').removesuffix('"') for line in heads
        ]

    assert len(names) == len(TEXTS)
    assert not [name for name in names if set(name) & set('"\r\n\x00')]


def parameter(place: str, name: str) -> dict[str, Any]:
    """Return a parameter whose argument is `value`."""
    return {"name": name, "in": place, "required": True, "schema": STRING, "x-ms-client-name": "value"}
