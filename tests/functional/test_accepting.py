"""What a caller chooses who says which media type an answer shall have."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from functional.clients import Caller

XML = b"<Point><x>1</x><y>2</y></Point>"


def answered(call: Caller, media_type: str, body: bytes, **named: Any) -> Any:
    call.answer = httpx.Response(200, content=body, headers={"Content-Type": media_type})
    return call("in_forms", "a", **named)


@pytest.mark.parametrize(
    ("media_type", "body", "value"),
    [
        ("text/plain", b"1/2", "1/2"),
        ("image/png", b"\x89", b"\x89"),
        ("image/jpeg", b"\xff", b"\xff"),
    ],
)
def test_the_answer_is_read_as_what_was_asked_for(call: Caller, media_type: str, body: bytes, value: object) -> None:
    assert answered(call, media_type, body, accept=media_type).value == value
    assert call.request.headers["Accept"] == media_type


@pytest.mark.parametrize("media_type", ["application/json", "application/xml"])
def test_forms_of_one_model(call: Caller, media_type: str) -> None:
    body = XML if media_type.endswith("xml") else b'{"x": 1, "y": 2}'

    assert answered(call, media_type, body, accept=media_type).value == call.module.models.Point(1, 2)
    assert call.request.headers["Accept"] == media_type
    assert answered(call, media_type, body).value == call.module.models.Point(1, 2)
    assert call.request.headers["Accept"] == "application/json, application/xml;q=0.9"


def test_a_stream(everything: Any) -> None:
    call = Caller(everything, "EverythingClient", is_async=False)

    found = answered(call, "application/jsonl", b'{"x": 1, "y": 2}\n', accept="application/jsonl")
    assert [*found] == [everything.models.Point(1, 2)]


def test_an_answer_of_another_type_is_not_taken_for_it(call: Caller) -> None:
    with pytest.raises(call.module.DecodeError, match="image/png"):
        answered(call, "text/plain", b"1/2", accept="image/png")


def test_a_body_goes_along(call: Caller) -> None:
    pet = call.module.models.Pet("Bo", call.module.models.Kind.DOG)
    answered(call, "text/plain", b"", content=pet, accept="text/plain")

    assert call.request.content == b'{"name":"Bo","kind":"dog"}'


def test_on_the_protocol_layer_the_context_says_it(call: Caller) -> None:
    module = call.module
    with pytest.raises(TypeError, match="Accept"):
        answered(call, "text/plain", b"", accept="text/plain", context=module.RequestContext())

    answered(call, "text/plain", b"", context=module.RequestContext(headers={"Accept": "text/plain"}))
    assert call.request.headers["Accept"] == "text/plain"


@pytest.mark.parametrize(("accept", "error"), [("a\nb", ValueError), (7, TypeError)])
def test_what_is_no_media_type_is_refused_before_anything_is_sent(
    call: Caller, accept: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        answered(call, "text/plain", b"", accept=accept)

    assert call.requests == []
