"""Images from anywhere: bytes, files, paths and pieces are the body; an address goes to the operation for addresses."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define
from azure_face import CancellationToken, OperationCancelledError, RequestContent, RequestContext

from .calls import Call, ask, json_of, sent_json, service_of, unreachable
from .description import ALL_OPERATIONS, VERSIONS, Operation
from .samples import IMAGE
from .test_wire import expected_path, query_of, wire_text

WITH_IMAGE = [operation for operation in ALL_OPERATIONS if operation.body is not None and operation.content == "image"]
ADDRESS = "https://example.com/a%20b.jpg?c=d&e=f"

every_image = pytest.mark.parametrize("operation", WITH_IMAGE, ids=lambda operation: operation.label)


@define
class ImageCall(Call):
    """A call with this image."""

    image: Any = IMAGE

    def _content(self, method: Any) -> Any:
        return self.image


def call(operation: Operation, image: Any, full: bool = True) -> ImageCall:
    return ImageCall(operation, full, protocol=False, image=image)


def raw_call(operation: Operation, content: RequestContent) -> ImageCall:
    return ImageCall(operation, full=True, protocol=True, image=content)


def pieces() -> Iterator[bytes]:
    yield IMAGE[:5]
    yield IMAGE[5:]


class AsyncPieces:
    """Pieces for an async client."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in pieces():
            yield piece


