"""A path as a body, a stream or a part: read when it is sent, as often as it is sent, and nothing stays open."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    FilePart,
    HttpRequest,
    RequestContent,
    ServiceClient,
    binary_content,
    decode_file,
    encode_file,
)
from veneer.runtime.files import PathFile, opened

from .test_content import asend, parts_of, send

DATA = bytes(range(256)) * 1000  # several pieces of a stream


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "ada.png"
    found.write_bytes(DATA)
    return found


class OwnPath:
    """A path that is no pathlib.Path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


def own(path: Path) -> OwnPath:
    return OwnPath(path)


def same(path: Path) -> Path:
    return path


def pure(path: Path) -> PurePosixPath:
    return PurePosixPath(path)


every_path = pytest.mark.parametrize("wrap", [same, own, pure])
Wrap = Callable[[Path], "os.PathLike[str]"]


@pytest.fixture
def handles(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[io.BufferedReader]:
    """Every file that is opened at the path."""
    files: list[io.BufferedReader] = []
    original = builtins.open

    def recording(file: Any, *arguments: Any, **named: Any) -> Any:
        made = original(file, *arguments, **named)
        if str(file) == str(path):
            files.append(made)
        return made

    monkeypatch.setattr(builtins, "open", recording)
    return files


@every_path
def test_a_path_is_opened_and_anything_else_is_not(wrap: Wrap, path: Path) -> None:
    file = opened(wrap(path))
    assert isinstance(file, PathFile)
    assert file.name == str(path)
    for other in (b"bytes", str(path), io.BytesIO(DATA), [DATA], None):
        assert opened(other) is other


def test_it_reads_like_a_file_and_holds_nothing_open(path: Path, handles: list[io.BufferedReader]) -> None:
    ours, theirs = PathFile(path), io.BytesIO(DATA)
    steps: list[Callable[[Any], Any]] = [
        lambda file: file.read(10),
        lambda file: file.tell(),
        lambda file: file.read(0),
        lambda file: file.seek(5),
        lambda file: file.read(1),
        lambda file: file.seek(3, os.SEEK_CUR),
        lambda file: file.read(2),
        lambda file: file.seek(-4, os.SEEK_END),
        lambda file: file.read(),
        lambda file: file.read(8),
        lambda file: file.seek(0, os.SEEK_END),
        lambda file: file.read(),
        lambda file: file.seek(len(DATA) + 7),
        lambda file: file.read(1),
        lambda file: file.seek(0),
        lambda file: file.read(-1),
        lambda file: file.seekable(),
    ]
    for number, step in enumerate(steps):
        assert step(ours) == step(theirs), number
        assert all(file.closed for file in handles), number
    assert handles


def test_a_file_that_is_not_there_or_no_file_is_python_s_own_error(path: Path, tmp_path: Path) -> None:
    for wrong, error in ((tmp_path / "absent", FileNotFoundError), (tmp_path, OSError)):
        makers: list[Callable[[Path], object]] = [
            PathFile,
            RequestContent.stream,
            FilePart,
            lambda found: RequestContent.multipart({"a": found}),
            lambda found: binary_content(found, "image/png"),
        ]
        for make in makers:
            with pytest.raises(error):
                make(wrong)


@every_path
def test_a_stream_of_a_path_is_sent_any_number_of_times(wrap: Wrap, path: Path) -> None:
    content = RequestContent.stream(wrap(path), "image/png")
    for request in (send(content), send(content), asend(content)):
        assert request.content == DATA
        assert request.headers["Content-Length"] == str(len(DATA))
        assert request.headers["Content-Type"] == "image/png"
        assert "Transfer-Encoding" not in request.headers
    assert repr(content) == f"<RequestContent stream, {len(DATA)} bytes>"


@every_path
def test_a_binary_body_of_a_path_has_the_operations_type(wrap: Wrap, path: Path) -> None:
    for request in (send(binary_content(wrap(path), "image/png")), asend(binary_content(wrap(path), "image/png"))):
        assert request.content == DATA
        assert request.headers["Content-Type"] == "image/png"
    assert "Content-Type" not in send(binary_content(path, "image/*")).headers


def test_a_text_is_no_path(path: Path) -> None:
    with pytest.raises(TypeError, match=r"pathlib\.Path"):
        binary_content(str(path), "image/png")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        RequestContent.stream(str(path))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="a path or a FilePart"):
        encode_file(str(path))
    part = parts_of(send(RequestContent.multipart({"a": str(path)})))[0]
    assert (part.get_filename(), part.get_content()) == (None, str(path))


