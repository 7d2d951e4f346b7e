"""Every operation of every version, both layers, sync and async: what is on the wire, and what comes back from it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote

import httpx
import pytest
from azure_face import NotFoundError, Response

from .calls import ENDPOINT, KEY, Call, Service, ask, check_parts, json_of, sent_json, service_of, use
from .description import ALL_CONVENIENT, BY_ID, CONVENIENT, DEFAULT, KEY_HEADER, NEWER, Operation, Parameter
from .samples import IMAGE, Sampler

# What the default version does not have.
NEW = [
    operation
    for version in NEWER
    for operation in version.convenient
    if (operation.verb, operation.path) not in {(known.verb, known.path) for known in CONVENIENT}
]
# A UUID's text has no odd characters; only the protocol layer takes any text in its place.
IN_PATH = [
    (operation, parameter, protocol)
    for operation in (*CONVENIENT, *NEW)
    for parameter in operation.required
    for protocol in (False, True)
    if protocol or parameter.schema.get("format") != "uuid"
]

every_operation = pytest.mark.parametrize("operation", ALL_CONVENIENT, ids=lambda operation: operation.label)
both_layers = pytest.mark.parametrize("protocol", [False, True], ids=["convenience", "protocol"])
# A version that is not the default has one sample of everything: what differs by the sample is the same code.
every_request = pytest.mark.parametrize(
    ("operation", "full"),
    [
        pytest.param(operation, full, id=f"{operation.label}-{'all' if full else 'required'}")
        for operation in ALL_CONVENIENT
        for full in ((True, False) if operation.version is DEFAULT else (True,))
    ],
)
every_answer = pytest.mark.parametrize(
    ("operation", "sampler"),
    [
        pytest.param(operation, sampler, id=f"{operation.label}-{name}")
        for operation in ALL_CONVENIENT
        for name, sampler in {"all": Sampler(), "few": Sampler(full=False), "new": Sampler(unknown=True)}.items()
        if operation.version is DEFAULT or name == "new"
    ],
)
every_path_value = pytest.mark.parametrize(
    ("operation", "parameter", "protocol"),
    IN_PATH,
    ids=lambda value: getattr(value, "label", getattr(value, "name", "protocol" if value else "typed")),
)


def wire_text(value: Any) -> str:
    """Write a parameter's JSON value as the description says: csv lists, JSON's words for booleans."""
    if isinstance(value, list):
        return ",".join(wire_text(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return quote(str(value), safe="")


def expected_path(operation: Operation, values: dict[str, Any]) -> str:
    path = operation.path
    for parameter in operation.parameters:
        if parameter.where == "path":
            path = path.replace(f"{{{parameter.name}}}", wire_text(values[parameter.name]))
    return operation.version.base_path + path


def query_of(request: httpx.Request) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in request.url.query.decode("ascii").split("&") if pair]
    query = {unquote(name): text for name, _, text in pairs}
    assert len(query) == len(pairs)
    assert "+" not in "".join(query.values())  # a blank to some servers, a plus to others
    return query


@every_request
@both_layers
def test_request_is_the_described_one(operation: Operation, protocol: bool, full: bool, asynchronous: bool) -> None:
    service, call = service_of(operation), Call(operation, full, protocol)
    ask(operation, asynchronous, service, call.make)

    request, values = service.request, call.values()
    assert request.method == operation.verb
    assert f"{request.url.scheme}://{request.url.netloc.decode()}" == ENDPOINT
    path = request.url.raw_path.partition(b"?")[0].decode("ascii")
    assert path == expected_path(operation, values)
    in_query = {parameter.name for parameter in operation.parameters if parameter.where == "query"}
    assert query_of(request) == {name: wire_text(values[name]) for name in in_query & values.keys()}
    assert request.headers[KEY_HEADER] == KEY
    # A binary answer has errors in JSON beside it.
    is_binary = operation.answer.content_type == "application/octet-stream"
    assert request.headers["Accept"] == (
        "application/octet-stream, application/json" if is_binary else "application/json"
    )
    assert "Authorization" not in request.headers
    body = call.body()
    if operation.content_type == "multipart/form-data":
        check_parts(request, body)
        return
    assert request.headers.get("Content-Type") == operation.content_type
    if body is None:
        assert request.content == b""
    elif isinstance(body, bytes):
        assert request.content == body
    else:
        assert sent_json(request) == body


@every_answer
def test_typed_answer_holds_all_that_was_sent(operation: Operation, sampler: Sampler, asynchronous: bool) -> None:
    service = service_of(operation, sampler)
    response = ask(operation, asynchronous, service, Call(operation, True, protocol=False).make)
    assert isinstance(response, Response)
    assert response.status_code == operation.answer.status
    # A page is its items, wherever they stand in the answer.
    items = next(iter(service.content.values())) if operation.pages and isinstance(service.content, dict) else None
    assert json_of(response.value) == (service.content if items is None else items)
    for header in operation.answer.headers:
        assert response.headers[header] == f"{ENDPOINT}/{header}"


@every_operation
def test_raw_answer_is_the_response_itself(operation: Operation, asynchronous: bool) -> None:
    service = service_of(operation)
    response = ask(operation, asynchronous, service, Call(operation, True, protocol=True).make)
    assert isinstance(response, httpx.Response)
    assert response.status_code == operation.answer.status
    if isinstance(service.content, bytes):
        assert response.content == service.content
    else:
        assert (response.json() if response.content else None) == service.content


@every_path_value
def test_odd_path_value_stays_one_segment(
    operation: Operation, parameter: Parameter, protocol: bool, asynchronous: bool
) -> None:
    service, call = service_of(operation), Call(operation, False, protocol, {parameter.name: "a b/ü?#%2e;=,"})
    ask(operation, asynchronous, service, call.make)
    path, _, query = service.request.url.raw_path.decode("ascii").partition("?")
    assert path == expected_path(operation, call.values())
    assert "a%20b%2F%C3%BC%3F%23%252e%3B%3D%2C" in path
    assert not query


@both_layers
def test_odd_query_value_arrives_as_it_was(protocol: bool, asynchronous: bool) -> None:
    operation = BY_ID["FaceListOperations_AddFaceListFace"]
    service, call = service_of(operation), Call(operation, True, protocol, {"userData": "a b&c=d+é#/?%41"})
    ask(operation, asynchronous, service, call.make)
    query = query_of(service.request)
    assert unquote(query["userData"]) == "a b&c=d+é#/?%41"
    assert query["targetFace"] == "7,7,7,7"


def test_list_in_query_keeps_its_commas(asynchronous: bool) -> None:
    operation = BY_ID["FaceDetectionOperations_Detect"]
    wanted = ["headPose", "qualityForRecognition", "a,b"]
    service, call = service_of(operation), Call(operation, False, True, {"returnFaceAttributes": wanted})
    ask(operation, asynchronous, service, call.make)
    assert service.request.url.query == b"returnFaceAttributes=headPose,qualityForRecognition,a%2Cb"


def pieces() -> Iterator[bytes]:
    yield IMAGE[:5]
    yield IMAGE[5:]


async def async_pieces() -> AsyncIterator[bytes]:
    for piece in pieces():
        yield piece


@pytest.mark.parametrize(
    "source",
    [lambda: IMAGE, lambda: io.BytesIO(IMAGE), pieces, lambda: [IMAGE]],
    ids=["bytes", "file", "generator", "list"],
)
def test_binary_body_comes_from_anywhere(source: Callable[[], Any], asynchronous: bool) -> None:
    service = Service(content=[])
    response = use("FaceClient", asynchronous, service, lambda client: client.detect(source()))
    assert response.value == []
    assert service.request.content == IMAGE
    assert service.request.headers["Content-Type"] == "application/octet-stream"


def test_binary_body_comes_from_async_pieces() -> None:
    service = Service(content=[])
    use("FaceClient", True, service, lambda client: client.detect(async_pieces()))
    assert service.request.content == IMAGE


@every_operation
def test_failure_without_body_is_raised_in_both_layers(operation: Operation, asynchronous: bool) -> None:
    for protocol in (False, True):
        with pytest.raises(NotFoundError) as caught:
            ask(operation, asynchronous, Service(404), Call(operation, True, protocol).make)
        assert caught.value.status_code == 404
        assert caught.value.error_code is None
        assert caught.value.message
