"""A root client and its groups at run time: one pipeline, one lifetime, and only what is used is loaded."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from functional.clients import generate_into, imported

ANSWER = """{description: Pets., content: {application/json: {schema:
  {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}"""
NOTES = f"""\
openapi: 3.1.0
info: {{title: Notes, version: "1"}}
servers: [{{url: https://notes.test}}]
security: [{{key: []}}]
paths:
  /pets: {{get: {{operationId: pets/list, tags: [pets], responses: {{"200": {ANSWER}}}}}}}
  /pets/find: {{get: {{operationId: pets/find, tags: [pets], responses: {{"200": {ANSWER}}}}}}}
  /types: {{get: {{operationId: types/type, tags: [types], responses: {{"200": {ANSWER}}}}}}}
  /ping: {{get: {{operationId: ping, responses: {{"204": {{description: Pong.}}}}}}}}
components:
  securitySchemes: {{key: {{type: apiKey, in: header, name: X-Key}}}}
  schemas: {{Pet: {{type: object, properties: {{name: {{type: string}}}}}}}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("notes")
    (target / "notes.yaml").write_text(NOTES)
    return generate_into(target / "notes.yaml", "notes", target / "made")


@pytest.fixture
def notes(folder: Path) -> Iterator[ModuleType]:
    with imported(folder, "notes") as module:
        yield module


class _Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.closed = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json=[{"name": "Ada"}])

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def test_a_group_goes_through_its_client(notes: Any) -> None:
    transport = _Transport()
    with notes.NotesClient(notes.KeyCredential("k"), transport=transport, headers={"X-Of": "root"}) as client:
        pets = client.pets
        assert pets.list().value[0].name == "Ada"
        assert pets.find(context=notes.RequestContext()).json() == [{"name": "Ada"}]
        assert client.pets is pets
        assert not hasattr(pets, "close")
        assert repr(pets) == "<PetsOperations of <NotesClient https://notes.test>>"

    assert [str(request.url) for request in transport.requests] == [
        "https://notes.test/pets",
        "https://notes.test/pets/find",
    ]
    assert {(request.headers["X-Key"], request.headers["X-Of"]) for request in transport.requests} == {("k", "root")}
    assert transport.closed == 1
    with pytest.raises(RuntimeError, match="closed"):
        pets.list()


def test_the_async_group_does_the_same(notes: Any) -> None:
    transport = _Transport()

    async def run() -> None:
        async with notes.AsyncNotesClient(notes.KeyCredential("k"), transport=transport) as client:
            assert (await client.pets.list()).value[0].name == "Ada"
            assert (await client.types.type(context=notes.RequestContext())).status_code == 200
            assert client.pets is client.pets

    asyncio.run(run())
    assert [request.url.path for request in transport.requests] == ["/pets", "/types"]
    assert transport.closed == 1


def test_only_the_group_that_is_used_is_loaded(folder: Path) -> None:
    script = """
import json, sys, httpx, notes
client = notes.NotesClient(notes.KeyCredential("k"), transport=httpx.MockTransport(lambda _: httpx.Response(204)))
def loaded(): return sorted(name for name in sys.modules if name.startswith("notes.v1") and "protocol" not in name)
first, network = loaded(), "httpcore" in sys.modules
client.ping()
client.types.type(context=notes.RequestContext())
assert ("httpcore" in sys.modules) == network  # which a transport of the caller's may not need
print(json.dumps([first, loaded()]))
"""
    run = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)

    before, after = json.loads(run.stdout)
    assert before == ["notes.v1", "notes.v1.notes"]
    assert after == ["notes.v1", "notes.v1.models", "notes.v1.notes", "notes.v1.types"]


def test_type_checkers_know_the_groups(folder: Path) -> None:
    caller = """
from typing import assert_type
import httpx
from notes import AsyncNotesClient, KeyCredential, NotesClient, RequestContext, Response
from notes.models import Pet

def sync(client: NotesClient) -> None:
    assert_type(client.pets.list(), Response[list[Pet]])
    assert_type(client.pets.find(context=RequestContext()), httpx.Response)

async def other(client: AsyncNotesClient) -> None:
    assert_type(await client.types.type(), Response[list[Pet]])
"""
    (folder / "caller.py").write_text(caller)
    command = [sys.executable, "-m", "mypy", "--strict", "caller.py", "notes"]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout
