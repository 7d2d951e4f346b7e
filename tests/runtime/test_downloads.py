"""A body that is saved while it comes: whole under its name or not at all, with progress, and closed in every case."""

from __future__ import annotations

import asyncio
import gzip
import io
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from veneer.runtime import BrokenBodyError, ResponseTooLargeError, save_body, save_body_async

from .raw_server import answer, answering
from .test_reading import DATA, DEFLATE, GZIP, chunked, raw_deflate

Save = Callable[..., int]


def _sync(url: str, target: Any, **options: Any) -> int:
    with httpx.Client(trust_env=False) as client:
        response = client.send(client.build_request("GET", url), stream=True)
        try:
            return save_body(response, target, **options)
        finally:
            assert response.is_closed


def _async(url: str, target: Any, **options: Any) -> int:
    async def run() -> int:
        async with httpx.AsyncClient(trust_env=False) as client:
            response = await client.send(client.build_request("GET", url), stream=True)
            try:
                return await save_body_async(response, target, **options)
            finally:
                assert response.is_closed

    return asyncio.run(run())


@pytest.fixture(params=[_sync, _async], ids=["sync", "async"])
def save(request: pytest.FixtureRequest) -> Save:
    return request.param  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "sent",
    [
        answer(DATA),
        answer(DATA, length=-1),
        answer(chunked(DATA), "Transfer-Encoding: chunked"),
        answer(gzip.compress(DATA), GZIP),
        answer(raw_deflate(DATA), DEFLATE),
    ],
)
def test_a_body_is_saved_by_its_path_or_into_a_file(save: Save, sent: bytes, tmp_path: Path) -> None:
    path, file = tmp_path / "answer", io.BytesIO()
    with answering(sent) as url:
        assert save(url, path) == save(url, file) == len(DATA)
    assert path.read_bytes() == file.getvalue() == DATA
    assert os.listdir(tmp_path) == ["answer"]


def test_an_empty_body_is_an_empty_file(save: Save, tmp_path: Path) -> None:
    with answering(answer(b"")) as url:
        assert save(url, tmp_path / "a") == 0
    assert (tmp_path / "a").read_bytes() == b""


@pytest.mark.parametrize(
    ("sent", "options", "error"),
    [
        (answer(DATA[:-1], length=len(DATA)), {}, BrokenBodyError),
        (answer(b"ff\r\nabc", "Transfer-Encoding: chunked"), {}, BrokenBodyError),
        (answer(gzip.compress(DATA)[:-9], GZIP), {}, BrokenBodyError),
        (answer(DATA), {"limit": len(DATA) - 1}, ResponseTooLargeError),
        (answer(gzip.compress(DATA), GZIP), {"limit": len(DATA) - 1}, ResponseTooLargeError),
        (answer(DATA), {"progress": lambda *_: 1 / 0}, ZeroDivisionError),
        (answer(DATA), {"progress": "print"}, TypeError),
    ],
)
@pytest.mark.parametrize("before", [None, b"old"])
def test_a_partial_file_never_has_the_name(
    save: Save, sent: bytes, options: dict[str, Any], error: type[Exception], before: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "answer"
    if before is not None:
        path.write_bytes(before)
    with answering(sent) as url, pytest.raises(error):
        save(url, path, **options)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == ([] if before is None else [before])


def test_a_file_that_was_given_open_keeps_what_came(save: Save) -> None:
    file = io.BytesIO()
    with answering(answer(b"abc", length=9)) as url, pytest.raises(BrokenBodyError, match="3 of 9"):
        save(url, file)
    assert file.getvalue() == b"abc"
    assert not file.closed


def test_progress_counts_what_comes_over_the_wire(save: Save) -> None:
    told: list[tuple[int, int | None]] = []
    packed = gzip.compress(os.urandom(200_000))
    with answering(answer(packed, GZIP), answer(chunked(DATA), "Transfer-Encoding: chunked")) as url:
        save(url, io.BytesIO(), progress=lambda *now: told.append(now))
        assert told[-1] == (len(packed), len(packed))
        assert len(told) > 1
        assert told == sorted(told)
        told.clear()
        save(url, io.BytesIO(), progress=lambda *now: told.append(now))
        assert told[-1] == (len(DATA), None)


def test_what_is_no_place_is_refused_and_the_answer_closed(save: Save, tmp_path: Path) -> None:
    with answering(answer(DATA)) as url:
        for target, error in ((str(tmp_path / "a"), TypeError), (None, TypeError), (tmp_path, OSError)):
            with pytest.raises(error):
                save(url, target)
        for target in (Path(os.devnull), tmp_path / "absent" / "a"):
            with pytest.raises(OSError, match=r"no file|No such file"):
                save(url, target)
    assert os.listdir(tmp_path) == []


def test_a_link_stays_one_and_a_file_gets_the_usual_rights(save: Save, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "other").touch()
    with answering(answer(DATA)) as url:
        save(url, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == DATA
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_answer_that_was_read_before_is_saved_too(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    response = httpx.Response(200, content=DATA)
    assert save_body(response, tmp_path / "a", progress=lambda *now: told.append(now)) == len(DATA)
    assert asyncio.run(save_body_async(response, tmp_path / "b")) == len(DATA)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == DATA
    assert told == [(len(DATA), len(DATA))]
    with pytest.raises(ResponseTooLargeError, match="allow more with limit="):
        save_body(response, tmp_path / "c", limit=1)
    assert not (tmp_path / "c").exists()


class Short(io.RawIOBase):
    """A file without a buffer, which takes less than it is given."""

    def __init__(self) -> None:
        self.got = b""

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.got += bytes(piece[:1000])
        return min(1000, len(piece))


def test_a_file_that_takes_less_than_it_is_given_gets_it_all(save: Save) -> None:
    file = Short()
    with answering(answer(DATA)) as url:
        save(url, file)
    assert file.got == DATA


def test_a_big_body_is_not_held(save: Save, tmp_path: Path) -> None:
    packed = gzip.compress(b"\0" * 100_000_000)
    with answering(answer(packed, GZIP)) as url:
        tracemalloc.start()
        assert save(url, tmp_path / "a") == 100_000_000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 3_000_000
