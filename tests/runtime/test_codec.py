"""Encoding and decoding: which value each takes, and that an error names its exact place."""

from __future__ import annotations

import base64
import copy
import math
import pickle
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID, SafeUUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veneer.runtime import (
    UNSET,
    DecodeError,
    EncodeError,
    decode_any,
    decode_base64,
    decode_base64url,
    decode_bool,
    decode_decimal,
    decode_decimal_string,
    decode_float,
    decode_float_string,
    decode_int,
    decode_int_string,
    decode_str,
    decode_uuid,
    encode_any,
    encode_base64,
    encode_base64url,
    encode_bool,
    encode_decimal,
    encode_decimal_string,
    encode_float,
    encode_float_string,
    encode_int,
    encode_int_string,
    encode_list,
    encode_map,
    encode_model,
    encode_nullable,
    encode_str,
    encode_uuid,
    list_of,
    map_of,
    nullable,
    put,
    put_nullable,
    put_optional,
    put_optional_nullable,
    take,
    take_nullable,
    take_object,
    take_optional,
    take_optional_nullable,
    uuids,
)

from .sample import Entry, Session


@pytest.mark.parametrize(
    ("decode", "value"),
    [
        (decode_str, 1),
        (decode_str, None),
        (decode_int, True),
        (decode_int, "1"),
        (decode_int, 1.5),
        (decode_int, math.inf),
        (decode_float, False),
        (decode_float, "1.0"),
        (decode_float, 10**400),
        (decode_bool, 1),
        (decode_bool, 0),
        (decode_bool, "true"),
        (decode_decimal, True),
        (decode_uuid, "not one"),
        (decode_uuid, b"not one"),
        (decode_base64, "a"),
        (decode_base64, "é"),
        (decode_base64, "-_-_"),
        (decode_base64url, "a"),
        (decode_int_string, "1_000"),
        (decode_int_string, " 1"),
        (decode_int_string, 1),
        (decode_int_string, "²"),
        (decode_decimal_string, "NaN"),
        (decode_float_string, "1e"),
        (list_of(decode_str), "ab"),
        (list_of(decode_str), {}),
        (map_of(decode_str), []),
    ],
)
def test_each_decoder_refuses_what_is_of_another_kind(decode: Callable[[object], object], value: object) -> None:
    with pytest.raises(DecodeError, match="expected"):
        decode(value)


@pytest.mark.parametrize(
    ("encode", "value"),
    [
        (encode_str, 1),
        (encode_str, None),
        (encode_int, True),
        (encode_int, 1.0),
        (encode_float, True),
        (encode_float, "1"),
        (encode_float, math.nan),
        (encode_float, -math.inf),
        (encode_bool, 1),
        (encode_decimal, 1.5),
        (encode_decimal, Decimal("NaN")),
        (encode_decimal, Decimal("0.1234567890123456789")),
        (encode_decimal_string, Decimal("Infinity")),
        (encode_uuid, str(UUID(int=1))),
        (encode_base64, "text"),
        (encode_int_string, "1"),
        (encode_list(encode_str), "ab"),
        (encode_map(encode_str), {1: "a"}),
        (encode_model(Entry), {"id": 1}),
    ],
)
def test_each_encoder_refuses_what_is_of_another_type(encode: Callable[[Any], object], value: object) -> None:
    with pytest.raises(EncodeError) as caught:
        encode(value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "text",
    [
        "0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b",
        "0E4B7A525D1C4F6E9B1A7C3D2E1F0A9B",
        "{0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b}",
        "urn:uuid:0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ],
)
def test_a_uuid_is_the_one_that_python_reads(text: str) -> None:
    read, known = decode_uuid(text), UUID(text)
    assert (read, hash(read), repr(read), read.is_safe) == (known, hash(known), repr(known), known.is_safe)
    assert pickle.loads(pickle.dumps(read)) == copy.deepcopy(read) == known


@pytest.mark.parametrize("text", ["", "-" * 36, "0e4b7a52", "g" * 32, "{" + "0" * 30 + "}", "urn:" + "0" * 28])
def test_what_is_no_uuid_is_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r"hexadecimal|base 16"):
        UUID(text)
    with pytest.raises(DecodeError) as caught:
        decode_uuid(text)
    assert str(caught.value) == f"$: expected a UUID, got {text!r}"


