"""An operation that the description calls long-running gives a poller, which follows the headers of the answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import httpx
import pytest

from functional.clients import generate_into, imported

_JOB = 'content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}'
_RESPONSES = f"""responses: {{"200": {{description: A job., {_JOB}}}, "201": {{description: A job., {_JOB}}},
        "202": {{description: Taken on.}}, "204": {{description: Gone.}}}}"""
JOBS = f"""\
openapi: 3.1.0
info: {{title: Jobs, version: "1"}}
servers: [{{url: https://jobs.test/v1}}]
security: [{{key: []}}]
paths:
  /jobs:
    put: {{operationId: put, x-ms-long-running-operation: true, {_RESPONSES}}}
    post: {{operationId: post, x-ms-long-running-operation: true, {_RESPONSES}}}
    delete: {{operationId: delete, x-ms-long-running-operation: true, responses: {{"202": {{description: Taken on.}},
      "204": {{description: Gone.}}}}}}
  /by-location:
    post: {{operationId: byLocation, x-ms-long-running-operation: true,
      x-ms-long-running-operation-options: {{final-state-via: location}}, {_RESPONSES}}}
  /by-status:
    put: {{operationId: byStatus, x-ms-long-running-operation: true,
      x-ms-long-running-operation-options: {{final-state-via: azure-async-operation}}, {_RESPONSES}}}
  /versioned:
    post: {{operationId: versioned, x-ms-long-running-operation: true,
      parameters: [{{name: api-version, in: query, required: true, schema: {{type: string}}}}], {_RESPONSES}}}
  /promised:
    post: {{operationId: promised, x-ms-long-running-operation: true, responses: {{"202": {{description: Taken on,
      content: {{application/json: {{schema: {{$ref: "#/components/schemas/Job"}}}}}}}}}}}}
  /plain:
    post: {{operationId: plain, x-ms-long-running-operation: false, {_RESPONSES}}}
components:
  securitySchemes: {{key: {{type: apiKey, in: header, name: X-Key}}}}
  schemas: {{Job: {{type: object, properties: {{name: {{type: string}}}}}}}}
"""
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("jobs")
    (folder / "jobs.yaml").write_text(JOBS)
    with imported(generate_into(folder / "jobs.yaml", "jobs", folder / "made"), "jobs") as module:
        yield module


def answer(status: int, json: Any = None, **headers: str) -> httpx.Response:
    fields = {name.replace("_", "-"): value for name, value in headers.items()} | {"Retry-After": "0"}
    return httpx.Response(status, headers=fields) if json is None else httpx.Response(status, json=json, headers=fields)


class Jobs:
    """Begins an operation and waits for its result, sync or async."""

    def __init__(self, module: Any, *, is_async: bool) -> None:
        self.module, self.is_async = module, is_async
        self.requests: list[httpx.Request] = []

    def __call__(self, operation: str, *answers: httpx.Response, **arguments: str) -> Any:
        left = iter(answers)

        def handle(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            return next(left)

        name = f"{'Async' * self.is_async}JobsClient"
        client = getattr(self.module, name)(self.module.KeyCredential("k"), transport=httpx.MockTransport(handle))

        async def run() -> Any:
            return (await (await begin(**arguments)).result(5, interval=0.001)).value

        begin = getattr(client, operation)
        result = asyncio.run(run()) if self.is_async else begin(**arguments).result(5, interval=0.001).value
        assert next(left, None) is None
        assert {request.headers.get("X-Key") for request in self.requests} == {"k"}
        return result

    @property
    def sent(self) -> list[str]:
        return [f"{item.method} {item.url.raw_path.decode()}" for item in self.requests]


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: pytest.FixtureRequest, jobs: ModuleType) -> Jobs:
    return Jobs(jobs, is_async=request.param)


def test_a_status_url_then_the_resource_that_was_put(call: Jobs) -> None:
    value = call(
        "put",
        answer(201, {"name": "new"}, Azure_AsyncOperation="https://jobs.test/v1/status/1"),
        answer(200, {"status": "InProgress"}),
        answer(200, {"status": "Succeeded"}),
        answer(200, {"name": "done"}),
    )

    assert value.name == "done"
    assert call.sent == ["PUT /v1/jobs", "GET /v1/status/1", "GET /v1/status/1", "GET /v1/jobs"]


def test_a_status_url_may_move_and_a_post_has_its_result_at_the_location(call: Jobs) -> None:
    value = call(
        "post",
        answer(202, Operation_Location="/v1/status/1", Location="/v1/results/1"),
        answer(200, {"status": "running"}, Operation_Location="/v1/status/2"),
        answer(200, {"status": "SUCCEEDED"}),
        answer(200, {"name": "done"}),
    )

    assert value.name == "done"
    assert call.sent == ["POST /v1/jobs", "GET /v1/status/1", "GET /v1/status/2", "GET /v1/results/1"]


def test_a_status_that_names_its_resource(call: Jobs) -> None:
    status = {"status": "Succeeded", "resourceLocation": "https://jobs.test/v1/jobs/7"}

    assert (
        call("post", answer(202, Operation_Location="/v1/s"), answer(200, status), answer(200, {"name": "7"})).name
        == "7"
    )
    assert call.sent[-1] == "GET /v1/jobs/7"


@pytest.mark.parametrize("operation", ["post", "byLocation"])
def test_a_location_alone_answers_202_until_it_has_the_result(operation: str, call: Jobs) -> None:
    name = {"byLocation": "by_location"}.get(operation, operation)
    first = answer(202, Location="https://jobs.test/v1/results/1")
    value = call(name, first, answer(202), answer(202, Location="/v1/results/2"), answer(200, {"name": "done"}))

    assert value.name == "done"
    assert call.sent[1:] == ["GET /v1/results/1", "GET /v1/results/1", "GET /v1/results/2"]


def test_a_first_answer_may_lack_the_body_that_is_described(call: Jobs) -> None:
    value = call("promised", answer(202, Location="/v1/results/1"), answer(200, {"name": "done"}))

    assert value.name == "done"


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        ("/v1/status/1", "/v1/status/1?api-version=2%2B1"),
        ("/v1/status/1?t=a%20b", "/v1/status/1?t=a%20b&api-version=2%2B1"),
        ("/v1/status/1?api-version=3", "/v1/status/1?api-version=3"),
    ],
)
def test_a_status_is_asked_for_in_the_version_of_the_call(found: str, asked: str, call: Jobs) -> None:
    done = answer(200, {"status": "Succeeded", "resourceLocation": "/v1/jobs/1"})
    call("versioned", answer(202, Operation_Location=found), done, answer(200, {"name": "done"}), api_version="2+1")

    assert call.sent[1] == f"GET {asked}"


def test_the_result_is_where_the_description_says(call: Jobs) -> None:
    first = answer(201, {"name": "new"}, Azure_AsyncOperation="/v1/status/1")
    value = call("by_status", first, answer(200, {"status": "Succeeded", "name": "of the status"}))

    assert value.name == "of the status"


def test_a_resource_says_itself_how_far_it_is(call: Jobs) -> None:
    pending = {"properties": {"provisioningState": "Updating"}}
    value = call("put", answer(201, pending), answer(200, pending), answer(200, {"name": "done"}))

    assert value.name == "done"
    assert call.sent == ["PUT /v1/jobs", "GET /v1/jobs", "GET /v1/jobs"]


def test_what_is_done_at_once_asks_nobody(call: Jobs) -> None:
    assert call("put", answer(200, {"name": "done"})).name == "done"
    assert call("delete", answer(204)) is None
    assert call.sent == ["PUT /v1/jobs", "DELETE /v1/jobs"]


@pytest.mark.parametrize("word", ["Failed", "Canceled", "cancelled"])
def test_a_failure_has_the_words_of_the_service(word: str, call: Jobs) -> None:
    status = answer(200, {"status": word, "error": {"code": "Full", "message": "There is no room."}})

    with pytest.raises(call.module.OperationFailedError, match=r"There is no room\."):
        call("post", answer(202, Operation_Location="/v1/status/1"), status)


def test_nothing_goes_to_another_origin(call: Jobs) -> None:
    with pytest.raises(call.module.ServiceError, match="another origin"):
        call("post", answer(202, Operation_Location="https://evil.test/v1/status/1"))

    assert len(call.requests) == 1


def test_a_status_has_the_word_and_the_json(jobs: Any) -> None:
    answers = iter([answer(202, Operation_Location="/v1/s"), answer(200, {"status": "Running", "percent": 7})])
    client = jobs.JobsClient(jobs.KeyCredential("k"), transport=httpx.MockTransport(lambda _: next(answers)))
    poller = client.post()
    status: jobs.OperationStatus = poller.status().value

    assert (status.state, status.body["percent"], poller.done) == ("Running", 7, False)
    assert repr(status) == "OperationStatus(state='Running')"


def test_what_is_not_called_long_running_gives_its_answer(jobs: Any) -> None:
    transport = httpx.MockTransport(lambda _: answer(200, {"name": "done"}))
    client = jobs.JobsClient(jobs.KeyCredential("k"), transport=transport)

    assert client.plain().value.name == "done"
    assert client.post(context=jobs.RequestContext()).status_code == 200
