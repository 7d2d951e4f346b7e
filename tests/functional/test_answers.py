"""What a generated client makes of answers."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import UUID

import httpx
import pytest

from functional.clients import Caller

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
PET = {"name": "Bo", "kind": "dog"}


def send(call: Caller, status: int, body: object = None) -> Any:
    call.answer = httpx.Response(status) if body is None else httpx.Response(status, json=body)
    content = call.module.models.Pet("Bo", call.module.models.Kind.DOG)
    return call("send_json", "a", content, x_trace="t")


def test_the_status_tells_what_an_answer_holds(call: Caller) -> None:
    assert type(send(call, 200, PET).value).__name__ == "Pet"
    assert send(call, 201, {"id": ID, "type": "made"}).value.id == UUID(ID)
    answer = send(call, 204)
    assert answer.value is None
    assert answer.status_code == 204


def test_models_in_models(call: Caller) -> None:
    body = PET | {
        "born": "2020-02-29",
        "friends": [PET | {"born": None}],
        "owner": {"name": "Al", "pets": [PET]},
        "unknown": [1],
    }
    pet = send(call, 200, body).value

    assert pet.born == dt.date(2020, 2, 29)
    assert (pet.friends[0].born, pet.friends[0].owner) == (None, None)
    assert pet.owner.pets[0].born is call.module.UNSET
    assert pet.additional_properties == {"unknown": [1]}
    assert pet.to_dict() == body


def test_an_unknown_property_never_replaces_a_known_one(call: Caller) -> None:
    pet = call.module.models.Pet("Bo", call.module.models.Kind.DOG, additional_properties={"name": "Al", "x": 1})

    assert pet.to_dict() == PET | {"x": 1}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"name": "Bo"}, "$.kind"),
        (PET | {"kind": "cow"}, "$.kind"),
        (PET | {"name": None}, "$.name"),
        (PET | {"friends": [PET, {"name": "Al"}]}, "$.friends[1].kind"),
        ([], "$"),
    ],
)
def test_an_answer_that_does_not_fit_says_where(call: Caller, body: object, where: str) -> None:
    with pytest.raises(call.module.DecodeError) as caught:
        send(call, 200, body)

    assert caught.value.path == where


def test_a_map_of_unions(call: Caller) -> None:
    call.answer = httpx.Response(200, json={"a": {"id": ID}, "b": 7})
    found = call("unions", "x").value

    assert (found["a"].id, found["b"]) == (UUID(ID), 7)


def test_an_answer_to_head_is_not_read(call: Caller) -> None:
    call.answer = httpx.Response(200)
    assert call("look").value is None


def test_a_redirect_that_is_described_is_no_failure(call: Caller) -> None:
    call.answer = httpx.Response(304)
    assert call("look").status_code == 304
    call.answer = httpx.Response(302, headers={"Location": "https://other.test/"})
    with pytest.raises(call.module.RequestFailedError):
        call("look")


@pytest.mark.parametrize("status", [400, 404, 503])
def test_a_failure_raises_in_both_layers_unless_the_context_says_no(call: Caller, status: int) -> None:
    call.answer = httpx.Response(status, json={"error": {"code": "Bad", "message": "No."}})
    quiet = call.module.RequestContext(error_options=call.module.ErrorOptions.NO_THROW)
    for named in ({}, {"context": call.module.RequestContext()}):
        with pytest.raises(call.module.RequestFailedError) as caught:
            call("clear", **named)
        assert (caught.value.status_code, caught.value.error_code) == (status, "Bad")

    assert call("clear", context=quiet).status_code == status


def test_a_value_that_holds_values_of_its_type(call: Caller) -> None:
    made = {"id": ID, "type": "made"}
    value = [1, "a", None, {"b": [made, {"c": []}]}]
    call.answer = httpx.Response(200, json=value)
    found = call("anything", [call.module.models.Made(UUID(ID), type_="made")]).value

    assert json.loads(call.request.content) == [made]
    assert found[3]["b"][0].id == UUID(ID)
    assert found[3]["b"][1] == {"c": []}
    assert found[:3] == [1, "a", None]
    with pytest.raises(call.module.EncodeError, match=r"\$\[0\]"):
        call("anything", [[1, object()]])
    call.answer = httpx.Response(200, json={"a": [1.5]})
    with pytest.raises(call.module.DecodeError):
        call("anything", [])