@every_path
def test_a_part_of_a_path_has_its_base_name_and_its_bytes(wrap: Wrap, path: Path) -> None:
    content = RequestContent.multipart({"photo": wrap(path)})
    for request in (send(content), send(content), asend(content)):
        [part] = parts_of(request)
        assert part["Content-Disposition"] == 'form-data; name="photo"; filename="ada.png"'
        assert part.get_content_type() == "application/octet-stream"
        assert b"\r\n\r\n" + DATA + b"\r\n--" in request.content
        assert str(path.parent).encode() not in request.content
        assert request.headers["Content-Length"] == str(len(request.content))


@pytest.mark.parametrize(("filename", "shown"), [(None, "ada.png"), ("b.jpg", "b.jpg"), ("", None)])
def test_a_file_part_of_a_path(filename: str | None, shown: str | None, path: Path) -> None:
    request = send(RequestContent.multipart({"photo": FilePart(path, filename, "image/png")}))
    [part] = parts_of(request)
    assert (part.get_filename(), part.get_content_type()) == (shown, "image/png")
    assert b"\r\n\r\n" + DATA + b"\r\n--" in request.content
    assert "ada" not in repr(FilePart(path))


@every_path
def test_a_model_s_file_may_be_a_path(wrap: Wrap, path: Path) -> None:
    given = wrap(path)
    assert encode_file(given) is given
    assert decode_file(given) is given


def test_a_file_that_went_away_or_changed_is_read_as_it_is_then(path: Path) -> None:
    content, part = RequestContent.stream(path, length=3), RequestContent.multipart({"a": path})
    path.write_bytes(b"new")
    assert send(content).content == b"new"
    assert b"\r\n\r\nnew\r\n--" in send(part).content
    path.unlink()
    for gone in (content, part):
        with pytest.raises(FileNotFoundError):
            send(gone)


def test_nothing_is_open_before_while_and_after_it_is_sent(path: Path, handles: list[io.BufferedReader]) -> None:
    def breaks(request: httpx.Request) -> httpx.Response:
        raise httpx.WriteError("broken", request=request)

    contents = [
        RequestContent.stream(path),
        RequestContent.multipart({"a": path}),
        RequestContent.multipart({"a": FilePart(path)}),
    ]
    for content in contents:
        assert all(file.closed for file in handles)
        client = ServiceClient("https://host", None, (), transport=httpx.MockTransport(breaks))
        with client, pytest.raises(httpx.WriteError):
            client._send(HttpRequest("POST", "/x", content=content))
        assert all(file.closed for file in handles)
    assert len(handles) > len(contents)


def test_an_empty_file_is_an_empty_body(path: Path) -> None:
    path.write_bytes(b"")
    request = send(RequestContent.stream(path))
    assert (request.content, request.headers["Content-Length"]) == (b"", "0")
    assert parts_of(send(RequestContent.multipart({"a": path})))[0].get_payload() == ""


def test_two_calls_of_one_content_at_a_time_do_not_mix(path: Path) -> None:
    path.write_bytes(DATA)
    body = RequestContent.stream(path)._body
    arguments: Any = {"content": body.content(False)}
    first, second = iter(arguments["content"]), iter(arguments["content"])
    pieces = [next(first), next(second)]
    assert pieces[0] + b"".join(first) == DATA
    assert pieces[1] + b"".join(second) == DATA


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs the paths of open files")
def test_a_path_of_a_pipe_is_sent_whole_or_refused_at_once() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"abc")
    os.close(writing)
    try:
        content = RequestContent.stream(Path(f"/dev/fd/{reading}"))
        request = send(content)
    except (OSError, ValueError):
        return
    finally:
        os.close(reading)
    assert request.content == b"abc"
    assert request.headers.get("Content-Length") in (None, "3")