SOURCES: dict[str, Callable[[Path], Any]] = {
    "bytes": lambda path: IMAGE,
    "bytearray": lambda path: bytearray(IMAGE),
    "file": lambda path: io.BytesIO(IMAGE),
    "path": lambda path: path,
    "list": lambda path: [IMAGE[:5], IMAGE[5:]],
    "generator": lambda path: pieces(),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the image."""
    found = tmp_path / "ada's photo.png"
    found.write_bytes(IMAGE)
    return found


def test_every_version_has_these_methods() -> None:
    adding = ["AddFaceListFace", "AddLargeFaceListFace", "AddLargePersonGroupPersonFace", "AddPersonGroupPersonFace"]
    for version in VERSIONS:
        directory = ["AddPersonFace"] if "PersonDirectoryOperations_AddPersonFace" in version.by_id else []
        found = [operation for operation in WITH_IMAGE if operation.version is version]
        assert sorted(item.id.rpartition("_")[2] for item in found) == sorted([*adding, *directory, "Detect"])
        assert all(version.by_id[f"{item.id}FromUrl"].path == item.path for item in found)


@every_image
@pytest.mark.parametrize("kind", SOURCES)
def test_bytes_are_the_body(operation: Operation, kind: str, path: Path, asynchronous: bool) -> None:
    service, made = service_of(operation), call(operation, SOURCES[kind](path))
    response = ask(operation, asynchronous, service, made.make)

    check_target(operation, made, service.request)
    assert service.request.headers["Content-Type"] == "application/octet-stream"
    assert service.request.content == IMAGE
    assert response.status_code == operation.answer.status
    assert json_of(response.value) == service.content


@every_image
def test_async_pieces_are_the_body_of_an_async_call(operation: Operation) -> None:
    service = service_of(operation)
    ask(operation, True, service, call(operation, AsyncPieces()).make)
    assert service.request.content == IMAGE
    with pytest.raises(TypeError, match="async client"):
        ask(operation, False, unreachable, call(operation, AsyncPieces()).make)


@every_image
@pytest.mark.parametrize(
    "address", [ADDRESS, httpx.URL(ADDRESS), "HTTP://EXAMPLE.COM/a.jpg"], ids=["str", "url", "caps"]
)
def test_address_is_json(operation: Operation, address: str | httpx.URL, asynchronous: bool) -> None:
    service, made = service_of(operation), call(operation, address)
    response = ask(operation, asynchronous, service, made.make)

    check_target(operation, made, service.request)
    assert service.request.headers["Content-Type"] == "application/json"
    assert sent_json(service.request) == {"url": str(address)}
    assert response.status_code == operation.answer.status
    assert json_of(response.value) == service.content


def check_target(operation: Operation, made: Call, request: httpx.Request) -> None:
    values = made.values()
    in_query = {parameter.name for parameter in operation.parameters if parameter.where == "query"}
    assert request.method == "POST"
    assert request.url.raw_path.partition(b"?")[0].decode("ascii") == expected_path(operation, values)
    assert query_of(request) == {name: wire_text(values[name]) for name in in_query}


@every_image
def test_address_is_sent_as_the_operation_for_addresses_sends_it(operation: Operation, asynchronous: bool) -> None:
    twin = operation.version.by_id[f"{operation.id}FromUrl"]
    ours, theirs = service_of(operation), service_of(twin)
    found = ask(operation, asynchronous, ours, call(operation, ADDRESS).make)
    url = Call(twin, full=True, protocol=False).body()["url"]
    wanted = ask(twin, asynchronous, theirs, Call(twin, full=True, protocol=False).make)

    assert url == ADDRESS
    assert (ours.request.method, ours.request.url) == (theirs.request.method, theirs.request.url)
    assert ours.request.content == theirs.request.content
    assert found.value == wanted.value


@every_image
@pytest.mark.parametrize("text", ["photo.jpg", "", "file:///photo.jpg", "//example.com/a.jpg", " https://example.com"])
def test_text_that_is_no_address_is_told_about_paths(operation: Operation, text: str, asynchronous: bool) -> None:
    with pytest.raises(ValueError, match=r"pathlib\.Path"):
        ask(operation, asynchronous, unreachable, call(operation, text).make)


@every_image
def test_missing_file_is_python_s_own_error(operation: Operation, tmp_path: Path, asynchronous: bool) -> None:
    with pytest.raises(FileNotFoundError, match=r"absent\.png"):
        ask(operation, asynchronous, unreachable, call(operation, tmp_path / "absent.png").make)


@every_image
def test_folder_is_no_image(operation: Operation, tmp_path: Path, asynchronous: bool) -> None:
    with pytest.raises(OSError, match="directory"):
        ask(operation, asynchronous, unreachable, call(operation, tmp_path).make)


@every_image
@pytest.mark.parametrize(
    "image", [None, 3, {"url": ADDRESS}, io.StringIO(ADDRESS)], ids=["none", "int", "dict", "text"]
)
def test_what_is_no_image_is_refused(operation: Operation, image: object, asynchronous: bool) -> None:
    with pytest.raises(TypeError):
        ask(operation, asynchronous, unreachable, call(operation, image).make)


@every_image
@pytest.mark.parametrize("kind", ["bytes", "json", "path"])
def test_raw_content_is_the_protocol_layer(operation: Operation, kind: str, path: Path, asynchronous: bool) -> None:
    contents = {
        "bytes": RequestContent.bytes(IMAGE),
        "json": RequestContent.json({"url": ADDRESS}),
        "path": RequestContent.stream(path),
    }
    service, made = service_of(operation), raw_call(operation, contents[kind])
    response = ask(operation, asynchronous, service, lambda client: made.make(client, context=RequestContext()))

    assert isinstance(response, httpx.Response)
    check_target(operation, made, service.request)
    assert service.request.content == (b'{"url":"' + ADDRESS.encode() + b'"}' if kind == "json" else IMAGE)
    wanted = "application/json" if kind == "json" else "application/octet-stream"
    assert service.request.headers["Content-Type"] == wanted


@every_image
@pytest.mark.parametrize("image", [IMAGE, ADDRESS], ids=["bytes", "address"])
def test_cancellation_and_context_do_not_mix(operation: Operation, image: Any, asynchronous: bool) -> None:
    token = CancellationToken()
    token.cancel()
    made, raw = call(operation, image), raw_call(operation, RequestContent.bytes(IMAGE))
    with pytest.raises(OperationCancelledError):
        ask(operation, asynchronous, unreachable, lambda client: made.make(client, cancellation=token))
    with pytest.raises(TypeError, match="context"):
        ask(operation, asynchronous, unreachable, lambda client: made.make(client, context=RequestContext()))
    with pytest.raises(TypeError, match="cancellation"):
        ask(operation, asynchronous, unreachable, lambda client: raw.make(client, cancellation=CancellationToken()))
