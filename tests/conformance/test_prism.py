"""Calls of a generated client, judged and answered by Stoplight Prism, a mock server fed the same description."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from functional.clients import generate_into, imported

from .javascript import UNREACHABLE

RELEASE = "5.14.2"
DESCRIPTION = Path(__file__).parent / "prism" / "depot.yaml"
TRACE = UUID("3f0c1c9e-0c56-4a43-9a3f-2b1d0f3c5a77")
CRATE = {"label": "a b/ü", "packed": "2026-01-02T03:04:05Z", "weight": 2.5, "size": {"width": "1 m"}}


@pytest.fixture(scope="module")
def prism(pytestconfig: pytest.Config) -> Path:
    """The installed program, beside the official packages; skips where it cannot be had."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.skip(f"there is no {tool}, so Prism judges no calls")
    own = os.environ.get("VENEER_OFFICIAL")
    folder = (Path(own) if own else pytestconfig.rootpath / ".pytest_cache" / "official") / "prism"
    folder.mkdir(parents=True, exist_ok=True)
    place, part = folder / RELEASE, folder / f"{RELEASE}.part"
    with (folder / f"{RELEASE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker installs, the others wait
        if not place.is_dir():
            shutil.rmtree(part, ignore_errors=True)
            npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--fetch-retries=1"]
            process = subprocess.run(
                [*npm, "--prefix", str(part), f"@stoplight/prism-cli@{RELEASE}"],
                capture_output=True,
                text=True,
                timeout=180,
                check=False,
            )
            if process.returncode and any(sign in process.stderr for sign in UNREACHABLE):
                pytest.skip("no registry can be reached, so Prism judges no calls")
            assert process.returncode == 0, process.stderr
            part.rename(place)  # last, so that what is there is whole
    return place / "node_modules" / ".bin" / "prism"


@pytest.fixture(scope="module")
def endpoint(prism: Path) -> Iterator[str]:
    """Where Prism answers for the description."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["node", str(prism), "mock", "-h", "127.0.0.1", "-p", str(port), "-m", "false", str(DESCRIPTION)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        patience = Timer(60, process.kill)
        patience.start()
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if "is listening" in line:
                    break
            else:
                pytest.fail("".join(said))
            patience.cancel()
            yield f"http://127.0.0.1:{port}"
        finally:
            patience.cancel()
            process.kill()


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with imported(generate_into(DESCRIPTION, "depot", tmp_path_factory.mktemp("depot")), "depot") as module:
        yield module


def call(depot: ModuleType, endpoint: str, is_async: bool, method: str, *arguments: Any, **named: Any) -> Any:
    """Call a method; returns the answer, or raises what it raises."""
    make = depot.AsyncDepotClient if is_async else depot.DepotClient
    client = make(endpoint, credential=depot.KeyCredential("k"))

    async def run() -> Any:
        async with client:
            return await getattr(client, method)(*arguments, **named)

    if is_async:
        return asyncio.run(run())
    with client:
        return getattr(client, method)(*arguments, **named)


both = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])


@both
def test_models_are_what_the_description_wants(depot: ModuleType, endpoint: str, is_async: bool) -> None:
    models = depot.models
    crate = models.Crate(
        label="a b/ü", packed=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), weight=None, size=models.Size(width="1 m")
    )
    size = models.Size(width="1", height="2 & 3")
    listed = call(
        depot, endpoint, is_async, "list_crates", ids=[1, 2], x_trace=TRACE, colours=["red", "green"], size=size
    )
    assert [type(each) for each in listed.value] == [models.Crate]
    assert isinstance(listed.value[0].packed, datetime)
    assert isinstance(call(depot, endpoint, is_async, "add_crate", crate).value, models.Crate)
    assert call(depot, endpoint, is_async, "remove_crate", 7).value is None
    assert call(depot, endpoint, is_async, "add_note", models.AddNoteContent(text="a&b=c", stars=5)).value is None


@both
def test_plain_content_is_what_the_description_wants(depot: ModuleType, endpoint: str, is_async: bool) -> None:
    context, content = depot.RequestContext(), depot.RequestContent
    # Prism 5.14 reads an optional deepObject that is not sent as {}, and misses its required properties: so send it.
    named = {"ids": [1, 2], "x_trace": str(TRACE), "size": {"width": "1"}}
    listed = call(depot, endpoint, is_async, "list_crates", **named, context=context)
    assert listed.status_code == 200
    assert call(depot, endpoint, is_async, "add_crate", content.json(CRATE)).status_code == 201
    assert call(depot, endpoint, is_async, "remove_crate", 7, context=context).status_code == 204
    assert call(depot, endpoint, is_async, "add_note", content.form({"text": "abc", "stars": 5})).status_code == 204


@both
def test_what_does_not_fit_is_refused(depot: ModuleType, endpoint: str, is_async: bool) -> None:
    """Prism does judge: without this, the other tests could not fail."""
    with pytest.raises(depot.RequestFailedError) as refused:
        call(depot, endpoint, is_async, "add_crate", depot.RequestContent.json({**CRATE, "label": ""}))
    assert refused.value.status_code == 422
