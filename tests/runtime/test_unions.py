"""Unions, constants and tuples: which option a value is read as, by which one it is written, what fits none."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from attrs import define, field

from veneer.runtime import (
    DecodeError,
    EncodeError,
    Model,
    UnknownObject,
    by_tag,
    const_of,
    decode_any,
    decode_bool,
    decode_datetime,
    decode_int,
    decode_str,
    encode_const,
    encode_datetime_unix,
    encode_int,
    encode_list,
    encode_models,
    encode_one_of,
    encode_str,
    encode_tuple,
    list_of,
    map_of,
    one_of,
    subclass_of,
    take,
    take_object,
    take_optional,
    tuple_of,
)


@define(slots=True)
class Small(Model):
    a: int | None = field(default=None, kw_only=True)
    additional_properties: dict[str, Any] = field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        return {"a": self.a, **self.additional_properties}

    @classmethod
    def from_dict(cls, value: object) -> Small:
        data = take_object(value, "Small")
        return cls(a=take_optional(data, "a", decode_int), additional_properties=data)


@define(slots=True)
class Large(Model):
    b: int
    a: int | None = field(default=None, kw_only=True)
    inner: Small | Large | None = field(default=None, kw_only=True)
    additional_properties: dict[str, Any] = field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        return {"b": self.b, "a": self.a, **self.additional_properties}

    @classmethod
    def from_dict(cls, value: object) -> Large:
        data = take_object(value, "Large")
        return cls(
            b=take(data, "b", decode_int),
            a=take_optional(data, "a", decode_int),
            inner=take_optional(data, "inner", one_of(Small.from_dict, Large.from_dict)),
            additional_properties=data,
        )


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"a": 1}, Small),  # the other one lacks what it must have
        ({"a": 1, "b": 2}, Large),  # fewer properties without a name, although it is the second option
        ({}, Small),
        ({"c": 1}, Small),  # one without a name in either: the first
        ({"a": 1, "b": "x"}, Small),  # a property of another kind
        ({"b": 1, "inner": {"b": 1}}, Large),
    ],
)
def test_models_are_told_apart_by_shape(value: dict[str, object], kind: type[Model]) -> None:
    assert type(one_of(Small.from_dict, Large.from_dict)(value)) is kind


def test_lists_and_maps_are_told_apart_by_what_is_in_them() -> None:
    small, large = list_of(Small.from_dict), list_of(Large.from_dict)

    assert type(one_of(small, large)([{"a": 1, "b": 2}])[0]) is Large
    assert one_of(map_of(decode_any), Small.from_dict)({"a": 1}) == Small(a=1)
    assert one_of(map_of(decode_any), Small.from_dict)({"x": 1, "y": 2}) == {"x": 1, "y": 2}
    assert one_of(Small.from_dict, decode_any)([1]) == [1]


def test_a_null_is_read_by_the_option_that_keeps_it() -> None:
    def nothing(value: object) -> UnknownObject:
        return UnknownObject.from_dict(value)

    class Lenient(UnknownObject):
        def to_dict(self) -> dict[str, Any]:
            return {}

    assert type(one_of(Lenient, nothing)({"a": None})) is UnknownObject


def test_scalars_are_told_apart_by_their_kind() -> None:
    decode = one_of(decode_int, decode_str, decode_bool)

    assert (decode(1), decode("a"), decode(True)) == (1, "a", True)
    with pytest.raises(DecodeError, match="one of 3 types, got an array"):
        decode([])


def test_a_tag_tells_which() -> None:
    decode = by_tag("b", {1: Large.from_dict, "s": Small.from_dict}, decode_str)

    assert decode({"b": 1}) == Large(1)
    assert type(decode({"b": "s"})) is Small
    assert decode("text") == "text"
    for value in ({"b": 2}, {}, {"b": [1]}, 3):
        with pytest.raises(DecodeError, match="a string"):
            decode(value)


@pytest.mark.parametrize(("text", "tag"), [("1", 1), ("1.5", 1.5), ("true", True)])
def test_a_mapping_names_what_is_no_string_as_text(text: str, tag: object) -> None:
    decode = by_tag("kind", {text: Large.from_dict}, is_open=True)

    assert type(decode({"kind": tag, "b": 2})) is Large
    assert decode({"kind": 2.5}).to_dict() == {"kind": 2.5}


def test_a_tag_that_fits_but_an_object_that_does_not_says_where() -> None:
    with pytest.raises(DecodeError, match=r"\$\.b: expected an integer, got a string"):
        by_tag("b", {"x": Large.from_dict})({"b": "x"})
    with pytest.raises(DecodeError, match=r"\$\.b: the value names none"):
        by_tag("b", {"x": Large.from_dict})({"b": "y"})
    with pytest.raises(DecodeError, match="expected an object, got an array"):
        by_tag("b", {"x": Large.from_dict})([])


def test_an_open_tag_keeps_what_it_does_not_know() -> None:
    found = by_tag("kind", {"small": Small.from_dict}, Small.from_dict, is_open=True)({"kind": "new", "x": [1]})

    assert found == UnknownObject({"kind": "new", "x": [1]})
    assert found.to_dict() == {"kind": "new", "x": [1]}
    assert encode_models(Small, UnknownObject)(found) == {"kind": "new", "x": [1]}
    assert repr(found) == "UnknownObject('kind', 'x')"
    assert by_tag("kind", {}, Small.from_dict, is_open=True)({"a": 1}) == Small(a=1)
    with pytest.raises(DecodeError):
        UnknownObject.from_dict([])


def test_a_parent_finds_the_class_of_its_child() -> None:
    classes: dict[str, type[Model]] = {"small": Small}

    assert subclass_of(Model, {"kind": "small"}, "kind", classes) is Small
    for data in ({}, {"kind": "other"}, {"kind": ["small"]}):
        assert subclass_of(Model, data, "kind", classes) is None
        assert subclass_of(Model, data, "kind", classes, Large) is Large
    assert subclass_of(Model, {"kind": "small"}, "kind", classes, Large) is Small


def test_the_class_of_a_value_says_how_it_is_written() -> None:
    encode = encode_one_of(encode_models(Small), encode_datetime_unix, encode_str, encode_list(encode_int))

    assert encode(Small(a=1)) == {"a": 1}
    assert encode(dt.datetime(1970, 1, 1, 0, 0, 5, tzinfo=dt.UTC)) == 5
    assert (encode("x"), encode([1])) == ("x", [1])
    with pytest.raises(EncodeError, match="expected one of 4 types, got bool"):
        encode(True)
    with pytest.raises(EncodeError, match=r"\$\[0\]: expected an int, got str"):
        encode(["x"])
    with pytest.raises(EncodeError, match="expected Small or Large, got"):
        encode_models(Small, Large)({"a": 1})


@pytest.mark.parametrize("constant", ["x", 1, True, 1.5])
def test_a_constant(constant: object) -> None:
    assert const_of(constant)(constant) == encode_const(constant)(constant) == constant
    for other in ("y", 2, not isinstance(constant, bool), None, []):
        with pytest.raises(DecodeError):
            const_of(constant)(other)
        with pytest.raises(EncodeError):
            encode_const(constant)(other)


def test_places_of_an_array_have_types_of_their_own() -> None:
    closed, open_ = tuple_of(decode_str, Small.from_dict), tuple_of(decode_str, rest=decode_int)

    assert closed(["a", {"a": 1}]) == ["a", Small(a=1)]
    assert (closed([]), closed(["a"]), open_(["a", 1, 2])) == ([], ["a"], ["a", 1, 2])
    for decode, value, message in (
        (closed, ["a", {}, 1], r"\$\[2\]: expected an array of at most 2 items"),
        (closed, [1], r"\$\[0\]: expected a string"),
        (open_, ["a", 1, "b"], r"\$\[2\]: expected an integer"),
        (open_, "a", "expected an array"),
    ):
        with pytest.raises(DecodeError, match=message):
            decode(value)


def test_places_of_an_array_are_written_by_their_types() -> None:
    encode = encode_tuple(encode_str, encode_models(Small), rest=encode_int)

    assert encode(("a", Small(a=1), 2)) == ["a", {"a": 1}, 2]
    with pytest.raises(EncodeError, match=r"\$\[2\]: expected an int"):
        encode(["a", Small(a=1), "b"])
    with pytest.raises(EncodeError, match="expected a list"):
        encode("a")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2020-01-01T00:00:00Z", "2020-01-01T01:00:00.000+01:00", "2020-01-01T00:00:00+00:00"])
def test_an_instant_is_a_constant_however_it_is_written(text: str) -> None:
    assert const_of("2020-01-01T00:00:00Z", decode_datetime)(text) == "2020-01-01T00:00:00Z"


@pytest.mark.parametrize("value", ["2020-01-01T00:00:01Z", "soon", None, 7])
def test_another_instant_is_not(value: object) -> None:
    with pytest.raises(DecodeError):
        const_of("2020-01-01T00:00:00Z", decode_datetime)(value)
