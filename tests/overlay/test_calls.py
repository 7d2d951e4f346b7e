"""A generated package with an overlay, imported and called over a transport, sync and async."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType

import httpx
import pytest

from functional.clients import Caller
from overlay.projects import CONFIGURATION, extending, installed, make

OVERLAYS = {
    # Two operations, one method: a draft goes elsewhere.
    "pets/create_pet.py.jinja": extending(
        parameters="draft: bool = False, ",
        protocol='if draft:\n    raise TypeError("draft goes with a model")\nreturn {{ stock.protocol }}',
        request="""\
body = {{ runtime("json_content") }}(content, {{ model("Pet") }})
if draft:
    raw = {{ protocol("createDraft", content="body") }}
else:
    raw = {{ protocol("createPet", content="body") }}""",
    ),
    # One method, two requests: the pet of the list is asked for again.
    "pets/list_pets.py.jinja": extending(
        overloads="",
        request="raw = {{ stock.request }}",
        result="""\
names = [pet.name for pet in {{ method.read }}]
for name in names:
    {{ protocol("getPet", pet_id="name", verbose="True") }}
return Response(raw, names)""",
    ),
}
MERGED = f'{CONFIGURATION}[operations.createDraft]\nmerged_into = "createPet"\n'


@pytest.fixture(scope="module")
def pets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = tmp_path_factory.mktemp("overlay")
    with installed(make(folder, OVERLAYS, MERGED), folder) as module:
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, pets: ModuleType) -> Caller:
    """Calls its client, once the sync one and once the async one."""
    caller = Caller(pets, "PetsClient", is_async=request.param == "async")
    caller.answer = lambda request: httpx.Response(200, content=request.content or b'[{"name": "a b"}]')
    return caller


@pytest.mark.parametrize(("draft", "path"), [(False, "/pets"), (True, "/drafts")])
def test_one_method_covers_two_operations(draft: bool, path: str, call: Caller) -> None:
    pet = call.module.models.Pet("Rex", kind="dog")
    answer = call("create_pet", pet, draft=draft)

    assert (call.request.method, call.target) == ("POST", path)
    assert json.loads(call.request.content) == {"name": "Rex", "kind": "dog"}
    assert call.request.headers["content-type"] == "application/json"
    assert (answer.status_code, answer.value) == (200, pet)


def test_the_protocol_layer_is_as_ever(call: Caller) -> None:
    content = call.module.RequestContent.json({"name": 1})
    answer = call("create_pet", content)

    assert isinstance(answer, httpx.Response)
    assert call.request.content == b'{"name":1}'
    with pytest.raises(TypeError, match="draft goes with a model"):
        call("create_pet", content, draft=True)
    assert len(call.requests) == 1


def test_a_merged_operation_is_still_in_the_protocol_layer(call: Caller) -> None:
    answer = call("create_draft", call.module.RequestContent.json({"name": "x"}))

    assert isinstance(answer, httpx.Response)
    assert call.target == "/drafts"


def test_one_method_sends_several_requests(call: Caller) -> None:
    answer = call("list_pets", kind="cat")

    assert answer.value == ["a b"]
    assert [request.url.raw_path for request in call.requests] == [b"/pets?kind=cat", b"/pets/a%20b?verbose=true"]


def test_nothing_is_sent_when_an_argument_is_wrong(call: Caller) -> None:
    for wrong in (None, {"name": "Rex"}):
        with pytest.raises(TypeError):
            call("create_pet", wrong, draft=True)
    assert not call.requests