def test_an_int_is_a_fine_float_and_a_whole_float_a_fine_int() -> None:
    assert (decode_float(3), type(decode_float(3))) == (3.0, float)
    assert (decode_int(3.0), type(decode_int(3.0))) == (3, int)
    assert encode_float(3) == 3


def test_any_passes_null() -> None:
    assert encode_any(None) is None
    assert decode_any(None) is None


@given(st.binary())
def test_bytes_survive_both_alphabets(data: bytes) -> None:
    assert decode_base64(encode_base64(data)) == data
    url = encode_base64url(data)
    assert "=" not in url
    assert decode_base64url(url) == decode_base64url(base64.urlsafe_b64encode(data).decode()) == data


@given(
    st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.decimals(allow_nan=False, allow_infinity=False)
)
def test_numbers_survive_as_strings(whole: int, number: float, decimal: Decimal) -> None:
    assert decode_int_string(encode_int_string(whole)) == whole
    assert decode_float_string(encode_float_string(number)) == number
    assert decode_decimal_string(encode_decimal_string(decimal)) == decimal


def test_a_decimal_is_a_json_number_only_where_no_digit_is_lost() -> None:
    assert encode_decimal(Decimal("0.1")) == 0.1
    assert encode_decimal(Decimal("1E+2")) == 100
    assert decode_decimal(0.1) == Decimal("0.1")
    assert decode_decimal(10**30) == Decimal(10**30)


def test_put_names_the_property_and_refuses_none() -> None:
    with pytest.raises(TypeError, match=r"\$\.sessionId: expected a str, got None"):
        put({}, "sessionId", None, encode_str)  # type: ignore[misc]


def test_the_puts_tell_left_out_from_null() -> None:
    data: dict[str, Any] = {}
    put_optional(data, "a", None, encode_str)
    put_optional(data, "b", "x", encode_str)
    put_nullable(data, "c", None, encode_str)
    put_optional_nullable(data, "d", UNSET, encode_str)
    put_optional_nullable(data, "e", None, encode_str)
    put_optional_nullable(data, "f", "y", encode_str)
    put(data, "g", [None, 1], encode_list(encode_nullable(encode_int)))
    assert data == {"b": "x", "c": None, "e": None, "f": "y", "g": [None, 1]}


def test_the_takes_tell_missing_from_null() -> None:
    data = take_object({"a": None, "b": None, "c": "x", "extra": 1}, "T")
    assert take_optional(data, "a", decode_str) is None
    assert take_optional(data, "gone", decode_str) is None
    assert take_nullable(data, "b", decode_str) is None
    assert take_optional_nullable(data, "gone", decode_str) is UNSET
    assert take_optional_nullable(data, "c", decode_str) == "x"
    assert data == {"extra": 1}
    with pytest.raises(DecodeError, match=r"\$\.gone: the required property is missing"):
        take_nullable(data, "gone", decode_str)
    assert take_optional_nullable({"n": None}, "n", decode_str) is None


def test_take_object_does_not_change_what_it_reads() -> None:
    original = {"id": 1}
    data = take_object(original, "Entry")
    take(data, "id", decode_int)
    assert original == {"id": 1}
    with pytest.raises(DecodeError, match=r"\$: expected an object \(Entry\), got an array"):
        take_object([], "Entry")


def test_a_missing_property_says_so() -> None:
    with pytest.raises(DecodeError) as caught:
        take({}, "status", decode_str)
    assert (caught.value.path, caught.value.message) == ("$.status", "the required property is missing")


def test_the_decode_path_is_exact_through_objects_arrays_and_maps() -> None:
    decode = map_of(list_of(Entry.from_dict))
    with pytest.raises(DecodeError) as caught:
        decode({"fine": [], "a b": [{"id": 1}, {"id": 2}, {"id": "3"}]})
    assert caught.value.path == '$["a b"][2].id'
    assert str(caught.value) == '$["a b"][2].id: expected an integer, got a string'


def test_the_encode_path_is_exact_through_objects_and_arrays() -> None:
    session = Session.from_dict({"sessionId": "s", "created": "2025-04-01T00:00:00Z", "mode": "Passive"})
    session.entries = [Entry(1), Entry("2")]  # type: ignore[arg-type]
    with pytest.raises(EncodeError) as caught:
        session.to_dict()
    assert str(caught.value) == "$.entries[1].id: expected an int, got str"


