"""What every answer of the local service has in common, whatever the description."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from veneer.serve import Behaviours, LocalRoute, ServiceError, ServiceRequest, ServiceResponse, create_app

from .conftest import Client, api, refusal, small

PET = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
OK = {"200": {"description": "", "content": {"application/json": {"schema": PET}}}}


async def echo(request: ServiceRequest) -> ServiceResponse:
    return ServiceResponse.json({"name": request.operation_id, "path": dict(request.path), "body": str(request.body)})


def test_valid_request_without_behaviour_is_answered_with_501() -> None:
    client = small(api({"/pets": {"get": {"operationId": "Pets_List", "responses": OK}}}))

    status, code, message = refusal(client.get("/pets"))
    assert (status, code) == (501, "NotImplemented")
    assert "Pets_List" in message


def test_unknown_path_is_404_and_unknown_method_is_405() -> None:
    client = small(api({"/pets": {"get": {"responses": OK}, "post": {"responses": OK}}}))

    assert refusal(client.get("/cats"))[:2] == (404, "ResourceNotFound")
    assert refusal(client.get("http://local/pets"))[:2] == (404, "ResourceNotFound")
    wrong = client.delete("/pets")
    assert refusal(wrong)[:2] == (405, "MethodNotAllowed")
    assert wrong.headers["allow"] == "GET, POST"


def test_path_without_values_wins_and_encoded_slash_stays_in_its_segment() -> None:
    paths = {
        "/pets/{pet-id}": {
            "parameters": [{"name": "pet-id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {"operationId": "get", "responses": OK},
        },
        "/pets/mine": {"get": {"operationId": "mine", "responses": OK}},
        "/pets/{pet-id}:feed": {"get": {"operationId": "feed", "responses": OK}},
    }
    client = small(api(paths), Behaviours({"get": echo, "mine": echo, "feed": echo}))

    assert client.get("/pets/mine").json()["name"] == "mine"
    assert client.get("/pets/a%2Fb%20c").json()["path"] == {"pet-id": "a/b c"}
    assert client.get("/pets/a:feed").json()["name"] == "feed"


def test_server_variables_give_the_path() -> None:
    document = api({"/pets": {"get": {"operationId": "list", "responses": OK}}})
    document["servers"] = [
        {
            "url": "{endpoint}/face/{version}/",
            "variables": {"endpoint": {"default": "https://x.example.com/y"}, "version": {"default": "v1"}},
        }
    ]
    client = Client(create_app(document, Behaviours({"list": echo})), "http://local/face/v1")

    assert client.get("/pets").status_code == 200


def test_a_server_of_an_operation_gives_another_path() -> None:
    item = {"get": {"operationId": "list", "responses": OK}, "servers": [{"url": "https://up.example.com/v2"}]}
    document = api({"/pets": item, "/v2/pets": {"get": {"operationId": "other", "responses": OK}}})
    document["servers"] = [{"url": "https://x.example.com/"}]

    async def other(request: ServiceRequest) -> ServiceResponse:
        return ServiceResponse(202)

    client = Client(create_app(document, Behaviours({"list": echo, "other": other})), "http://local")

    assert client.get("/pets").status_code == 200
    assert client.get("/v2/pets").status_code == 202

    del document["paths"]["/v2/pets"]
    client = Client(create_app(document, Behaviours({"list": echo})), "http://local")
    assert [client.get(path).status_code for path in ("/pets", "/v2/pets", "/v3/pets")] == [200, 200, 404]


def test_request_id_is_in_every_answer_and_reaches_the_behaviour() -> None:
    async def show(request: ServiceRequest) -> ServiceResponse:
        return ServiceResponse.json({"name": request.request_id})

    document = api({"/pets": {"get": {"operationId": "list", "responses": OK}}})
    client = small(document, Behaviours({"list": show}), request_ids=lambda: "id-1", request_id_header="x-id")

    response = client.get("/pets")
    assert response.headers["x-id"] == response.json()["name"] == "id-1"


def test_error_shape_can_be_replaced() -> None:
    def problem_details(error: ServiceError) -> Response:
        return JSONResponse({"title": error.code}, error.status)

    response = small(api({}), error_shape=problem_details).get("/pets")
    assert (response.status_code, response.json()) == (404, {"title": "ResourceNotFound"})


def test_fault_of_a_behaviour_is_500_and_says_nothing_of_itself() -> None:
    async def fail(request: ServiceRequest) -> ServiceResponse:
        raise RuntimeError("inner secret")

    document = api({"/pets": {"get": {"operationId": "list", "responses": OK}}})

    status, code, message = refusal(small(document, Behaviours({"list": fail})).get("/pets"))
    assert (status, code) == (500, "InternalServerError")
    assert "secret" not in message


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (ServiceResponse.json({"name": "a"}), 200),
        (ServiceResponse.json({"nom": "a"}), 500),
        (ServiceResponse.json({"name": "a"}, 201), 500),
        (ServiceResponse(200, b"a", {"content-type": "text/plain"}), 500),
        (ServiceResponse(204, b"a"), 500),
        (ServiceResponse(204), 200),
    ],
)
def test_answers_are_checked_when_asked_for(answer: ServiceResponse, status: int) -> None:
    async def give(request: ServiceRequest) -> ServiceResponse:
        return answer

    responses = {**OK, "204": {"description": ""}}
    document = api({"/pets": {"get": {"operationId": "list", "responses": responses}}})

    checked = small(document, Behaviours({"list": give}), check_answers=True).get("/pets").status_code
    assert (checked if checked == 500 else 200) == status
    assert small(document, Behaviours({"list": give})).get("/pets").status_code == answer.status


def test_write_only_property_is_not_required_of_an_answer() -> None:
    schema = {
        "required": ["id", "secret"],
        "properties": {"id": {"type": "string", "readOnly": True}, "secret": {"writeOnly": True}},
    }
    content = {"application/json": {"schema": schema}}
    paths = {
        "/pets": {
            "post": {
                "operationId": "add",
                "requestBody": {"required": True, "content": content},
                "responses": {"2XX": {"description": "", "content": content}},
            }
        }
    }

    async def add(request: ServiceRequest) -> ServiceResponse:
        return ServiceResponse.json({"id": "1"})

    client = small(api(paths), Behaviours({"add": add}), check_answers=True)
    assert client.post("/pets", json={"secret": 1}).status_code == 200
    assert refusal(client.post("/pets", json={}))[0] == 400


def test_overload_is_told_by_content_type_and_body() -> None:
    content: dict[str, Any] = {
        "application/json": {"schema": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}},
        "text/plain": {"schema": {"type": "string"}},
    }
    at = "#/paths/~1pets/post/requestBody/content"
    overloads = [
        {"operationId": "a", "contentType": "application/json", "schema": f"{at}/application~1json/schema/anyOf/0"},
        {"operationId": "b", "contentType": "application/json", "schema": f"{at}/application~1json/schema/anyOf/1"},
        {"operationId": "text", "contentType": "text/plain", "schema": f"{at}/text~1plain/schema"},
    ]
    operation = {
        "operationId": "a",
        "requestBody": {"required": True, "content": content},
        "responses": OK,
        "x-overloads": overloads,
    }
    client = small(api({"/pets": {"post": operation}}), Behaviours({"b": echo, "text": echo}))

    assert client.post("/pets", json={"b": 1}).json()["name"] == "b"
    assert client.post("/pets", json={"a": 1, "b": 1}).json()["name"] == "b"
    assert client.post("/pets", content="x", headers={"content-type": "text/plain"}).json()["name"] == "text"
    assert refusal(client.post("/pets", json={"a": 1}))[2].startswith("The local service does not do a yet")


def test_behaviour_for_an_unknown_operation_is_refused() -> None:
    with pytest.raises(ValueError, match="Nowhere"):
        create_app(api({}), Behaviours({"Nowhere": echo}))


def test_behaviours_for_another_version_leave_a_service_that_checks() -> None:
    document = api({"/pets": {"get": {"operationId": "list", "responses": OK}}})
    other = Behaviours({"list": echo}, versions={"2": {}})

    assert refusal(small(document, other).get("/pets"))[0] == 501


def test_version_has_handlers_besides_those_of_all_and_instead_of_them() -> None:
    async def other(request: ServiceRequest) -> ServiceResponse:
        return ServiceResponse.json({"name": "other"})

    paths = {path: {"get": {"operationId": path[1:], "responses": OK}} for path in ("/a", "/b")}
    behaviours = Behaviours({"a": echo}, versions={"1": {"b": other}, "2": {"a": other}, "3": {"c": other}})
    first = small(api(paths), behaviours)
    second = small({**api(paths), "info": {"title": "Small", "version": "2"}}, behaviours)

    assert [first.get(path).json()["name"] for path in paths] == ["a", "other"]
    assert second.get("/a").json()["name"] == "other"
    assert second.get("/b").status_code == 501


def test_help_and_local_routes_need_no_credentials() -> None:
    document = api(
        {"/pets": {"get": {"operationId": "list", "responses": OK}, "put": {"operationId": "put", "responses": OK}}},
        security=[{"key": []}],
        components={"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "key"}}},
    )
    route = LocalRoute("POST", "/_local/pets/{name}", echo, "Feed it.")
    client = small(document, Behaviours({"list": echo}, (route,), notes=("It is always fed.",)))

    assert client.get("http://local/_local").json() == {
        "service": "Small",
        "version": "1",
        "basePath": "/v1",
        "answered": ["list"],
        "checkedOnly": ["put"],
        "notes": ["It is always fed."],
        "localRoutes": [{"method": "POST", "path": "/_local/pets/{name}", "summary": "Feed it."}],
    }
    assert client.post("http://local/_local/pets/tom", json=[1]).json()["path"] == {"name": "tom"}
    assert refusal(client.post("http://local/_local/pets/tom", content="{"))[:2] == (400, "BadArgument")
