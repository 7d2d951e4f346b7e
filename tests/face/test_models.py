"""Models as a developer meets them: open enums, unknown properties, dates, ids, null, equality."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from typing import Any
from uuid import UUID

import pytest
from attrs import fields
from azure_face import DecodeError
from azure_face.models import (
    AddFaceResult,
    CreateLivenessSessionContent,
    FaceGroupingResult,
    FaceLivenessDecision,
    LivenessOperationMode,
    LivenessResponseBody,
    LivenessSession,
)

from .description import FLAGS, VERSIONS, Version, attribute_name, class_name, snake
from .samples import UNKNOWN, Sampler, models_of

OBJECTS = [
    (version, name)
    for version in VERSIONS
    for name, schema in sorted(version.schemas.items())
    if schema["type"] == "object"
]
ENUMS = [
    (version, name) for version in VERSIONS for name, schema in sorted(version.schemas.items()) if "enum" in schema
]

every_model = pytest.mark.parametrize(("version", "name"), OBJECTS, ids=str)
every_enum = pytest.mark.parametrize(("version", "name"), ENUMS, ids=str)

SESSION: dict[str, Any] = {
    "id": "b12e033e-bda7-4b83-a211-e721c661f30e",
    "createdDateTime": "2024-05-06T07:08:09.123Z",
    "sessionStartDateTime": "2024-05-06T09:08:09+02:00",
    "sessionExpired": False,
    "authTokenTimeToLiveInSeconds": 600,
    "status": "Paused",
}


def model_of(version: Version, name: str) -> Any:
    return getattr(models_of(version), class_name(name))


@every_model
@pytest.mark.parametrize("more", [{}, {"full": False}, {"unknown": True}], ids=["all", "few", "new"])
def test_round_trip_keeps_everything(version: Version, name: str, more: dict[str, bool]) -> None:
    model, sampler = model_of(version, name), Sampler(**more, version=version)
    data = sampler.sample(version.schemas[name])
    before = copy.deepcopy(data)
    value = model.from_dict(data)
    assert data == before
    assert value.to_dict() == data
    assert value.additional_properties == (UNKNOWN if sampler.unknown else {})
    assert model.from_json(value.to_json()) == value
    assert json.loads(value.to_json()) == data
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value


@every_model
def test_required_properties_are_positional_in_order_and_optional_ones_keywords(version: Version, name: str) -> None:
    schema = version.schemas[name]
    found = [(field.name, field.kw_only) for field in fields(model_of(version, name))]
    assert found.pop() == ("additional_properties", True)
    required = {key for key in schema.get("required", []) if not is_known(version, schema["properties"][key])}
    assert found == [(attribute_name(key), key not in required) for key in schema["properties"]]


def is_known(version: Version, schema: dict[str, Any]) -> bool:
    resolved = version.resolve(schema)
    return len(resolved.get("enum", ())) == 1 and not resolved.get("x-ms-enum", {}).get("modelAsString")


@every_model
def test_missing_required_property_is_named(version: Version, name: str) -> None:
    for missing in version.schemas[name].get("required", []):
        data = Sampler(version=version).sample(version.schemas[name])
        del data[missing]
        with pytest.raises(DecodeError, match=missing):
            model_of(version, name).from_dict(data)


@every_model
def test_ids_are_uuids_and_dates_are_aware(version: Version, name: str) -> None:
    value = model_of(version, name).from_dict(Sampler(version=version).sample(version.schemas[name]))
    for key, schema in version.schemas[name]["properties"].items():
        found = getattr(value, attribute_name(key))
        match version.resolve(schema).get("format"):
            case "uuid":
                assert isinstance(found, UUID)
            case "date-time":
                assert isinstance(found, dt.datetime)
                assert found.tzinfo is not None
            case "byte":
                assert found == b"\x00\x01\x02\xff"
            case "float":
                assert isinstance(found, float)


@every_enum
def test_enum_has_the_described_values_and_takes_others(version: Version, name: str) -> None:
    enum, schema = model_of(version, name), version.schemas[name]
    assert [member.value for member in enum] == schema["enum"]
    names = [member.name for member in enum]
    wanted = [snake(text).upper() for text in schema.get("x-enum-varnames", [])]
    assert not wanted or names == wanted
    assert all(text.isidentifier() and text == text.upper() for text in names)
    unknown = enum("brand-new")
    assert unknown == "brand-new"
    assert isinstance(unknown, str)
    assert list(enum) == [enum(value) for value in schema["enum"]]


@pytest.mark.parametrize(("name", "key"), FLAGS.items())
def test_flags_of_v1_3_are_booleans(name: str, key: str) -> None:
    [version] = [version for version in VERSIONS if version.name == "v1.3-preview.1"]
    for flag in (True, False):
        data = {**Sampler(version=version).sample(version.schemas[name]), key: flag}
        value = model_of(version, name).from_dict(data)
        assert getattr(value, snake(key)) is flag
        assert value.to_dict() == data
    for wrong in ({}, "true", 1):
        with pytest.raises(DecodeError, match=key):
            model_of(version, name).from_dict({**data, key: wrong})


def test_unknown_enum_value_survives_in_an_answer() -> None:
    session = LivenessSession.from_dict(SESSION)
    assert session.status == "Paused"
    assert session.to_dict()["status"] == "Paused"


def test_dates_keep_the_instant() -> None:
    session = LivenessSession.from_dict(SESSION)
    assert session.created_date_time == dt.datetime(2024, 5, 6, 7, 8, 9, 123000, dt.UTC)
    assert session.session_start_date_time == dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC)
    again = session.to_dict()
    assert dt.datetime.fromisoformat(again["createdDateTime"]) == session.created_date_time
    assert dt.datetime.fromisoformat(again["sessionStartDateTime"]) == session.session_start_date_time


@pytest.mark.parametrize(
    ("text", "micros"),
    [("2024-05-06T07:08:09.1234567Z", 123456), ("2024-05-06T07:08:09Z", 0), ("2024-05-06T07:08:09.5+00:00", 500000)],
)
def test_date_with_the_digits_that_azure_writes_is_read(text: str, micros: int) -> None:
    session = LivenessSession.from_dict({**SESSION, "createdDateTime": text})
    assert session.created_date_time == dt.datetime(2024, 5, 6, 7, 8, 9, micros, dt.UTC)


def test_naive_date_is_not_sent() -> None:
    session = LivenessSession.from_dict(SESSION)
    session.created_date_time = dt.datetime(2024, 5, 6)
    with pytest.raises(ValueError, match="createdDateTime"):
        session.to_dict()


def test_null_for_an_optional_property_reads_as_left_out() -> None:
    session = LivenessSession.from_dict({**SESSION, "deviceCorrelationId": None})
    assert session.device_correlation_id is None
    assert "deviceCorrelationId" not in session.to_dict()


def test_none_leaves_a_property_out() -> None:
    content = CreateLivenessSessionContent(LivenessOperationMode.PASSIVE, device_correlation_id=None)
    assert content.to_json() == b'{"livenessOperationMode":"Passive"}'


def test_open_object_keeps_what_the_service_adds() -> None:
    body = LivenessResponseBody.from_dict({"livenessDecision": "spoofface", "extra": {"a": [1]}})
    assert body.liveness_decision is FaceLivenessDecision.SPOOF_FACE
    assert body.additional_properties == {"extra": {"a": [1]}}
    body.additional_properties["more"] = 1
    assert body.to_dict() == {"livenessDecision": "spoofface", "extra": {"a": [1]}, "more": 1}


def test_nested_lists_of_ids() -> None:
    one, two = UUID(int=1), UUID(int=2)
    result = FaceGroupingResult([[one], [one, two]], [two])
    assert result.to_dict() == {"groups": [[str(one)], [str(one), str(two)]], "messyGroup": [str(two)]}


@pytest.mark.parametrize("value", [3, None, "not-a-uuid", ["x"]], ids=repr)
def test_wrong_id_in_an_answer_says_where(value: object) -> None:
    with pytest.raises(DecodeError, match="persistedFaceId"):
        AddFaceResult.from_dict({"persistedFaceId": value})