_ID = "0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b"
_VALUES = {
    decode_bool: st.booleans(),
    decode_float: st.floats(allow_nan=False),
    decode_int: st.integers(),
    decode_str: st.text(),
    decode_uuid: st.uuids().map(str) | st.sampled_from(["", _ID.upper(), f"{{{_ID}}}", _ID[:-1] + "_", _ID + "-0"]),
}


@pytest.mark.parametrize("decode", _VALUES)
@given(data=st.data())
def test_a_list_that_is_read_at_once_reads_as_item_by_item(
    decode: Callable[[object], Any], data: st.DataObject
) -> None:
    odd = st.sampled_from([None, True, 1, 2.0, 10**400, "1", _ID, [], {}])
    items = data.draw(st.lists(_VALUES[decode]) | st.lists(_VALUES[decode] | odd))
    given = items.copy()
    item_by_item = list_of(lambda item: decode(item))  # a decoder that nobody knows has no reader of lists
    assert _outcome(list_of(decode), items) == _outcome(item_by_item, items)
    assert items == given


def _outcome(decode: Callable[[object], list[Any]], items: list[object]) -> object:
    try:
        read = decode(items)
    except DecodeError as error:
        return error.path, error.message
    assert read is not items
    return [(type(item), item) for item in read]


@pytest.fixture(params=["with msgspec", "without"])
def either_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lists of ids with msgspec, and as where it is not installed."""
    monkeypatch.setattr(uuids, "_read_all", None)
    if request.param == "without":
        monkeypatch.setitem(sys.modules, "msgspec", None)


@pytest.mark.usefixtures("either_reader")
def test_ids_of_a_list_are_the_uuids_of_python() -> None:
    known = [UUID(int=number) for number in (0, 7, 2**128 - 1)]
    read = list_of(decode_uuid)([str(id) for id in known])
    assert (read, list(map(repr, read))) == (known, list(map(repr, known)))
    assert {*read} == {*known}
    assert pickle.loads(pickle.dumps(read)) == copy.deepcopy(read) == known
    for id in read:
        assert (type(id), id.is_safe) == (UUID, SafeUUID.unknown)
        with pytest.raises(TypeError, match="immutable"):
            id.int = 1  # type: ignore[misc]


@pytest.mark.usefixtures("either_reader")
@pytest.mark.parametrize("count", [0, 1, 2, 99, 100, 101, 250])
def test_ids_of_a_list_of_any_length(count: int) -> None:
    known = [UUID(int=number << 64 | number) for number in range(count)]
    assert list_of(decode_uuid)([str(id) for id in known]) == known
    for index in {0, count // 2, count - 1} if count else ():
        texts = [str(id) for id in known]
        texts[index] = "not one"
        with pytest.raises(DecodeError) as caught:
            list_of(decode_uuid)(texts)
        assert caught.value.path == f"$[{index}]"


@pytest.mark.usefixtures("either_reader")
@pytest.mark.parametrize(
    ("texts", "path"),
    [
        (["0" * 31, "0" * 33], "$[0]"),
        (["0" * 34, "0" * 30], "$[0]"),
        (["0" * 32, "0" * 32 + " "], "$[1]"),
        (["0" * 32, "\n" + "0" * 32], "$[1]"),
        (["0" * 32, "0" * 15 + "\n" + "0" * 17, "0" * 31], "$[1]"),
        (["0" * 65], "$[0]"),
        (["0" * 32 + "\n" + "0" * 32, "0" * 32], "$[0]"),
        (["0" * 32, None], "$[1]"),
        (["0" * 32, ["0" * 32]], "$[1]"),
    ],
)
def test_ids_do_not_lend_each_other_digits(texts: list[object], path: str) -> None:
    with pytest.raises(DecodeError) as caught:
        list_of(decode_uuid)(texts)
    assert caught.value.path == path


@pytest.mark.usefixtures("either_reader")
def test_ids_that_need_a_closer_look_are_read_as_python_reads_them() -> None:
    texts = [f"{{{_ID}}}", f"urn:uuid:{_ID}", _ID.upper(), "0" * 30 + "_0", " " * 31 + "7"]
    assert list_of(decode_uuid)(texts) == [UUID(text) for text in texts]


def test_nullable_items_keep_their_nulls() -> None:
    assert list_of(nullable(decode_int))([1, None]) == [1, None]


def test_an_error_does_not_show_the_value_of_the_wrong_kind() -> None:
    with pytest.raises(DecodeError) as caught:
        decode_int("my secret token")
    assert "secret" not in str(caught.value)
