"""Models, enums and UNSET: a round trip loses nothing, and an unknown value is kept or refused as declared."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    UNSET,
    ClosedIntEnum,
    DecodeError,
    EncodeError,
    Model,
    OpenIntEnum,
    RequestContext,
    Unset,
    encode_list,
    encode_str,
    json_content,
    json_value,
    list_of,
    read_json,
)

from .sample import Decision, Entry, Mode, Session

WIRE: dict[str, Any] = {
    "sessionId": "s-1",
    "created": "2025-04-01T12:00:00Z",
    "mode": "PassiveActive",
    "note": None,
    "entries": [{"id": 1, "decision": "brandnew", "x": {"y": [1]}}],
    "later": "kept",
}


class Level(OpenIntEnum):
    LOW = 1
    HIGH = 2


class Strict(ClosedIntEnum):
    ONE = 1


def test_a_round_trip_keeps_unknown_properties_values_and_nulls() -> None:
    session = Session.from_dict(WIRE)
    assert session.note is None
    assert session.additional_properties == {"later": "kept"}
    assert session.to_dict() == WIRE
    assert Session.from_json(session.to_json()) == session


def test_json_is_compact_utf_8() -> None:
    assert Entry(1, additional_properties={"ü": "→"}).to_json() == '{"id":1,"ü":"→"}'.encode()


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b'{"id": NaN}', "null"])
def test_from_json_answers_anything_but_the_model_with_a_decode_error(data: bytes | str) -> None:
    with pytest.raises(DecodeError):
        Entry.from_json(data)


def test_a_model_cannot_be_made_of_the_base_class() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Model()  # type: ignore[abstract]
    assert not hasattr(Entry(1), "__dict__")


def test_unset_is_falsy_and_one_through_copy_and_pickle() -> None:
    assert not UNSET
    assert isinstance(UNSET, Unset)
    assert copy.copy(UNSET) is copy.deepcopy(UNSET) is pickle.loads(pickle.dumps(UNSET)) is UNSET
    assert repr(UNSET) == "UNSET"


def test_an_open_enum_keeps_an_unlisted_value_without_growing() -> None:
    unlisted = Decision("newface")
    assert unlisted == "newface" == Decision("newface")
    assert hash(unlisted) == hash("newface")
    assert isinstance(unlisted, Decision)
    assert not unlisted.is_known
    assert Decision.REAL_FACE.is_known
    assert list(Decision) == [Decision.REAL_FACE, Decision.SPOOF_FACE]
    assert repr(unlisted) == "<Decision: 'newface' (unknown)>"
    assert f"{unlisted}" == "newface"
    for twin in (copy.copy(unlisted), copy.deepcopy(unlisted), pickle.loads(pickle.dumps(unlisted))):
        assert twin == unlisted
        assert type(twin) is Decision


def test_an_unlisted_value_that_reads_like_a_members_name_is_still_unlisted() -> None:
    assert not Decision("REAL_FACE").is_known
    assert Decision("REAL_FACE") != Decision.REAL_FACE


def test_a_member_is_still_a_sound_str() -> None:
    assert Decision.REAL_FACE.encode("ascii") == b"realface"
    assert httpx.Headers({"x": Decision("new")})["x"] == "new"
    assert json.dumps(Decision("new")) == '"new"'


def test_open_and_closed_enums_encode_and_decode() -> None:
    assert Decision.decode("realface") is Decision.REAL_FACE
    assert type(Decision.encode(Decision("new"))) is str
    assert Mode.encode(Mode.PASSIVE) == Mode.encode("Passive") == "Passive"  # type: ignore[arg-type]
    with pytest.raises(DecodeError, match=r"one of 'Passive', 'PassiveActive', got 'Loud'"):
        Mode.decode("Loud")
    with pytest.raises(EncodeError, match="expected Mode: one of"):
        Mode.encode("Loud")  # type: ignore[arg-type]
    with pytest.raises(EncodeError, match="expected Decision, got None"):
        Decision.encode(None)  # type: ignore[arg-type]
    bads: list[object] = [None, 1, [], True]
    for bad in bads:
        for decode in (Decision.decode, Mode.decode):
            with pytest.raises(DecodeError, match="expected a string"):
                decode(bad)


def test_int_enums_do_the_same_and_take_no_bool() -> None:
    seven = Level.decode(7)
    assert (seven, seven.is_known, repr(seven)) == (7, False, "<Level: 7 (unknown)>")
    assert pickle.loads(pickle.dumps(seven)) == 7
    assert Level.decode(1) is Level.LOW
    assert Level.encode(seven) == 7
    assert Strict.decode(1) is Strict.ONE
    for bad in (True, "1", None):
        for decode in (Level.decode, Strict.decode):
            with pytest.raises(DecodeError):
                decode(bad)
        for encode in (Level.encode, Strict.encode):
            with pytest.raises(EncodeError):
                encode(bad)  # type: ignore[arg-type]
    with pytest.raises(DecodeError, match="expected one of 1, got 2"):
        Strict.decode(2)


def response(body: bytes) -> httpx.Response:
    return httpx.Response(200, content=body)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"id": 1e999}', b'{"id": Infinity}', b"[]"])
def test_read_json_keeps_the_answer_with_every_decode_error(body: bytes) -> None:
    raw = response(body)
    with pytest.raises(DecodeError) as caught:
        read_json(raw, Entry.from_dict)
    assert caught.value.response is raw


def test_read_json_skips_a_byte_order_mark_and_reads_lists() -> None:
    assert read_json(response(b'\xef\xbb\xbf[{"id": 1}]'), list_of(Entry.from_dict)) == [Entry(1)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "content is required"),
        ({"id": 1}, r"RequestContent\.json"),
        (RequestContext(), "pass the RequestContext as context="),
        ("text", "content must be Entry or a RequestContent, got str"),
        (Session("s", datetime.datetime(2025, 4, 1, tzinfo=datetime.UTC), Mode.PASSIVE), "must be Entry"),
    ],
)
def test_json_content_says_what_to_do_with_anything_but_the_model(value: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        json_content(value, Entry)


def test_json_value_encodes_lists_and_names_the_item_that_does_not_fit() -> None:
    assert "RequestContent json" in repr(json_value(["a"], encode_list(encode_str)))
    with pytest.raises(TypeError, match=r"\$\[1\]: expected a str"):
        json_value(["a", 1], encode_list(encode_str))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected a list, got None"):
        json_value(None, encode_list(encode_str))  # type: ignore[misc]
