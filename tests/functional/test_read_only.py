"""What only the service sets stays out of requests, and what only callers give may be missing in answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from urllib.parse import unquote_plus

import httpx
import pytest

from functional.clients import Caller, generate_into, imported

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: https://pets.test}]
paths:
  /pet:
    get: {operationId: getPet, responses: &pet {"200": {description: A pet., content: {application/json: {schema: &ref {
      $ref: "#/components/schemas/Pet"}}}}}}
    put: {operationId: putPet, responses: *pet, requestBody: {required: true, content: {application/json:
      {schema: *ref}}}}
    post: {operationId: formPet, responses: *pet, requestBody: {required: true, content:
      {application/x-www-form-urlencoded: {schema: *ref}}}}
    patch: {operationId: xmlPet, responses: *pet, requestBody: {required: true, content: {application/xml:
      {schema: *ref}}}}
  /pets:
    put: {operationId: putPets, requestBody: {required: true, content: {application/json: {schema: {type: array, items:
      *ref}}}}, responses: *pet}
    post: {operationId: addPets, requestBody: {required: true, content: {application/jsonl: {itemSchema: *ref}}},
      responses: *pet}
  /by-name:
    put: {operationId: formPets, responses: *pet, requestBody: {required: true, content:
      {application/x-www-form-urlencoded: {schema: &map {type: object, additionalProperties: *ref}}}}}
    post: {operationId: partPets, responses: *pet, requestBody: {required: true, content:
      {multipart/form-data: {schema: *map}}}}
components:
  schemas:
    Pet:
      type: object
      required: [id, name, secret, kind]
      discriminator: {propertyName: kind}
      properties:
        id: {type: string, readOnly: true}
        kind: {type: string, readOnly: true}
        name: {type: string}
        secret: {type: string, writeOnly: true}
        etag: {type: string, readOnly: true}
        note: {type: [string, "null"], readOnly: true}
        owner: {$ref: "#/components/schemas/Owner"}
    Dog:
      allOf: [{$ref: "#/components/schemas/Pet"}]
      properties: {tag: {type: integer, readOnly: true}}
    Owner: {type: object, properties: {id: {type: integer, readOnly: true}, name: {type: string}}}
"""
WIRE = {"id": "1", "kind": "Dog", "name": "Rex", "etag": "e", "note": None, "tag": 7, "owner": {"id": 2, "name": "Ada"}}
SENT = {"kind": "Dog", "name": "Rex", "owner": {"name": "Ada"}}


@pytest.fixture(scope="module")
def pets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    target = tmp_path_factory.mktemp("pets")
    (target / "pets.yaml").write_text(PETS)
    with imported(generate_into(target / "pets.yaml", "zoo", target / "made"), "zoo") as module:
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, pets: ModuleType) -> Caller:
    caller = Caller(pets, "ZooClient", is_async=request.param == "async")
    caller.answer = httpx.Response(200, json=WIRE)
    return caller


def test_what_an_answer_had_is_kept_by_its_model_and_not_sent_back(call: Caller) -> None:
    pet = call("get_pet").value
    assert type(pet) is call.module.models.Dog
    assert pet.to_dict() == WIRE
    assert call.module.models.Pet.from_json(pet.to_json()) == pet

    call("put_pet", pet)
    assert json.loads(call.request.content) == SENT
    call("put_pets", [pet, pet])
    assert json.loads(call.request.content) == [SENT, SENT]
    call("add_pets", [pet])
    assert json.loads(call.request.content) == SENT
    assert pet.to_dict() == WIRE


def test_forms_and_xml_go_without_it_too(call: Caller) -> None:
    pet = call("get_pet").value
    call("form_pet", pet)
    assert "id=" not in call.request.content.decode().replace("%22id%22%3A", "id=")
    assert b"name=Rex" in call.request.content
    call("xml_pet", pet)
    assert b"<name>Rex</name>" in call.request.content
    assert b"<id>" not in call.request.content


@pytest.mark.parametrize("method", ["form_pets", "part_pets"])
def test_so_do_maps_of_models_in_forms(call: Caller, method: str) -> None:
    pet = call("get_pet").value
    call(method, {"rex": pet})
    sent = unquote_plus(call.request.content.decode())
    assert '"name":"Rex"' in sent
    assert '"id"' not in sent
    assert pet.to_dict() == WIRE


def test_raw_content_is_sent_as_it_is(call: Caller) -> None:
    pet = call("get_pet").value
    for content in (pet, pet.to_dict()):
        call("put_pet", call.module.RequestContent.json(content))
        assert json.loads(call.request.content) == WIRE


def test_a_failure_to_write_a_request_leaves_nothing_behind(call: Caller) -> None:
    pet = call("get_pet").value
    pet.name = 5
    with pytest.raises(call.module.EncodeError):
        call("put_pet", pet)
    pet.name = "Rex"
    assert pet.to_dict() == WIRE


def test_a_caller_gives_what_only_requests_have(call: Caller) -> None:
    pet = call.module.models.Pet(name="Rex", secret="s", kind="Dog")
    call("put_pet", pet)
    assert json.loads(call.request.content) == {"name": "Rex", "secret": "s", "kind": "Dog"}
    with pytest.raises(TypeError, match="secret"):
        call.module.models.Pet(name="Rex")
