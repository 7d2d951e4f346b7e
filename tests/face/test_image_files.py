"""Images by their path: read while they are sent, as often as they are sent, and nothing stays open."""

from __future__ import annotations

import asyncio
import builtins
import gc
import io
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure_face import RequestContent

from .calls import Service, ask, connect, parts_of, service_of, unreachable, use
from .description import MERGED, VERSIONS, Operation, Version
from .samples import Sampler, models_of
from .test_images import call, every_image, raw_call

BIG = b"\x89PNG" * 100_000

every_version = pytest.mark.parametrize("version", VERSIONS, ids=repr)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that goes out in several pieces."""
    found = tmp_path / "ada.png"
    found.write_bytes(BIG)
    return found


@every_image
def test_same_path_is_sent_again(operation: Operation, path: Path, asynchronous: bool) -> None:
    service = service_of(operation)
    content = RequestContent.stream(path)
    for made in (call(operation, path), call(operation, path), raw_call(operation, content)):
        ask(operation, asynchronous, service, made.make)
    ask(operation, asynchronous, service, raw_call(operation, content).make)
    assert [request.content for request in service.requests] == [BIG] * 4


class Breaking(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A connection that breaks after the first piece of a body."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, Iterable)
        assert 0 < len(next(iter(request.stream))) < len(BIG)
        raise httpx.WriteError("broken pipe", request=request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        assert 0 < len(await anext(aiter(request.stream))) < len(BIG)
        raise httpx.WriteError("broken pipe", request=request)


@pytest.fixture
def opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[io.BufferedReader]:
    """Every file that is opened at the path during a test."""
    files: list[io.BufferedReader] = []
    original = builtins.open

    def recording(file: Any, *arguments: Any, **named: Any) -> Any:
        made = original(file, *arguments, **named)
        if str(file) == str(path):
            files.append(made)
        return made

    monkeypatch.setattr(builtins, "open", recording)
    return files


@pytest.mark.parametrize("breaks", [False, True], ids=["sent", "broken"])
def test_nothing_stays_open(breaks: bool, path: Path, opened: list[io.BufferedReader], asynchronous: bool) -> None:
    service = Service(content=[])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        if breaks:
            with pytest.raises(httpx.WriteError):
                use_broken(asynchronous, path)
        else:
            use("FaceClient", asynchronous, service, lambda client: client.detect(path))
            assert service.request.content == BIG
            assert service.request.headers["Content-Length"] == str(len(BIG))
        assert opened
        assert all(file.closed for file in opened)
        opened.clear()
        gc.collect()
    assert [warning for warning in told if warning.category is ResourceWarning] == []


def test_caller_s_file_is_the_caller_s_to_close(path: Path, asynchronous: bool) -> None:
    with path.open("rb") as file:
        for _ in range(2):
            service = Service(content=[])
            file.seek(5)
            use("FaceClient", asynchronous, service, lambda client: client.detect(file))
            assert service.request.content == BIG[5:]
            assert not file.closed


def use_broken(asynchronous: bool, path: Path) -> None:
    """Detect over a connection that breaks."""

    async def main() -> None:
        async with connect("FaceClient", True, unreachable, transport=Breaking()) as client:
            await client.detect(path)

    if asynchronous:
        asyncio.run(main())
        return
    with connect("FaceClient", False, unreachable, transport=Breaking()) as client:
        client.detect(path)


@every_version
def test_verify_image_may_be_a_path(version: Version, path: Path, asynchronous: bool) -> None:
    models = models_of(version)
    inside = MERGED not in version.by_id
    answer = version.schemas["LivenessWithVerifySession" if inside else "CreateLivenessWithVerifySessionResult"]
    service = Service(content=Sampler(version=version).sample(answer))
    given = {"verify_image": path}
    mode = models.LivenessOperationMode.PASSIVE
    content = models.CreateLivenessWithVerifySessionContent(mode, **(given if inside else {}))
    more: dict[str, Any] = {} if inside else given

    def action(client: Any) -> Any:
        return client.create_liveness_with_verify_session(content, **more)

    for _ in range(2):
        use("FaceSessionClient", asynchronous, service, action, version)
    for request in service.requests:
        picture = parts_of(request)["verifyImage" if inside else "VerifyImage"]
        assert (picture.get_filename(), picture.get_content_type()) == ("ada.png", "application/octet-stream")
        assert b"\r\n\r\n" + BIG + b"\r\n--" in request.content
        assert str(path.parent).encode() not in request.content
    path.unlink()
    with pytest.raises(FileNotFoundError):
        use("FaceSessionClient", asynchronous, unreachable, action, version)
